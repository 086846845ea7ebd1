import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Live } from '../../client/live.ts';
import { listen, listenSocket, serve, stop, write } from '../../test/support/live.ts';
import { startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';
import { createToken, revokeToken } from '../modules/tokens/index.ts';
import { sql } from '../platform/db/database.ts';
import { eventColumns } from '../platform/events/append.ts';

const clients: Live[] = [];
let parley: TestParley | undefined;
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  if (parley) await stop(parley);
  parley = undefined;
});

async function start(...args: Parameters<typeof startParley>): Promise<{ parley: TestParley; url: string; us: Tenant }> {
  parley = await startParley(...args);
  return { parley, url: await serve(parley), us: await parley.tenant() };
}

const follow = (url: string, token: string, since?: string) => {
  const listener = listen({ url, token, ...(since === undefined ? {} : { since }) });
  clients.push(listener.client);
  return listener;
};

const answer = async (url: string, token: string): Promise<{ status: number; retryAfter: string | null }> => {
  const stop = new AbortController();
  const { status, headers } = await fetch(`${url}/live`, { headers: { authorization: token }, signal: stop.signal });
  stop.abort();
  return { status, retryAfter: headers.get('retry-after') };
};

/** A connection that asks for live events and reads none of them. */
function silent(url: string, token: string, more: readonly string[] = []): { socket: net.Socket; opened: Promise<string>; ended: Promise<void> } {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(['GET /live HTTP/1.1', 'Host: parley', `Authorization: ${token}`, ...more, '', ''].join('\r\n'));
  const opened = new Promise<string>((resolve) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      if (!text.includes('"kind":"ready"')) return;
      socket.off('data', read).pause();
      resolve(text);
    };
    socket.on('data', read);
  });
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  return { socket, opened, ended };
}

const webSocketHeaders = ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];

const KILO = 1024;

/** Events of a kilobyte each. */
const writeBig = async (us: Tenant, count: number, type = 'Big'): Promise<void> => {
  await parley!.ctx.db.execute(sql`
    INSERT INTO ${eventColumns} SELECT ${us.organizationId}, gen_random_uuid(), ${type}, NULL, NULL, at, at, jsonb_build_object('nth', nth, 'text', repeat('x', ${KILO}))
    FROM (SELECT ${parley!.clock.now().toISOString()}::timestamptz AS at, nth FROM generate_series(1, ${count}::integer) AS nth) AS rows`);
  parley!.ctx.events.wake();
};

test.each([
  ['server-sent events', []],
  ['WebSocket', webSocketHeaders],
])('a reader that does not read (%s) is cut off, holds nobody up, and costs no more than a batch of memory', async (_name, headers) => {
  const started = await start({}, { live: { highWater: 64 * KILO, patienceMs: 700 } });
  const { url, us } = started;
  const { connections } = started.parley;
  const slow = silent(url, us.token, headers);
  await slow.opened;
  const other = follow(url, us.token);
  await other.ready;
  let most = 0;
  // More than the buffers of both kernels hold.
  for (let round = 0; round < 30; round++) {
    await writeBig(us, 500, `Big${round}`);
    await other.until(`Big${round}`);
    most = Math.max(most, connections.buffered);
  }
  expect(most).toBeGreaterThan(0);
  // A batch of 500 for each of the two, and what was allowed to wait before it.
  expect(most).toBeLessThan(2 * (500 * 1.5 * KILO + 64 * KILO));
  slow.socket.resume();
  await write(started.parley, us.organizationId, ['End']);
  const types = await other.until('End');
  expect(types).toHaveLength(30 * 500 + 1);
  await expect.poll(() => connections.count, { timeout: 10_000 }).toBe(1);
  await slow.ended;
});

test('a reader that takes its time gets everything, in order', async () => {
  const started = await start({}, { live: { highWater: 16 * KILO } });
  const { url, us } = started;
  const reader = listenSocket(url, us.token);
  await reader.until(({ kind }) => kind === 'ready');
  reader.socket.pause();
  // More than the buffers of both kernels hold, and more events than are kept in memory.
  for (let round = 0; round < 12; round++) await writeBig(us, 1000);
  await expect.poll(() => started.parley.connections.buffered, { timeout: 10_000 }).toBeGreaterThan(0);
  reader.socket.resume();
  await write(started.parley, us.organizationId, ['End']);
  await reader.until(({ type }) => type === 'End');
  const numbers = reader.said.filter(({ type }) => type === 'Big').map(({ seq }) => seq!);
  expect(numbers).toHaveLength(12_000);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(reader.said.filter(({ kind }) => kind === 'ready')).toHaveLength(1);
  reader.socket.terminate();
});

test('a quiet client hears of the server, and where it is; one that is no longer there is let go', async () => {
  const started = await start({}, { live: { heartbeatMs: 100 } });
  const { url, us } = started;
  const dead = silent(url, us.token, webSocketHeaders);
  await dead.opened;
  const alive = listenSocket(url, us.token);
  await alive.until(({ kind }) => kind === 'ready');
  const theirs = await started.parley.tenant();
  await write(started.parley, theirs.organizationId, ['Theirs']);
  // Not a word of the event itself, but its place: whoever comes back later need not pass it again.
  await alive.until(({ kind, position }) => kind === 'ping' && position !== alive.said[0]!.position);
  await expect.poll(() => started.parley.connections.count, { timeout: 10_000 }).toBe(1);
  dead.socket.resume();
  await dead.ended;
  expect(alive.said.every(({ kind }) => kind === 'ready' || kind === 'ping')).toBe(true);
  alive.socket.terminate();
});

test('a token that is revoked loses its connections at once, other tokens keep theirs', async () => {
  const started = await start();
  const { url, us } = started;
  const { ctx } = started.parley;
  const other = await createToken(ctx.db, ctx.clock, { organizationId: us.organizationId, personId: us.adminId, name: 'other' });
  const [client, socket, kept] = [follow(url, us.token), listenSocket(url, us.token), follow(url, other)];
  await Promise.all([client.ready, kept.ready, socket.until(({ kind }) => kind === 'ready')]);
  await revokeToken(ctx.db, ctx.clock, us.token);
  expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
  await expect(client.client.closed).rejects.toMatchObject({ status: 401 });
  await write(started.parley, us.organizationId, ['After']);
  expect(await kept.until('After')).toEqual(['After']);
  expect(socket.said.some(({ type }) => type === 'After')).toBe(false);
});

test('an agent who is downgraded loses the connections of tokens that act as them at once, before any other look at tokens', async () => {
  const started = await start({}, { live: { heartbeatMs: 3_600_000 } });
  const { url, us } = started;
  const { ctx } = started.parley;
  const agent = await us.agent();
  const theirs = await createToken(ctx.db, ctx.clock, { organizationId: us.organizationId, personId: agent, name: 'theirs' });
  const socket = listenSocket(url, theirs);
  await socket.until(({ kind }) => kind === 'ready');
  expect((await us.call('DELETE', `/agents/${agent}`)).status).toBe(204);
  expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
});

test('a server that stops says so, and waits for nobody', async () => {
  const started = await start();
  const { url, us } = started;
  const socket = listenSocket(url, us.token);
  const stuck = silent(url, us.token, webSocketHeaders);
  await Promise.all([stuck.opened, socket.until(({ kind }) => kind === 'ready')]);
  const stream = await fetch(`${url}/live`, { headers: { authorization: us.token } });
  const begin = performance.now();
  parley = undefined;
  await started.parley.close();
  expect(performance.now() - begin).toBeLessThan(3000);
  expect(await socket.closed).toEqual({ code: 1001, reason: 'The server is closing' });
  // Ended, not broken off.
  expect(await stream.text()).toContain('"kind":"ready"');
  stuck.socket.destroy();
});

test('a token has only so many connections (429), a process too (503), and a place is free when one goes', async () => {
  const started = await start({ PARLEY_LIVE_CONNECTIONS: '3', PARLEY_LIVE_CONNECTIONS_PER_TOKEN: '2' });
  const { url, us } = started;
  const them = await started.parley.tenant();
  const [one, two] = [follow(url, us.token), listenSocket(url, us.token)];
  await Promise.all([one.ready, two.until(({ kind }) => kind === 'ready')]);
  expect(await answer(url, us.token)).toEqual({ status: 429, retryAfter: '60' });
  const three = follow(url, them.token);
  await three.ready;
  expect(await answer(url, them.token)).toEqual({ status: 503, retryAfter: '10' });
  two.socket.terminate();
  await expect.poll(() => started.parley.connections.count).toBe(2);
  expect((await answer(url, us.token)).status).toBe(200);
});
