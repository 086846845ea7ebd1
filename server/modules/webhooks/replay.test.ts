import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { startReceiver, type Receiver } from '../../../test/support/receiver.ts';
import { Deliverer } from './deliverer.ts';
import { dixaSignature } from './signature.ts';
import { webhookEventTypes } from './event-types.ts';
import { listDeliveries, replay, testDelivery } from './replay.ts';

let parley: TestParley;
/** Delivers when a test says so: that of the server begins as soon as the follower has seen an event. */
let deliverer: Deliverer;
let shop: Tenant;
let receiver: Receiver;
let conversation: number;
beforeAll(async () => {
  parley = await startParley({ PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });
  await parley.work.deliverer.stop();
  deliverer = new Deliverer(parley.ctx);
  receiver = await startReceiver();
});
afterAll(async () => {
  await deliverer.stop();
  await receiver.close();
  await parley.close();
});
beforeEach(async () => {
  receiver.received.length = 0;
  receiver.reply = () => 200;
  shop = await parley.tenant();
  conversation = await shop.conversation();
});

const subscribe = async (more: object = {}): Promise<{ id: string; secretKey: string }> =>
  (await shop.call('POST', '/webhooks', { name: 'R', url: receiver.url, events: ['ConversationNoteAdded'], ...more })).body.data;
const note = (message: string) => shop.call('POST', `/conversations/${conversation}/notes`, { message });
const deliver = async (): Promise<void> => {
  expect(await parley.ctx.events.caughtUp('webhooks', 10_000)).toBe(true);
  await deliverer.runDue();
};
const texts = () => receiver.received.map((request) => request.body.data.text);
const minute = (from: number, to: number) => ({ from: new Date(parley.clock.now().getTime() + from * 60_000).toISOString(), to: new Date(parley.clock.now().getTime() + to * 60_000).toISOString() });
const all = () => minute(-1000, 1000);

test('a time range is sent again in order, under the ids of the first time', async () => {
  const { id } = await subscribe();
  for (const message of ['one', 'two', 'three', 'four']) {
    await note(message);
    parley.clock.advance(60_000);
  }
  await deliver();
  expect(await replay(parley.ctx, shop.organizationId, id, minute(-3, -2))).toBe(2);
  await deliver();
  expect(texts()).toEqual(['one', 'two', 'three', 'four', 'two', 'three']);
  expect(receiver.received[4]!.text).toBe(receiver.received[1]!.text);
  expect(await listDeliveries(parley.ctx, shop.organizationId, id)).toMatchObject(['four', 'three', 'two', 'one'].map(() => ({ state: 'Delivered', attempts: 1, code: 200 })));
});

test('what was never sent is sent too: from before the subscription, and what failed for good', async () => {
  await note('before');
  parley.clock.advance(1000);
  const { id } = await subscribe();
  receiver.reply = () => 410;
  await note('refused');
  await deliver();
  receiver.reply = () => 200;
  await expect(replay(parley.ctx, shop.organizationId, id, all())).rejects.toMatchObject({ status: 400 });
  await shop.call('PATCH', `/webhooks/${id}`, { enabled: true });
  expect(await replay(parley.ctx, shop.organizationId, id, all())).toBe(2);
  await deliver();
  expect(texts()).toEqual(['refused', 'before', 'refused']);
});

test('what waits for its first attempt is not begun anew', async () => {
  const { id } = await subscribe();
  await note('one');
  // Whether this begins it or the follower of the log was there before, it begins once.
  await replay(parley.ctx, shop.organizationId, id, all());
  expect(await replay(parley.ctx, shop.organizationId, id, all())).toBe(0);
  await deliver();
  expect(texts()).toEqual(['one']);
});

test('one event, by the id that receivers see', async () => {
  const { id } = await subscribe();
  const second = await subscribe({ events: ['ConversationClosed'] });
  await note('one');
  await deliver();
  const eventId = receiver.received[0]!.body.event_id as string;
  expect(await replay(parley.ctx, shop.organizationId, id, { eventId })).toBe(1);
  expect(await replay(parley.ctx, shop.organizationId, second.id, { eventId })).toBe(1);
  await deliver();
  expect(receiver.received.map((request) => request.headers['x-dixa-subscription-id']).toSorted()).toEqual([id, id, second.id].toSorted());
  await expect(replay(parley.ctx, shop.organizationId, id, { eventId: newId() })).rejects.toMatchObject({ status: 404 });
});

test('nothing of another organization', async () => {
  const { id } = await subscribe();
  const other = await parley.tenant();
  for (const work of [
    () => replay(parley.ctx, other.organizationId, id, all()),
    () => listDeliveries(parley.ctx, other.organizationId, id),
    () => testDelivery(parley.ctx, other.organizationId, id),
  ]) {
    await expect(work()).rejects.toMatchObject({ status: 404 });
  }
});

test('deliveries are listed newest first, by state, in pages', async () => {
  const { id } = await subscribe();
  receiver.reply = (request) => (request.body.data.text === 'two' ? { status: 503, body: 'busy' } : 200);
  for (const message of ['one', 'two', 'three']) await note(message);
  await deliver();
  const rows = await listDeliveries(parley.ctx, shop.organizationId, id);
  expect(rows.map((row) => [row.state, row.code, row.text])).toEqual([
    ['Delivered', 200, 'OK'],
    ['Pending', 503, 'busy'],
    ['Delivered', 200, 'OK'],
  ]);
  expect(await listDeliveries(parley.ctx, shop.organizationId, id, { state: 'Pending' })).toEqual([rows[1]]);
  expect(await listDeliveries(parley.ctx, shop.organizationId, id, { before: rows[0]!.seq, limit: 1 })).toEqual([rows[1]]);
});

test('a test goes out at once, signed, and says what came back', async () => {
  const { id, secretKey } = await subscribe({ enabled: false });
  expect(await testDelivery(parley.ctx, shop.organizationId, id)).toMatchObject({ success: true, code: 200, text: 'OK' });
  const [request] = receiver.received;
  expect(request!.body).toMatchObject({ event_fqn: 'TEST', data: { test: true } });
  expect(request!.headers['x-dixa-signature']).toBe(dixaSignature(secretKey, parley.clock.now().getTime(), Buffer.from(request!.text)));
  receiver.reply = () => 'reset';
  expect(await testDelivery(parley.ctx, shop.organizationId, id, 'ConversationClosed')).toMatchObject({ success: false, code: 0 });
  expect(receiver.received[1]!.body).toMatchObject({ event_fqn: 'CONVERSATION_CLOSED', data: { conversation: { csid: 0, requester: { name: 'Test' } } } });
  await expect(testDelivery(parley.ctx, shop.organizationId, id, 'Nonsense')).rejects.toMatchObject({ status: 400 });
});

/** Keys of `data` beside the conversation, by event, as the guide tells them. */
function told(): Map<string, string[]> {
  const words = (cell: string): string[] => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]!);
  const rows = readFileSync('docs/webhooks.md', 'utf8')
    .split('\n')
    .map((line) => line.split('|'));
  return new Map(rows.flatMap((cells) => (cells.length < 4 ? [] : words(cells[1]!).map((name): [string, string[]] => [name, words(cells[2]!)]))));
}

test.each(webhookEventTypes)('a test of %s has the keys of the event, which are those that the guide tells', async (type) => {
  const { id } = await subscribe({ enabled: false });
  await testDelivery(parley.ctx, shop.organizationId, id, type);
  const { test: marked, conversation, ...rest } = receiver.received[0]!.body.data;
  expect(marked).toBe(true);
  if (type.startsWith('Agent')) expect(conversation).toBe(undefined);
  else expect(conversation).toMatchObject({ csid: 0, requester: { email: 'test@parley.invalid', user_type: 'Contact' } });
  expect(Object.keys(rest)).toEqual(told().get(type));
});
