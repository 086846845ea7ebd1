import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../base/ids.ts';
import { sql } from '../platform/db/database.ts';
import { serveMetrics } from '../platform/metrics.ts';
import { setTimer } from '../platform/timers/timers.ts';
import { databaseServer, startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';

let parley: TestParley;
let shop: Tenant;
let server: Server;
let url: string;

beforeAll(async () => {
  parley = await startParley({ PARLEY_METRICS_PORT: '0', PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });
  await parley.work.deliverer.stop();
  server = await serveMetrics(parley.metrics!, parley.ctx.config.metrics!);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await parley.close();
});
beforeEach(async () => {
  shop = await parley.tenant();
});

/** Every sample of a scrape, as `name{labels}` and its value; fails on a line that is neither a sample nor a comment. */
async function scrape(): Promise<Map<string, number>> {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  const samples = new Map<string, number>();
  for (const line of (await response.text()).split('\n')) {
    if (line === '' || /^# (HELP|TYPE) [a-z0-9_]+ /.test(line)) continue;
    const sample = /^([a-z0-9_]+(?:\{(?:[a-z_]+="[^"\n]*",?)*\})?) (\S+)$/.exec(line);
    expect(sample, line).not.toBeNull();
    samples.set(sample![1]!, Number(sample![2]));
  }
  return samples;
}

test('requests are counted by operation and status, aliases as their operation, the rest as one', async () => {
  const conversation = await shop.conversation();
  for (let turn = 0; turn < 3; turn++) await shop.call('GET', `/conversations/${conversation}`);
  await shop.call('GET', '/conversations/999999');
  await shop.call('GET', `/nothing/${newId()}`);
  const samples = await scrape();
  const count = (operation: string, status: number): number | undefined => samples.get(`parley_request_duration_seconds_count{operation="${operation}",status="${status}"}`);
  expect(count('getConversationsConversationid', 200)).toBe(3);
  expect(count('getConversationsConversationid', 404)).toBe(1);
  expect(count('other', 404)).toBe(1);
  expect(samples.get('parley_request_duration_seconds_bucket{le="+Inf",operation="getConversationsConversationid",status="200"}')).toBe(3);
});

test('lag of followers, deliveries and timers is what the database says', async () => {
  await shop.call('POST', '/webhooks', { name: 'Nobody', url: 'http://127.0.0.1:1/', events: ['ConversationNoteAdded'], authorization: { _type: 'NoAuth' } });
  await shop.call('POST', `/conversations/${await shop.conversation()}/notes`, { message: 'one' });
  expect(await parley.ctx.events.caughtUp('webhooks', 10_000)).toBe(true);
  const due = parley.clock.now().toISOString();
  await parley.ctx.db.transaction((tx) => setTimer(tx, { organizationId: shop.organizationId, kind: 'nobody-knows', subject: 'x', dueAt: due }));
  await parley.ctx.db.execute(sql`INSERT INTO event_cursor (follower) VALUES ('idle')`);
  parley.clock.advance(90_000);
  const [{ count }] = (await parley.ctx.db.query<{ count: number }>(sql`SELECT count(*) AS count FROM event`)) as [{ count: number }];
  // A look at the database serves for a second.
  await expect.poll(async () => (await scrape()).get('parley_timer_lag_seconds'), { timeout: 5000 }).toBe(90);
  const samples = await scrape();
  expect(Object.fromEntries([...samples].filter(([name]) => /^parley_(event|webhook|timer)/.test(name)))).toMatchObject({
    'parley_event_lag_events{follower="idle"}': count,
    'parley_event_lag_events{follower="webhooks"}': 0,
    'parley_event_lag_seconds{follower="idle"}': 90,
    'parley_event_lag_seconds{follower="webhooks"}': 0,
    parley_webhook_deliveries_waiting: 1,
    parley_webhook_deliveries_due: 1,
    parley_webhook_delivery_lag_seconds: 90,
    parley_timers_due: 1,
  });
  expect(samples.get('parley_pool_connections')).toBeGreaterThan(0);
  expect(samples.get('parley_pool_waiting')).toBe(0);
  expect(samples.get('parley_live_connections')).toBe(0);
});

test('while the database is away, what the process knows itself is told, and the rest is missing', async () => {
  const name = new URL(parley.databaseUrl).pathname.slice(1);
  const client = new pg.Client({ connectionString: databaseServer() });
  await client.connect();
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  // A look at the database serves for a second.
  const up = (): Promise<number | undefined> => scrape().then((samples) => samples.get('parley_database_up'));
  await expect.poll(up, { timeout: 5000 }).toBe(0);
  const without = [...(await scrape()).keys()];
  expect(without.filter((sample) => /^parley_(event|webhook|timer)/.test(sample))).toEqual([]);
  expect(without).toEqual(expect.arrayContaining(['parley_live_connections', 'parley_pool_waiting', 'process_resident_memory_bytes']));
  expect(without.some((sample) => sample.startsWith('parley_request_duration_seconds_count'))).toBe(true);
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await client.end();
  await expect.poll(up, { timeout: 5000 }).toBe(1);
  const again = await scrape();
  for (const sample of ['parley_timers_due', 'parley_webhook_deliveries_due', 'parley_event_lag_events{follower="webhooks"}']) expect(again.get(sample)).toBeDefined();
});

test('labels hold names of ours only: no ids, no tokens, nothing that a caller chose', async () => {
  const id = await shop.conversation();
  for (const path of [`/conversations/${id}`, `/endusers/${newId()}`, '/conversations/%00', `/${shop.token}`, '/tags?secret=hunter2']) await shop.call('GET', path);
  await parley.app.inject({ method: 'PURGE' as 'GET', url: '/beta/made-up', headers: { authorization: shop.token } });
  const text = await (await fetch(url)).text();
  const labels = new Set(
    [...text.matchAll(/^parley_[a-z0-9_]+\{(.*)\}/gm)].flatMap(([, inside]) =>
      [...inside!.matchAll(/(\w+)="([^"]*)"/g)].filter(([, name]) => name !== 'le').map(([, name, value]) => `${name}=${value}`),
    ),
  );
  expect([...labels].filter((label) => !/^(operation=[a-zA-Z]+|status=\d{3}|follower=[a-z-]+)$/.test(label))).toEqual([]);
  for (const secret of [shop.token, shop.organizationId, String(id), 'made-up', 'hunter2']) expect(text).not.toContain(secret);
});

test('only GET /metrics is there, and nothing without the setting', async () => {
  expect((await fetch(url.replace('/metrics', '/beta/tags'))).status).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(404);
  const plain = await startParley();
  expect(plain.metrics).toBeUndefined();
  await plain.close();
});
