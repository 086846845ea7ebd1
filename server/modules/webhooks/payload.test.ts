import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../platform/db/database.ts';
import { appendEvents, type NewEvent } from '../../platform/events/append.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { startReceiver, type Receiver } from '../../../test/support/receiver.ts';
import { upperSnake, webhookEventTypes } from './event-types.ts';

let parley: TestParley;
let shop: Tenant;
let receiver: Receiver;
let agentId: string;
let requesterId: string;
let conversation: number;

beforeAll(async () => {
  parley = await startParley({ PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.close();
  await parley.close();
});
beforeEach(async () => {
  receiver.received.length = 0;
  shop = await parley.tenant();
  agentId = await shop.agent({ displayName: 'Ingrid', email: `ingrid@${shop.organizationId}.example` });
  requesterId = await shop.endUser({ displayName: 'Ann', email: `ann@${shop.organizationId}.example` });
  conversation = await shop.conversation({ requesterId });
  await shop.call('POST', '/webhooks', { name: 'All', url: receiver.url, events: webhookEventTypes, authorization: { _type: 'NoAuth' } });
});

const call = async (method: string, path: string, body?: unknown) => {
  const answer = await shop.call(method, path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body?.data;
};
const append = (...events: NewEvent[]) => parley.ctx.db.transaction((tx) => appendEvents(tx, shop.organizationId, parley.clock.now().toISOString(), events));
/** Payloads in the order of the log, by name. */
async function delivered(): Promise<Record<string, any>> {
  expect(await parley.ctx.events.caughtUp('webhooks', 10_000)).toBe(true);
  await parley.work.deliverer.runDue();
  return Object.fromEntries(receiver.received.map((request) => [request.body.event_fqn, request.body]));
}

const ann = () => ({ id: requesterId, name: 'Ann', email: `ann@${shop.organizationId}.example`, phone: null, roles: ['Enduser'], user_type: 'Contact' });
const ingrid = () => ({ id: agentId, name: 'Ingrid', email: `ingrid@${shop.organizationId}.example`, phone: null, roles: ['Agent'], user_type: 'Member' });
const bare = (more: object = {}) => ({
  csid: conversation,
  channel: 'WIDGET_CHAT',
  status: 'OPEN',
  direction: 'INBOUND',
  queue: null,
  contact_point: null,
  requester: ann(),
  assignee: null,
  subject: null,
  tags: [],
  custom_attributes: [],
  created_at: '2026-03-02T10:00:00.000Z',
  ...more,
});

test('the envelope and the conversation, every key there, null for what is missing', async () => {
  await call('PUT', `/conversations/${conversation}/claim`, { agentId, force: true });
  const payloads = await delivered();
  expect(Object.keys(payloads)).toEqual(['CONVERSATION_ASSIGNED']);
  expect(payloads.CONVERSATION_ASSIGNED).toEqual({
    event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    event_fqn: 'CONVERSATION_ASSIGNED',
    event_version: '1',
    event_timestamp: '2026-03-02T10:00:00.000Z',
    organization: { id: shop.organizationId, name: expect.any(String) },
    data: { conversation: bare({ assignee: ingrid() }), agent: ingrid() },
  });
});

describe('what calls cause', () => {
  test('creation, message, assignment, queue', async () => {
    const queue = await call('POST', '/queues', { request: { name: 'Main', isDefault: true } });
    const endpoint = `support@${shop.organizationId}.example`;
    await parley.ctx.db.execute(
      sql`INSERT INTO contact_endpoint (organization_id, address, kind, created_at) VALUES (${shop.organizationId}, ${endpoint}, 'EmailEndpoint', ${parley.clock.now().toISOString()})`,
    );
    const { id } = await call('POST', '/conversations', {
      _type: 'Email',
      requesterId,
      emailIntegrationId: endpoint,
      subject: 'Late',
      message: { _type: 'Inbound', content: { _type: 'Html', value: '<p>Where <b>is</b> it?</p>' }, externalId: 'mail-1' },
    });
    const payloads = await delivered();
    expect(Object.keys(payloads)).toEqual(['CONVERSATION_CREATED', 'CONVERSATION_MESSAGE_ADDED', 'CONVERSATION_ENQUEUED']);
    const email = bare({ csid: id, channel: 'EMAIL', contact_point: endpoint, subject: 'Late', queue: { id: queue.id, name: 'Main' } });
    expect(payloads.CONVERSATION_CREATED.data).toEqual({ conversation: email });
    expect(payloads.CONVERSATION_ENQUEUED.data).toEqual({ conversation: email });
    expect(payloads.CONVERSATION_MESSAGE_ADDED.data).toEqual({
      conversation: email,
      author: ann(),
      created_at: '2026-03-02T10:00:00.000Z',
      message_id: expect.any(String),
      text: 'Where is it?',
      direction: 'inbound',
      channel: 'EMAIL',
      content: { text: '<p>Where <b>is</b> it?</p>', content_type: 'Html', original_content_url: null, processed_content_url: null },
      attachments: [],
      external_id: 'mail-1',
    });
  });

  test('a message of an agent', async () => {
    await call('POST', `/conversations/${conversation}/messages`, { _type: 'Outbound', agentId, content: { _type: 'Text', value: 'Soon' } });
    expect((await delivered()).CONVERSATION_MESSAGE_ADDED.data).toMatchObject({ conversation: bare(), author: ingrid(), text: 'Soon', direction: 'outbound', external_id: null });
  });

  test('notes and tags', async () => {
    const tag = await call('POST', '/tags', { name: 'late' });
    await call('PUT', `/conversations/${conversation}/tags/${tag.id}`);
    const note = await call('POST', `/conversations/${conversation}/notes`, { message: 'Called', agentId });
    const tagged = bare({ tags: [{ id: tag.id, name: 'late', is_deactivated: false }] });
    const payloads = await delivered();
    expect(payloads.CONVERSATION_TAG_ADDED.data).toEqual({ conversation: tagged, author: expect.objectContaining({ id: shop.adminId }), tag: 'late' });
    expect(payloads.CONVERSATION_NOTE_ADDED.data).toEqual({ conversation: tagged, note_id: note.id, text: 'Called', created_at: '2026-03-02T10:00:00.000Z', author: ingrid() });
    await call('DELETE', `/tags/${tag.id}`);
    expect((await delivered()).CONVERSATION_TAG_REMOVED.data).toMatchObject({ conversation: bare(), tag: 'late' });
  });

  test('follow-up, its end, closing and reopening', async () => {
    await call('PUT', `/conversations/${conversation}/followup`, { timestamp: '2026-03-02T11:00:00Z', userId: agentId });
    expect((await delivered()).CONVERSATION_PENDING.data).toEqual({ conversation: bare({ status: 'PENDING' }) });
    const before = parley.clock.now();
    parley.clock.set(new Date('2026-03-02T11:00:00Z'));
    await parley.ctx.timers.runDue();
    parley.clock.set(before);
    expect((await delivered()).CONVERSATION_PENDING_EXPIRED.data).toEqual({ conversation: bare(), pendingByUser: ingrid() });
    await call('PUT', `/conversations/${conversation}/claim`, { agentId, force: true });
    await call('PUT', `/conversations/${conversation}/close`, {});
    let payloads = await delivered();
    expect(payloads.CONVERSATION_CLOSED.data).toEqual({ conversation: bare({ status: 'CLOSED', assignee: ingrid() }) });
    expect(payloads).not.toHaveProperty('CONVERSATION_ABANDONED');
    await call('PUT', `/conversations/${conversation}/reopen`, {});
    payloads = await delivered();
    expect(payloads.CONVERSATION_OPEN.data).toEqual({ conversation: bare() });
    expect(payloads.CONVERSATION_UNASSIGNED.data).toEqual({ conversation: bare(), agent: ingrid() });
  });

  test('closing what nobody held abandons it: two events with ids of their own', async () => {
    await call('PUT', `/conversations/${conversation}/close`, {});
    const { CONVERSATION_CLOSED: closed, CONVERSATION_ABANDONED: abandoned } = await delivered();
    expect(abandoned.data).toEqual({ conversation: bare({ status: 'CLOSED' }), queue: null });
    expect(abandoned.event_id).not.toBe(closed.event_id);
  });

  test('what the conversation was at the event, though it has moved on', async () => {
    const queue = await call('POST', '/queues', { request: { name: 'Main' } });
    await call('PUT', `/conversations/${conversation}/transfer/queue`, { queueId: queue.id });
    await call('PUT', `/conversations/${conversation}/close`, {});
    await call('PUT', `/conversations/${conversation}/reopen`, {});
    const payloads = await delivered();
    expect(payloads.CONVERSATION_CLOSED.data.conversation.status).toBe('CLOSED');
    expect(payloads.CONVERSATION_OPEN.data.conversation.status).toBe('OPEN');
    expect(payloads.CONVERSATION_TRANSFERRED.data).toMatchObject({ transfer_type: 'QUEUE', queue: { id: queue.id, name: 'Main' }, agent: null, transferred_by: { id: shop.adminId } });
  });

  test('a rating with its comment, in one', async () => {
    await call('PUT', `/conversations/${conversation}/claim`, { agentId, force: true });
    const offer = await call('POST', `/conversations/${conversation}/ratings/offer`, { ratingType: 'Csat' }).catch(() => undefined);
    const id = offer?.id ?? (await parley.ctx.db.maybe<{ id: string }>(sql`SELECT id FROM rating WHERE conversation_id = ${conversation}`))!.id;
    await parley.ctx.db.execute(sql`UPDATE rating SET status = 'Rated', score = 5, comment = 'Quick' WHERE id = ${id} AND organization_id = ${shop.organizationId}`);
    await append({ type: 'ConversationRated', conversationId: conversation, actorId: requesterId, data: { ratingId: id, ratingType: 'Csat', score: 5 } });
    expect((await delivered()).CONVERSATION_RATED.data).toEqual({ conversation: bare({ assignee: ingrid() }), agent: ingrid(), score: 5, comment: 'Quick', type: 'Csat' });
  });

  test('custom attributes', async () => {
    const attribute = { id: '0193a5a8-3e95-7b02-8d4c-a16f0b7e2953' };
    await parley.ctx.db.execute(sql`
      INSERT INTO custom_attribute_definition (organization_id, id, entity_type, identifier, label, input_definition, created_at)
      VALUES (${shop.organizationId}, ${attribute.id}, 'Conversation', 'order', 'Order', '{"_type":"Text"}', ${parley.clock.now().toISOString()})`);
    await call('PATCH', `/conversations/${conversation}/custom-attributes`, { [attribute.id]: 'A-17' });
    expect((await delivered()).CONVERSATION_CUSTOM_ATTRIBUTE_UPDATED.data).toEqual({
      conversation: bare({ custom_attributes: [{ id: attribute.id, identifier: 'order', name: 'Order', value: 'A-17' }] }),
    });
  });
});

describe('what only the log tells of', () => {
  test('people, bans and typing', async () => {
    await append(
      { type: 'ConversationEndUserReplaced', conversationId: conversation, actorId: agentId, data: { oldUserId: shop.adminId, newUserId: requesterId } },
      { type: 'AgentBannedEnduser', actorId: agentId, data: { userId: requesterId } },
      { type: 'AgentUnbannedEnduser', actorId: agentId, data: { userId: requesterId } },
      { type: 'AgentBannedIp', actorId: agentId, data: { ip: '192.0.2.7' } },
      { type: 'AgentUnbannedIp', actorId: agentId, data: { ip: '192.0.2.7' } },
      { type: 'TypingStarted', conversationId: conversation, actorId: agentId },
    );
    const payloads = await delivered();
    expect(payloads.CONVERSATION_END_USER_REPLACED.data).toMatchObject({ conversation: bare(), previous_requester: { id: shop.adminId }, new_requester: ann() });
    expect(payloads.AGENT_BANNED_ENDUSER.data).toEqual({ author: ingrid(), enduser: ann() });
    expect(payloads.AGENT_UNBANNED_ENDUSER.data).toEqual({ author: ingrid(), enduser: ann() });
    expect(payloads.AGENT_BANNED_IP.data).toEqual({ author: ingrid(), ip: '192.0.2.7' });
    expect(payloads.AGENT_UNBANNED_IP.data).toEqual({ author: ingrid(), ip: '192.0.2.7' });
    expect(payloads.TYPING_STARTED.data).toEqual({ conversation: bare(), author: ingrid() });
  });

  test.each(webhookEventTypes.filter((type) => type.includes('MessageDelivery')))('%s: the conversation, the message and why, null when nobody said', async (type) => {
    const messageId = '0193a5c3-0d4b-7a96-8f12-e7c05b3a9d21';
    await append({ type, conversationId: conversation, data: { messageId } });
    expect((await delivered())[upperSnake(type)].data).toEqual({ conversation: bare(), message_id: messageId, reason: null });
  });

  test.each(webhookEventTypes.filter((type) => type.startsWith('SLA')))('%s: the conversation and the target', async (type) => {
    await append({ type, conversationId: conversation, data: { metric: 'FirstResponse', agentId } });
    expect((await delivered())[upperSnake(type)].data).toEqual({ conversation: bare(), sla: { policy_id: null, policy_name: null, metric: 'FirstResponse', deadline: null, agent: ingrid() } });
  });

  test('somebody whom nobody knows is there with the id', async () => {
    const id = '0193a5c3-0000-7a96-8f12-e7c05b3a9d21';
    await append({ type: 'ConversationAssigned', conversationId: conversation, data: { agentId: id } });
    expect((await delivered()).CONVERSATION_ASSIGNED.data.agent).toEqual({ id, name: null, email: null, phone: null, roles: [], user_type: null });
  });
});

describe('anonymization', () => {
  const stored = async () =>
    (
      await parley.ctx.db.query<{ text: string }>(sql`
    SELECT e.payload || coalesce(string_agg(a.text, ''), '') AS text FROM webhook_event e LEFT JOIN webhook_attempt a ON a.event_id = e.id
    WHERE e.organization_id = ${shop.organizationId} GROUP BY e.payload`)
    )
      .map((row) => row.text)
      .join('\n');
  const work = () => parley.ctx.timers.runDue();
  const write = async (text: string): Promise<string> => (await call('POST', `/conversations/${conversation}/messages`, { _type: 'Inbound', content: { _type: 'Text', value: text } })).messageId;

  test.each(['conversation', 'person', 'message'] as const)('of a %s reaches what was sent, what was answered and what waits', async (what) => {
    receiver.reply = (request) => ({ status: 500, body: request.text });
    const messageId = await write('my secret number');
    await delivered();
    expect(await stored()).toContain('my secret number');
    await call('PUT', `/conversations/${conversation}/close`, {});
    await delivered();
    const path = { conversation: `/conversations/${conversation}/anonymize`, person: `/endusers/${requesterId}/anonymize`, message: `/conversations/${conversation}/messages/${messageId}/anonymize` };
    await call('PATCH', path[what]);
    await work();
    expect(await stored()).not.toContain('my secret number');
    if (what !== 'message') expect(await stored()).not.toContain('Ann');
    receiver.reply = () => 200;
    receiver.received.length = 0;
    const before = parley.clock.now();
    parley.clock.advance(3_600_000);
    await parley.work.deliverer.runDue();
    parley.clock.set(before);
    const late = receiver.received.find((request) => request.body.event_fqn === 'CONVERSATION_MESSAGE_ADDED');
    expect(late!.body.data).toMatchObject({ conversation: { csid: conversation, requester: { id: requesterId } }, text: null });
  });

  test('catches a payload that was made at the same moment', async () => {
    await write('too late');
    await delivered();
    await call('PUT', `/conversations/${conversation}/close`, {});
    await call('PATCH', `/conversations/${conversation}/anonymize`);
    await work();
    await parley.ctx.db.execute(sql`UPDATE webhook_event SET payload = replace(payload, '"text":null', '"text":"too late"') WHERE organization_id = ${shop.organizationId}`);
    expect(await stored()).toContain('too late');
    await delivered();
    expect(await stored()).not.toContain('too late');
  });
});
