import { Webhook } from 'standardwebhooks';
import { describe, expect, it, test } from 'vitest';
import { storable } from './delivery.ts';
import { typesOf, upperSnake, webhookEventTypes } from './event-types.ts';
import { wants } from './filters.ts';
import { redactPayload } from './redaction.ts';
import { pauseAfter, readRetryAfter, RETRY_DELAYS } from './schedule.ts';
import { dixaSignature, standardSignature } from './signature.ts';
import type { Condition, Filters } from './store.ts';

const secretKey = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff';

describe('signatures', () => {
  it('signs time and exact bytes with the bytes of the key', () => {
    const expected = 't=1700000000000,v1=c1624e834ad2b0f7c0764caae4036c2b39faac8aa4b92ca1a7bc34a6611b76ba';
    expect(dixaSignature(secretKey, 1700000000000, Buffer.from('{"a":1}'))).toBe(expected);
    expect(dixaSignature(secretKey, 1700000000000, Buffer.from('{"a": 1}'))).not.toBe(expected);
    expect(dixaSignature(secretKey, 1700000000001, Buffer.from('{"a":1}'))).not.toContain(expected.slice(-64));
  });

  it('is believed by an independent library, with either key during a rotation', () => {
    const body = '{"text":"æøå 🙂"}';
    const other = 'ff'.repeat(32);
    const seconds = Math.floor(Date.now() / 1000);
    const headers = { 'webhook-id': 'e1', 'webhook-timestamp': String(seconds), 'webhook-signature': standardSignature([secretKey, other], 'e1', seconds, Buffer.from(body)) };
    for (const key of [secretKey, other]) {
      const library = new Webhook(Buffer.from(key, 'hex').toString('base64'));
      expect(library.verify(body, headers)).toEqual({ text: 'æøå 🙂' });
      expect(() => library.verify(`${body} `, headers)).toThrow();
    }
    expect(() => new Webhook(Buffer.from('aa'.repeat(32), 'hex').toString('base64')).verify(body, headers)).toThrow();
  });
});

describe('retries', () => {
  it('come after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, a little later by chance, then no more', () => {
    const minutes = [5 / 60, 5, 30, 120, 300, 600, 600];
    expect(RETRY_DELAYS).toEqual(minutes.map((minute) => minute * 60_000));
    for (const [index, minute] of minutes.entries()) {
      expect(pauseAfter(index + 1, undefined, 0)).toBe(minute * 60_000);
      expect(pauseAfter(index + 1, undefined, 1)).toBe(Math.round(minute * 66_000));
    }
    expect(pauseAfter(8, 1000, 0.5)).toBeUndefined();
  });

  it('wait as long as the receiver wants, never shorter than planned', () => {
    expect(pauseAfter(1, 90_000, 0)).toBe(90_000);
    expect(pauseAfter(2, 1000, 0)).toBe(300_000);
  });

  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Mon, 02 Mar 2026 10:01:00 GMT', 60_000],
    ['Sun, 01 Mar 2026 10:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('Retry-After: %j means %j', (header, ms) => expect(readRetryAfter(header, Date.parse('2026-03-02T10:00:00Z'))).toBe(ms));
});

describe('filters', () => {
  const facts = { channel: 'PstnPhone', queueId: '0193a5a1-7b60-7d28-a3c5-90e4f1b27d68', origin: 'Api' };
  const filters = (strategy: Filters['strategy'], ...conditions: Condition[]): Record<string, Filters> => ({ Conversation: { strategy, conditions, _type: 'CombinedFilters' } });
  const is = (field: Condition['field'], ...values: string[]): Condition => ({ _type: 'IsOneOf', field, values });
  const isNot = (field: Condition['field'], ...values: string[]): Condition => ({ _type: 'IsNotOneOf', field, values });

  test.each([
    [is('InitialChannel', 'email', 'pstn_phone'), true],
    [is('InitialChannel', 'PSTN_PHONE'), true],
    [is('InitialChannel', 'email'), false],
    [isNot('InitialChannel', 'PstnPhone'), false],
    [is('QueueId', facts.queueId.toUpperCase()), true],
    [isNot('QueueId', facts.queueId), false],
    [isNot('OperationOrigin', 'ApiImport'), true],
    [is('OperationOrigin', 'ApiImport'), false],
  ])('%j: %s', (condition, passes) => {
    expect(wants(filters('All', condition), 'ConversationCreated', facts)).toBe(passes);
    expect(wants({ ConversationCreated: { strategy: 'All', conditions: [condition], _type: 'CombinedFilters' } }, 'ConversationCreated', facts)).toBe(passes);
    expect(wants({ ConversationClosed: { strategy: 'All', conditions: [condition], _type: 'CombinedFilters' } }, 'ConversationCreated', facts)).toBe(true);
  });

  it('All needs every condition, Any one', () => {
    const conditions = [is('InitialChannel', 'email'), isNot('OperationOrigin', 'ApiImport')];
    expect(wants(filters('All', ...conditions), 'ConversationCreated', facts)).toBe(false);
    expect(wants(filters('Any', ...conditions), 'ConversationCreated', facts)).toBe(true);
  });

  it('no queue is in no list; events without a conversation pass', () => {
    expect(wants(filters('All', is('QueueId', 'x')), 'ConversationCreated', { ...facts, queueId: null })).toBe(false);
    expect(wants(filters('All', isNot('QueueId', 'x')), 'ConversationCreated', { ...facts, queueId: null })).toBe(true);
    expect(wants(filters('All', is('QueueId', 'x')), 'AgentBannedIp', undefined)).toBe(true);
  });
});

describe('events', () => {
  it('are 32, with names in capitals', () => {
    expect(new Set(webhookEventTypes).size).toBe(32);
    const names = ['ConversationMessageAdded', 'SLAEvaluationPending', 'AgentBannedIp', 'ConversationMessageDeliverySpamComplaint', 'TypingStarted', 'PstnPhone', 'WhatsApp'];
    expect(names.map(upperSnake)).toEqual([
      'CONVERSATION_MESSAGE_ADDED',
      'SLA_EVALUATION_PENDING',
      'AGENT_BANNED_IP',
      'CONVERSATION_MESSAGE_DELIVERY_SPAM_COMPLAINT',
      'TYPING_STARTED',
      'PSTN_PHONE',
      'WHATS_APP',
    ]);
  });

  it('a closed conversation that nobody held is abandoned too', () => {
    expect(typesOf({ type: 'ConversationClosed', data: { assigned: false } })).toEqual(['ConversationClosed', 'ConversationAbandoned']);
    expect(typesOf({ type: 'ConversationClosed', data: { assigned: true } })).toEqual(['ConversationClosed']);
    expect(typesOf({ type: 'PersonUpdated', data: {} })).toEqual([]);
  });
});

describe('what is kept', () => {
  it('of an answer is its beginning, as text that can be stored', () => {
    expect(storable(Buffer.from(`a\u0000b\n${'æ'.repeat(2000)}`))).toMatch(/^ab\næ{510}$/);
    expect(storable(Buffer.from([0xff, 0x41]))).toBe('\ufffdA');
  });

  it('of a redacted payload are ids, times and states, in the same shape', () => {
    const user = { id: 'u1', name: 'Ann', email: 'ann@example.com', phone: '+45', roles: ['Enduser'], user_type: 'Contact' };
    const payload = {
      event_id: 'e1',
      event_fqn: 'X',
      organization: { id: 'o', name: 'Shop' },
      data: {
        conversation: { csid: 1, requester: user, assignee: null, subject: 'Secret', tags: [{ id: 't', name: 'late' }], custom_attributes: [{ id: 'a', value: 'v' }] },
        text: 'Secret',
        score: 5,
        attachments: [{ url: 'x' }],
        cc: ['a@b'],
      },
    };
    const gone = { ...user, name: null, email: null, phone: null };
    expect(JSON.parse(redactPayload(JSON.stringify(payload)))).toEqual({
      ...payload,
      data: {
        conversation: { csid: 1, requester: gone, assignee: null, subject: null, tags: [{ id: 't', name: 'late' }], custom_attributes: [{ id: 'a', value: null }] },
        text: null,
        score: 5,
        attachments: [{ url: null }],
        cc: [],
      },
    });
  });
});
