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
import { load } from './load.ts';
import { measureScale } from './scale.ts';
import { subscribe, webhookEnvironment } from './subscriptions.ts';
import { makeWorld } from './world.ts';
import { bars, calls, compare, type Row } from './writes.ts';

/**
 * The everyday calls beside a floor in the same run; with `--scale N` also searches, reports and long lists over a year of
 * N conversations, each against its bar.
 * usage: npm run bench -- [--quick] [--json] [--only NAME] [--subscriptions N] [--scale N [--data FOLDER]]
 * With --subscriptions that many webhooks hear of every message, note and conversation that is written meanwhile.
 * With --data the filled database is kept there and used again.
 */

const flags = new Set(process.argv.slice(2));
const quick = flags.has('--quick');
const json = flags.has('--json');
const option = (name: string): string | undefined => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const scale = Number(option('--scale') ?? 0);
const subscriptions = Number(option('--subscriptions') ?? 0);
/** Measures what has this in its name. */
const only = option('--only') ?? '';
const say = (text: string): void => void process.stderr.write(`${text}\n`);

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
  const ours = await start('subject', folder, [server.url], webhookEnvironment);
  const floor = await start('floor', folder, [server.url, world.organizationId, world.adminId]);
  children.push(ours.child, floor.child);
  if (subscriptions > 0) {
    const receiver = await start('receiver', folder, []);
    children.push(receiver.child);
    await subscribe(ours.port, world.token, { receiver: receiver.port, count: subscriptions, events: ['ConversationCreated', 'ConversationMessageAdded', 'ConversationNoteAdded'] });
  }
  const rows: Row[] = [];
  const measured = Object.entries(calls(world)).filter(([name]) => name.includes(only));
  // A server that runs has compiled its code and planned its statements: both are measured that way.
  // The floor is a tenth of the code, and is there in a third of the time.
  for (const [, make] of measured) {
    await load(ours.port, world.token, make, 32, quick ? 1800 : 6000);
    await load(floor.port, world.token, make, 32, quick ? 600 : 2000);
  }
  for (const [name, make] of measured) {
    // What followers still owe to the warm-up is no part of what is measured next; what they do during it is.
    ours.child.send('settle');
    await once(ours.child, 'message');
    for (const concurrency of [1, 32]) {
      const row = await compare(name, make, concurrency, { ours: ours.port, floor: floor.port }, world.token, quick);
      rows.push(row);
      if (!json) print(row);
    }
  }
  const memoryMb = await memoryOf(ours.child);
  await db.close();
  const startMs = await startTimes(folder);
  if (!json) say(`memory ${memoryMb} MB; start ${startMs.first} ms the first time, ${startMs.second} ms again`);
  const low = rows.filter((row) => row.ratio < bars[row.name]!);
  if (low.length > 0) say(`below the bar: ${low.map((row) => `${row.name} x${row.concurrency} (${row.ratio})`).join(', ')}`);
  // The small world rests while the large one is measured.
  for (const child of children.splice(0)) child.kill('SIGTERM');
  const large = scale > 0 ? await measureScale({ conversations: scale, kept: option('--data'), only, quick, small: rows, say }) : undefined;
  if (json) process.stdout.write(`${JSON.stringify({ rows, memoryMb, startMs, ...(large === undefined ? {} : { scale: large }) }, null, 1)}\n`);
  const missed = [...(large?.cases ?? []), ...(large?.lists ?? [])].filter((row) => !row.met);
  if (large !== undefined) say(missed.length === 0 ? 'every bar is met' : `missed: ${missed.map((row) => row.name).join(', ')}`);
  if (missed.length > 0) process.exitCode = 1;
} finally {
  for (const child of children) child.kill(process.env.BENCH_PROFILE ? 'SIGTERM' : 'SIGKILL');
  await server.stop('immediate');
  await rm(folder, { recursive: true, force: true });
  await rm(path.join(checkout, 'dist', path.basename(folder)), { recursive: true, force: true });
}
