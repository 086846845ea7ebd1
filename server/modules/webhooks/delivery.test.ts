import { describe, expect, test } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { systemClock } from '../../base/clock.ts';
import { sql } from '../../platform/db/database.ts';
import { appendEvents, type NewEvent } from '../../platform/events/append.ts';
import { rotateSecretKey } from './actions.ts';
import { removeOldAttempts, removeOldDeliveries } from './queue.ts';
import { dixaSignature } from './signature.ts';
import { startReceiver } from '../../../test/support/receiver.ts';
import { webhookTest } from '../../../test/support/webhooks.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const at = webhookTest();
const { deliver, fanOut, log, newDeliverer, note, stateOf, subscribe, texts } = at;
const append = (...events: NewEvent[]) => at.parley.ctx.db.transaction((tx) => appendEvents(tx, at.shop.organizationId, at.parley.clock.now().toISOString(), events));

describe('a delivery', () => {
  test('carries the event, the subscription, its headers and a signature of the exact bytes', async () => {
    const { id, secretKey } = await subscribe(['ConversationNoteAdded'], {
      authorization: { _type: 'BasicAuth', username: 'hook', password: 'secret' },
      customHeaders: { 'X-Shop': 'north', 'Content-Type': 'text/plain', 'X-DIXA-SIGNATURE': 'fake' },
    });
    await note('Called twice, æøå 🙂');
    await deliver();
    const [request] = at.receiver.received;
    expect(request!.headers).toMatchObject({
      'content-type': 'application/json',
      'x-dixa-subscription-id': id,
      authorization: 'Basic aG9vazpzZWNyZXQ=',
      'x-shop': 'north',
      'x-dixa-signature': dixaSignature(secretKey, at.parley.clock.now().getTime(), Buffer.from(request!.text)),
      'webhook-id': request!.body.event_id,
    });
    const row = await at.parley.ctx.db.maybe<{ id: string; seq: number }>(sql`SELECT id, seq FROM event WHERE organization_id = ${at.shop.organizationId} AND type = 'NoteAdded'`);
    expect(request!.body).toMatchObject({
      event_id: row!.id,
      event_fqn: 'CONVERSATION_NOTE_ADDED',
      event_version: '1',
      event_timestamp: '2026-03-02T10:00:00.000Z',
      organization: { id: at.shop.organizationId, name: expect.any(String) },
      data: { conversation: { csid: at.conversation }, text: 'Called twice, æøå 🙂' },
    });
    expect(request!.headers['x-parley-sequence']).toBe(String(row!.seq));
  });

  test('is believed by a library of Standard Webhooks, with the old key too while it is being replaced', async () => {
    const { id, secretKey } = await subscribe(['ConversationNoteAdded']);
    const actor = { organizationId: at.shop.organizationId, personId: at.shop.adminId, tokenId: '', scopes: [] };
    const { secrets } = await rotateSecretKey(at.parley.ctx, actor, id, HOUR);
    const before = at.parley.clock.now();
    at.parley.clock.set(systemClock.now());
    try {
      await at.parley.ctx.db.execute(sql`UPDATE webhook_subscription SET secrets = ${await rotated(id, actor)} WHERE id = ${id}`);
      await note('rotated');
      await deliver();
      const { text, headers } = at.receiver.received[0]!;
      const current = (await at.shop.call('GET', `/webhooks/${id}`)).body.data.secretKey;
      expect(new Set([secretKey, secrets.secretKey, current]).size).toBe(3);
      for (const key of [current, secrets.secretKey]) {
        expect(new Webhook(Buffer.from(key, 'hex').toString('base64')).verify(text, headers as Record<string, string>)).toMatchObject({ event_fqn: 'CONVERSATION_NOTE_ADDED' });
      }
      expect(() => new Webhook(Buffer.from(secretKey, 'hex').toString('base64')).verify(text, headers as Record<string, string>)).toThrow();
      at.parley.clock.advance(2 * HOUR);
      await note('later');
      await deliver();
      expect(String(at.receiver.received[1]!.headers['webhook-signature']).split(' ')).toHaveLength(1);
    } finally {
      at.parley.clock.set(before);
    }
  });

  const rotated = async (id: string, actor: Parameters<typeof rotateSecretKey>[1]) => (await rotateSecretKey(at.parley.ctx, actor, id, HOUR)).row.secrets;

  test('goes to every subscription that wants the event, once to each, and to nobody else', async () => {
    const other = await at.parley.tenant();
    await other.call('POST', '/webhooks', { name: 'Theirs', url: at.receiver.url, events: ['ConversationNoteAdded'] });
    const ids = [(await subscribe(['ConversationNoteAdded'])).id, (await subscribe(['ConversationNoteAdded', 'ConversationClosed'])).id];
    await subscribe(['ConversationClosed']);
    await subscribe([]);
    await subscribe(['ConversationNoteAdded'], { enabled: false });
    await note('one');
    await deliver();
    await deliver();
    expect(at.receiver.received.map((request) => request.headers['x-dixa-subscription-id']).toSorted()).toEqual(ids.toSorted());
    expect(new Set(at.receiver.received.map((request) => request.text)).size).toBe(1);
  });

  test('of what was written before the subscription, or while it was disabled, is not made', async () => {
    await note('before');
    at.parley.clock.advance(1000);
    const { id } = await subscribe(['ConversationNoteAdded']);
    await note('first');
    await fanOut();
    await at.shop.call('PATCH', `/webhooks/${id}`, { enabled: false });
    await note('while it was off');
    await deliver();
    expect(texts()).toEqual([]);
    at.parley.clock.advance(1000);
    await at.shop.call('PATCH', `/webhooks/${id}`, { enabled: true });
    await note('after');
    await deliver();
    // What waited when it was switched off is kept for it.
    expect(texts()).toEqual(['first', 'after']);
  });

  test('passes the filters of its subscription', async () => {
    const filters = (values: string[]) => ({ Conversation: { strategy: 'All', conditions: [{ field: 'InitialChannel', values, _type: 'IsOneOf' }], _type: 'CombinedFilters' } });
    const { id } = await subscribe(['ConversationNoteAdded'], { filters: filters(['email', 'widget_chat']) });
    await subscribe(['ConversationNoteAdded'], { filters: filters(['email']) });
    await note('one');
    await deliver();
    expect(at.receiver.received.map((request) => request.headers['x-dixa-subscription-id'])).toEqual([id]);
  });

  test('is not made for imported history by a subscription that excludes it', async () => {
    const filters = { Conversation: { strategy: 'All', conditions: [{ field: 'OperationOrigin', values: ['ApiImport'], _type: 'IsNotOneOf' }], _type: 'CombinedFilters' } };
    const { id } = await subscribe(['ConversationCreated', 'ConversationNoteAdded'], { filters });
    const all = await subscribe(['ConversationCreated', 'ConversationNoteAdded']);
    const requesterId = await at.shop.endUser({ email: `a@${at.shop.organizationId}.example` });
    const imported = await at.shop.call('POST', '/conversations/import', {
      genericChannelName: 'chat',
      requesterId,
      direction: 'Inbound',
      createdAt: '2025-01-01T00:00:00Z',
      messages: [],
      _type: 'GenericConversationImport',
    });
    expect(imported.status).toBe(201);
    await note('now', imported.body.data.id);
    await deliver();
    const got = (subscription: string) => at.receiver.received.filter((request) => request.headers['x-dixa-subscription-id'] === subscription).map((request) => request.body.event_fqn);
    expect(got(all.id)).toEqual(['CONVERSATION_CREATED', 'CONVERSATION_NOTE_ADDED']);
    expect(got(id)).toEqual(['CONVERSATION_NOTE_ADDED']);
  });
});

describe('the log of deliveries', () => {
  test('says what became of every attempt, newest first, with what was sent', async () => {
    const { id } = await subscribe(['ConversationNoteAdded', 'ConversationClosed']);
    at.receiver.reply = () => ({ status: 503, body: 'busy' });
    await note('one');
    await deliver();
    at.parley.clock.advance(5000);
    at.receiver.reply = () => ({ status: 200 });
    await deliver();
    const [second, first] = await log(id);
    expect(first).toEqual({ deliveryDetail: { deliveryTimestamp: expect.any(String), success: false, responseCode: 503, responseText: 'busy' }, payload: at.receiver.received[0]!.text });
    expect(second.deliveryDetail).toMatchObject({ success: true, responseCode: 200, responseText: 'OK', deliveryTimestamp: at.parley.clock.now().toISOString() });
    expect((await at.shop.call('GET', `/webhooks/${id}/delivery-status`)).body.data).toEqual([
      { event: 'ConversationNoteAdded', deliveryStatus: { ...second.deliveryDetail, _type: 'DeliveryDetail' } },
      { event: 'ConversationClosed', deliveryStatus: { _type: 'NoRecentDelivery' } },
    ]);
  });

  test.each([
    ['hang', 'within 400 ms'],
    ['reset', 'could not be reached'],
  ] as const)('a receiver that does %s has the code 0 and a reason', async (reply, reason) => {
    at.deliverer = newDeliverer({ timeoutMs: 400 });
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => reply;
    await note('one');
    await deliver();
    expect((await log(id))[0].deliveryDetail).toMatchObject({ success: false, responseCode: 0, responseText: expect.stringContaining(reason) });
  });

  test('keeps 1 kB of an answer, however long, and follows no redirect', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => ({ status: 302, headers: { location: `${at.receiver.url}/elsewhere` }, body: 'x'.repeat(5_000_000) });
    await note('one');
    await deliver();
    expect((await log(id))[0].deliveryDetail).toMatchObject({ success: false, responseCode: 302, responseText: 'x'.repeat(1024) });
    expect(at.receiver.received.map((request) => request.path)).toEqual(['/hook']);
  });

  test('a private address that a name leads to is refused at the time of sending', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    await at.parley.ctx.db.execute(sql`UPDATE webhook_subscription SET url = 'http://10.255.255.1/' WHERE id = ${id}`);
    await note('one');
    await deliver();
    expect((await log(id))[0].deliveryDetail).toMatchObject({ success: false, responseCode: 0 });
  });
});

describe('retries', () => {
  test('come at 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h with the same event, then end', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => 500;
    await note('one');
    await deliver();
    for (const [index, pause] of [5000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR].entries()) {
      at.parley.clock.advance(pause - 1);
      await deliver();
      expect(at.receiver.received).toHaveLength(index + 1);
      at.parley.clock.advance(1);
      await deliver();
      expect(at.receiver.received).toHaveLength(index + 2);
    }
    expect(await stateOf(id)).toEqual(['Failed 8']);
    at.parley.clock.advance(24 * HOUR);
    await deliver();
    expect(at.receiver.received).toHaveLength(8);
    expect(new Set(at.receiver.received.map((request) => request.body.event_id)).size).toBe(1);
    expect(new Set(at.receiver.received.map((request) => request.headers['x-dixa-signature'])).size).toBe(8);
    expect(await log(id)).toHaveLength(8);
  });

  test('wait as long as Retry-After says', async () => {
    await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => ({ status: 429, headers: { 'retry-after': '60' } });
    await note('one');
    await deliver();
    at.parley.clock.advance(59_999);
    await deliver();
    expect(at.receiver.received).toHaveLength(1);
    at.parley.clock.advance(1);
    await deliver();
    expect(at.receiver.received).toHaveLength(2);
  });

  test.each([200, 201, 202, 204, 299])('a %s is taken for success, with or without a body', async (status) => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => status;
    await note('one');
    await deliver();
    expect(await stateOf(id)).toEqual(['Delivered 1']);
  });
});

test('what a receiver says beside its 2xx, and how badly, is no failure', async () => {
  const { id } = await subscribe(['ConversationNoteAdded']);
  at.receiver.reply = () => ({ status: 200, headers: { 'content-encoding': 'gzip', 'content-type': '?' }, body: 'not what it says' });
  await note('one');
  await deliver();
  expect(await stateOf(id)).toEqual(['Delivered 1']);
  expect((await log(id))[0].deliveryDetail).toMatchObject({ success: true, responseCode: 200, responseText: 'OK' });
});

describe('subscriptions that do not answer', () => {
  const disabled = () => at.parley.ctx.db.query<{ data: object }>(sql`SELECT data FROM event WHERE organization_id = ${at.shop.organizationId} AND type = 'WebhookDisabled'`);
  const enabled = async (id: string) => (await at.shop.call('GET', `/webhooks/${id}`)).body.data.enabled;

  test('410 disables at once', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => 410;
    await note('one');
    await deliver();
    expect(await enabled(id)).toBe(false);
    expect(await stateOf(id)).toEqual(['Failed 1']);
    expect(await disabled()).toEqual([{ data: { webhookId: id, reason: 'Gone' } }]);
  });

  test('five days of nothing but failures disable, with an event', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => 500;
    for (let hours = 0; hours < 5 * 24; hours += 12) {
      await note('again');
      await deliver();
      at.parley.clock.advance(12 * HOUR);
    }
    expect(await enabled(id)).toBe(true);
    await deliver();
    expect(await enabled(id)).toBe(false);
    expect(await disabled()).toEqual([{ data: { webhookId: id, reason: 'Failing' } }]);
  });

  test('one success in between, or days without anything to send, do not', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    for (let day = 0; day < 6; day++) {
      at.receiver.reply = () => (day === 3 ? 200 : 500);
      await note(`day ${day}`);
      await deliver();
      at.parley.clock.advance(23 * HOUR);
      await deliver();
      at.parley.clock.advance(HOUR);
    }
    await at.parley.ctx.db.execute(sql`DELETE FROM webhook_delivery WHERE subscription_id = ${id}`);
    at.receiver.reply = () => 500;
    at.parley.clock.advance(20 * 24 * HOUR);
    await note('after a quiet time');
    await deliver();
    expect(await enabled(id)).toBe(true);
  });

  test('one that hangs delays nobody else', async () => {
    const slow = await startReceiver();
    slow.reply = () => 'hang';
    at.deliverer = newDeliverer({ perSubscription: 2, perFailing: 2 });
    await subscribe(['ConversationNoteAdded'], { url: slow.url });
    await subscribe(['ConversationNoteAdded']);
    for (let count = 0; count < 5; count++) await note(`${count}`, await at.shop.conversation());
    await fanOut();
    at.deliverer.wake();
    await at.receiver.until(5);
    await slow.until(2);
    expect(slow.received).toHaveLength(2);
    await slow.close();
  });
});

test('events of the log that nobody foresaw keep nothing up', async () => {
  await subscribe(['ConversationNoteAdded', 'ConversationTagAdded', 'ConversationMessageAdded', 'SLAEvaluationPending']);
  await append(
    { type: 'MessageAddedByAgent', conversationId: at.conversation, data: { messageId: '00000000-0000-4000-8000-000000000000' } },
    { type: 'TagAdded', conversationId: 999_999_999, data: {} },
    { type: 'SLAEvaluationPending', data: { agentId: 7, queueId: null } },
    { type: 'NoteAdded', conversationId: at.conversation, data: {} },
  );
  await note('after');
  await deliver();
  expect(texts().at(-1)).toBe('after');
});

test('old events, deliveries and attempts go away, and younger ones of the conversation do not wait for them', async () => {
  const { id } = await subscribe(['ConversationNoteAdded']);
  await note('old');
  await deliver();
  await note('never made');
  await fanOut();
  at.parley.clock.advance(20 * 24 * HOUR);
  await note('new');
  await fanOut();
  at.parley.clock.advance(11 * 24 * HOUR);
  const before = new Date(at.parley.clock.now().getTime() - 30 * 24 * HOUR).toISOString();
  const remove = (): Promise<number> =>
    at.parley.ctx.db.transaction(async (tx) => (await removeOldAttempts(tx, at.shop.organizationId, before, 100)) + (await removeOldDeliveries(tx, at.shop.organizationId, before, 100)));
  expect(await remove()).toBe(2);
  expect(await stateOf(id)).toEqual(['Pending 0', 'Pending 0']);
  await at.parley.ctx.db.execute(sql`UPDATE webhook_subscription SET enabled = false WHERE id = ${id}`);
  expect(await remove()).toBe(1);
  expect(await stateOf(id)).toEqual(['Pending 0']);
  await at.parley.ctx.db.execute(sql`UPDATE webhook_subscription SET enabled = true WHERE id = ${id}`);
  await deliver();
  expect(texts()).toEqual(['old', 'new']);
  expect((await log(id)).map((entry: { payload: string }) => JSON.parse(entry.payload).data.text)).toEqual(['new']);
});
