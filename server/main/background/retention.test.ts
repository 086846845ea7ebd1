import { afterAll, beforeAll, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { beginToolCall } from '../../modules/audit/index.ts';
import { sql, type Sql } from '../../platform/db/database.ts';
import { Timers } from '../../platform/timers/timers.ts';
import { RETENTION_TIMER, retain, startRetention } from './retention.ts';

const DAY = 24 * 60 * 60 * 1000;
let parley: TestParley;
let shop: Tenant;
let conversation: number;

beforeAll(async () => {
  parley = await startParley({
    PARLEY_KEEP_DELIVERIES_DAYS: '10',
    PARLEY_KEEP_TOOL_CALLS_DAYS: '15',
    PARLEY_KEEP_EVENTS_DAYS: '20',
    PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'),
    PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
  });
  shop = await parley.tenant();
  conversation = await shop.conversation();
});
afterAll(() => parley.close());

const tables: Readonly<Record<string, Sql>> = {
  answers: sql`idempotency`,
  attempts: sql`webhook_attempt`,
  deliveries: sql`webhook_delivery`,
  payloads: sql`webhook_event`,
  tools: sql`tool_call`,
  events: sql`event WHERE type = 'TagCreated'`,
  notes: sql`event WHERE type = 'NoteAdded'`,
};
async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [name, from] of Object.entries(tables)) found[name] = (await parley.ctx.db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM ${from}`))!.count;
  return found;
}

let written = 0;
/** One of each kind, all of it seen and delivered. */
async function live(): Promise<void> {
  expect(await shop.call('POST', `/conversations/${conversation}/notes`, { message: 'x' }, { 'idempotency-key': `${++written}` })).toMatchObject({ status: 200 });
  expect(await shop.call('POST', '/tags', { name: `tag ${written}` })).toMatchObject({ status: 200 });
  await beginToolCall(parley.ctx.db, parley.clock, { organizationId: shop.organizationId, tokenId: shop.adminId, personId: shop.adminId, scopes: [] } as never, {
    tool: 'get_conversation',
    conversationId: conversation,
  });
  expect(await parley.ctx.events.allCaughtUp(10_000)).toBe(true);
  await parley.work.deliverer.runDue();
}

test('each kind goes away after its days, once a day whichever process comes first, a batch at a time', async () => {
  await shop.call('POST', '/webhooks', { name: 'Nobody', url: 'http://127.0.0.1:1/', events: ['ConversationNoteAdded'], authorization: { _type: 'NoAuth' } });
  for (let count = 0; count < 5; count++) await live();
  // Whoever receives nothing for days would be switched off.
  await parley.ctx.db.execute(sql`UPDATE webhook_delivery SET state = 'Delivered'`);
  (await startRetention(parley.ctx))();
  let [runs, most] = [0, 0];
  const processes = [1, 2, 3].map(() => {
    const timers = new Timers({ db: parley.ctx.db, clock: parley.clock, log: parley.ctx.log, onWork: () => undefined });
    timers.onHousekeeping(RETENTION_TIMER, async (tx, timer) => {
      runs++;
      const before = await tx.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM webhook_event`);
      await retain(parley.ctx, tx, timer, 2);
      const after = await tx.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM webhook_event`);
      most = Math.max(most, before!.count - after!.count);
    });
    return timers;
  });
  const day = async (): Promise<number> => {
    runs = 0;
    await Promise.all(processes.map((timers) => timers.runDue()));
    return runs;
  };
  expect(await day()).toBe(1);
  expect(await counts()).toEqual({ answers: 5, attempts: 5, deliveries: 5, payloads: 5, tools: 5, events: 5, notes: 5 });
  // Work that nobody waits for is nothing to stop a clock for.
  expect(await processes[0]!.nextDue()).toBeUndefined();

  parley.clock.advance(11 * DAY);
  await live();
  expect(await day()).toBe(3);
  expect(most).toBe(2);
  expect(await counts()).toEqual({ answers: 1, attempts: 1, deliveries: 1, payloads: 1, tools: 6, events: 6, notes: 6 });
  expect(await day()).toBe(0);
  parley.clock.advance(5 * DAY);
  await day();
  expect(await counts()).toEqual({ answers: 0, attempts: 1, deliveries: 1, payloads: 1, tools: 1, events: 6, notes: 6 });
  parley.clock.advance(5 * DAY);
  await day();
  expect(await counts()).toEqual({ answers: 0, attempts: 1, deliveries: 1, payloads: 1, tools: 1, events: 1, notes: 6 });
  // What an enabled subscription still waits for stays, however old; it goes with the subscription.
  parley.clock.advance(20 * DAY);
  await day();
  expect(await counts()).toEqual({ answers: 0, attempts: 0, deliveries: 1, payloads: 1, tools: 0, events: 0, notes: 6 });
  await parley.ctx.db.execute(sql`UPDATE webhook_subscription SET enabled = false`);
  parley.clock.advance(DAY);
  await day();
  expect(await counts()).toEqual({ answers: 0, attempts: 0, deliveries: 0, payloads: 0, tools: 0, events: 0, notes: 6 });
});

test('events and the log of tools stay for ever when so set, and an organization that comes later is cleaned too', async () => {
  const later = await parley.tenant();
  await later.call('POST', '/tags', { name: 'old' });
  await later.call('POST', `/conversations/${await later.conversation()}/notes`, { message: 'x' }, { 'idempotency-key': '1' });
  parley.clock.advance(1000 * DAY);
  expect(await parley.ctx.events.allCaughtUp(10_000)).toBe(true);
  (await startRetention(parley.ctx))();
  const timers = new Timers({ db: parley.ctx.db, clock: parley.clock, log: parley.ctx.log, onWork: () => undefined });
  const config = { ...parley.ctx.config, keepEventsDays: 0, keepToolCallsDays: 0 };
  timers.onHousekeeping(RETENTION_TIMER, (tx, timer) => retain({ ...parley.ctx, config }, tx, timer));
  expect(await timers.runDue()).toBe(2);
  expect(await counts()).toMatchObject({ events: 1, answers: 0, notes: 7 });
});

test('a server that runs for months writes each into a part of the log of its own', async () => {
  parley.clock.advance(200 * DAY);
  (await startRetention(parley.ctx))();
  await shop.call('POST', '/tags', { name: 'new' });
  const rows = await parley.ctx.db.query<{ part: string }>(
    sql`SELECT tableoid::regclass::text AS part FROM event WHERE organization_id = ${shop.organizationId} ORDER BY event.xid DESC, event.seq DESC LIMIT 1`,
  );
  expect(rows).toEqual([{ part: `event_${parley.clock.now().toISOString().slice(0, 7).replace('-', '_')}` }]);
});
