import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';
import { createToken } from '../modules/tokens/index.ts';
import { sql } from '../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let conversation: number;

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
  conversation = await us.conversation();
});
afterAll(() => parley.close());

const notes = async (tenant: Tenant, id: number): Promise<string[]> => (await tenant.call('GET', `/conversations/${id}/notes`)).body.data.map((note: { message: string }) => note.message);

describe('Idempotency-Key', () => {
  const add = (key: string, message: string, tenant = us, id = conversation) => tenant.call('POST', `/conversations/${id}/notes`, { message }, { 'idempotency-key': key });

  it('replays the stored answer of the same request, and runs it once', async () => {
    const [one, two] = [await add('a', 'once'), await add('a', 'once')];
    expect(two.text).toBe(one.text);
    expect((await notes(us, conversation)).filter((text) => text === 'once')).toHaveLength(1);
  });

  it('422 for the same key with another body, and nothing is written', async () => {
    await add('b', 'first');
    expect(await add('b', 'second')).toMatchObject({ status: 422 });
    expect(await notes(us, conversation)).not.toContain('second');
  });

  it('twins at once run once and answer the same', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => add('c', 'twin')));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect((await notes(us, conversation)).filter((text) => text === 'twin')).toHaveLength(1);
  });

  it('a key belongs to its organization', async () => {
    const id = await them.conversation();
    expect(await add('a', 'theirs', them, id)).toMatchObject({ status: 200 });
    expect(await notes(them, id)).toEqual(['theirs']);
  });

  it('a refused request leaves the key free, and a day later it is free again', async () => {
    expect(await us.call('POST', `/conversations/${conversation}/notes`, {}, { 'idempotency-key': 'd' })).toMatchObject({ status: 400 });
    expect(await add('d', 'now right')).toMatchObject({ status: 200 });
    parley.clock.advance(24 * 3600_000 + 1);
    expect(await add('d', 'another day')).toMatchObject({ status: 200 });
    expect(await notes(us, conversation)).toEqual(expect.arrayContaining(['now right', 'another day']));
  });
});

describe('scopes of a token', () => {
  const scoped = async (...scopes: string[]) => createToken(parley.ctx.db, parley.ctx.clock, { organizationId: us.organizationId, personId: us.adminId, name: 'scoped', scopes });

  it('401 for what they do not cover', async () => {
    const call = async (token: string, method: string, path: string, body?: unknown) => (await us.call(method, path, body, { authorization: token })).status;
    const reader = await scoped('read');
    expect(await call(reader, 'GET', '/tags')).toBe(200);
    expect(await call(reader, 'POST', '/tags', { name: 'x' })).toBe(401);
    const tagger = await scoped('Tags:write');
    expect(await call(tagger, 'POST', '/tags', { name: 'x' })).toBe(200);
    expect(await call(tagger, 'GET', '/tags')).toBe(200);
    expect(await call(tagger, 'GET', '/queues')).toBe(401);
  });
});

describe('forms that only clients know', () => {
  it('P2: the flows of a conversation are those of its channel', async () => {
    const now = parley.clock.now().toISOString();
    await parley.ctx.db.execute(sql`INSERT INTO flow (organization_id, id, name, channel, contact_endpoint_id, created_at) VALUES
      (${us.organizationId}, '50000000-0000-4000-8000-000000000001', 'Chat', 'WidgetChat', 'w', ${now}), (${us.organizationId}, '50000000-0000-4000-8000-000000000002', 'Phone', 'PstnPhone', '+45', ${now})`);
    const names = async (path: string) => (await us.call('GET', path)).body.data.map((flow: { name: string }) => flow.name);
    expect(await names(`/conversations/${conversation}/flows`)).toEqual(['Chat']);
    expect(await names(`/conversations/${conversation}/flows?channel=PstnPhone`)).toEqual(['Phone']);
    expect(await names('/conversations/flows')).toEqual(['Phone']);
    expect((await them.call('GET', `/conversations/${conversation}/flows`)).status).toBe(404);
  });

  it.each(['PUT', 'PATCH'])('B1: %s of many people takes the list bare or in data, customers as agents', async (method) => {
    for (const [kind, id] of [
      ['agents', await us.agent()],
      ['endusers', await us.endUser()],
    ] as const) {
      const people = [{ id, displayName: 'Renamed' }];
      for (const body of [people, { data: people }]) {
        const answer = await us.call(method, `/${kind}`, body);
        expect(answer, `${kind} ${answer.text}`).toMatchObject({ status: 200, body: { data: [{ _type: 'BulkActionSuccess', data: { displayName: 'Renamed' } }] } });
      }
    }
  });

  it('P14: several conversations in one import, all or none', async () => {
    const one = { genericChannelName: 'genericapimessaging', requesterId: await us.endUser(), direction: 'Inbound', createdAt: '2021-12-01T11:00:00Z' };
    const answer = await us.call('POST', '/conversations/import', { conversations: [one, one] });
    expect(answer).toMatchObject({ status: 201, body: { data: [{ id: expect.any(Number) }, { id: expect.any(Number) }] } });
    expect(await us.call('POST', '/conversations/import', [one, one])).toMatchObject({ status: 201, body: { data: [{ id: expect.any(Number) }, { id: expect.any(Number) }] } });
    expect(await us.call('POST', '/conversations/import', [])).toMatchObject({ status: 400 });
    const count = () => parley.ctx.db.maybe(sql`SELECT count(*) AS count FROM conversation`);
    const before = await count();
    const refused = await us.call('POST', '/conversations/import', { conversations: [one, { ...one, requesterId: '00000000-0000-4000-8000-000000000000' }] });
    expect(refused).toMatchObject({ status: 400, body: { message: expect.stringContaining('conversations[1].requesterId') } });
    expect(await count()).toEqual(before);
  });
});

describe('rate limit', () => {
  const limits = { PARLEY_RATE_LIMIT: 'dixa', PARLEY_EXPORTS_PER_MINUTE: '3' };
  let here: TestParley;
  let there: TestParley;
  beforeAll(async () => {
    here = await startParley(limits);
    there = await startParley(limits, { databaseUrl: here.databaseUrl });
  });
  afterAll(async () => {
    await there.close();
    await here.close();
  });

  const get = (process: TestParley, path: string, authorization: string) => process.app.inject({ method: 'GET', url: path, headers: { authorization } });
  /** Statuses of requests that come to both processes at the same moment. */
  const together = async (count: number, path: string, token: string): Promise<number[]> =>
    (await Promise.all(Array.from({ length: count }, (_, nth) => get(nth % 2 ? there : here, path, token)))).map(({ statusCode }) => statusCode).toSorted();

  it('429 with Retry-After past the burst, on all processes together, and again after a while', async () => {
    const { token } = await here.tenant();
    expect(await together(12, '/beta/tags', token)).toEqual([200, 200, 200, 200, ...Array.from({ length: 8 }, () => 429)]);
    for (const process of [here, there]) {
      const refused = await get(process, '/beta/tags', token);
      expect(refused).toMatchObject({ statusCode: 429, headers: { 'retry-after': '1' } });
      expect(refused.json()).toEqual({ message: 'Too Many Requests' });
    }
    for (const process of [here, there]) process.clock.advance(100);
    expect(await together(4, '/beta/tags', token)).toEqual([200, 429, 429, 429]);
  });

  it('each token has its own', async () => {
    const [one, other] = [await here.tenant(), await here.tenant()];
    expect(await together(5, '/beta/tags', one.token)).toContain(429);
    expect(await together(4, '/v1/tags', other.token)).toEqual([200, 200, 200, 200]);
  });

  it('exports count by the minute, on all processes together, apart from the API', async () => {
    const { token } = await here.tenant();
    const path = '/v1/message_export?csids=1';
    expect(await together(7, path, token)).toEqual([200, 200, 200, 429, 429, 429, 429]);
    const refused = await get(there, '/v1/conversation_export?csids=1', token);
    expect(refused).toMatchObject({ statusCode: 429, headers: { 'retry-after': '20' } });
    expect(refused.json()).toEqual({ message: 'API limit has been reached' });
    expect((await get(here, '/beta/tags', token)).statusCode).toBe(200);
    for (const process of [here, there]) process.clock.advance(20_000);
    expect(await together(2, path, token)).toEqual([200, 429]);
  });
});
