import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../db/database.ts';
import { LiveFeed } from '../live/feed.ts';
import type { LivePosition } from '../live/position.ts';
import { appendEvents, type NewEvent } from './append.ts';
import { removeOldEvents } from './old.ts';

const DAY = 24 * 60 * 60 * 1000;
let parley: TestParley;
let us: Tenant;
let conversation: number;
const feeds: LiveFeed[] = [];

beforeAll(async () => {
  parley = await startParley();
});
beforeEach(async () => {
  us = await parley.tenant();
  conversation = await us.conversation();
});
afterAll(async () => {
  for (const feed of feeds) await feed.stop();
  await parley.close();
});

const write = (...events: NewEvent[]): Promise<void> => parley.ctx.db.transaction((tx) => appendEvents(tx, us.organizationId, parley.clock.now().toISOString(), events));
const types = async (): Promise<string[]> =>
  (await parley.ctx.db.query<{ type: string }>(sql`SELECT type FROM event WHERE organization_id = ${us.organizationId} ORDER BY event.xid, seq`)).map((row) => row.type);
const seen = async (): Promise<void> => expect(await parley.ctx.events.allCaughtUp(10_000)).toBe(true);
/** Removes what is older than this many days. */
const remove = (days: number, limit = 100): Promise<number> =>
  parley.ctx.db.transaction((tx) => removeOldEvents(tx, us.organizationId, new Date(parley.clock.now().getTime() - days * DAY).toISOString(), limit));

test('old events about no conversation go away, a batch at a time and the oldest first; what happened to conversations stays', async () => {
  await us.call('POST', `/conversations/${conversation}/notes`, { message: 'x' });
  await write({ type: 'One' }, { type: 'ConversationPending', conversationId: conversation });
  parley.clock.advance(DAY);
  await write({ type: 'Two' }, { type: 'Three' });
  parley.clock.advance(10 * DAY);
  await write({ type: 'Young' });
  await seen();
  const log = (await us.call('GET', '/conversations/activitylog')).body;
  expect(log.data).toHaveLength(2);
  expect(await remove(9, 1)).toBe(1);
  expect(await types()).toEqual(['NoteAdded', 'ConversationPending', 'Two', 'Three', 'Young']);
  expect(await remove(9)).toBe(2);
  expect(await remove(9)).toBe(0);
  expect(await types()).toEqual(['NoteAdded', 'ConversationPending', 'Young']);
  expect((await us.call('GET', '/conversations/activitylog')).body).toEqual(log);
});

test('an event that one follower has not seen stays, and so does one that none can read yet', async () => {
  await write({ type: 'Seen' });
  await seen();
  await parley.ctx.db.execute(sql`INSERT INTO event_cursor (follower, xid, seq) SELECT 'slow', xid, seq FROM event_cursor WHERE follower = 'search'`);
  await write({ type: 'New' });
  await seen();
  parley.clock.advance(10 * DAY);
  expect(await remove(9)).toBe(1);
  expect(await types()).toEqual(['New']);
  // The follower is put behind everything, but a transaction that is older still runs.
  await parley.ctx.db.transaction(async (older) => {
    await older.execute(sql`UPDATE organization SET name = 'held' WHERE id = ${us.organizationId}`);
    await write({ type: 'Late', at: '2020-01-01T00:00:00Z' });
    await parley.ctx.db.execute(sql`UPDATE event SET recorded_at = recorded_at - interval '20 days' WHERE organization_id = ${us.organizationId} AND type = 'Late'`);
    await parley.ctx.db.execute(sql`UPDATE event_cursor SET xid = '18446744073709551614'`);
    expect(await remove(9)).toBe(1);
    expect(await types()).toEqual(['Late']);
  });
  await parley.ctx.db.execute(sql`DELETE FROM event_cursor WHERE follower = 'slow'`);
  await parley.ctx.db.execute(sql`UPDATE event_cursor SET xid = '0', seq = 0`);
});

/** What a reader that comes to a process hears: the events, and `gone` when it is told that it missed some. */
async function hear(from: LivePosition | undefined, process?: LiveFeed): Promise<{ heard: string[]; position: LivePosition }> {
  const feed = process ?? new LiveFeed({ db: parley.ctx.db, events: parley.ctx.events, clock: parley.clock, log: parley.ctx.log, windowMs: 7 * DAY });
  if (!process) feeds.push(feed);
  const heard: string[] = [];
  return await new Promise((resolve, reject) => {
    const subscription = feed.follow(
      {
        organizationId: us.organizationId,
        view: '',
        sees: () => true,
        take: (events) => void heard.push(...events.map((event) => event.type)),
        gone: () => void heard.push('gone'),
        end: () => reject(new Error('the feed ended')),
        ready: (position) => {
          setImmediate(() => subscription.close());
          resolve({ heard, position });
        },
      },
      from,
    );
  });
}

test('a live reader is told when something behind its place was removed, by every process; one behind all of it goes on', async () => {
  await write({ type: 'Before', conversationId: conversation });
  await seen();
  const { position: before } = await hear(undefined);
  await write({ type: 'Removed' });
  await seen();
  const { position: last } = await hear(undefined);
  parley.clock.advance(10 * DAY);
  expect(await hear(last)).toMatchObject({ heard: [] });
  expect(await remove(9)).toBe(1);
  // Nothing but what was removed lies behind it, and what is read from here on is young: nobody would notice the gap.
  expect((await hear(before)).heard).toEqual(['gone']);
  expect(await hear(last)).toMatchObject({ heard: [], position: last });
  await write({ type: 'After' });
  await seen();
  expect((await hear(before)).heard).toEqual(['gone']);
  expect((await hear(last)).heard).toEqual(['After']);
  expect((await hear({ xid: '0', seq: 0, mark: '0' })).heard).toEqual(['gone']);
  expect((await hear({ ...last, mark: '00000000' })).heard).toEqual(['gone']);
  // A process that begins with the log as it is now knows of the gap too.
  const fresh = new LiveFeed({ db: parley.ctx.db, events: parley.ctx.events, clock: parley.clock, log: parley.ctx.log, windowMs: 7 * DAY });
  feeds.push(fresh);
  const keep = fresh.follow({ organizationId: us.organizationId, view: '', sees: () => true, take: () => undefined, gone: () => undefined, end: () => undefined, ready: () => undefined }, undefined);
  expect((await hear(before, fresh)).heard).toEqual(['gone']);
  expect((await hear(last, fresh)).heard).toEqual(['After']);
  keep.close();
});
