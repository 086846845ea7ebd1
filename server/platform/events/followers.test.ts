import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startParley, type TestParley } from '../../../test/support/parley.ts';
import { sql, type Session } from '../db/database.ts';
import { appendEvents } from './append.ts';
import { EventLog, type LoggedEvent } from './log.ts';

let parley: TestParley;
let organizationId: string;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());
beforeEach(async () => {
  ({ organizationId } = await parley.tenant());
});

const now = () => parley.clock.now().toISOString();
const write = (tx: Session, ...types: string[]) =>
  appendEvents(
    tx,
    organizationId,
    now(),
    types.map((type) => ({ type })),
  );
const ours = (events: readonly LoggedEvent[]) => events.filter((event) => event.organization_id === organizationId).map((event) => event.type);
const newLog = () => new EventLog({ db: parley.ctx.db, url: parley.databaseUrl, log: parley.ctx.log, clock: parley.clock });

test('a transaction that commits late is waited for: nobody skips its events', async () => {
  const seen: string[] = [];
  const log = newLog();
  const name = `test ${organizationId}`;
  await log.follow({ name, handle: async (_tx, events) => void seen.push(...ours(events)) });
  let commit: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written: () => void = () => undefined;
  const inside = new Promise<void>((resolve) => {
    written = resolve;
  });
  const late = parley.ctx.db.transaction(async (tx) => {
    await write(tx, 'late');
    written();
    await held;
  });
  await inside;
  await write(parley.ctx.db, 'early');
  expect(await log.caughtUp(name, 50)).toBe(false);
  expect(seen).toEqual([]);
  commit();
  await late;
  expect(await log.caughtUp(name, 10_000)).toBe(true);
  expect(seen).toEqual(['late', 'early']);
  await log.stop();
});

test('events behind a transaction that writes none come after its end, without a wake-up or a poll', async () => {
  const log = newLog();
  const name = `test ${organizationId}`;
  let saw: () => void = () => undefined;
  const seen = new Promise<void>((resolve) => {
    saw = resolve;
  });
  // It is not started: nothing polls, and nobody wakes it.
  await log.follow({
    name,
    handle: async (_tx, events) => {
      if (ours(events).includes('behind')) saw();
    },
  });
  await parley.ctx.db.transaction(async (tx) => {
    await tx.execute(sql`UPDATE organization SET name = 'x' WHERE id = ${organizationId}`);
    await write(parley.ctx.db, 'behind');
    expect(await log.caughtUp(name, 20)).toBe(false);
  });
  await seen;
  await log.stop();
});

test('an event takes effect once, also when handling it fails at first', async () => {
  const log = newLog();
  const name = `test ${organizationId}`;
  let fail = true;
  await parley.ctx.db.pool.query('CREATE TABLE effect (type text)');
  const committed: number[] = [];
  await log.follow({
    name,
    committed: () => void committed.push(1),
    handle: async (tx, events) => {
      for (const type of ours(events)) await tx.execute(sql`INSERT INTO effect (type) VALUES (${type})`);
      if (fail && ours(events).length > 0) {
        fail = false;
        throw new Error('not today');
      }
    },
  });
  await write(parley.ctx.db, 'once');
  expect(await log.caughtUp(name, 10_000)).toBe(true);
  expect(await log.caughtUp(name, 10_000)).toBe(true);
  expect(await parley.ctx.db.query(sql`SELECT type FROM effect`)).toEqual([{ type: 'once' }]);
  expect(committed.length).toBeGreaterThan(0);
  await log.stop();
});

test('followers of a running log get every event once, in the order of the log, whether it was read together or not', async () => {
  const log = newLog();
  const seen = new Map<string, string[]>();
  const follow = async (label: string, batch: number): Promise<void> => {
    const name = `${label} ${organizationId}`;
    seen.set(name, []);
    await log.follow({ name, batch, handle: async (_tx, events) => void seen.get(name)!.push(...ours(events)) });
  };
  await follow('small', 3);
  await follow('large', 500);
  await log.start();
  // Transactions that commit in another order than they began, many at once.
  await Promise.all(
    Array.from({ length: 60 }, (_, n) =>
      parley.ctx.db.transaction(async (tx) => {
        await write(tx, `a${n}`);
        for (let more = n % 7; more > 0; more--) await tx.execute(sql`SELECT 1`);
        await write(tx, `b${n}`);
        log.wake();
      }),
    ),
  );
  const order = async (): Promise<string[]> =>
    (await parley.ctx.db.query<{ type: string }>(sql`SELECT type FROM event WHERE organization_id = ${organizationId} ORDER BY event.xid, event.seq`)).map((row) => row.type);
  expect(await log.allCaughtUp(20_000)).toBe(true);
  for (const [name, types] of seen) expect({ name, types }).toEqual({ name, types: await order() });

  // One that is set back reads again what lies before all that is in memory.
  const [name] = [...seen.keys()];
  seen.set(name!, []);
  await parley.ctx.db.execute(sql`UPDATE event_cursor SET xid = '0', seq = 0 WHERE follower = ${name}`);
  expect(await log.allCaughtUp(20_000)).toBe(true);
  expect(seen.get(name!)).toEqual(await order());
  await log.stop();
});

test('where others do the work, a follower does what somebody waits for and nothing else', async () => {
  const name = `test ${organizationId}`;
  const seen: string[] = [];
  const listen = async (): Promise<EventLog> => {
    const log = newLog();
    await log.follow({ name, handle: async (_tx, events) => void seen.push(...ours(events)) });
    await log.listen();
    return log;
  };
  const idle = await listen();
  // Watchers are told once more when the event can be read: that is when followers would have begun.
  const looked = new Promise<void>((resolve) => {
    let told = 0;
    idle.watch(() => ++told === 2 && resolve());
  });
  await write(parley.ctx.db, 'written');
  idle.wake();
  await looked;
  await idle.stop();
  expect(seen).toEqual([]);
  const asked = await listen();
  expect(await asked.caughtUp(name, 10_000)).toBe(true);
  expect(seen).toEqual(['written']);
  await asked.stop();
});
