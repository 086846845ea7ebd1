import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

const isFolder = (place: string): boolean => statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Makes a folder and those above it that are missing; one that exists is as good. Node's own `recursive` never ends where the
 * system answers "not found" to whoever wants to make something, as below `/proc`.
 * @param mode of folders that are made; the usual one when not given.
 * @throws the error of the file system; see `reasonOf`.
 */
export function makeFolder(folder: string, mode?: number): void {
  for (let again = false; ; again = true) {
    try {
      return mkdirSync(folder, { mode });
    } catch (error) {
      // It was there, or somebody else was faster.
      if (isFolder(folder)) return;
      const above = path.dirname(folder);
      if (again || (error as { code?: string }).code !== 'ENOENT' || above === folder || isFolder(above)) throw error;
      makeFolder(above, mode);
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'it is not a directory',
  ENOTDIR: 'a part of its path is not a directory',
  EISDIR: 'it is a directory',
  ENOENT: 'it is not there and cannot be made',
  EACCES: 'this user may not do that there',
  EPERM: 'this user may not do that there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the share of the disk that this user may fill is full',
  EFBIG: 'it is larger than a file may be there',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'this process may open no more files (ulimit -n)',
  ENFILE: 'this machine can open no more files',
  EIO: 'the disk does not work',
};

/** What the file system says, in words that stand behind "… cannot be used: "; undefined when the error is none of its own. */
export function reasonOf(error: unknown): string | undefined {
  const { code = '', syscall, message } = error as { code?: string; syscall?: string; message: string };
  return syscall === undefined ? undefined : (reasons[code] ?? message);
}
