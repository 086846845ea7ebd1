import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, link, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import type { Clock } from '../../base/clock.ts';
import { checkout } from '../checkout.ts';
import type { Config } from '../config.ts';
import { makeFolder, reasonOf } from '../disk.ts';
import { findRunning, startEmbedded } from '../db/embedded.ts';
import { baseBackup, readPart, readTree, type Part } from '../db/embedded/base-backup.ts';
import { MAJOR } from '../db/embedded/cluster.ts';
import { FILES_FOLDER } from '../files/open.ts';
import { KEY_FILE } from '../keys.ts';
import { BackupError, FORMAT, hashed, type ListedEntry, type Manifest, MANIFEST } from './manifest.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

/** Where a cluster lies in the data directory and in a backup. */
export const CLUSTER = `postgres/${MAJOR}`;
const PASSWORD = 'postgres/password';

export interface BackupOptions {
  readonly config: Pick<Config, 'dataDir' | 'key' | 'filesUrl'>;
  /** The file to make, or a folder in which it gets a name by the time. */
  readonly target: string;
  readonly clock: Clock;
  /** Takes sentences about what is done now. */
  readonly onProgress: (text: string) => void;
  /** Gives up and leaves nothing. */
  readonly signal?: AbortSignal;
}

export interface MadeBackup {
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly manifest: Manifest;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** What a backup is made of, in turn; see `baseBackup` for how to read it. */
class Writer {
  readonly entries: ListedEntry[] = [];
  readonly #time: number;

  constructor(time: number) {
    this.#time = time;
  }

  /** The bytes of one part, under its name in the backup. */
  async *add(part: Part, name: string): AsyncGenerator<Buffer> {
    yield tarHeader({ name, size: part.size, folder: part.folder }, this.#time);
    if (part.folder) return void this.entries.push({ name, size: 0 });
    let sha256 = '';
    yield* hashed(part.content, (sum) => (sha256 = sum));
    yield tarPadding(part.size);
    this.entries.push({ name, size: part.size, sha256 });
  }

  /** All parts, below a folder. @returns what the parts return at their end. */
  async *addAll<T>(parts: AsyncGenerator<Part, T>, under: string): AsyncGenerator<Buffer, T> {
    try {
      for (;;) {
        const { value, done } = await parts.next();
        if (done === true) return value;
        yield* this.add(value, under + value.name);
      }
    } finally {
      // When nobody reads on, what is open is closed.
      await parts.return(undefined as T);
    }
  }

  async *end(manifest: Omit<Manifest, 'entries'>): AsyncGenerator<Buffer> {
    const content = Buffer.from(JSON.stringify({ ...manifest, entries: this.entries }));
    yield tarHeader({ name: MANIFEST, size: content.length, folder: false }, this.#time);
    yield content;
    yield tarPadding(content.length);
    yield tarEnd();
  }
}

const once = async function* (part: Part): AsyncGenerator<Part, void> {
  yield part;
};

/** The bytes of a backup before compression. @returns its manifest. */
async function* write(options: BackupOptions, dataDir: string, client: pg.Client, done: (manifest: Manifest) => void): AsyncGenerator<Buffer> {
  const { config, clock, onProgress } = options;
  const writer = new Writer(clock.now().getTime());
  const folder = (name: string): Part => ({ name, folder: true, size: 0, content: (async function* () {})() });
  yield* writer.addAll(once(folder('postgres')), '');
  yield* writer.addAll(once(folder(CLUSTER)), '');
  yield* writer.addAll(readPart(dataDir, PASSWORD), '');
  onProgress('Saving the database');
  const { version } = (await client.query(`select current_setting('server_version') as version`)).rows[0] as { version: string };
  const span = yield* writer.addAll(baseBackup(path.join(dataDir, CLUSTER), client), `${CLUSTER}/`);
  const createdAt = clock.now().toISOString();
  // After the database, and bytes come before their row: so whatever its rows name is there. Likewise the key.
  if (config.filesUrl === undefined) {
    onProgress('Saving the files');
    yield* writer.addAll(
      readTree(dataDir, FILES_FOLDER, (name) => name.endsWith('.part')),
      '',
    );
  }
  yield* writer.addAll(readPart(dataDir, KEY_FILE), '');
  const { version: parley } = JSON.parse(await readFile(path.join(checkout, 'package.json'), 'utf8')) as { version: string };
  const key = config.key !== undefined ? 'PARLEY_KEY' : writer.entries.some(({ name }) => name === KEY_FILE) ? 'included' : 'none';
  const head = {
    format: FORMAT,
    createdAt,
    parley,
    postgres: { major: MAJOR, version, ...span },
    system: `${process.platform}-${process.arch}`,
    key,
    files: config.filesUrl === undefined ? 'included' : 'bucket',
  } as const;
  yield* writer.end(head);
  done({ ...head, entries: writer.entries });
}

/** What the file system says of the place of a backup or of what is saved, as a sentence; any other error as it is. */
function refusedBy(error: unknown, place: string, dataDir: string): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  const { path: at = '', syscall } = error as { path?: string; syscall: string };
  const ours = syscall === 'read' || at.startsWith(dataDir + path.sep);
  return new BackupError(`${ours ? at || dataDir : place} cannot be ${ours ? 'read' : 'written'}: ${reason}. No backup was made.`, { cause: error });
}

/** The file to make. @throws BackupError when it may not be made. */
async function chooseFile(target: string, dataDir: string, clock: Clock): Promise<string> {
  const time = clock.now().toISOString().replaceAll(/[:.]/g, '-');
  const isFolder = await stat(target).then(
    (found) => found.isDirectory(),
    () => /[\\/]$/.test(target),
  );
  const file = path.resolve(isFolder ? path.join(target, `parley-${time}.tar.gz`) : target);
  try {
    makeFolder(path.dirname(file), 0o700);
  } catch (error) {
    throw refusedBy(error, path.dirname(file), dataDir);
  }
  const folder = await realpath(path.dirname(file));
  if (folder === dataDir || folder.startsWith(dataDir + path.sep)) throw new BackupError(`${file} lies in the data directory ${dataDir}, with which it would be lost: name another place.`);
  if (await exists(file)) throw new BackupError(`${file} exists already: name another file.`);
  return file;
}

/** Writes under another name and takes the right one at the end, so that what bears it is whole. */
async function writeFile(file: string, content: AsyncGenerator<Buffer>, signal: AbortSignal | undefined): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    await pipeline(content, createGzip({ level: 1, chunkSize: 256 * 1024 }), createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }), signal === undefined ? {} : { signal });
    // Does not replace a file that came up meanwhile, where the file system knows how.
    await link(draft, file).catch(async (error: { code?: string }) => {
      if (error.code === 'EEXIST') throw new BackupError(`${file} exists already: name another file.`);
      await rename(draft, file);
    });
    if (process.platform === 'win32') return;
    const folder = await open(path.dirname(file), 'r');
    await folder.sync().finally(() => folder.close());
  } finally {
    await rm(draft, { force: true });
  }
}

async function connect(url: string): Promise<{ client: pg.Client; lost: () => boolean }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 30_000, application_name: 'parley backup' });
  let broken = false;
  client.on('error', () => (broken = true));
  await client.connect();
  return { client, lost: () => broken };
}

/**
 * Saves the embedded database, its password, the key and the stored files in one compressed tar file, beside the server that runs
 * on the data directory or without one. Writing goes on meanwhile; what was committed before the backup began is in it.
 * @throws BackupError with a sentence; then nothing is left behind.
 */
export async function makeBackup(options: BackupOptions): Promise<MadeBackup> {
  const { config, clock, onProgress } = options;
  if (!(await exists(path.join(config.dataDir, CLUSTER, 'PG_VERSION'))))
    throw new BackupError(`There is no database in ${config.dataDir} that can be read: set PARLEY_DATA_DIR to the data directory of the server, and run as its user.`);
  const dataDir = await realpath(config.dataDir);
  const file = await chooseFile(options.target, dataDir, clock);
  const running = await findRunning(dataDir, 'postgres');
  const own = running === undefined ? await startEmbedded({ dataDir, onProgress }) : undefined;
  try {
    const { client, lost } = await connect((running ?? (await findRunning(dataDir, 'postgres')))!.url);
    let manifest: Manifest | undefined;
    try {
      await writeFile(
        file,
        write(options, dataDir, client, (made) => (manifest = made)),
        options.signal,
      );
    } catch (error) {
      throw lost() ? new BackupError('The database ended while it was saved; no backup was made. Try again when it is back.', { cause: error }) : refusedBy(error, file, dataDir);
    } finally {
      await client.end().catch(() => {});
    }
    return { file, size: (await stat(file)).size, manifest: manifest! };
  } finally {
    await own?.stop();
  }
}
