import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../../base/errors.ts';
import { reasonOf } from '../disk.ts';
import { readTar } from './tar.ts';

/** A sentence for the operator: why a backup or restore was not made. */
export class BackupError extends OperatorError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupError';
  }
}

export const FORMAT = 1;
/** The last entry of a backup, which speaks of all before it. */
export const MANIFEST = 'manifest.json';

export interface ListedEntry {
  readonly name: string;
  readonly size: number;
  /** Of the content, as hex; absent for a folder. */
  readonly sha256?: string;
}

/** What a backup says of itself. */
export interface Manifest {
  readonly format: number;
  /** When the database's state was taken, as ISO time. */
  readonly createdAt: string;
  /** Release of Parley that made it. */
  readonly parley: string;
  readonly postgres: { readonly major: string; readonly version: string; readonly start: string; readonly stop: string };
  /** Operating system and processor, as `linux-x64`: a cluster's files are read by the same kind only. */
  readonly system: string;
  /** Where the key of stored secrets is: in the backup, in the setting, or there was none yet. */
  readonly key: 'included' | 'PARLEY_KEY' | 'none';
  /** Where the stored files are. */
  readonly files: 'included' | 'bucket';
  readonly entries: readonly ListedEntry[];
}

/** Hands on a stream and calls `done` with its SHA-256 at the end. */
export async function* hashed(content: AsyncIterable<Buffer>, done: (sha256: string) => void): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
  done(hash.digest('hex'));
}

/** A backup's entries but for the manifest. Whoever takes one reads its content to the end. */
export type Visit = (entry: { readonly name: string; readonly size: number; readonly folder: boolean }, content: AsyncIterable<Buffer>) => Promise<void>;

/** Parts of a name that lead nowhere else. */
const plain = (name: string): boolean => name.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0:]/.test(part));

function differences(listed: readonly ListedEntry[], found: readonly ListedEntry[]): string | undefined {
  if (listed.length !== found.length) return `it lists ${listed.length} entries and holds ${found.length}`;
  const odd = listed.find((entry, index) => {
    const other = found[index]!;
    return entry.name !== other.name || entry.size !== other.size || entry.sha256 !== other.sha256;
  });
  return odd && `${odd.name} is not what was saved`;
}

/** Reads the whole backup, each entry once. @throws Error saying what is wrong. */
async function read(file: string, visit: Visit): Promise<Manifest> {
  const found: ListedEntry[] = [];
  let manifest: Manifest | undefined;
  await pipeline(createReadStream(file), createGunzip(), async (stream) => {
    for await (const { entry, content } of readTar(stream as AsyncIterable<Buffer>)) {
      if (manifest !== undefined) throw new Error('something follows its manifest');
      if (entry.name === MANIFEST) {
        const pieces: Buffer[] = [];
        for await (const piece of content) pieces.push(piece);
        manifest = JSON.parse(Buffer.concat(pieces).toString('utf8')) as Manifest;
      } else if (!plain(entry.name)) throw new Error(`the name ${JSON.stringify(entry.name)} leads out of it`);
      else {
        let sha256: string | undefined;
        await visit(
          entry,
          hashed(content, (sum) => (sha256 = sum)),
        );
        found.push({ name: entry.name, size: entry.size, ...(entry.folder || sha256 === undefined ? {} : { sha256 }) });
      }
    }
  });
  if (manifest === undefined) throw new Error('it has no manifest');
  if (manifest.format !== FORMAT) throw new BackupError(`${file} has the format ${manifest.format}, which this Parley does not know: use the release that made it, or a newer one.`);
  const odd = differences(manifest.entries, found);
  if (odd !== undefined) throw new Error(odd);
  return manifest;
}

/** What the file system says of a backup that is to be read. */
function unreadable(error: unknown, file: string): BackupError | undefined {
  if ((error as { code?: string }).code === 'ENOENT') return new BackupError(`There is no file ${file}.`);
  const reason = reasonOf(error);
  return reason === undefined ? undefined : new BackupError(`${file} cannot be read: ${reason}.`, { cause: error });
}

/** @throws BackupError when there is no such file, or none that can be opened. */
export async function checkThere(file: string): Promise<void> {
  try {
    await (await open(file, 'r')).close();
  } catch (error) {
    throw unreadable(error, file) ?? error;
  }
}

/**
 * Reads a backup to its end, hands each entry to `visit`, and compares all with the manifest.
 * @throws BackupError when the file is damaged, cut short, no backup, or of another format; what `visit` throws.
 */
export async function readBackup(file: string, visit: Visit): Promise<Manifest> {
  let foreign: unknown;
  const guarded: Visit = async (entry, content) => {
    let damage: unknown;
    const noted = async function* (): AsyncGenerator<Buffer> {
      try {
        yield* content;
      } catch (error) {
        damage = error;
        throw error;
      }
    };
    await visit(entry, noted()).catch((error: unknown) => {
      if (damage === undefined) foreign = error;
      throw error;
    });
  };
  try {
    return await read(file, guarded);
  } catch (error) {
    if (error === foreign || error instanceof BackupError) throw error;
    throw unreadable(error, file) ?? new BackupError(`${file} is no whole backup of Parley: ${(error as Error).message}. Nothing was restored from it.`, { cause: error });
  }
}
