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

test('events behind a transaction that writes none come soon after its end, without a wake-up or a poll', async () => {
  const log = newLog();
  const name = `test ${organizationId}`;
  let saw: (at: number) => void = () => undefined;
  const seen = new Promise<number>((resolve) => {
    saw = resolve;
  });
  await log.follow({
    name,
    handle: async (_tx, events) => {
      if (ours(events).includes('behind')) saw(performance.now());
    },
  });
  let ended = 0;
  await parley.ctx.db.transaction(async (tx) => {
    await tx.execute(sql`UPDATE organization SET name = 'x' WHERE id = ${organizationId}`);
    await write(parley.ctx.db, 'behind');
    expect(await log.caughtUp(name, 20)).toBe(false);
    ended = performance.now();
  });
  expect((await seen) - ended).toBeLessThan(900);
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
