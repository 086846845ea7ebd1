import { describe, expect, it } from 'vitest';
import { checkLink, claim, close, expireFollowup, followup, inboundMessage, reopen, transferToQueue, type Change, type Facts } from './rules.ts';

const AT = '2026-03-02T12:00:00.000Z';
const nothing: Change = { events: [] };
const removed = { type: 'FollowupRemoved' };
const left = { type: 'ConversationUnassigned', data: { agentId: 'anna' } };
const waits = (queueId: string) => ({ type: 'ConversationEnqueued', data: { queueId } });
const transfer = { transferType: 'Queue', destinationType: 'Queue', destinationId: 'billing' };

const facts = (state: Facts['state'], more: Partial<Facts> = {}): Facts => ({ state, assignedAgentId: null, queueId: null, anonymized: false, ...more });
const held = (state: Facts['state']): Facts => facts(state, { assignedAgentId: 'anna', queueId: 'support' });

/** The table of rules.ts and docs/conversations.md: a call, and what it does to a conversation that Anna holds, by state. A number is the status of a refusal. */
const table: Readonly<Record<string, { readonly call: (facts: Facts) => Change; readonly Open: Change | number; readonly Pending: Change | number; readonly Closed: Change | number }>> = {
  claim: {
    call: (given) => claim(given, 'bo', true),
    Open: { assignment: { agentId: 'bo' }, events: [left, { type: 'ConversationClaimed', data: { agentId: 'anna' } }, { type: 'ConversationAssigned', data: { agentId: 'bo' } }] },
    Pending: { assignment: { agentId: 'bo' }, events: [left, { type: 'ConversationClaimed', data: { agentId: 'anna' } }, { type: 'ConversationAssigned', data: { agentId: 'bo' } }] },
    Closed: 409,
  },
  close: {
    call: close,
    Open: { state: 'Closed', followupAt: null, events: [{ type: 'ConversationClosed', data: { assigned: true, queueId: 'support' } }] },
    Pending: { state: 'Closed', followupAt: null, events: [removed, { type: 'ConversationClosed', data: { assigned: true, queueId: 'support' } }] },
    Closed: nothing,
  },
  reopen: {
    call: (given) => reopen(given, 'first'),
    Open: nothing,
    Pending: { state: 'Open', followupAt: null, events: [removed, { type: 'ConversationReopened' }] },
    Closed: { state: 'Open', assignment: null, followupAt: null, queueId: 'support', events: [{ type: 'ConversationReopened' }, left, waits('support')] },
  },
  followup: {
    call: (given) => followup(given, AT),
    Open: { state: 'Pending', followupAt: AT, events: [{ type: 'ConversationPending' }, { type: 'FollowupAdded', data: { followupAt: AT } }] },
    Pending: { state: 'Pending', followupAt: AT, events: [{ type: 'FollowupAdded', data: { followupAt: AT } }] },
    Closed: 400,
  },
  transfer: {
    call: (given) => transferToQueue(given, 'billing'),
    Open: {
      assignment: null,
      followupAt: null,
      queueId: 'billing',
      events: [{ type: 'TransferInitiated', data: transfer }, left, { type: 'TransferSuccessful', data: transfer }, waits('billing')],
    },
    Pending: {
      state: 'Open',
      assignment: null,
      followupAt: null,
      queueId: 'billing',
      events: [{ type: 'TransferInitiated', data: transfer }, removed, left, { type: 'TransferSuccessful', data: transfer }, waits('billing')],
    },
    Closed: 400,
  },
  'time passes': { call: expireFollowup, Open: nothing, Pending: { state: 'Open', followupAt: null, events: [{ type: 'FollowupExpired' }] }, Closed: nothing },
};

describe.each(Object.entries(table))('%s', (name, { call, ...states }) => {
  it.each(Object.entries(states))('%s', (state, expected) => {
    const act = (): Change => call(held(state as Facts['state']));
    if (typeof expected === 'number') expect(act).toThrow(expect.objectContaining({ status: expected }));
    else expect(act()).toEqual(expected);
  });

  it('AwaitingPending is as Pending', () => expect(call(held('AwaitingPending'))).toEqual(states.Pending));

  // It is closed for good, so there is nothing for time to do.
  if (name === 'time passes') return;
  it('an anonymized conversation takes no change', () => {
    for (const state of ['Open', 'Pending', 'Closed'] as const) expect(() => call({ ...held(state), anonymized: true })).toThrow('anonymized');
  });
});

describe('claim', () => {
  it('without force takes nothing from another agent', () => expect(() => claim(held('Open'), 'bo', false)).toThrow(expect.objectContaining({ status: 409 })));

  it('by the one who holds it does nothing', () => expect(claim(held('Open'), 'anna', true)).toEqual(nothing));

  it('without force takes a free one, and tells from where', () => {
    expect(claim(facts('Open', { queueId: 'support' }), 'bo', false).events[0]).toEqual({ type: 'ConversationClaimed', data: { queueId: 'support' } });
    expect(claim(facts('Open'), 'bo', false).events).toEqual([
      { type: 'ConversationClaimed', data: {} },
      { type: 'ConversationAssigned', data: { agentId: 'bo' } },
    ]);
  });
});

it('a conversation of nobody, in no queue, is closed as such', () => {
  expect(close(facts('Open')).events).toEqual([{ type: 'ConversationClosed', data: { assigned: false } }]);
});

it('a closed one without a queue waits in the default one, and nowhere when there is none', () => {
  expect(reopen(facts('Closed'), 'first')).toEqual({ state: 'Open', assignment: null, followupAt: null, queueId: 'first', events: [{ type: 'ConversationReopened' }, waits('first')] });
  expect(reopen(facts('Closed'), undefined)).toEqual({ state: 'Open', assignment: null, followupAt: null, events: [{ type: 'ConversationReopened' }] });
});

it.each(['Open', 'Pending', 'Closed'] as const)('a customer who writes to an %s one is heard as if it were reopened', (state) => {
  expect(inboundMessage(held(state), 'first')).toEqual(reopen(held(state), 'first'));
});

describe('a link', () => {
  const one = (id: number, more: { parentId?: number; children?: number } = {}) => ({ id, parentId: more.parentId ?? null, children: more.children ?? 0 });

  it('joins two that stand alone, and the hundredth child', () => {
    expect(() => checkLink(one(1), one(2))).not.toThrow();
    expect(() => checkLink(one(1), one(2, { children: 99 }))).not.toThrow();
  });

  it.each([
    ['one to itself', one(1), one(1), 'itself'],
    ['a child of another', one(1, { parentId: 3 }), one(2), 'already has a parent'],
    ['one with a child', one(1, { children: 1 }), one(2), 'children of its own'],
    ['one to a child', one(1), one(2, { parentId: 3 }), 'itself a child'],
    ['the child after the hundredth', one(1), one(2, { children: 100 }), 'already has 100 children'],
  ])('does not join %s', (_what, child, parent, sentence) => {
    expect(() => checkLink(child, parent)).toThrow(sentence);
  });
});
