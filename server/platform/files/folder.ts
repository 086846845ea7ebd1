import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { makeFolder } from '../disk.ts';
import { checkKey } from './key.ts';
import type { ByteRange, FileStore } from './store.ts';

const missing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes((error as { code?: string }).code ?? '');

/** Files in a folder, each at the path that its key says. */
export class FolderStore implements FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  #path(key: string): string {
    return path.join(this.#folder, ...checkKey(key).split('/'));
  }

  async put(key: string, content: Buffer | Readable, meta: { readonly size: number }): Promise<void> {
    const target = this.#path(key);
    // Its own, which may be anywhere, first: below it, `recursive` is at home.
    makeFolder(this.#folder, 0o700);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    // Beside the target, so that the rename stays on one file system and a reader sees all of the file or none.
    const part = `${target}.${randomUUID()}.part`;
    try {
      const file = await open(part, 'wx', 0o600);
      try {
        await writeFile(file, content);
        const { size } = await file.stat();
        if (size !== meta.size) throw new Error(`a file of ${meta.size} bytes came with ${size}`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async get(key: string, range?: ByteRange): Promise<Readable | undefined> {
    try {
      const file = await open(this.#path(key), 'r');
      return file.createReadStream(range);
    } catch (error) {
      if (missing(error)) return undefined;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  async removeAll(prefix: string): Promise<void> {
    await rm(this.#path(prefix), { recursive: true, force: true });
  }

  async close(): Promise<void> {}
}
