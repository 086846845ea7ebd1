import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { DataDirectoryInUse, startEmbedded, unusable } from '../db/embedded.ts';
import { give, prepareHome, type Account } from '../db/embedded/account.ts';
import { MAJOR } from '../db/embedded/cluster.ts';
import { acquireLock, findHolder, LOCK_PREFIX } from '../db/embedded/lock.ts';
import { makeFolder } from '../disk.ts';
import { FILES_FOLDER } from '../files/open.ts';
import { KEY_FILE } from '../keys.ts';
import { CLUSTER } from './backup.ts';
import { BackupError, checkThere, readBackup, type Manifest, type Visit } from './manifest.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Is made when it does not exist; must be empty otherwise. */
  readonly dataDir: string;
  /** Takes sentences about what is done now. */
  readonly onProgress: (text: string) => void;
}

const DRAFT = 'restore-';
const HOME = 'postgres';

/** What may lie in a directory that counts as empty: what an attempt left that was cut short, and what a disk of its own has. */
const harmless = (name: string): boolean => name === 'lost+found' || name.startsWith(LOCK_PREFIX) || isDraft(name);
const isDraft = (name: string): boolean => name.startsWith(DRAFT) && name.endsWith('.part');

/** @throws BackupError unless nothing lies in the directory, or there is none. */
async function checkEmpty(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((error: { code?: string; message: string }): string[] => {
    if (error.code === 'ENOENT') return [];
    throw unusable(error, dataDir);
  });
  const found = names.filter((name) => !harmless(name));
  if (found.length === 0) return;
  const some = found.length > 3 ? `${found.slice(0, 3).join(', ')}, …` : found.join(', ');
  throw new BackupError(`The data directory ${dataDir} is not empty (${some}): a backup is restored into an empty one only. Move it away, or set PARLEY_DATA_DIR to another.`);
}

/**
 * Reads a backup to its end and compares everything with its manifest.
 * @throws BackupError when it is damaged, or of a kind that this Parley cannot run.
 */
export async function checkBackup(file: string): Promise<Manifest> {
  const manifest = await readBackup(file, async (_entry, content) => {
    for await (const _ of content);
  });
  const { major } = manifest.postgres;
  if (major !== MAJOR)
    throw new BackupError(`${file} holds a database of PostgreSQL ${major}, and this Parley brings PostgreSQL ${MAJOR}: restore it with the Parley ${manifest.parley} that made it.`);
  const system = `${process.platform}-${process.arch}`;
  if (manifest.system !== system) throw new BackupError(`${file} was made on ${manifest.system}, whose database files cannot be read on ${system}: restore it on a machine of that kind.`);
  return manifest;
}

/** Puts entries below a folder. PostgreSQL writes its own files to the disk for good before it recovers, the others are here. */
const putInto =
  (folder: string): Visit =>
  async (entry, content) => {
    const target = path.join(folder, ...entry.name.split('/'));
    if (entry.folder) return void (await mkdir(target, { recursive: true, mode: 0o700 }));
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(target, 'wx', 0o600);
    try {
      for await (const piece of content) await file.writeFile(piece);
      if (!entry.name.startsWith(`${CLUSTER}/`)) await file.sync();
    } finally {
      await file.close();
    }
  };

/** Whose the data directory is, when root restores for somebody else; everything goes to them then. */
async function ownerOf(dataDir: string): Promise<Account> {
  const { uid, gid } = await stat(dataDir);
  return process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : {};
}

/**
 * Lets the database recover to the moment of the backup and stops it. Here, not at the next start: a recovery from a backup that
 * is cut short cannot be taken up again, but begins anew from the backup. It also shows that the backup is good.
 */
async function recover(draft: string, onProgress: (text: string) => void): Promise<void> {
  const server = await startEmbedded({ dataDir: draft, onProgress }).catch((error: Error) => {
    throw new BackupError(`The database in the backup does not start. ${error.message}`, { cause: error });
  });
  await server.stop();
}

/** Puts all into a folder beside its final place, with its owners, and moves it there, the database last. */
async function putInPlace({ file, onProgress }: RestoreOptions, dataDir: string): Promise<Manifest> {
  const draft = path.join(dataDir, `${DRAFT}${randomBytes(4).toString('hex')}.part`);
  const [home, files, key] = [HOME, FILES_FOLDER, KEY_FILE].map((name) => path.join(draft, name)) as [string, string, string];
  try {
    const owner = await ownerOf(dataDir);
    await mkdir(draft);
    await mkdir(home, { mode: 0o700 });
    if (owner.uid !== undefined) await chown(home, owner.uid, owner.gid);
    const account = await prepareHome(home);
    const manifest = await readBackup(file, putInto(draft));
    await give(home, account);
    onProgress('Starting the database once');
    await recover(draft, onProgress);
    // Its log is ours so far.
    await give(home, account);
    const names = await readdir(draft);
    if (names.includes(FILES_FOLDER)) await give(files, owner);
    if (names.includes(KEY_FILE) && owner.uid !== undefined) await chown(key, owner.uid, owner.gid);
    for (const name of [KEY_FILE, FILES_FOLDER, HOME].filter((one) => names.includes(one))) await rename(path.join(draft, name), path.join(dataDir, name));
    return manifest;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Restores a backup into an empty data directory. The file is read and compared with its manifest first; nothing is written when
 * anything is wrong. The server's next start goes on from the moment of the backup.
 * @throws BackupError, DataDirectoryInUse with a sentence.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Manifest> {
  await checkThere(options.file);
  const holder = await findHolder(options.dataDir).catch((error: unknown) => {
    throw unusable(error, options.dataDir);
  });
  if (holder !== undefined) throw new DataDirectoryInUse(options.dataDir, holder.pid, holder.host);
  await checkEmpty(options.dataDir);
  options.onProgress(`Checking ${options.file}`);
  await checkBackup(options.file);
  try {
    return await restoreInto(options);
  } catch (error) {
    throw unusable(error, options.dataDir);
  }
}

async function restoreInto(options: RestoreOptions): Promise<Manifest> {
  makeFolder(options.dataDir);
  const dataDir = await realpath(options.dataDir);
  const lock = await acquireLock(dataDir, options.onProgress);
  try {
    // Now that nobody else can start here; what an attempt left that was cut short goes.
    await checkEmpty(dataDir);
    for (const name of (await readdir(dataDir)).filter(isDraft)) await rm(path.join(dataDir, name), { recursive: true, force: true });
    options.onProgress(`Restoring into ${dataDir}`);
    return await putInPlace(options, dataDir);
  } finally {
    await lock.release();
  }
}
