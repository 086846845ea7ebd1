import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import { makeBackup } from '../../server/platform/backup/backup.ts';
import { restoreBackup } from '../../server/platform/backup/restore.ts';
import { checkout } from '../../server/platform/checkout.ts';
import { DataDirectoryInUse, findRunning, throwAwayFolder } from '../../server/platform/db/embedded.ts';
import { acquireLock } from '../../server/platform/db/embedded/lock.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { postmasters, Server, until } from './server.ts';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a picture of gears')]);
const onProgress = (): void => {};
const WRITERS = 6;
const BEFORE = 60;

let place: string;
let receiver: Receiver;
/** Made under load by the first test; the others take it. */
let backup: string;
const servers: Server[] = [];

beforeAll(async () => {
  place = await throwAwayFolder('parley-backup-');
  backup = path.join(place, 'backups', 'parley.tar.gz');
  receiver = await startReceiver();
});
afterAll(async () => {
  for (const server of servers) await server.end('SIGKILL');
  await until('the databases are gone', () => (postmasters(place).length === 0 ? true : undefined));
  await receiver.close();
  await rm(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** What was being sent when the backup was taken is sent again after four times the time-out, what failed after a retry. */
function serve(dataDir: string): Server {
  const server = new Server(dataDir, 0, { PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8', PARLEY_WEBHOOK_TIMEOUT_MS: '500', PARLEY_WEBHOOK_RETRIES: Array(20).fill('2').join(',') });
  servers.push(server);
  return server;
}

/** Runs a command on a data directory. */
async function parley(dataDir: string, args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(checkout, 'bin', 'parley.mjs'), ...args], { env: { ...process.env, PARLEY_DATA_DIR: dataDir, DATABASE_URL: '', ...env }, cwd: place });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, ...said };
}

async function call(base: string, token: string, method: string, route: string, body?: unknown): Promise<any> {
  const response = await fetch(base + route, {
    method,
    headers: { authorization: token, ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${route}: ${response.status}`).toBe(true);
  return ((await response.json()) as { data: unknown }).data;
}

/** Adds notes from several connections until it is stopped. */
class Load {
  /** Acknowledged ones, in the order of their answers. */
  readonly notes: string[] = [];
  #stopped = false;
  readonly #running: Promise<unknown>;

  constructor(base: string, token: string, conversations: readonly number[]) {
    const writer = async (number: number): Promise<void> => {
      for (let turn = 0; !this.#stopped; turn++) {
        const note = await call(base, token, 'POST', `/conversations/${conversations[(number + turn) % conversations.length]}/notes`, { message: `note ${number} ${turn}` });
        this.notes.push(note.id);
      }
    };
    this.#running = Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
  }

  async grow(more: number): Promise<void> {
    const goal = this.notes.length + more;
    await until('more was written', () => (this.notes.length >= goal ? true : undefined));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }
}

async function administrate<T>(dataDir: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: (await findRunning(dataDir, 'postgres'))!.url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Does to the files under a backup what a busy month does: segments of the log are left behind and used again, tables grow, shrink and vanish.
 * @returns how often segments were given up while files were being copied.
 */
async function disturb(client: pg.Client, ending: { done: boolean }): Promise<number> {
  let givenUp = 0;
  while (!ending.done) {
    await client.query('create table passing as select n, md5(n::text) as text from generate_series(1, 3000) as n');
    const { rowCount } = await client.query(`select 1 from pg_stat_activity where application_name = 'parley backup' and state = 'idle' and query like '%pg_backup_start%'`);
    if (rowCount === 1 && givenUp < 4) {
      await client.query('select pg_switch_wal()');
      await client.query('checkpoint');
      givenUp++;
    }
    await client.query('truncate passing');
    await client.query('drop table passing');
  }
  return givenUp;
}

/** Every table and every index against its table, by PostgreSQL's own checker. */
async function checkDatabase(client: pg.Client): Promise<{ indexes: number; faults: unknown[] }> {
  await client.query('create extension amcheck');
  const ours = `relnamespace = 'public'::regnamespace`;
  const { rows: faults } = await client.query(`select c.relname, f.* from pg_class c, lateral verify_heapam(c.oid) f where c.relkind in ('r', 't') and (${ours} or c.relkind = 't')`);
  const { rows } = await client.query(
    `select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam where c.relkind = 'i' and a.amname = 'btree' and (${ours} or c.relnamespace = 'pg_catalog'::regnamespace)`,
  );
  return { indexes: rows.length, faults };
}

const signed = (secretKey: string, header: string, text: string): boolean => {
  const [t, v1] = header.split(',').map((part) => part.slice(part.indexOf('=') + 1)) as [string, string];
  return createHmac('sha256', Buffer.from(secretKey, 'hex')).update(`${t}.${text}`).digest('hex') === v1;
};

it('a backup taken under load holds every write acknowledged before it, once, with events, files, tokens and secrets', { timeout: 120_000 }, async () => {
  const [old, fresh] = [path.join(place, 'old'), path.join(place, 'fresh')];
  const first = serve(old);
  const base = `${await first.ready()}/beta`;
  const { token } = first;
  // Nothing is taken during the first life: all that waits has to come from the second.
  receiver.reply = () => 500;
  const webhook = await call(base, token, 'POST', '/webhooks', { name: 'Notes', url: receiver.url, events: ['ConversationNoteAdded'], authorization: { _type: 'NoAuth' } });
  const pictures = new FormData();
  pictures.append('files', new Blob([PNG], { type: 'image/png' }), 'gears.png');
  const uploaded = (await fetch(`${base}/knowledge/articles/attachments`, { method: 'POST', headers: { authorization: token }, body: pictures }).then((answer) => answer.json())) as {
    data: { url: string }[];
  };
  const customer = await call(base, token, 'POST', '/endusers', { displayName: 'Mette' });
  const imported = { genericChannelName: 'genericapimessaging', requesterId: customer.id, direction: 'Inbound', createdAt: '2026-01-01T00:00:00Z' };
  const conversations: number[] = [];
  for (let count = 0; count < WRITERS; count++) conversations.push((await call(base, token, 'POST', '/conversations/import', imported)).id);

  const load = new Load(base, token, conversations);
  await load.grow(BEFORE);
  const ending = { done: false };
  const before = [...load.notes];
  const [made, givenUp] = await administrate(old, async (client) => {
    const disturbing = disturb(client, ending);
    const saved = await parley(old, ['backup', backup, '--json']).finally(() => (ending.done = true));
    return [saved, await disturbing] as const;
  });
  expect(made).toMatchObject({ code: 0, err: expect.stringContaining('Saving the database') });
  const during = load.notes.length - before.length;
  await load.grow(WRITERS + 1);
  const last = load.notes.at(-1)!;
  await load.stop();
  await first.end('SIGKILL');
  expect(before.length).toBeGreaterThanOrEqual(BEFORE);
  expect(during).toBeGreaterThan(0);
  expect(givenUp).toBeGreaterThan(0);

  const restored = await parley(fresh, ['restore', backup, '--json']);
  expect(restored).toMatchObject({ code: 0 });
  expect(JSON.parse(restored.out)).toMatchObject({ dataDir: fresh, key: 'included', files: 'included', createdAt: JSON.parse(made.out).createdAt });
  receiver.received.length = 0;
  receiver.reply = () => 204;
  const second = serve(fresh);
  const again = await second.ready();
  const extra = (await call(`${again}/beta`, token, 'POST', `/conversations/${conversations[0]}/notes`, { message: 'after' })).id as string;
  expect(Buffer.from(await (await fetch(again + new URL(uploaded.data[0]!.url, again).pathname)).arrayBuffer())).toEqual(PNG);
  const delivered = (): Set<string> => new Set(receiver.received.map(({ body }) => body.data.note_id as string));
  const missing = (): string[] => [...before, extra].filter((id) => !delivered().has(id));
  await until('all waiting webhooks arrive', () => (missing().length === 0 ? true : undefined));
  for (const { headers, text } of receiver.received) expect(signed(webhook.secretKey, String(headers['x-dixa-signature']), text)).toBe(true);

  await administrate(fresh, async (client) => {
    const count = async (text: string, values: unknown[] = []): Promise<number> => Number((await client.query(text, values)).rows[0].count);
    expect(await count('select count(*) from note where id = any($1::uuid[])', [before])).toBe(before.length);
    expect(await count('select count(*) from note where id = $1', [last])).toBe(0);
    expect(await count(`select count(*) from note n where (select count(*) from event e where e.type = 'NoteAdded' and e.data ->> 'noteId' = n.id::text) <> 1`)).toBe(0);
    expect(await count(`select count(*) from event e where e.type = 'NoteAdded' and not exists (select from note n where n.id::text = e.data ->> 'noteId')`)).toBe(0);
    expect(await count(`select count(*) from event e where e.xid >= pg_snapshot_xmax(pg_current_snapshot())`)).toBe(0);
    const { indexes, faults } = await checkDatabase(client);
    expect(indexes).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });
  await second.end('SIGTERM');
});

it('a backup is closed to others, and tar can read it', async () => {
  expect((await stat(backup)).mode & 0o777).toBe(0o600);
  expect((await stat(path.dirname(backup))).mode & 0o777).toBe(0o700);
  expect(await readdir(path.dirname(backup))).toEqual([path.basename(backup)]);
  const listing = spawn('tar', ['-tzf', backup]);
  let names = '';
  for await (const chunk of listing.stdout) names += String(chunk);
  expect(names.split('\n')).toEqual(expect.arrayContaining(['key', 'postgres/password', 'postgres/18/backup_label', 'postgres/18/global/pg_control', 'manifest.json']));
});

/** A copy of the backup's tar, changed. */
async function changed(name: string, change: (tar: Buffer) => Buffer): Promise<string> {
  const file = path.join(place, name);
  await writeFile(file, gzipSync(change(gunzipSync(await readFile(backup))), { level: 1 }));
  return file;
}

it('a damaged or short file, a wrong version, a full directory are refused with one sentence and nothing written', { timeout: 60_000 }, async () => {
  const target = path.join(place, 'target');
  const whole = await readFile(backup);
  const cut = path.join(place, 'cut');
  await writeFile(cut, whole.subarray(0, whole.length - 1000));
  const text = path.join(place, 'text');
  await writeFile(text, 'no backup');
  const flipped = await changed('flipped', (tar) => {
    // In a table of the middle, under a compression that was made anew and so is right.
    const at = Math.floor(tar.length / 2);
    tar[at] = tar[at]! ^ 1;
    return tar;
  });
  const newer = await changed('newer', (tar) => {
    const at = tar.lastIndexOf('"major":"18"');
    expect(at).toBeGreaterThan(0);
    tar.write('"major":"19"', at);
    return tar;
  });
  const cases: [string, RegExp][] = [
    [cut, /is no whole backup of Parley/],
    [text, /is no whole backup of Parley/],
    [flipped, /is no whole backup of Parley: .* (is not what was saved|is damaged)/],
    [newer, /holds a database of PostgreSQL 19/],
    [path.join(place, 'nowhere'), /There is no file/],
  ];
  for (const [file, sentence] of cases) {
    await expect(restoreBackup({ file, dataDir: target, onProgress })).rejects.toMatchObject({ name: 'BackupError', message: expect.stringMatching(sentence) });
    await expect(readdir(target)).rejects.toMatchObject({ code: 'ENOENT' });
  }
  await mkdir(target);
  await copyFile(text, path.join(target, 'mine'));
  await expect(restoreBackup({ file: backup, dataDir: target, onProgress })).rejects.toThrow('is not empty (mine)');
  expect(await readdir(target)).toEqual(['mine']);
  // A command says the same, and no more.
  const { code, out, err } = await parley(target, ['restore', cut, '--check']);
  expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringMatching(/^.* is no whole backup of Parley: .*\n$/) });
});

it('a running Parley is left alone', async () => {
  const dataDir = path.join(place, 'running');
  await mkdir(dataDir);
  const lock = await acquireLock(dataDir, () => {});
  await expect(restoreBackup({ file: backup, dataDir, onProgress })).rejects.toThrow(DataDirectoryInUse);
  await lock.release();
  expect(await readdir(dataDir)).toEqual(['parley.lock.1']);
});

it('with DATABASE_URL both refuse and name the tools for it; an existing file is not overwritten', async () => {
  const foreign = { DATABASE_URL: 'postgres://nobody@localhost/none' };
  const answers = await Promise.all(['backup', 'restore'].map((command) => parley(place, [command, backup], foreign)));
  for (const answer of answers) expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('pg_basebackup') });
  const { size, mtimeMs } = await stat(backup);
  const make = (dataDir: string, target: string) => makeBackup({ config: { dataDir: path.join(place, dataDir), key: undefined, filesUrl: undefined }, target, clock: systemClock, onProgress });
  await expect(make('fresh', backup)).rejects.toThrow('exists already');
  expect(await stat(backup)).toMatchObject({ size, mtimeMs });
  await expect(make('none', path.join(place, 'x'))).rejects.toThrow('There is no database');
  await expect(make('fresh', path.join(place, 'fresh', 'files', 'x'))).rejects.toThrow('lies in the data directory');
});
