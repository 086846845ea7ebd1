import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { migrations } from '../server/main/migrations.ts';
import { checkout } from '../server/platform/checkout.ts';
import { openDatabase } from '../server/platform/db/database.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { start } from './child.ts';
import { load, median, quantile, type MakeRequest, type Measured } from './load.ts';
import { grow, makeWorld, type World } from './world.ts';

interface Row {
  readonly name: string;
  readonly concurrency: number;
  readonly perSecond: number;
  readonly floorPerSecond: number;
  readonly ratio: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const flags = new Set(process.argv.slice(2));
const quick = flags.has('--quick');
const json = flags.has('--json');
const scale = Number(process.argv[process.argv.indexOf('--scale') + 1] ?? 0) * (process.argv.includes('--scale') ? 1 : 0);
/** `--only NAME` measures the calls whose name holds it. */
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : '';
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Share of the floor that a call must reach. */
const bars: Readonly<Record<string, number>> = { 'add note': 0.7, 'add message': 0.7, 'get conversation': 0.7, 'list 20 notes': 0.7, 'create conversation': 0.5 };

function calls(world: World): Readonly<Record<string, MakeRequest>> {
  const { conversations: open, annotated } = world;
  const note = JSON.stringify({ message: 'Called back, the customer is happy with the new date.' });
  const message = JSON.stringify({ _type: 'Outbound', agentId: world.adminId, content: { _type: 'Text', value: 'Your order left our house this morning.' }, attachments: [] });
  const chat = JSON.stringify({
    _type: 'Chat',
    requesterId: world.requesterId,
    widgetId: world.widgetId,
    language: 'en',
    message: { _type: 'Inbound', content: { _type: 'Text', value: 'Where is my order?' } },
  });
  const of = (list: readonly number[], turn: number): number => list[turn % list.length]!;
  return {
    'add note': (turn) => ({ method: 'POST', path: `/beta/conversations/${of(open, turn)}/notes`, body: note }),
    'add message': (turn) => ({ method: 'POST', path: `/beta/conversations/${of(open, turn)}/messages`, body: message }),
    'get conversation': (turn) => ({ method: 'GET', path: `/beta/conversations/${of(open, turn)}` }),
    'list 20 notes': (turn) => ({ method: 'GET', path: `/beta/conversations/${of(annotated, turn)}/notes` }),
    'create conversation': () => ({ method: 'POST', path: '/beta/conversations', body: chat }),
  };
}

/** Floor and subject in turns, so that a machine that gets slower slows both. */
async function compare(name: string, make: MakeRequest, concurrency: number, ports: { ours: number; floor: number }, token: string): Promise<Row> {
  const [rounds, ms] = quick ? [3, 330] : [5, 1500];
  const ours: Measured[] = [];
  const floor: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    floor.push(await load(ports.floor, token, make, concurrency, ms));
    ours.push(await load(ports.ours, token, make, concurrency, ms));
  }
  const all = ours.flatMap((measured) => measured.latencies).toSorted((a, b) => a - b);
  const [perSecond, floorPerSecond] = [median(ours.map((measured) => measured.perSecond)), median(floor.map((measured) => measured.perSecond))];
  const two = (value: number): number => Math.round(value * 100) / 100;
  return {
    name,
    concurrency,
    perSecond: Math.round(perSecond),
    floorPerSecond: Math.round(floorPerSecond),
    ratio: two(perSecond / floorPerSecond),
    p50Ms: two(quantile(all, 0.5)),
    p99Ms: two(quantile(all, 0.99)),
  };
}

/** Milliseconds from the command to the first answer, on a new data directory and on the same again. */
async function startTimes(folder: string): Promise<{ first: number; second: number }> {
  const once_ = async (): Promise<number> => {
    const begin = performance.now();
    const child = spawn(process.execPath, [path.join(checkout, 'bin', 'parley.mjs'), 'serve'], {
      env: { ...process.env, PARLEY_DATA_DIR: path.join(folder, 'start'), PARLEY_PORT: '0', DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise<void>((resolve) => child.stdout.on('data', (chunk: Buffer) => String(chunk).includes('Parley answers') && resolve()));
    const took = Math.round(performance.now() - begin);
    child.kill('SIGTERM');
    await once(child, 'exit');
    return took;
  };
  return { first: await once_(), second: await once_() };
}

async function memoryOf(child: ChildProcess): Promise<number> {
  child.send('memory');
  const [bytes] = (await once(child, 'message')) as [number];
  return Math.round(bytes / 1024 / 1024);
}

function print(row: Row): void {
  const bar = bars[row.name]!;
  say(
    `${row.ratio >= bar ? 'ok ' : 'LOW'} ${row.name.padEnd(20)} x${String(row.concurrency).padEnd(3)} ${String(row.perSecond).padStart(6)}/s  floor ${String(row.floorPerSecond).padStart(6)}/s  ratio ${row.ratio.toFixed(2)} (bar ${bar})  p50 ${row.p50Ms} ms  p99 ${row.p99Ms} ms`,
  );
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-bench-'));
const children: ChildProcess[] = [];
const server = await startEmbedded({ dataDir: path.join(folder, 'data') });
try {
  await migrate(server.url, migrations());
  const db = openDatabase({ url: server.url, poolSize: 2, name: 'bench', statementTimeout: 600_000 });
  const world = await makeWorld(db, 10_000);
  const ours = await start('subject', folder, [server.url]);
  const floor = await start('floor', folder, [server.url, world.organizationId, world.adminId]);
  children.push(ours.child, floor.child);
  const rows: Row[] = [];
  for (const [name, make] of Object.entries(calls(world)).filter(([name]) => name.includes(only))) {
    // A server that runs has compiled its code and planned its statements: both are measured that way.
    await load(ours.port, world.token, make, 32, 1000);
    await load(floor.port, world.token, make, 32, 400);
    // What followers still owe to the warm-up is no part of what is measured next; what they do during it is.
    ours.child.send('settle');
    await once(ours.child, 'message');
    for (const concurrency of [1, 32]) {
      const row = await compare(name, make, concurrency, { ours: ours.port, floor: floor.port }, world.token);
      rows.push(row);
      if (!json) print(row);
    }
  }
  const growth: { name: string; at: number; small: number; large: number; cost: number }[] = [];
  if (scale > 0) {
    await grow(db, world, scale, (done) => say(`loaded ${done.toLocaleString('en')} of ${scale.toLocaleString('en')} conversations`));
    for (const [name, make] of Object.entries(calls(world))) {
      for (const concurrency of [1, 32]) {
        const small = rows.find((row) => row.name === name && row.concurrency === concurrency)!;
        const row = await compare(name, make, concurrency, { ours: ours.port, floor: floor.port }, world.token);
        growth.push({ name, at: concurrency, small: small.p50Ms, large: row.p50Ms, cost: Math.round((row.p50Ms / small.p50Ms) * 100) / 100 });
        say(`${name} x${concurrency}: p50 ${small.p50Ms} ms at 10,000, ${row.p50Ms} ms at ${scale.toLocaleString('en')} (${growth.at(-1)!.cost} times)`);
      }
    }
  }
  const memoryMb = await memoryOf(ours.child);
  await db.close();
  const startMs = await startTimes(folder);
  if (json) process.stdout.write(`${JSON.stringify({ rows, memoryMb, startMs, ...(growth.length > 0 ? { growth } : {}) }, null, 1)}\n`);
  else say(`memory ${memoryMb} MB; start ${startMs.first} ms the first time, ${startMs.second} ms again`);
  const low = rows.filter((row) => row.ratio < bars[row.name]!);
  if (low.length > 0) say(`below the bar: ${low.map((row) => `${row.name} x${row.concurrency} (${row.ratio})`).join(', ')}`);
} finally {
  for (const child of children) child.kill(process.env.BENCH_PROFILE ? 'SIGTERM' : 'SIGKILL');
  await server.stop('immediate');
  await rm(folder, { recursive: true, force: true });
  await rm(path.join(checkout, 'dist', path.basename(folder)), { recursive: true, force: true });
}
