import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError } from '../../../base/errors.ts';
import { give, holdsFor, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { copyImage, imagePlace, type ImageOptions } from './image.ts';
import { signal, spawnWatched, worksIn } from './process.ts';

/** The cluster's folder bears the major version, because another one cannot read its files. */
export const MAJOR = '18';

export interface Cluster {
  /** The folder with all of the database, closed to everybody but the account. */
  readonly home: string;
  /** PostgreSQL's own data directory. */
  readonly folder: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly password: string;
  /** For tests and other databases that nobody will miss: made for speed, lost when the machine stops. */
  readonly throwAway: boolean;
  /** True when this start made it. */
  readonly fresh: boolean;
  /** The roles' password so far, when this start copied it from an image. */
  readonly copied?: string;
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/**
 * The name under which PostgreSQL reaches its working directory. Under another account a folder above it may be closed (`/root`
 * is). On Linux it then takes this name, which leads to the working directory itself and not down from `/`.
 * @throws Error with a sentence for the operator.
 */
export function nameInside(folder: string, account: Account): string {
  if (account.uid === undefined || holdsFor(account, 'cd "$1"', folder)) return folder;
  if (process.platform === 'linux') return '/proc/self/cwd';
  throw new OperatorError(
    `The database runs as the user with the id ${account.uid}, who cannot reach ${folder}: start Parley as an ordinary user, or set PARLEY_DATA_DIR to a place that everybody can reach.`,
  );
}

async function readPassword(home: string, account: Account, fresh: boolean): Promise<string> {
  const file = path.join(home, 'password');
  const found = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (found !== '') return found;
  if (!fresh) throw new OperatorError(`${file} is missing: without it the database beside it cannot be opened. Put it back from a backup.`);
  const password = randomBytes(24).toString('base64url');
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`${password}\n`);
    if (account.uid !== undefined) await handle.chown(account.uid, account.gid);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  return password;
}

/** As PostgreSQL says it. */
export const DISK_FULL = /No space left on device/;

function reasonOf(log: string, home: string): string {
  const user = /could not look up effective user ID (\d+)/.exec(log)?.[1];
  if (user !== undefined) return `PostgreSQL creates a database only for a user with a name: give the user id ${user} a line in /etc/passwd, or set DATABASE_URL.`;
  if (DISK_FULL.test(log)) return `The database could not be created in ${home}: the disk is full.`;
  return `The database could not be created in ${home}: ${log}`;
}

function initdbArguments(inside: string, throwAway: boolean): string[] {
  const access = ['-D', inside, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', path.join('..', 'password')];
  // Knows the letters of all languages, and sorts the same on every system and after every upgrade of it.
  const text = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return access.concat(text, '--no-instructions', throwAway ? ['--no-sync', '--wal-segsize=1'] : []);
}

/** Where the image for such clusters is kept. */
export const imageFor = (binaries: Binaries, image: ImageOptions): string => imagePlace(image, [binaries.version, ...initdbArguments('', true)]);

const draftIn = (home: string): string => path.join(home, `${MAJOR}.new-${randomBytes(4).toString('hex')}`);

/** Runs initdb in a folder beside the final place, which it takes when complete. */
async function initialise(cluster: Omit<Cluster, 'fresh'>): Promise<void> {
  const { home, account, throwAway, binaries } = cluster;
  const draft = draftIn(home);
  const folder = path.join(draft, 'data');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path.join(draft, 'password'), cluster.password, { mode: 0o600 });
  await give(draft, account);
  await chmod(folder, 0o700);
  const inside = nameInside(folder, account);
  const log = await open(path.join(draft, 'initdb.log'), 'a', 0o600);
  try {
    const initdb = await spawnWatched({
      command: binaries.initdb,
      args: initdbArguments(inside, throwAway),
      cwd: folder,
      account,
      output: log.fd,
    });
    const keepRunning = setInterval(() => {}, 1000);
    const { code } = await initdb.exited.finally(() => clearInterval(keepRunning));
    if (code !== 0) throw new OperatorError(reasonOf((await readFile(path.join(draft, 'initdb.log'), 'utf8')).trim(), home));
  } finally {
    await log.close();
  }
  await rename(folder, cluster.folder);
  await syncFolder(home);
  await rm(draft, { recursive: true, force: true });
}

/** Finds the cluster in its home or makes it. The remains of an attempt that was cut short are removed. */
export async function prepareCluster(options: {
  home: string;
  account: Account;
  binaries: Binaries;
  throwAway: boolean;
  image?: ImageOptions | undefined;
  onProgress: (text: string) => void;
}): Promise<Cluster> {
  const { home, account, binaries, throwAway, image, onProgress } = options;
  const folder = path.join(home, MAJOR);
  const names = await readdir(home);
  for (const name of names) {
    if (name.startsWith(`${MAJOR}.new-`)) await rm(path.join(home, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  const fresh = !(await exists(folder));
  // A copy or a restored backup may have other modes, which PostgreSQL refuses.
  await chmod(home, 0o700);
  if (!fresh) await chmod(folder, 0o700);
  const older = names.find((name) => /^\d+$/.test(name) && name !== MAJOR);
  if (fresh && older !== undefined)
    throw new OperatorError(`${home} holds a database of PostgreSQL ${older}, and this Parley brings PostgreSQL ${MAJOR}. Start the Parley that made it and export its data first.`);
  const cluster = { home, folder, account, binaries, throwAway, password: await readPassword(home, account, fresh) };
  if (fresh && image) {
    const draft = draftIn(home);
    const copied = await copyImage(imageFor(binaries, image), draft, account);
    if (copied !== undefined) {
      await rename(draft, folder);
      return { ...cluster, fresh, copied };
    }
  }
  if (fresh) {
    onProgress(`Creating the database in ${home}`);
    await initialise(cluster);
  }
  return { ...cluster, fresh };
}

/** The lines of postmaster.pid: [0] process id … [7] state. Undefined when the server ended in order. */
export async function readPidFile(cluster: Cluster): Promise<string[] | undefined> {
  const text = await readFile(path.join(cluster.folder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  return text?.split('\n').map((line) => line.trim());
}

/**
 * Sees to it that the server of an earlier Parley, which was killed, has ended. It does so by itself, in seconds; we help after ten.
 * Its pid file stays, since PostgreSQL finds in there the shared memory that the last of the old processes must leave first.
 */
export async function settlePrevious(cluster: Cluster, onProgress: (text: string) => void): Promise<void> {
  const file = path.join(cluster.folder, 'postmaster.pid');
  const lines = await readPidFile(cluster);
  const pid = Number(lines?.[0]);
  if (lines === undefined) return;
  // Cut short by a crash of the machine, which also ended the server.
  if (!(pid > 1)) return await rm(file, { force: true });
  const begun = Date.now();
  const steps: [number, NodeJS.Signals][] = [
    [10_000, 'SIGINT'],
    [15_000, 'SIGQUIT'],
    [18_000, 'SIGKILL'],
  ];
  for (let told = false; await worksIn(pid, cluster.folder); await pause(50)) {
    if (!told) onProgress(`Waiting for the database of an earlier Parley (process ${pid}) to shut down`);
    told = true;
    const elapsed = Date.now() - begun;
    const step = steps.findLast(([after]) => elapsed > after);
    if (step !== undefined) signal(pid, step[1]);
    if (elapsed > 25_000) throw new OperatorError(`The database of an earlier Parley (process ${pid}) on ${cluster.folder} does not end: end it first.`);
  }
  if ((await readPidFile(cluster))?.[0] !== String(pid)) return;
  // Meanwhile the id may be that of a stranger, whom PostgreSQL would take for the old server. Our own id it knows as its parent's.
  await writeFile(`${file}.new`, [process.pid, ...lines.slice(1)].join('\n'), { mode: 0o600 });
  if (cluster.account.uid !== undefined) await chown(`${file}.new`, cluster.account.uid, cluster.account.gid);
  await rename(`${file}.new`, file);
}
