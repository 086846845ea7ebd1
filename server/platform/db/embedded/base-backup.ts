import { open, readdir, type FileHandle } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';

/** A file or folder of a cluster's copy. */
export interface Part {
  /** Below the cluster's folder, with `/` between. */
  readonly name: string;
  readonly folder: boolean;
  /** Bytes; 0 for a folder. */
  readonly size: number;
  /** Exactly `size` bytes; nothing for a folder. */
  readonly content: AsyncIterable<Buffer>;
}

/** Where the log of a copy begins and ends. */
export interface Span {
  readonly start: string;
  readonly stop: string;
}

const CHUNK = 256 * 1024;

/** Folders that are needed, and whose content would mislead or is made anew: PostgreSQL's manual lists them under "Making a Base Backup". */
const EMPTY = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);
/** Of this server's life only; the first two would be taken for another backup's. */
const LEFT_OUT = new Set(['backup_label', 'tablespace_map', 'backup_manifest', 'postmaster.pid', 'postmaster.pid.new', 'postmaster.opts', 'current_logfiles', 'pg_internal.init']);
/** Tells where recovery stands; copied last, as PostgreSQL's own tool does. */
const CONTROL = 'global/pg_control';

const gone = (error: unknown): boolean => (error as { code?: string }).code === 'ENOENT';

async function* nothing(): AsyncGenerator<Buffer> {}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** The first `size` bytes. A file that became shorter is filled up: what was cut off it is in the log. */
async function* exactly(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < size;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(CHUNK, size - at)), 0, undefined, at);
    const piece = bytesRead === 0 ? buffer.fill(0) : buffer.subarray(0, bytesRead);
    yield piece;
    at += piece.length;
  }
}

/** A file as it is now; nothing when it is gone meanwhile, as that of a table that was dropped. */
export async function* readPart(folder: string, name: string): AsyncGenerator<Part> {
  const handle = await open(path.join(folder, name), 'r').catch((error: unknown) => {
    if (!gone(error)) throw error;
  });
  if (handle === undefined) return;
  try {
    const { size } = await handle.stat();
    yield { name, folder: false, size, content: exactly(handle, size) };
  } finally {
    await handle.close();
  }
}

/** A folder and what is in it. @param skip entries that stay out. */
export async function* readTree(folder: string, under: string, skip: (name: string) => boolean): AsyncGenerator<Part> {
  const entries = await readdir(path.join(folder, under), { withFileTypes: true }).catch((error: unknown) => {
    if (gone(error)) return [];
    throw error;
  });
  for (const entry of entries) {
    const name = under === '' ? entry.name : `${under}/${entry.name}`;
    if (skip(name)) continue;
    if (entry.isDirectory()) {
      yield { name, folder: true, size: 0, content: nothing() };
      yield* readTree(folder, name, skip);
    } else if (entry.isFile()) yield* readPart(folder, name);
  }
}

function staysOut(name: string): boolean {
  const last = path.posix.basename(name);
  return name === CONTROL || EMPTY.has(path.posix.dirname(name)) || LEFT_OUT.has(last) || last.startsWith('pgsql_tmp') || last.startsWith('.s.PGSQL.') || last === '.probe';
}

/** Read until it says the same twice: while it is being written one may see half of it. */
async function* readControl(folder: string): AsyncGenerator<Part> {
  let last: Buffer | undefined;
  for (let tries = 0; tries < 100; tries++) {
    const now: Buffer[] = [];
    for await (const part of readPart(folder, CONTROL)) for await (const piece of part.content) now.push(piece);
    const bytes = Buffer.concat(now);
    if (last?.equals(bytes)) return yield { name: CONTROL, folder: false, size: bytes.length, content: only(bytes) };
    last = bytes;
    await setTimeout(5);
  }
  throw new Error(`${CONTROL} changes all the time`);
}

/** The names of the log's segments from the first to the last. */
export function segmentsBetween(first: string, last: string, segmentSize: number): string[] {
  const perFile = 2 ** 32 / segmentSize;
  const number = (name: string): number => Number.parseInt(name.slice(8, 16), 16) * perFile + Number.parseInt(name.slice(16), 16);
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  const names: string[] = [];
  for (let n = number(first); n <= number(last); n++) names.push(first.slice(0, 8) + hex(Math.floor(n / perFile)) + hex(n % perFile));
  return names;
}

async function* readLog(folder: string, names: readonly string[]): AsyncGenerator<Part> {
  for (const name of names) {
    let found = false;
    for await (const part of readPart(folder, `pg_wal/${name}`)) {
      found = true;
      yield part;
    }
    if (!found) throw new Error(`the database's log ${name} is gone before it was saved`);
  }
}

/**
 * Copies a cluster while its server works. What comes out, put into an empty folder, is a cluster that recovers by itself to the
 * moment at which the copying of its files ended, its transaction numbers included. Each part's content is to be read before
 * the next part is asked for.
 * @param folder the cluster's folder. @param client PostgreSQL's administrator, connected; nobody else uses it.
 * @returns where the log of the copy begins and ends.
 */
export async function* baseBackup(folder: string, client: pg.Client): AsyncGenerator<Part, Span> {
  const first = async <T>(query: string, values: unknown[] = []): Promise<T> => (await client.query(query, values)).rows[0] as T;
  const { tablespaces, segment } = await first<{ tablespaces: number; segment: number }>(
    `select (select count(*) from pg_tablespace where spcname not in ('pg_default', 'pg_global'))::int as tablespaces, pg_size_bytes(current_setting('wal_segment_size'))::int as segment`,
  );
  if (tablespaces > 0) throw new Error('the database has tablespaces outside of its folder, which are not saved');
  // Holds back the log from its beginning on until this connection ends, however it ends.
  await client.query('select pg_create_physical_replication_slot($1, true, true)', [`parley_backup_${randomBytes(6).toString('hex')}`]);
  const start = await first<{ lsn: string; file: string }>(`select lsn::text, pg_walfile_name(lsn) as file from pg_backup_start('parley backup', true) as lsn`);
  yield* readTree(folder, '', staysOut);
  yield* readControl(folder);
  const stop = await first<{ lsn: string; file: string; label: string }>('select lsn::text, pg_walfile_name(lsn) as file, labelfile as label from pg_backup_stop(false)');
  // Without it the start would believe pg_control, and begin to recover too late.
  yield { name: 'backup_label', folder: false, size: Buffer.byteLength(stop.label), content: only(Buffer.from(stop.label)) };
  yield* readLog(folder, segmentsBetween(start.file, stop.file, segment));
  return { start: start.lsn, stop: stop.lsn };
}
