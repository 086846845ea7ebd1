import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { migrations } from '../server/main/migrations.ts';
import { checkout } from '../server/platform/checkout.ts';
import { openDatabase } from '../server/platform/db/database.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { start } from './child.ts';
import { load, median, quantile, type MakeRequest } from './load.ts';
import { subscribe, webhookEnvironment } from './subscriptions.ts';
import { makeWorld } from './world.ts';

/**
 * From a write to the first attempt at its webhook, at a steady rate; then, with several subscriptions, what is left of
 * the API's speed. usage: npm run bench:webhooks -- [--subscriptions 10] [--rate 200] [--seconds 20] [--json]
 */
const option = (name: string, fallback: number): number => Number(process.argv.includes(`--${name}`) ? process.argv[process.argv.indexOf(`--${name}`) + 1] : fallback);
const subscriptions = option('subscriptions', 1);
/** Events a second; as many deliveries a second in all, however many subscriptions share them. */
const rate = option('rate', Math.max(1, Math.round(200 / subscriptions)));
const seconds = option('seconds', 20);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const P50_MS = 250;
const P99_MS = 1000;
const WARM_SECONDS = 2;

/** Writes notes at a steady rate, whatever the server's pace. @returns when each was asked for. */
async function writeSteadily(base: string, token: string, conversations: readonly number[], prefix: string, forSeconds: number): Promise<Map<string, number>> {
  const asked = new Map<string, number>();
  const calls: Promise<void>[] = [];
  const begin = performance.now();
  for (let turn = 0; turn < rate * forSeconds; turn++) {
    const wait = begin + (turn * 1000) / rate - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const text = `${prefix} ${turn}`;
    asked.set(text, performance.now());
    const call = fetch(`${base}/conversations/${conversations[turn % conversations.length]}/notes`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify({ message: text }),
    }).then(async (response) => {
      if (!response.ok) throw new Error(`a note was answered ${response.status}: ${await response.text()}`);
      await response.arrayBuffer();
    });
    calls.push(call);
  }
  await Promise.all(calls);
  return asked;
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-bench-'));
const children: ChildProcess[] = [];
const server = await startEmbedded({ dataDir: path.join(folder, 'data') });
/** When the first attempt of each event came, by the subscription and the text of its note. */
const arrived = new Map<string, number>();
const receiver = createServer((request, response) => {
  const at = performance.now();
  void buffer(request).then((body) => {
    const key = `${String(request.headers['x-dixa-subscription-id'])} ${(JSON.parse(String(body)) as { data: { text: string } }).data.text}`;
    if (!arrived.has(key)) arrived.set(key, at);
    response.writeHead(204).end();
  });
});
try {
  await migrate(server.url, migrations());
  const db = openDatabase({ url: server.url, poolSize: 2, name: 'bench' });
  const world = await makeWorld(db, 10_000);
  const ours = await start('subject', folder, [server.url], webhookEnvironment);
  children.push(ours.child);
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${ours.port}/beta`;
  const ids = await subscribe(ours.port, world.token, { receiver: (receiver.address() as AddressInfo).port, count: subscriptions, events: ['ConversationNoteAdded'] });
  await writeSteadily(base, world.token, world.conversations, 'warm', WARM_SECONDS);
  const asked = await writeSteadily(base, world.token, world.conversations, 'note', seconds);
  const wanted = ids.flatMap((id) => [...asked.keys()].map((text) => ({ key: `${id} ${text}`, text })));
  for (const end = performance.now() + 60_000; performance.now() < end && wanted.some(({ key }) => !arrived.has(key));) await new Promise((resolve) => setTimeout(resolve, 50));
  const missing = wanted.filter(({ key }) => !arrived.has(key)).length;
  const latencies = wanted.flatMap(({ key, text }) => (arrived.has(key) ? [arrived.get(key)! - asked.get(text)!] : [])).toSorted((a, b) => a - b);
  const [p50Ms, p99Ms, maxMs] = [0.5, 0.99, 1].map((q) => Math.round(quantile(latencies, q))) as [number, number, number];
  const ok = missing === 0 && p50Ms < P50_MS && p99Ms < P99_MS;
  say(
    `${ok ? 'ok ' : 'LOW'} ${rate} events/s to ${subscriptions} subscriptions for ${seconds} s: p50 ${p50Ms} ms (bar ${P50_MS}), p99 ${p99Ms} ms (bar ${P99_MS}), longest ${maxMs} ms, ${missing} missing`,
  );
  const result: Record<string, unknown> = { subscriptions, rate, seconds, p50Ms, p99Ms, maxMs, missing };
  if (subscriptions > 1) {
    // Unpaced writes make more events than anybody could deliver meanwhile: the worst case for the API.
    const floor = await start('floor', folder, [server.url, world.organizationId, world.adminId]);
    children.push(floor.child);
    const body = JSON.stringify({ message: 'Called back, the customer is happy with the new date.' });
    const make: MakeRequest = (turn) => ({ method: 'POST', path: `/beta/conversations/${world.conversations[turn % world.conversations.length]}/notes`, body });
    await load(floor.port, world.token, make, 32, 1000);
    const speeds: { ours: number; floor: number }[] = [];
    for (let round = 0; round < 5; round++) {
      speeds.push({ floor: (await load(floor.port, world.token, make, 32, 1500)).perSecond, ours: (await load(ours.port, world.token, make, 32, 1500)).perSecond });
    }
    const ratio = Math.round((median(speeds.map((speed) => speed.ours)) / median(speeds.map((speed) => speed.floor))) * 100) / 100;
    say(`add note x32 with ${subscriptions} subscriptions: ${ratio} of the floor, while deliveries are made beside it`);
    result.addNoteRatio = ratio;
  }
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(result)}\n`);
  await db.close();
  process.exitCode = ok ? 0 : 1;
} finally {
  for (const child of children) child.kill('SIGKILL');
  receiver.closeAllConnections();
  receiver.close();
  await server.stop('immediate');
  await rm(folder, { recursive: true, force: true });
  await rm(path.join(checkout, 'dist', path.basename(folder)), { recursive: true, force: true });
}
