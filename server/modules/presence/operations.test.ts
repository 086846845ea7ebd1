import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { conversationChannels } from '../../base/wire.ts';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { channelGroups, channelsOf } from './rules.ts';

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

const now = '2026-03-02T10:00:00.000Z';
const offline = (userId: string) => ({ userId, requestTime: now, connectionStatus: 'Offline', activeChannels: [] });
const arrive = (id: string) =>
  parley.ctx.db.execute(sql`
  INSERT INTO presence (organization_id, person_id, connection_status, presence_status, last_seen, working_channels)
  VALUES (${shop.organizationId}, ${id}, 'Online', 'Working', '2026-03-02T09:59:00Z', '{Email,Speak}')`);
const online = (userId: string) => ({
  userId,
  requestTime: now,
  lastSeen: '2026-03-02T09:59:00.000Z',
  presenceStatus: 'Working',
  connectionStatus: 'Online',
  activeChannels: ['Email', 'ContactForm', 'Callback', 'PstnPhone', 'Voicemail'],
});
const switchOf = (id: string, body: unknown) => shop.call('PUT', `/agents/${id}/presence/working-channel`, body);

test('every channel belongs to one switch', () => {
  expect(channelGroups.flatMap((group) => channelsOf[group]).toSorted()).toEqual([...conversationChannels].toSorted());
});

describe('GET /agents/presence', () => {
  test('200: a bare list of all agents, also of those who were never here', async () => {
    const agent = await shop.agent();
    await shop.endUser();
    await arrive(agent);
    expect(await shop.call('GET', '/agents/presence')).toMatchObject({ status: 200, body: [offline(shop.adminId), online(agent)] });
  });
});

describe('GET /agents/{agentId}/presence', () => {
  test('200: wrapped', async () => {
    const agent = await shop.agent();
    expect((await shop.call('GET', `/agents/${agent}/presence`)).body).toEqual({ data: offline(agent) });
    await arrive(agent);
    expect((await shop.call('GET', `/agents/${agent}/presence`)).body).toEqual({ data: online(agent) });
  });

  test('400: no id', async () => {
    expect(await shop.call('GET', '/agents/x/presence')).toMatchObject({ status: 400, body: { message: expect.stringMatching(/agentId/) } });
  });

  test('404: nobody, an end user, somebody of another organization', async () => {
    for (const id of [newId(), await shop.endUser(), other.adminId]) expect((await shop.call('GET', `/agents/${id}/presence`)).status).toBe(404);
  });
});

describe('GET /teams/{teamId}/presence', () => {
  test('200: pages through the members', async () => {
    const team = (await shop.call('POST', '/teams', { name: 'Team' })).body.data.id;
    expect((await shop.call('GET', `/teams/${team}/presence`)).body.data).toEqual([]);
    const agents = [await shop.agent(), await shop.agent(), await shop.agent()];
    await shop.call('PATCH', `/teams/${team}/agents`, { agentIds: agents });
    await arrive(agents[2]!);
    const first = (await shop.call('GET', `/teams/${team}/presence?pageLimit=2`)).body;
    expect(first.data).toEqual([offline(agents[0]!), offline(agents[1]!)]);
    expect((await shop.call('GET', first.meta.next)).body.data).toEqual([online(agents[2]!)]);
    const otherTeam = (await shop.call('POST', '/teams', { name: 'Team' })).body.data.id;
    expect((await shop.call('GET', first.meta.next.replace(team, otherTeam))).status).toBe(400);
  });

  test('400, 404: no id, unknown, of another organization', async () => {
    const theirs = (await other.call('POST', '/teams', { name: 'Team' })).body.data.id;
    expect((await shop.call('GET', '/teams/x/presence')).status).toBe(400);
    for (const id of [newId(), theirs]) expect((await shop.call('GET', `/teams/${id}/presence`)).status).toBe(404);
  });
});

describe('PUT /agents/{agentId}/presence/working-channel', () => {
  test('204: turns one switch, on and off; once more does nothing', async () => {
    const agent = await shop.agent();
    const active = async () => (await shop.call('GET', `/agents/${agent}/presence`)).body.data.activeChannels;
    expect(await switchOf(agent, { channel: 'Email', working: false })).toMatchObject({ status: 204, text: '' });
    for (let round = 0; round < 2; round++) await switchOf(agent, { channel: 'Speak', working: true });
    await switchOf(agent, { channel: 'InteractiveChat', working: true });
    expect(await active()).toEqual(['WidgetChat', 'Messenger', 'Callback', 'PstnPhone', 'Voicemail']);
    for (let round = 0; round < 2; round++) await switchOf(agent, { channel: 'Speak', working: false });
    expect(await active()).toEqual(['WidgetChat', 'Messenger']);
    const events = await parley.ctx.db.query<{ data: object }>(sql`SELECT data FROM event WHERE organization_id = ${shop.organizationId} AND type = 'AgentWorkingChannelChanged' ORDER BY seq`);
    expect(events.map((event) => event.data)).toEqual([
      { personId: agent, channel: 'Speak', working: true },
      { personId: agent, channel: 'InteractiveChat', working: true },
      { personId: agent, channel: 'Speak', working: false },
    ]);
  });

  test('400: an unknown agent, a channel that is no switch, half a body', async () => {
    for (const id of [newId(), await shop.endUser(), other.adminId]) {
      expect(await switchOf(id, { channel: 'Email', working: true })).toMatchObject({ status: 400, body: { message: expect.stringMatching(/agentId/) } });
    }
    for (const body of [{ channel: 'PstnPhone', working: true }, { channel: 'Email' }, { working: true }, { channel: 'Email', working: 'yes' }])
      expect((await switchOf(shop.adminId, body)).status).toBe(400);
  });
});
