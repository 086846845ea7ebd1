// Two servers over one database: what one does the other knows, and what is to happen once happens once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeToken } from '../../server/modules/tokens/index.ts';
import { sql } from '../../server/platform/db/database.ts';
import { setTimer } from '../../server/platform/timers/timers.ts';
import { listen, serve, stop } from '../support/live.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

let here: TestParley;
let there: TestParley;
let us: Tenant;
let [hereUrl, thereUrl]: string[] = [];

beforeAll(async () => {
  here = await startParley();
  there = await startParley({}, { databaseUrl: here.databaseUrl });
  us = await here.tenant();
  [hereUrl, thereUrl] = [await serve(here), await serve(there)];
});
afterAll(async () => {
  await Promise.all([stop(here), stop(there)]);
});

async function call(url: string | undefined, method: string, path: string, body?: unknown, token = us.token): Promise<{ status: number; body: any }> {
  const response = await fetch(`${url}/beta${path}`, {
    method,
    headers: { authorization: token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

test('what is written on one is there in the very next call to the other', async () => {
  for (const [first, second] of [
    [hereUrl, thereUrl],
    [thereUrl, hereUrl],
  ]) {
    const { body: tag } = await call(first, 'POST', '/tags', { name: `new ${first}` });
    const { id } = tag.data;
    expect((await call(second, 'GET', `/tags/${id}`)).body.data.state).toBe('Active');
    expect((await call(first, 'PATCH', `/tags/${id}/deactivate`)).status).toBe(204);
    expect((await call(second, 'GET', `/tags/${id}`)).body.data.state).toBe('Inactive');
    const { body: queue } = await call(first, 'POST', '/queues', { request: { name: `queue ${first}`, callFunctionality: false, isDefault: false } });
    expect((await call(second, 'GET', `/queues/${queue.data.id}`)).body.data.name).toBe(`queue ${first}`);
    const conversation = await us.conversation();
    expect((await call(first, 'PUT', `/conversations/${conversation}/close`)).status).toBe(204);
    expect((await call(second, 'GET', `/conversations/${conversation}`)).body.data.state).toBe('Closed');
  }
});

test('a token that is revoked is refused by every process at once, also by those that remember it', async () => {
  const { token } = await here.tenant();
  for (const url of [hereUrl, thereUrl]) expect((await call(url, 'GET', '/tags', undefined, token)).status).toBe(200);
  const began = performance.now();
  expect(await revokeToken(here.ctx.db, here.clock, token)).toBe(true);
  for (const url of [hereUrl, thereUrl]) await expect.poll(async () => (await call(url, 'GET', '/tags', undefined, token)).status, { interval: 5 }).toBe(401);
  // Without being told, a process would remember it for two seconds.
  expect(performance.now() - began).toBeLessThan(1500);
});

test('a token that was being looked up when all were forgotten is not remembered', async () => {
  const { token } = await here.tenant();
  const holder = await here.ctx.db.pool.connect();
  await holder.query('BEGIN; LOCK TABLE token IN ACCESS EXCLUSIVE MODE');
  const reading = there.tokens.read(token);
  await expect.poll(async () => (await holder.query(`SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'token'::regclass`)).rowCount).toBe(1);
  there.tokens.forget();
  await holder.query('COMMIT');
  holder.release();
  expect(await reading).toBeDefined();
  // In silence: nobody is told to forget, so only what is remembered could let it in.
  await here.ctx.db.execute(sql`UPDATE token SET revoked_at = now() WHERE id = ${(await reading)!.tokenId}`);
  expect(await there.tokens.read(token)).toBeUndefined();
});

test('each timer takes effect once, whichever process takes it', async () => {
  const kind = 'of two processes';
  const done: string[] = [];
  for (const parley of [here, there]) {
    parley.ctx.timers.on(kind, async (_tx, timer) => {
      done.push(timer.subject);
      // Another takes the next one meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    });
  }
  const subjects = Array.from({ length: 40 }, (_, number) => String(number));
  await here.ctx.db.transaction(async (tx) => {
    for (const subject of subjects) await setTimer(tx, { organizationId: us.organizationId, kind, subject, dueAt: here.clock.now().toISOString() });
  });
  await Promise.all([here, there].map((parley) => parley.ctx.timers.runDue()));
  await expect.poll(() => done.length).toBe(subjects.length);
  expect(done.toSorted()).toEqual(subjects.toSorted());
  expect(await here.ctx.db.query(sql`SELECT id FROM timer WHERE kind = ${kind}`)).toEqual([]);
});

test('live clients of both hear of what is written on either, in the same order', async () => {
  const [one, other] = [listen({ url: hereUrl!, token: us.token }), listen({ url: thereUrl!, token: us.token })];
  try {
    await Promise.all([one.ready, other.ready]);
    const conversation = await us.conversation();
    for (let turn = 0; turn < 20; turn++) expect((await call(turn % 2 ? hereUrl : thereUrl, 'POST', `/conversations/${conversation}/notes`, { message: `note ${turn}` })).status).toBe(200);
    await call(hereUrl, 'PUT', `/conversations/${conversation}/close`);
    await Promise.all([one.until('ConversationClosed'), other.until('ConversationClosed')]);
    const heard = one.events.map(({ position }) => position);
    expect(other.events.map(({ position }) => position)).toEqual(heard);
    expect(new Set(heard).size).toBe(21);
  } finally {
    for (const { client } of [one, other]) client.close();
  }
});
