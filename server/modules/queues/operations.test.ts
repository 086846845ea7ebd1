import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { holdingOpen } from '../../../test/support/held.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let shop: Tenant;
let other: Tenant;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());
beforeEach(async () => {
  shop = await parley.tenant();
  other = await parley.tenant();
});

const queue = async (fields: object = {}, tenant = shop): Promise<string> => (await tenant.call('POST', '/queues', { request: { name: 'Main', ...fields } })).body.data.id;
const bare = (id: string, organizationId: string) => ({
  id,
  name: 'Main',
  isDefault: false,
  organizationId,
  queueThresholds: {},
  slaCalculationMethod: 'AbandonedIgnored',
  memberListType: 'Default',
  doNotOfferTimeouts: {},
  isDoNotOfferEnabled: false,
  usages: { queueId: id, usages: {} },
});
const settings = {
  queueThresholds: { WaitingConversations: 10, SlaPercentage: 80 },
  offerTimeout: 10,
  wrapupTimeout: 20,
  priority: 1,
  offerAbandonedConversations: false,
  doNotOfferTimeouts: { WidgetChat: 1 },
  isDoNotOfferEnabled: true,
  preferredAgentTimeouts: { Email: 43200 },
  isPreferredAgentEnabled: false,
  preferredAgentOfflineTimeout: 500,
  personalAgentOfflineTimeout: 501,
  isRestricted: true,
};
const eventsOf = async (type: string) =>
  (await parley.ctx.db.query<{ data: object }>(sql`SELECT data FROM event WHERE organization_id = ${shop.organizationId} AND type = ${type} ORDER BY seq`)).map((event) => event.data);
const memberIds = async (id: string): Promise<string[]> => (await shop.call('GET', `/queues/${id}/members`)).body.data.map((member: { agentId: string }) => member.agentId);

/** A conversation that waits, unless said otherwise. */
async function conversation(queueId: string | null, queuedAt: string, fields: { state?: string; agentId?: string } = {}): Promise<number> {
  const row = await parley.ctx.db.maybe<{ id: number }>(sql`
    INSERT INTO conversation (organization_id, id, kind, channel, requester_id, state, state_updated_at, created_at, queue_id, queued_at, assigned_agent_id)
    VALUES (${shop.organizationId}, nextval('conversation_id'), 'ChatConversation', 'WidgetChat', ${newId()}, ${fields.state ?? 'Open'}, ${queuedAt}, ${queuedAt}, ${queueId}, ${queueId === null ? null : queuedAt}, ${fields.agentId ?? null})
    RETURNING id`);
  return row!.id;
}

describe('POST /queues', () => {
  test('201: only the name is needed, defaults fill what the answer must hold', async () => {
    const answer = await shop.call('POST', '/queues', { request: { name: 'Main', someday: true } });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toEqual(bare(answer.body.data.id, shop.organizationId));
    expect(await eventsOf('QueueCreated')).toEqual([{ queueId: answer.body.data.id }]);
  });

  test('201: keeps every setting', async () => {
    const answer = await shop.call('POST', '/queues', { request: { name: 'Main', callFunctionality: true, isDefault: true, offerAlgorithm: 'LongestIdle', ...settings } });
    const { id } = answer.body.data;
    expect(answer.body.data).toEqual({ ...bare(id, shop.organizationId), ...settings, isDefault: true, offeringAlgorithm: 'LongestIdle' });
    expect((await shop.call('GET', `/queues/${id}`)).body).toEqual(answer.body);
  });

  test('201: a new default queue takes over from the old; the other organization keeps its own', async () => {
    const theirs = await queue({ isDefault: true }, other);
    const first = await queue({ isDefault: true });
    const second = await queue({ isDefault: true });
    const defaults = (await shop.call('GET', '/queues')).body.data.map((row: { id: string; isDefault: boolean }) => [row.id, row.isDefault]);
    expect(defaults).toEqual([
      [first, false],
      [second, true],
    ]);
    expect(await eventsOf('DefaultQueueChanged')).toEqual([{ from: first, to: second }]);
    expect((await other.call('GET', `/queues/${theirs}`)).body.data.isDefault).toBe(true);
  });

  test('201: of default queues made at once all are made, and one is the default', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => shop.call('POST', '/queues', { request: { name: 'Main', isDefault: true } })));
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 201));
    const queues = (await shop.call('GET', '/queues')).body.data;
    expect(queues).toHaveLength(6);
    expect(queues.filter((row: { isDefault: boolean }) => row.isDefault)).toHaveLength(1);
  });

  test('201: a default queue made while another is being made takes over from that one', async () => {
    const rival = newId();
    const making = sql`WITH o AS (SELECT id FROM organization WHERE id = ${shop.organizationId} FOR NO KEY UPDATE)
      INSERT INTO queue (organization_id, id, name, is_default, created_at) SELECT o.id, ${rival}, 'Rival', true, now() FROM o`;
    expect(await holdingOpen(parley, making, () => shop.call('POST', '/queues', { request: { name: 'Main', isDefault: true } }))).toMatchObject({ status: 201, body: { data: { isDefault: true } } });
    expect((await shop.call('GET', `/queues/${rival}`)).body.data.isDefault).toBe(false);
  });

  test('400: names what makes no sense', async () => {
    const faults: [unknown, RegExp][] = [
      [{}, /request is required/],
      [{ request: {} }, /request\.name is required/],
      [{ request: { name: ' ' } }, /^request\.name: /],
      [{ request: { name: 'Main', offerAlgorithm: 'Fair' } }, /request\.offerAlgorithm must be one of/],
      [{ request: { name: 'Main', offerTimeout: -1 } }, /^request\.offerTimeout: it must not be negative/],
      [{ request: { name: 'Main', queueThresholds: { Patience: 1 } } }, /^request\.queueThresholds: Patience/],
      [{ request: { name: 'Main', doNotOfferTimeouts: { Email: -1 } } }, /^request\.doNotOfferTimeouts\.Email: /],
      [{ request: { name: 'Main', preferredAgentTimeouts: { Fax: 1 } } }, /^request\.preferredAgentTimeouts: Fax/],
      [{ request: { name: 'Main', priority: 1.5 } }, /priority must be of type integer/],
    ];
    for (const [body, message] of faults) expect(await shop.call('POST', '/queues', body)).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
    expect((await shop.call('GET', '/queues')).body.data).toEqual([]);
  });
});

describe('GET /queues and /queues/{queueId}', () => {
  test('200: tells which contact points lead into a queue; flows without a queue lead into the default one', async () => {
    const [main, rest] = [await queue(), await queue({ isDefault: true })];
    const flow = (channel: string, point: string, queueId: string | null) =>
      parley.ctx.db.execute(sql`
      INSERT INTO flow (organization_id, id, name, channel, contact_endpoint_id, queue_id, created_at) VALUES (${shop.organizationId}, ${newId()}, 'Flow', ${channel}, ${point}, ${queueId}, now())`);
    await flow('Email', 'help@shop.example', main);
    await flow('Email', 'help@shop.example', main);
    await flow('Email', 'desk@shop.example', main);
    await flow('PstnPhone', '+4531000001', main);
    await flow('Email', 'rest@shop.example', null);
    const usages = async (id: string) => (await shop.call('GET', `/queues/${id}`)).body.data.usages;
    expect(await usages(main)).toEqual({ queueId: main, usages: { Email: ['desk@shop.example', 'help@shop.example'], PstnPhone: ['+4531000001'] } });
    expect(await usages(rest)).toEqual({ queueId: rest, usages: { Email: ['rest@shop.example'] } });
    expect((await shop.call('GET', '/queues')).body.data.map((row: { usages: unknown }) => row.usages)).toEqual([await usages(main), await usages(rest)]);
  });

  test('400, 404: no id, unknown, of another organization', async () => {
    expect((await shop.call('GET', '/queues/x')).status).toBe(400);
    for (const id of [newId(), await queue({}, other)]) expect((await shop.call('GET', `/queues/${id}`)).status).toBe(404);
  });
});

describe('PATCH /queues/{queueId}/members', () => {
  test('200: an outcome for each, in order; adding twice does no harm', async () => {
    const [id, agent, user, nobody] = [await queue(), await shop.agent(), await shop.endUser(), newId()];
    const answer = await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [agent, nobody, user, other.adminId, shop.adminId] });
    expect(answer.status).toBe(200);
    const failure = (person: string, message: string, _type: string) => ({ error: { id: person, message, _type }, _type: 'BulkActionFailure' });
    expect(answer.body.data).toEqual([
      { data: agent, _type: 'BulkActionSuccess' },
      failure(nobody, 'User not found', 'NotFound'),
      failure(user, 'Member is neither Agent or Admin', 'Validation'),
      failure(other.adminId, 'User not found', 'NotFound'),
      { data: shop.adminId, _type: 'BulkActionSuccess' },
    ]);
    expect((await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [agent.toUpperCase()] })).body.data).toEqual([{ data: agent, _type: 'BulkActionSuccess' }]);
    expect((await memberIds(id)).toSorted()).toEqual([agent, shop.adminId].toSorted());
    expect(await eventsOf('QueueMemberAdded')).toHaveLength(2);
    expect((await shop.call('PATCH', `/queues/${id}/members`, {})).body).toEqual({ data: [] });
  });

  test('400: what is no id', async () => {
    expect((await shop.call('PATCH', `/queues/${await queue()}/members`, { agentIds: ['x'] })).status).toBe(400);
  });

  test('404: unknown, of another organization', async () => {
    for (const id of [newId(), await queue({}, other)]) expect((await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [shop.adminId] })).status).toBe(404);
  });
});

describe('GET /queues/{queueId}/members', () => {
  test('200: with the priority where there is one', async () => {
    const [id, agent] = [await queue(), await shop.agent()];
    await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [shop.adminId] });
    parley.clock.advance(1000);
    await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [agent] });
    await parley.ctx.db.execute(sql`UPDATE queue_member SET priority = 2 WHERE organization_id = ${shop.organizationId} AND person_id = ${agent}`);
    expect((await shop.call('GET', `/queues/${id}/members`)).body).toEqual({ data: [{ agentId: shop.adminId }, { agentId: agent, priority: 2 }] });
  });

  test('200: as they came, also those of one call', async () => {
    const [id, first, second, third] = [await queue(), await shop.agent(), await shop.agent(), await shop.agent()];
    await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [third, first, third, second] });
    expect(await memberIds(id)).toEqual([third, first, second]);
  });

  test('400, 404: no id, unknown, of another organization', async () => {
    expect(await shop.call('GET', '/queues/x/members')).toMatchObject({ status: 400, body: { message: expect.stringMatching(/queueId/) } });
    for (const id of [newId(), await queue({}, other)]) expect((await shop.call('GET', `/queues/${id}/members`)).status).toBe(404);
  });
});

describe('DELETE /queues/{queueId}/members', () => {
  test('204: takes agents out; who is not in it does no harm', async () => {
    const [id, agent] = [await queue(), await shop.agent()];
    await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [shop.adminId, agent] });
    expect(await shop.call('DELETE', `/queues/${id}/members`, { agentIds: [agent, await shop.agent()] })).toMatchObject({ status: 204, text: '' });
    expect(await memberIds(id)).toEqual([shop.adminId]);
    expect(await eventsOf('QueueMemberRemoved')).toEqual([{ queueId: id, personId: agent }]);
  });

  test('400: more than ten, somebody unknown; then nobody is taken out', async () => {
    const id = await queue();
    const agents = await Promise.all(Array.from({ length: 11 }, () => shop.agent()));
    expect((await shop.call('PATCH', `/queues/${id}/members`, { agentIds: agents })).status).toBe(200);
    expect(await shop.call('DELETE', `/queues/${id}/members`, { agentIds: agents })).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^agentIds: at most 10/) } });
    expect(await shop.call('DELETE', `/queues/${id}/members`, { agentIds: [agents[0], newId()] })).toMatchObject({ status: 400, body: { message: 'agentIds[1]: User not found' } });
    expect(await memberIds(id)).toHaveLength(11);
    expect((await shop.call('DELETE', `/queues/${id}/members`, { agentIds: agents.slice(0, 10) })).status).toBe(204);
  });

  test('404: unknown, of another organization', async () => {
    for (const id of [newId(), await queue({}, other)]) expect((await shop.call('DELETE', `/queues/${id}/members`, { agentIds: [shop.adminId] })).status).toBe(404);
  });
});

describe('GET /queues/{queueId}/availability', () => {
  const outcome = (genericChannelName: string, rest: object) => ({ channelAvailability: { genericChannelName, ...rest, _type: 'GenericChannel' }, _type: 'Success' });
  const arrive = (id: string, status: string | null) =>
    parley.ctx.db.execute(sql`
    INSERT INTO presence (organization_id, person_id, connection_status, presence_status) VALUES (${shop.organizationId}, ${id}, 'Online', ${status})
    ON CONFLICT (organization_id, person_id) DO UPDATE SET presence_status = excluded.presence_status`);

  test('200: available when a member is online and not away; else it tells how many wait', async () => {
    const [id, agent] = [await queue(), await shop.agent()];
    const ask = async () => (await shop.call('GET', `/queues/${id}/availability`)).body.data;
    const nobody = [outcome('genericapimessaging', { availability: 'NotAvailable', queueSize: 2 })];
    const somebody = [outcome('genericapimessaging', { availability: 'Available' })];
    await conversation(id, '2026-03-02T09:00:00Z');
    await conversation(id, '2026-03-02T09:01:00Z');
    await conversation(id, '2026-03-02T09:02:00Z', { state: 'Closed' });
    await conversation(id, '2026-03-02T09:03:00Z', { agentId: agent });
    expect(await ask()).toEqual(nobody);
    await arrive(agent, 'Working');
    expect(await ask()).toEqual(nobody);
    await shop.call('PATCH', `/queues/${id}/members`, { agentIds: [agent] });
    expect(await ask()).toEqual(somebody);
    await arrive(agent, 'Away');
    expect(await ask()).toEqual(nobody);
    await arrive(agent, null);
    expect(await ask()).toEqual(somebody);
  });

  test('200: a vendor channel is told of when the organization has such an AI agent', async () => {
    const id = await queue();
    await parley.ctx.db.execute(sql`INSERT INTO ai_agent (organization_id, id, name, kind, person_id) VALUES (${shop.organizationId}, ${newId()}, 'Ada', 'Ada', ${shop.adminId})`);
    const channels = (await shop.call('GET', `/queues/${id}/availability`)).body.data.map((row: { channelAvailability: { genericChannelName: string } }) => row.channelAvailability.genericChannelName);
    expect(channels).toEqual(['adachat', 'genericapimessaging']);
  });

  test('400: unknown, of another organization', async () => {
    for (const id of [newId(), await queue({}, other)]) expect(await shop.call('GET', `/queues/${id}/availability`)).toMatchObject({ status: 400, body: { message: 'queueId: queue does not exist' } });
  });
});

describe('GET /queues/conversation-position/{csid}', () => {
  test('200: the next to be taken stands at 1; others count only while they wait, in this queue', async () => {
    const [id, otherQueue] = [await queue(), await queue()];
    await conversation(otherQueue, '2026-03-02T08:00:00Z');
    await conversation(id, '2026-03-02T08:00:00Z', { state: 'Pending' });
    await conversation(id, '2026-03-02T08:00:00Z', { agentId: shop.adminId });
    const [second, first] = [await conversation(id, '2026-03-02T09:30:00Z'), await conversation(id, '2026-03-02T09:00:00Z')];
    const third = await conversation(id, '2026-03-02T09:30:00Z');
    const position = async (csid: number) => (await shop.call('GET', `/queues/conversation-position/${csid}`)).body.data;
    expect(await position(first)).toEqual({ position: 1, queuedAt: '2026-03-02T09:00:00.000Z' });
    expect(await position(second)).toEqual({ position: 2, queuedAt: '2026-03-02T09:30:00.000Z' });
    expect(await position(third)).toEqual({ position: 3, queuedAt: '2026-03-02T09:30:00.000Z' });
  });

  test('404: unknown, of another organization, in no queue, taken, closed', async () => {
    const id = await queue();
    const waiting = await conversation(id, '2026-03-02T09:00:00Z');
    expect((await other.call('GET', `/queues/conversation-position/${waiting}`)).status).toBe(404);
    const gone = [
      9_007_199_254_740_991,
      await conversation(null, '2026-03-02T09:00:00Z'),
      await conversation(id, '2026-03-02T09:00:00Z', { agentId: shop.adminId }),
      await conversation(id, '2026-03-02T09:00:00Z', { state: 'Closed' }),
    ];
    for (const csid of gone) expect((await shop.call('GET', `/queues/conversation-position/${csid}`)).status).toBe(404);
  });

  test('400: what is no number', async () => {
    expect((await shop.call('GET', '/queues/conversation-position/x')).status).toBe(400);
  });
});

describe('GET /queues/{queueId}/conversations/{conversationId}/position', () => {
  test('the same, and 404 when it waits in another queue', async () => {
    const [id, otherQueue] = [await queue(), await queue()];
    const csid = await conversation(id, '2026-03-02T09:00:00Z');
    expect(await shop.call('GET', `/queues/${id}/conversations/${csid}/position`)).toMatchObject({ status: 200, body: { data: { position: 1 } } });
    expect(await shop.call('GET', `/queues/${id.toUpperCase()}/conversations/${csid}/position`)).toMatchObject({ status: 200 });
    expect((await shop.call('GET', `/queues/${otherQueue}/conversations/${csid}/position`)).status).toBe(404);
    expect((await shop.call('GET', `/queues/x/conversations/${csid}/position`)).status).toBe(400);
    expect((await shop.call('GET', `/queues/${id}/conversations/x/position`)).status).toBe(400);
  });
});
