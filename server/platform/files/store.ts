import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../config.ts';
import { BucketStore } from './bucket.ts';
import { FolderStore } from './folder.ts';

/** Part of a file, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the bytes of files lie. Names, types and who may fetch them are the database's affair; the store knows keys only,
 * which are made by us (see `checkKey`) and never come from outside.
 */
export interface FileStore {
  /** Writes all or nothing; what was under the key is replaced. `size` is the exact number of bytes. */
  put(key: string, content: Buffer | Readable, meta: { readonly size: number; readonly mediaType: string }): Promise<void>;
  /** @returns undefined when there is nothing under the key. */
  get(key: string, range?: ByteRange): Promise<Readable | undefined>;
  /** Removes a file; one that is not there is no fault. */
  remove(key: string): Promise<void>;
  /** Removes everything below a key: `removeAll(organizationId)`. */
  removeAll(prefix: string): Promise<void>;
  close(): Promise<void>;
}

/** A bucket when the settings name one, otherwise a folder beside the database. */
export function openFileStore(config: Pick<Config, 'filesUrl' | 'dataDir'>): FileStore {
  return config.filesUrl === undefined ? new FolderStore(path.join(config.dataDir, 'files')) : new BucketStore(config.filesUrl);
}
