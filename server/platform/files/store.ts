import type { Readable } from 'node:stream';

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
