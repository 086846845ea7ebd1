import { createHash } from 'node:crypto';
import { constants, copyFile, lchown, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Account } from './account.ts';
import { isOurs } from './binaries.ts';

/** A cluster that is made once and kept; throw-away ones begin as its copies. */
export interface ImageOptions {
  /** Where images are kept. When nothing can be written there, each cluster is made anew. */
  readonly folder: string;
  /** Stands for all that `prepare` does: another key, another image. */
  readonly key: string;
  /** Writes what the image holds. @param url of the new, empty database; no connection may stay open. */
  prepare(url: string): Promise<void>;
}

const PREFIX = 'database-';
const DRAFT = '.database-';
/** Milliseconds after which a draft was left behind by one who was killed. */
const OLD = 600_000;
/** Files under way at once. */
const WIDTH = 8;

/** When the machine started, in milliseconds. */
const bootedAt = (): number => Date.now() - os.uptime() * 1000;

/** The place of an image. @param made what else decides what is in it: PostgreSQL's version, how clusters are made. */
export function imagePlace({ folder, key }: ImageOptions, made: readonly string[]): string {
  const name = createHash('sha256')
    .update(JSON.stringify([key, process.platform, process.arch, made]))
    .digest('hex')
    .slice(0, 24);
  return path.join(folder, `${PREFIX}${name}`);
}

/** Copies folders and files, nothing else; what a file system can share is shared. */
async function copyTree(from: string, to: string, account: Account): Promise<void> {
  const own = async (place: string): Promise<void> => (account.uid === undefined ? undefined : await lchown(place, account.uid, account.gid));
  await mkdir(to, { recursive: true, mode: 0o700 });
  const entries = await readdir(from, { withFileTypes: true, recursive: true });
  const names = (kind: 'isDirectory' | 'isFile'): string[] => entries.filter((entry) => entry[kind]()).map((entry) => path.relative(from, path.join(entry.parentPath, entry.name)));
  for (const name of names('isDirectory')) {
    await mkdir(path.join(to, name), { mode: 0o700 });
    await own(path.join(to, name));
  }
  const files = names('isFile');
  const work = async (): Promise<void> => {
    for (let name = files.pop(); name !== undefined; name = files.pop()) {
      await copyFile(path.join(from, name), path.join(to, name), constants.COPYFILE_FICLONE);
      await own(path.join(to, name));
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  await own(to);
}

/**
 * Puts a copy of the image at `to`.
 * @returns the password that the copy's roles have; undefined when there is no image.
 */
export async function copyImage(place: string, to: string, account: Account): Promise<string | undefined> {
  // A database holds code. One that others could have written is not run.
  if (!(await isOurs(place))) return undefined;
  try {
    // Nobody waited until it was safe on the disk, so one that a crash of the machine may have met is not trusted.
    if ((await stat(place)).ctimeMs < bootedAt()) throw new Error('older than this run of the machine');
    const password = await readFile(path.join(place, 'password'), 'utf8');
    await copyTree(path.join(place, 'data'), to, account);
    return password.trim();
  } catch {
    // Also when it was removed in this moment, by one of another release.
    await rm(to, { recursive: true, force: true });
    return undefined;
  }
}

async function removeOthers(place: string): Promise<void> {
  const folder = path.dirname(place);
  for (const name of await readdir(folder)) {
    const found = path.join(folder, name);
    const old = name.startsWith(DRAFT) && (await stat(found)).mtimeMs < Date.now() - OLD;
    if (old || (name.startsWith(PREFIX) && found !== place)) await rm(found, { recursive: true, force: true });
  }
}

/**
 * Takes an image of a cluster.
 * @param rest brings the server to rest; not called when the folder of images cannot be written.
 * @returns undefined when that is so, else what puts the image into its place, which needs no rest and never rejects.
 */
export async function takeImage(place: string, cluster: { home: string; folder: string; password: string }, rest: () => Promise<void>): Promise<(() => Promise<void>) | undefined> {
  let draft: string;
  try {
    await mkdir(path.dirname(place), { recursive: true });
    draft = await mkdtemp(path.join(path.dirname(place), DRAFT));
    await writeFile(path.join(draft, 'password'), cluster.password, { mode: 0o600 });
  } catch {
    return undefined;
  }
  // Beside the cluster, which may lie in memory: the folder of images may be ten times as slow.
  const copy = path.join(cluster.home, 'image');
  await rest();
  await copyTree(cluster.folder, copy, {}).catch(() => rm(copy, { recursive: true, force: true }));
  return async () => {
    try {
      await copyTree(copy, path.join(draft, 'data'), {});
      if (!(await isOurs(place)) || (await stat(place)).ctimeMs < bootedAt()) await rm(place, { recursive: true, force: true });
      await rename(draft, place);
      await removeOthers(place);
    } catch {
      // There is no room, or another one, who made the same at the same time, was faster.
    } finally {
      await rm(draft, { recursive: true, force: true });
      await rm(copy, { recursive: true, force: true });
    }
  };
}
