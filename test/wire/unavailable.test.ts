// What a client sees while the database has no room, no connection or takes no writes: to try again, never an acknowledged loss.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../server/platform/db/database.ts';
import { databaseServer, startParley, type Tenant, type TestParley } from '../support/parley.ts';

let parley: TestParley;
let tenant: Tenant;
let conversation: number;
let outside: pg.Client;
let database: string;

beforeAll(async () => {
  parley = await startParley();
  tenant = await parley.tenant();
  conversation = await tenant.conversation();
  database = (await parley.ctx.db.maybe<{ name: string }>(sql`SELECT current_database() AS name`))!.name;
  outside = new pg.Client({ connectionString: databaseServer() });
  await outside.connect();
});
afterAll(async () => {
  await parley.close();
  await outside.end();
});

const note = () => tenant.call('POST', `/conversations/${conversation}/notes`, { message: 'x' });
const notes = async (): Promise<number> => (await tenant.call('GET', `/conversations/${conversation}/notes`)).body.data.length;
/** Changes a setting of the database, which holds for connections that come later: those that there are end. */
async function set(setting: string): Promise<void> {
  await outside.query(`ALTER DATABASE ${database} ${setting}`);
  await outside.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [database]);
  // Connections that break are noticed by the calls that come upon them, or a little before.
  await Promise.all(Array.from({ length: 12 }, () => tenant.call('GET', '/tags')));
}

const unavailable = { status: 503, body: { message: 'The service is not available at the moment' }, headers: { 'retry-after': '5' } };

test('no connection is left: 503, and all is well when there is one again', async () => {
  await set('CONNECTION LIMIT 0');
  expect(await note()).toMatchObject(unavailable);
  expect(await tenant.call('GET', `/conversations/${conversation}`)).toMatchObject(unavailable);
  await set('CONNECTION LIMIT -1');
  expect(await note()).toMatchObject({ status: 200 });
});

test('the disk is full: writes are a 503 and leave nothing, reads go on, and all is well when there is room', async () => {
  const before = await notes();
  await parley.ctx.db.pool.query(`
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION full_disk()`);
  expect(await Promise.all([note(), note(), note()])).toMatchObject([unavailable, unavailable, unavailable]);
  expect(await notes()).toBe(before);
  await parley.ctx.db.pool.query('DROP TRIGGER full_disk ON note');
  expect(await note()).toMatchObject({ status: 200 });
  expect(await notes()).toBe(before + 1);
});

test('the database takes no writes, as one whose place another takes: 503, reads go on', async () => {
  await set('SET default_transaction_read_only = on');
  expect(await note()).toMatchObject(unavailable);
  expect(await tenant.call('GET', `/conversations/${conversation}/notes`)).toMatchObject({ status: 200 });
  await set('RESET default_transaction_read_only');
  expect(await note()).toMatchObject({ status: 200 });
});

test('a database that does not answer is told at /ready before whoever asks gives up; /health goes on', async () => {
  const { pool } = parley.ctx.db;
  // As when each connection hangs in a statement.
  const held = await Promise.all(Array.from({ length: parley.ctx.config.poolSize }, () => pool.connect()));
  const began = performance.now();
  const ready = async (): Promise<{ status: number; body: unknown }> => {
    const { statusCode: status, payload } = await parley.app.inject({ method: 'GET', url: '/ready' });
    return { status, body: JSON.parse(payload) };
  };
  expect(await ready()).toEqual({ status: unavailable.status, body: unavailable.body });
  expect(performance.now() - began).toBeLessThan(5000);
  expect((await parley.app.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200);
  for (const client of held) client.release();
  expect(await ready()).toEqual({ status: 200, body: { status: 'ready' } });
});
