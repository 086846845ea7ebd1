import { afterEach, describe, expect, test } from 'vitest';
import type { Live, LiveEvent } from '../../client/live.ts';
import { sql } from '../../server/platform/db/database.ts';
import { append, listen, listenSocket, serve, stop, write } from '../support/live.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

const running: TestParley[] = [];
const clients: Live[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const parley of running.splice(0)) await stop(parley);
});

async function start(...args: Parameters<typeof startParley>): Promise<{ parley: TestParley; url: string }> {
  const parley = await startParley(...args);
  running.push(parley);
  return { parley, url: await serve(parley) };
}

/** Two processes on one database. */
async function startTwo() {
  const one = await start();
  return [one, await start({}, { databaseUrl: one.parley.databaseUrl })] as const;
}

const follow = (...args: Parameters<typeof listen>): ReturnType<typeof listen> => {
  const listener = listen(...args);
  clients.push(listener.client);
  return listener;
};

/** The events of an organization in the order of the log. */
const logged = async (parley: TestParley, us: Tenant): Promise<string[]> =>
  (await parley.ctx.db.query<{ id: string }>(sql`SELECT id FROM event WHERE organization_id = ${us.organizationId} ORDER BY event.xid, event.seq`)).map(({ id }) => id);

/** Numbers between 0 and 1, the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const ROUNDS = 30;
const WRITERS = 5;

describe('many writers, and readers that leave and come back at random, on two processes', () => {
  /** Writers of one organization: notes over the API, transactions with several events, and some that commit late. */
  async function writeAll(processes: readonly { parley: TestParley }[], us: Tenant, seed: number): Promise<void> {
    const conversation = await us.conversation();
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        const chance = random(seed + writer);
        for (let round = 0; round < ROUNDS; round++) {
          const { parley } = processes[writer % processes.length]!;
          const types = Array.from({ length: 1 + Math.floor(chance() * 4) }, (_item, nth) => `W${writer}-${round}-${nth}`);
          if (chance() < 0.3) await us.call('POST', `/conversations/${conversation}/notes`, { message: 'A note' });
          else if (chance() < 0.7) await write(parley, us.organizationId, types);
          else
            await parley.ctx.db.transaction(async (tx) => {
              await append(tx, parley, us.organizationId, types);
              // Others take their place in the log and commit before us.
              await write(parley, us.organizationId, ['overtaking']);
            });
        }
      }),
    );
    await write(processes[0]!.parley, us.organizationId, ['end']);
  }

  /** Our client; it is stopped after some events, and another goes on at another process. */
  async function readByClient(urls: readonly string[], us: Tenant, seed: number): Promise<LiveEvent[]> {
    const chance = random(seed);
    const events: LiveEvent[] = [];
    let since: string | undefined;
    for (let ended = false; !ended;) {
      let left = 1 + Math.floor(chance() * 60);
      const listener = follow({
        url: urls[Math.floor(chance() * urls.length)]!,
        token: us.token,
        ...(since === undefined ? {} : { since }),
        onEvent: (event) => {
          events.push(event);
          ended = event.type === 'end';
          // What comes after is dropped with the connection.
          if (--left === 0 || ended) listener.client.close();
        },
      });
      // It may have had enough before it had all.
      await Promise.race([listener.ready, listener.client.closed]);
      since ??= listener.client.position;
      await listener.client.closed;
      since = listener.client.position;
    }
    return events;
  }

  /** A WebSocket that is cut in the middle of whatever it is given. */
  async function readBySocket(urls: readonly string[], us: Tenant, seed: number, since: string): Promise<LiveEvent[]> {
    const chance = random(seed);
    const events: LiveEvent[] = [];
    for (let position = since; events.at(-1)?.type !== 'end';) {
      const listener = listenSocket(urls[Math.floor(chance() * urls.length)]!, us.token, position);
      const enough = 1 + Math.floor(chance() * 80);
      const count = (): number => listener.said.filter(({ kind }) => kind === 'event').length;
      await listener.until((said) => said.type === 'end' || count() >= enough);
      listener.socket.terminate();
      await listener.closed;
      for (const said of listener.said) {
        expect(said.kind).not.toBe('gone');
        position = said.position;
        if (said.kind === 'event') events.push(said as LiveEvent);
      }
    }
    return events;
  }

  test('everyone gets every event of its organization once, in the order of the log, and none of another', async () => {
    const processes = await startTwo();
    const { parley } = processes[0];
    const urls = processes.map(({ url }) => url);
    const tenants = [await parley.tenant(), await parley.tenant()];
    const reading = await Promise.all(
      tenants.map(async (us, nth) => {
        await write(parley, us.organizationId, ['before']);
        // It stands behind whatever older transaction the database server has, and is new to whoever comes meanwhile.
        expect(await parley.ctx.events.caughtUp('search', 20_000)).toBe(true);
        const first = follow({ url: urls[0]!, token: us.token });
        await first.ready;
        const since = first.client.position!;
        const others = Array.from({ length: 4 }, (_, reader) => readBySocket(urls, us, 1000 * nth + reader, since));
        return [first.until('end').then(() => first.events), readByClient(urls, us, nth), ...others];
      }),
    );
    await Promise.all(tenants.map((us, nth) => writeAll(processes, us, 77 + 10 * nth)));
    for (const [nth, us] of tenants.entries()) {
      const [, ...expected] = await logged(parley, us);
      expect(expected.length).toBeGreaterThan(ROUNDS * WRITERS);
      const [first, client, ...sockets] = await Promise.all(reading[nth]!);
      for (const events of [first!, ...sockets]) expect(events.map(({ id }) => id)).toEqual(expected);
      // It began when its first connection was ready, which writers did not wait for.
      const ids = client!.map(({ id }) => id);
      expect(ids.length).toBeGreaterThan(0);
      expect(ids).toEqual(expected.slice(-ids.length));
    }
  });
});

test('a transaction held open across later commits is skipped by no reader: live, resuming, or following', async () => {
  const [here, there] = await startTwo();
  const us = await here.parley.tenant();
  await write(here.parley, us.organizationId, ['first']);
  const followed: string[] = [];
  const { events } = there.parley.ctx;
  await events.follow({ name: 'test', handle: async (_tx, batch) => void followed.push(...batch.filter((event) => event.organization_id === us.organizationId).map(({ type }) => type)) });
  // It may stand behind an older transaction of somebody else on the database server.
  expect(await events.caughtUp('test', 20_000)).toBe(true);
  const readers = [follow({ url: here.url, token: us.token }), follow({ url: there.url, token: us.token })];
  for (const reader of readers) await reader.ready;
  const since = readers[0]!.client.position!;
  await here.parley.ctx.db.transaction(async (tx) => {
    await append(tx, here.parley, us.organizationId, ['late 1', 'late 2']);
    // Later places in the log, committed at once, by both processes.
    await write(here.parley, us.organizationId, ['early 1']);
    await write(there.parley, us.organizationId, ['early 2']);
    // One that comes meanwhile is ready, and has as little.
    readers.push(follow({ url: there.url, token: us.token, since }));
    await readers[2]!.ready;
    await us.call('GET', '/organization');
    expect(await events.caughtUp('test', 100)).toBe(false);
    for (const reader of readers) expect(reader.events).toEqual([]);
    expect(followed).toEqual(['first']);
  });
  const all = ['late 1', 'late 2', 'early 1', 'early 2'];
  for (const reader of readers) expect(await reader.until('early 2')).toEqual(all);
  expect(await events.caughtUp('test', 10_000)).toBe(true);
  expect(followed).toEqual(['first', ...all]);
});

test('a server that stops and starts again loses nothing for those that were connected', async () => {
  const first = await start();
  const us = await first.parley.tenant();
  const broken: unknown[] = [];
  const reader = follow({ url: first.url, token: us.token, onBreak: (reason) => broken.push(reason) });
  await reader.ready;
  await write(first.parley, us.organizationId, ['before']);
  await reader.until('before');
  running.splice(running.indexOf(first.parley), 1);
  await stop(first.parley);
  const second = await startParley({}, { databaseUrl: first.parley.databaseUrl });
  running.push(second);
  // While nobody serves.
  await write(second, us.organizationId, ['meanwhile 1', 'meanwhile 2']);
  await serve(second, Number(new URL(first.url).port));
  await write(second, us.organizationId, ['after']);
  expect(await reader.until('after')).toEqual(['before', 'meanwhile 1', 'meanwhile 2', 'after']);
  expect(broken.length).toBeGreaterThan(0);
});

test('a client may come to a process that has not yet read as far as the one it comes from', async () => {
  const [here, there] = await startTwo();
  const us = await here.parley.tenant();
  const [ahead, behind] = [follow({ url: here.url, token: us.token }), follow({ url: there.url, token: us.token })];
  await ahead.ready;
  await behind.ready;
  for (let round = 0; round < 20; round++) {
    // Told here at once; the other process hears of it a little later.
    await write(here.parley, us.organizationId, [`A${round}`, `B${round}`]);
    await ahead.until(`B${round}`);
    const moved = listenSocket(there.url, us.token, ahead.client.position!);
    await moved.until(({ kind }) => kind === 'ready');
    await write(here.parley, us.organizationId, [`C${round}`]);
    await moved.until(({ type }) => type === `C${round}`);
    expect(moved.said.filter(({ kind }) => kind === 'event').map(({ type }) => type)).toEqual([`C${round}`]);
    moved.socket.terminate();
    await ahead.until(`C${round}`);
  }
});
