import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { checkout } from '../checkout.ts';
import { DataDirectoryInUse, findRunning, startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './embedded.ts';

const root = process.getuid?.() === 0;
const linux = process.platform === 'linux';

let place: string;
const servers: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

beforeAll(() => {
  place = mkdtempSync(path.join(os.tmpdir(), 'embedded-test-'));
  chmodSync(place, 0o755);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop('immediate');
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

async function start(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const server = await startEmbedded({ throwAway: true, ...options });
  servers.push(server);
  return server;
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** Asks again until the answer is there; every question must be one that ends by itself. */
async function eventually<T>(question: () => T | undefined | false | Promise<T | undefined | false>, what: string): Promise<T> {
  for (const giveUp = Date.now() + 30_000; Date.now() < giveUp; await setTimeout(20)) {
    const answer = await question();
    if (answer) return answer;
  }
  throw new Error(`Not in time: ${what}`);
}

/** Processes of which the working directory or the command says that they belong to the data directory, or that are watchers of `pid`. */
function processesOf(dataDir: string, pid = 0): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,stat=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, id, state, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (id === undefined || state?.startsWith('Z') || Number(id) === process.pid) return [];
    const cwd = linux ? spawnSync('readlink', [`/proc/${id}/cwd`], { encoding: 'utf8' }).stdout : '';
    const related = command?.includes(dataDir) || command?.endsWith(`parley-watch ${pid}`) || cwd.startsWith(dataDir);
    return related && !command?.includes('embedded-child') ? [Number(id)] : [];
  });
}

describe('an embedded database', () => {
  test('keeps what was committed over a restart', async () => {
    const dataDir = path.join(place, 'a path with spaces & "quotes"');
    const first = await start({ dataDir, throwAway: false });
    await ask(first.url, `create table kept as select lower('ÅÇ') as word`);
    await first.stop();
    const second = await start({ dataDir, throwAway: false });
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select word, current_setting($$fsync$$) as fsync, current_setting($$server_encoding$$) as encoding from kept')).toEqual([{ word: 'åç', fsync: 'on', encoding: 'UTF8' }]);
  });

  test('refuses a second Parley on the same directory and names who has it', async () => {
    const dataDir = path.join(place, 'twice');
    const server = await start({ dataDir });
    const refused = await startEmbedded({ dataDir }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataDirectoryInUse);
    expect((refused as Error).message).toContain(`${dataDir} is in use by another Parley (process ${process.pid})`);
    expect(await findRunning(dataDir)).toEqual({ url: server.url });
    await server.stop();
    expect(await findRunning(dataDir)).toBeUndefined();
  });
});
