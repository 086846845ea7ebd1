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

const team = async (name = 'Workshop', tenant = shop): Promise<string> => (await tenant.call('POST', '/teams', { name })).body.data.id;
const members = async (id: string): Promise<string[]> => (await shop.call('GET', `/teams/${id}/agents`)).body.data.map((member: { id: string }) => member.id);
const eventsOf = (type: string) => parley.ctx.db.query<{ data: object }>(sql`SELECT data FROM event WHERE organization_id = ${shop.organizationId} AND type = ${type} ORDER BY seq`);

describe('POST and GET /teams', () => {
  test('201, 200: makes teams and lists them, oldest first; names may be shared', async () => {
    const answer = await shop.call('POST', '/teams', { name: ' Workshop ' });
    expect(answer).toMatchObject({ status: 201, body: { data: { id: expect.any(String), name: 'Workshop' } } });
    const second = await team();
    expect((await shop.call('GET', '/teams')).body).toEqual({ data: [answer.body.data, { id: second, name: 'Workshop' }] });
    expect((await other.call('GET', '/teams')).body).toEqual({ data: [] });
    expect(await eventsOf('TeamCreated')).toHaveLength(2);
  });

  test('400: no name', async () => {
    for (const body of [{}, { name: ' ' }, { name: 5 }]) expect((await shop.call('POST', '/teams', body)).status).toBe(400);
  });
});

describe('GET and DELETE /teams/{teamId}', () => {
  test('200, then 204, then gone; the members stay agents', async () => {
    const [id, agent] = [await team(), await shop.agent()];
    await shop.call('PATCH', `/teams/${id}/agents`, { agentIds: [agent] });
    expect((await shop.call('GET', `/teams/${id}`)).body).toEqual({ data: { id, name: 'Workshop' } });
    expect(await shop.call('DELETE', `/teams/${id}`)).toMatchObject({ status: 204, text: '' });
    expect((await shop.call('GET', `/teams/${id}`)).status).toBe(404);
    expect((await shop.call('GET', `/agents/${agent}`)).status).toBe(200);
    expect((await shop.call('GET', `/agents/${agent}/teams`)).body).toEqual({ data: [] });
  });

  test('404 to read, 400 to delete: unknown, or of another organization', async () => {
    for (const id of [newId(), await team('Theirs', other)]) {
      expect((await shop.call('GET', `/teams/${id}`)).status).toBe(404);
      expect(await shop.call('DELETE', `/teams/${id}`)).toMatchObject({ status: 400, body: { message: 'Invalid value for: path parameter teamId (The requested resource could not be found)' } });
    }
    expect((await shop.call('GET', '/teams/x')).status).toBe(400);
    expect((await other.call('GET', '/teams')).body.data).toHaveLength(1);
  });
});

describe('PATCH /teams/{teamId}/agents', () => {
  test.each(['PATCH', 'POST'])('%s 200, empty: adds agents; adding twice does no harm', async (method) => {
    const id = await team();
    const agents = [await shop.agent(), await shop.agent()];
    const answer = await shop.call(method, `/teams/${id}/agents`, { agentIds: agents });
    expect([answer.status, answer.text]).toEqual([200, '']);
    await shop.call(method, `/teams/${id}/agents`, { agentIds: [agents[0]!.toUpperCase()] });
    expect(await members(id)).toEqual(agents);
    expect((await eventsOf('TeamMemberAdded')).map((event) => event.data).toSorted()).toHaveLength(2);
    expect((await shop.call(method, `/teams/${id}/agents`, {})).status).toBe(200);
  });

  test('400: somebody unknown or no agent; then nobody is added', async () => {
    const [id, agent] = [await team(), await shop.agent()];
    const add = (person: string) => shop.call('PATCH', `/teams/${id}/agents`, { agentIds: [agent, person] });
    expect(await add(await shop.endUser())).toMatchObject({ status: 400, body: { message: 'agentIds[1]: Member is neither Agent or Admin' } });
    for (const person of [newId(), other.adminId]) expect(await add(person)).toMatchObject({ status: 400, body: { message: 'agentIds[1]: User not found' } });
    expect((await add('x')).status).toBe(400);
    expect(await members(id)).toEqual([]);
  });

  test('400: an unknown team, or one of another organization', async () => {
    for (const id of [newId(), await team('Theirs', other)]) expect((await shop.call('PATCH', `/teams/${id}/agents`, { agentIds: [shop.adminId] })).status).toBe(400);
  });

  test('400: an agent who is being downgraded does not slip in', async () => {
    const [id, agent] = [await team(), await shop.agent()];
    const downgrade = sql`UPDATE person SET kind = 'EndUser' WHERE organization_id = ${shop.organizationId} AND id = ${agent}`;
    const answer = await holdingOpen(parley, downgrade, () => shop.call('PATCH', `/teams/${id}/agents`, { agentIds: [agent] }));
    expect(answer).toMatchObject({ status: 400, body: { message: 'agentIds[0]: Member is neither Agent or Admin' } });
    expect(await members(id)).toEqual([]);
  });

  test('400: a team that is being deleted takes nobody in', async () => {
    const [id, agent] = [await team(), await shop.agent()];
    const deletion = sql`DELETE FROM team WHERE organization_id = ${shop.organizationId} AND id = ${id}`;
    expect((await holdingOpen(parley, deletion, () => shop.call('PATCH', `/teams/${id}/agents`, { agentIds: [agent] }))).status).toBe(400);
  });
});

describe('DELETE /teams/{teamId}/agents', () => {
  test('204: takes agents out; who is not in it does no harm', async () => {
    const id = await team();
    const agents = [await shop.agent(), await shop.agent()];
    await shop.call('PATCH', `/teams/${id}/agents`, { agentIds: agents });
    expect(await shop.call('DELETE', `/teams/${id}/agents`, { agentIds: [agents[0], shop.adminId] })).toMatchObject({ status: 204, text: '' });
    expect(await members(id)).toEqual([agents[1]]);
    expect((await eventsOf('TeamMemberRemoved')).map((event) => event.data)).toEqual([{ teamId: id, personId: agents[0] }]);
  });

  test('400: an unknown team, somebody unknown', async () => {
    const id = await team();
    expect((await shop.call('DELETE', `/teams/${newId()}/agents`, { agentIds: [shop.adminId] })).status).toBe(400);
    expect(await shop.call('DELETE', `/teams/${id}/agents`, { agentIds: [newId()] })).toMatchObject({ status: 400, body: { message: 'agentIds[0]: User not found' } });
  });
});

describe('GET /teams/{teamId}/agents', () => {
  test('200: the members with what they are reached by', async () => {
    const [id, agent] = [await team(), await shop.agent({ displayName: 'Ann', email: 'ann@shop.example' })];
    await shop.call('PATCH', `/teams/${id}/agents`, { agentIds: [agent] });
    expect((await shop.call('GET', `/teams/${id}/agents`)).body).toEqual({ data: [{ id: agent, name: 'Ann', email: 'ann@shop.example' }] });
  });

  test('400: an unknown team', async () => {
    expect((await shop.call('GET', `/teams/${newId()}/agents`)).status).toBe(400);
  });
});

describe('GET /agents/{agentId}/teams', () => {
  test('200: the ids of the teams', async () => {
    const teams = [await team('A'), await team('B')];
    await team('C');
    for (const id of teams) await shop.call('PATCH', `/teams/${id}/agents`, { agentIds: [shop.adminId] });
    expect((await shop.call('GET', `/agents/${shop.adminId}/teams`)).body).toEqual({ data: teams.map((id) => ({ id })) });
  });

  test('400: no id', async () => {
    expect(await shop.call('GET', '/agents/x/teams')).toMatchObject({ status: 400, body: { message: expect.stringMatching(/agentId/) } });
  });

  test('404: nobody, an end user, somebody of another organization', async () => {
    for (const id of [newId(), await shop.endUser(), other.adminId]) expect((await shop.call('GET', `/agents/${id}/teams`)).status).toBe(404);
  });
});
