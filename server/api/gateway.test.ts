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

  it('P14: several conversations in one import, all or none', async () => {
    const one = { genericChannelName: 'genericapimessaging', requesterId: await us.endUser(), direction: 'Inbound', createdAt: '2021-12-01T11:00:00Z' };
    const answer = await us.call('POST', '/conversations/import', { conversations: [one, one] });
    expect(answer).toMatchObject({ status: 201, body: { data: [{ id: expect.any(Number) }, { id: expect.any(Number) }] } });
    const count = () => parley.ctx.db.maybe(sql`SELECT count(*) AS count FROM conversation`);
    const before = await count();
    const refused = await us.call('POST', '/conversations/import', { conversations: [one, { ...one, requesterId: '00000000-0000-4000-8000-000000000000' }] });
    expect(refused).toMatchObject({ status: 400, body: { message: expect.stringContaining('conversations[1].requesterId') } });
    expect(await count()).toEqual(before);
  });
});

describe('rate limit', () => {
  it('429 with Retry-After past the burst, on all processes together, and again after a while', async () => {
    const limited = await startParley({ PARLEY_RATE_LIMIT: 'dixa' });
    try {
      const tenant = await limited.tenant();
      const statuses = await Promise.all(Array.from({ length: 6 }, async () => (await tenant.call('GET', '/tags')).status));
      expect(statuses.toSorted()).toEqual([200, 200, 200, 200, 429, 429]);
      expect(await tenant.call('GET', '/tags')).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, body: { message: expect.any(String) } });
      limited.clock.advance(100);
      expect((await tenant.call('GET', '/tags')).status).toBe(200);
      expect((await tenant.call('GET', '/tags')).status).toBe(429);
    } finally {
      await limited.close();
    }
  });
});
