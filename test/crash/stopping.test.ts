// How a server ends: told to, told twice, and with nobody who reads what it prints.
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findRunning } from '../../server/platform/db/embedded.ts';
import { postmasters, Server, until } from './server.ts';

/** Notes that are being added when the server is told to stop. */
const RUNNING = 24;

let folder: string;
let token: string;
let conversation: number;
let server: Server;
let base: string;
let lock: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-stopping-'));
});
beforeEach(async () => {
  server = new Server(folder);
  base = `${await server.ready()}/beta`;
  token ??= server.token;
  if (conversation === undefined) {
    const { id: requesterId } = await post('/endusers', { displayName: 'Ida' });
    ({ id: conversation } = await post('/conversations/import', { genericChannelName: 'genericapimessaging', requesterId, direction: 'Inbound', createdAt: '2026-01-01T00:00:00Z' }));
  }
  lock = new pg.Client({ connectionString: (await findRunning(folder))!.url });
  lock.on('error', () => {});
  await lock.connect();
  return async () => {
    await lock.end().catch(() => {});
    await server.end('SIGKILL');
    await until('the database is gone', () => (postmasters(folder).length === 0 ? true : undefined));
  };
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function post(route: string, body: unknown): Promise<any> {
  const response = await fetch(base + route, { method: 'POST', headers: { authorization: token, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
  return ((await response.json()) as { data: unknown }).data;
}

/** Notes whose statement waits for a lock of ours. @returns their answers to be. */
async function running(count: number): Promise<{ statuses: Promise<(number | undefined)[]>; release: () => Promise<unknown> }> {
  await lock.query('BEGIN; LOCK TABLE note IN ACCESS EXCLUSIVE MODE');
  const one = async (turn: number): Promise<number | undefined> =>
    await fetch(`${base}/conversations/${conversation}/notes`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify({ message: `note ${turn}` }),
    }).then(
      (response) => response.status,
      () => undefined,
    );
  const statuses = Promise.all(Array.from({ length: count }, (_, turn) => one(turn)));
  // They share statements, so one that waits stands for all; the others have arrived by the time the health check has.
  await until('they wait for the lock', async () => ((await lock.query(`SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'note'::regclass`)).rowCount! > 0 ? true : undefined));
  await fetch(base.replace('/beta', '/health'));
  return { statuses, release: () => lock.query('COMMIT') };
}

test('SIGTERM: what runs is answered, live connections end, and all is gone within five seconds', { timeout: 120_000 }, async () => {
  const live = await fetch(base.replace('/beta', '/live'), { headers: { authorization: token, accept: 'text/event-stream' } });
  expect(live.status).toBe(200);
  const reading = live.text().then(
    () => 'ended',
    () => 'ended',
  );
  const { statuses, release } = await running(RUNNING);
  const began = performance.now();
  const ended = server.end('SIGTERM');
  await until('it says that it stops', () => (server.output.includes('Stopping') ? true : undefined));
  // Over a connection that was kept it is told to come back, over a new one there is nobody.
  const late = await fetch(`${base}/tags`, { headers: { authorization: token } }).then(
    ({ status }) => status,
    () => 503,
  );
  expect(late).toBe(503);
  await release();
  expect(await statuses).toEqual(Array.from({ length: RUNNING }, () => 200));
  expect(await ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(5000);
  expect(await reading).toBe('ended');
  expect(postmasters(folder)).toEqual([]);
  expect(server.errors).toBe('');
});

test('when the thread that follows the log fails, the server says why and ends: what runs is answered, and whoever keeps it running starts it anew', { timeout: 120_000 }, async () => {
  await server.end('SIGTERM');
  await lock.end();
  const [sign, preload] = [path.join(folder, 'fail'), path.join(folder, 'preload.mjs')];
  await writeFile(
    preload,
    `import { existsSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (!isMainThread) setInterval(() => { if (existsSync(${JSON.stringify(sign)})) throw new Error('the work fails'); }, 10);`,
  );
  server = new Server(folder, 0, { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` });
  base = `${await server.ready()}/beta`;
  lock = new pg.Client({ connectionString: (await findRunning(folder))!.url });
  lock.on('error', () => {});
  await lock.connect();
  const { statuses, release } = await running(2);
  const gone = once(server.child, 'exit');
  await writeFile(sign, '');
  await until('it says that it stops', () => (server.output.includes('Stopping') ? true : undefined));
  await release();
  expect(await statuses).toEqual([200, 200]);
  expect(await gone).toEqual([1, null]);
  expect(server.errors).toContain('the work fails');
  expect(postmasters(folder)).toEqual([]);
});

test('SIGTERM during the start ends it, by its own doing: the first process of a container is not ended by the system', { timeout: 120_000 }, async () => {
  await server.end('SIGTERM');
  server = new Server(folder);
  await until('its database starts', () => (postmasters(folder).length > 0 ? true : undefined));
  expect(await server.end('SIGTERM')).toBe(128 + 15);
  expect(server.output).not.toContain('answers');
  await until('the database is gone', () => (postmasters(folder).length === 0 ? true : undefined));
});

test('Ctrl-C that comes twice at once, as under npm, is one: what runs is answered', { timeout: 120_000 }, async () => {
  const { statuses, release } = await running(2);
  const ended = server.end('SIGINT');
  server.child.kill('SIGINT');
  await until('it says that it stops', () => (server.output.includes('Stopping') ? true : undefined));
  server.child.kill('SIGINT');
  await release();
  expect(await statuses).toEqual([200, 200]);
  expect(await ended).toBe(0);
});

test('Ctrl-C again, later, ends it at once', { timeout: 120_000 }, async () => {
  const { statuses, release } = await running(1);
  const ended = server.end('SIGINT');
  const again = setInterval(() => server.child.kill('SIGINT'), 100);
  expect(await ended).toBe(130);
  clearInterval(again);
  expect(await statuses).toEqual([undefined]);
  await release().catch(() => {});
});

test('a statement that the database does not answer keeps the server for some seconds only', { timeout: 120_000 }, async () => {
  const { statuses } = await running(1);
  const began = performance.now();
  expect(await server.end('SIGTERM')).toBe(0);
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(await statuses).toEqual([undefined]);
  expect(postmasters(folder)).toEqual([]);
});

test('when nobody reads what it prints any more it goes on, and stops in order', { timeout: 120_000 }, async () => {
  server.child.stdout!.destroy();
  server.child.stderr!.destroy();
  // A follower that cannot read is worth a line in the log.
  const [database] = postmasters(folder);
  process.kill(database!, 'SIGKILL');
  await until('it answers again', async () => ((await fetch(`${base}/tags`, { headers: { authorization: token } })).status === 200 ? true : undefined), 60_000);
  expect(await server.end('SIGTERM')).toBe(0);
});
