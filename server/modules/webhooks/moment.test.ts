import { afterAll, beforeAll, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { startReceiver, type Receiver } from '../../../test/support/receiver.ts';
import { webhookEventTypes } from './event-types.ts';
import { replay } from './replay.ts';

let parley: TestParley;
let shop: Tenant;
let receiver: Receiver;
beforeAll(async () => {
  parley = await startParley({ PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });
  receiver = await startReceiver();
  shop = await parley.tenant();
});
afterAll(async () => {
  await receiver.close();
  await parley.close();
});

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await shop.call(method, path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body?.data;
};

test('a payload that is made long after shows status, queue, assignee and tags as each event left them', async () => {
  const [ada, ben] = [await shop.agent({ displayName: 'Ada' }), await shop.agent({ displayName: 'Ben' })];
  const [first, second] = [(await call('POST', '/queues', { request: { name: 'First' } })).id, (await call('POST', '/queues', { request: { name: 'Second' } })).id];
  const tag = (await call('POST', '/tags', { name: 'late' })).id;
  const id = await shop.conversation();
  const path = `/conversations/${id}`;
  const said = (message: string) => call('POST', `${path}/notes`, { message });
  const steps: [string, () => Promise<unknown>][] = [
    ['OPEN - - []', () => said('0')],
    ['OPEN First - []', () => call('PUT', `${path}/transfer/queue`, { queueId: first })],
    ['OPEN First Ada []', () => call('PUT', `${path}/claim`, { agentId: ada })],
    ['OPEN First Ada [late]', () => call('PUT', `${path}/tags/${tag}`)],
    ['PENDING First Ada [late]', () => call('PUT', `${path}/followup`, { timestamp: '2026-03-09T10:00:00Z' })],
    ['OPEN Second - [late]', () => call('PUT', `${path}/transfer/queue`, { queueId: second })],
    ['OPEN Second - []', () => call('DELETE', `${path}/tags/${tag}`)],
    ['OPEN Second Ben []', () => call('PUT', `${path}/claim`, { agentId: ben })],
    ['CLOSED Second Ben []', () => call('PUT', `${path}/close`)],
    ['OPEN Second - []', () => call('PUT', `${path}/reopen`)],
  ];
  const expected: string[] = [];
  for (const [nth, [state, step]] of steps.entries()) {
    parley.clock.advance(1000);
    await step();
    parley.clock.advance(1000);
    await said(`after ${nth}`);
    expected.push(state);
  }
  const { id: subscription } = await call('POST', '/webhooks', { name: 'Late', url: receiver.url, events: webhookEventTypes });
  await replay(parley.ctx, shop.organizationId, subscription, { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' });
  await parley.work.deliverer.runDue();
  const told = receiver.received
    .map(({ body }) => body)
    .filter((body) => body.event_fqn === 'CONVERSATION_NOTE_ADDED' && body.data.text.startsWith('after'))
    .toSorted((a, b) => a.event_timestamp.localeCompare(b.event_timestamp))
    .map(({ data: { conversation } }) => {
      const tags = conversation.tags.map((one: { name: string }) => one.name).join();
      return `${conversation.status} ${conversation.queue?.name ?? '-'} ${conversation.assignee?.name ?? '-'} [${tags}]`;
    });
  expect(told).toEqual(expected);
});

test('a follow-up that expired long ago names who set that one', async () => {
  const people = [await shop.agent({ displayName: 'Ada' }), await shop.agent({ displayName: 'Ben' })];
  const id = await shop.conversation();
  const from = parley.clock.now().toISOString();
  for (const userId of people) {
    await call('PUT', `/conversations/${id}/followup`, { timestamp: new Date(parley.clock.now().getTime() + 1000).toISOString(), userId });
    parley.clock.advance(1000);
    await parley.ctx.timers.runDue();
    parley.clock.advance(1000);
  }
  const { id: subscription } = await call('POST', '/webhooks', { name: 'Late', url: receiver.url, events: ['ConversationPendingExpired'] });
  await replay(parley.ctx, shop.organizationId, subscription, { from, to: parley.clock.now().toISOString() });
  await parley.work.deliverer.runDue();
  const told = receiver.received.filter(({ headers }) => headers['x-dixa-subscription-id'] === subscription);
  expect(told.map(({ body }) => body.data.pendingByUser.name)).toEqual(['Ada', 'Ben']);
});
