import { lstat, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findHolder } from './lock.ts';

/** Linux keeps files there in memory. */
const MEMORY = '/dev/shm';
const TMPFS = 0x01021994;
/** Bytes that must be free; containers often have 64 MB there. */
const ROOM = 1024 ** 3;
/** Milliseconds that somebody has from making a folder to locking it. */
const BEGINNING = 60_000;

/** Copying a database is making hundreds of small files, for which a disk may need ten times as long. */
async function bestPlace(): Promise<string> {
  if (process.env.TMPDIR !== undefined) return os.tmpdir();
  const found = await statfs(MEMORY).catch(() => undefined);
  return found !== undefined && found.type === TMPFS && found.bavail * found.bsize >= ROOM ? MEMORY : os.tmpdir();
}

/** Whether somebody works in the folder, or in one that lies directly in it. */
async function isHeld(folder: string): Promise<boolean> {
  const inside = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = [folder, ...inside.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name))];
  for (const place of folders) if ((await findHolder(place)) !== undefined) return true;
  return false;
}

/** Removes what was left by processes that were killed. */
async function sweep(place: string, prefix: string): Promise<void> {
  for (const name of await readdir(place)) {
    const folder = path.join(place, name);
    if (!name.startsWith(prefix)) continue;
    const found = await lstat(folder).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== process.getuid?.() || found.mtimeMs > Date.now() - BEGINNING) continue;
    if (!(await isHeld(folder))) await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Makes a folder for a throw-away database: in memory where there is room, else among the temporary files; where `TMPDIR`
 * says, when it is set.
 */
export async function throwAwayFolder(prefix: string): Promise<string> {
  const place = await bestPlace();
  const folder = await mkdtemp(path.join(place, prefix));
  void sweep(place, prefix).catch(() => undefined);
  return folder;
}
