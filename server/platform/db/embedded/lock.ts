import { constants, copyFile, link, readFile, readdir, readlink, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { OperatorError } from '../../../base/errors.ts';
import { isAlive, startOf } from './process.ts';

/** Another Parley works on this data directory. */
export class DataDirectoryInUse extends OperatorError {
  readonly dataDir: string;
  readonly pid: number;

  constructor(dataDir: string, pid: number, host?: string) {
    super(`The data directory ${dataDir} is in use by another Parley (process ${pid}${host === undefined ? '' : ` on ${host}`}): stop that one first, or set PARLEY_DATA_DIR to another directory.`);
    this.name = 'DataDirectoryInUse';
    this.dataDir = dataDir;
    this.pid = pid;
  }
}

/** How a client reaches the running database; the password lies elsewhere. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

interface Holder {
  readonly pid: number;
  /** See `startOf`. */
  readonly start: string;
  /** The machine, boot and container in which `pid` has a meaning. */
  readonly space: string;
  readonly host: string;
  readonly endpoint?: Endpoint;
}

/** Seconds between two signs of life, and after how many without one a holder that we cannot look at counts as gone. */
const BEAT = 5;
const SILENCE = 20;

export const LOCK_PREFIX = 'parley.lock.';

async function pidSpace(): Promise<string> {
  if (process.platform !== 'linux') return os.hostname();
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => os.hostname());
  return `${boot.trim()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`;
}

/**
 * The lock is the file `parley.lock.<n>` with the highest n. It is never removed, only emptied: whoever finds it empty or its
 * holder dead makes n + 1, which only one can, and then looks whether something higher came up meanwhile.
 * So there is no moment between looking at a stale lock and removing it in which a living one can be removed.
 */
async function highest(dataDir: string): Promise<number> {
  const numbers = (await readdir(dataDir)).filter((name) => name.startsWith(LOCK_PREFIX)).map((name) => Number(name.slice(LOCK_PREFIX.length)));
  return Math.max(0, ...numbers.filter(Number.isSafeInteger));
}

const fileOf = (dataDir: string, n: number): string => path.join(dataDir, `${LOCK_PREFIX}${n}`);

async function readHolder(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as Holder;
  } catch {
    // Cut short by a crash of the machine: the holder is gone too.
    return undefined;
  }
}

/** Who lives: we see it by the process id, or, from another container or machine, by its signs of life. */
async function lives(holder: Holder, file: string): Promise<boolean> {
  if (holder.space === (await pidSpace())) return isAlive(holder.pid) && (await startOf(holder.pid)) === holder.start;
  const beat = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
  return Math.abs(Date.now() - beat) < SILENCE * 1000;
}

/** The living holder of the data directory's lock. */
export async function findHolder(dataDir: string): Promise<Holder | undefined> {
  const n = await highest(dataDir).catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return 0;
    throw error;
  });
  const holder = n === 0 ? undefined : await readHolder(fileOf(dataDir, n));
  return holder !== undefined && (await lives(holder, fileOf(dataDir, n))) ? holder : undefined;
}

export interface Lock {
  /** Tells other processes how to reach the database; undefined while it is away. */
  publish(endpoint: Endpoint | undefined): Promise<void>;
  release(): Promise<void>;
}

async function writeTemporary(dataDir: string, holder: Holder): Promise<string> {
  const file = path.join(dataDir, `.parley-lock-${randomBytes(6).toString('hex')}`);
  await writeFile(file, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
  return file;
}

/** Makes lock `n`. False when someone else has it. */
async function take(dataDir: string, n: number, holder: Holder): Promise<boolean> {
  const draft = await writeTemporary(dataDir, holder);
  try {
    await link(draft, fileOf(dataDir, n));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EEXIST') return false;
    // A file system without hard links: here a reader may see the file before it is written, for a moment.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code ?? '')) throw error;
    const made = await copyFile(draft, fileOf(dataDir, n), constants.COPYFILE_EXCL).then(
      () => true,
      () => false,
    );
    if (!made) return false;
  } finally {
    await rm(draft, { force: true });
  }
  if ((await highest(dataDir)) === n) return true;
  await rm(fileOf(dataDir, n), { force: true });
  return false;
}

/**
 * Takes the data directory for this process.
 * @throws DataDirectoryInUse
 */
export async function acquireLock(dataDir: string, onProgress: (text: string) => void): Promise<Lock> {
  const holder: Holder = { pid: process.pid, start: await startOf(process.pid), space: await pidSpace(), host: os.hostname() };
  const giveUp = Date.now() + (SILENCE + BEAT) * 1000;
  for (let told = false; ;) {
    const n = await highest(dataDir);
    const other = n === 0 ? undefined : await readHolder(fileOf(dataDir, n));
    if (other !== undefined && (await lives(other, fileOf(dataDir, n)))) {
      if (other.space === holder.space) throw new DataDirectoryInUse(dataDir, other.pid);
      if (Date.now() > giveUp) throw new DataDirectoryInUse(dataDir, other.pid, other.host);
      if (!told) onProgress(`Another Parley on ${other.host} had this data directory a moment ago: waiting up to ${SILENCE} seconds for a sign of life`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    } else if (await take(dataDir, n + 1, holder)) {
      for (
        let old = n;
        old > 0 &&
        (await rm(fileOf(dataDir, old)).then(
          () => true,
          () => false,
        ));
        old--
      );
      return held(dataDir, n + 1, holder);
    }
  }
}

function held(dataDir: string, n: number, holder: Holder): Lock {
  const file = fileOf(dataDir, n);
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), BEAT * 1000);
  beat.unref();
  return {
    async publish(endpoint) {
      const draft = await writeTemporary(dataDir, { ...holder, ...(endpoint && { endpoint }) });
      await rename(draft, file);
    },
    async release() {
      clearInterval(beat);
      await truncate(file).catch(() => {});
    },
  };
}
