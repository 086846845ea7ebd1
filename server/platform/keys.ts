import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from './disk.ts';

/** What was sealed cannot be opened: it was sealed with another key, for another purpose, or it was changed since. */
export class UnsealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnsealError';
  }
}

/** The key's file in the data folder. */
export const KEY_FILE = 'key';

const FORMAT = 1;
const KEY_BYTES = 32;
const MARK_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Reads a key given as text. @returns undefined when it is not the base64 of 32 bytes. */
export function readKey(text: string): Buffer | undefined {
  const key = Buffer.from(text, 'base64');
  return key.length === KEY_BYTES && key.toString('base64').replaceAll('=', '') === text.trim().replaceAll('=', '') ? key : undefined;
}

/**
 * Seals secrets that must be stored but not read by whoever gets hold of the database (AES-256-GCM). The key lies outside
 * of it: in `PARLEY_KEY`, or in a file of the data folder that is made when it is first needed.
 *
 * Sealed form: format (1 byte), mark of the key (4), nonce (12), ciphertext, tag (16).
 */
export class Keys {
  readonly #load: () => Buffer;
  #key: { readonly bytes: Buffer; readonly mark: Buffer } | undefined;

  constructor(options: { readonly key: string | undefined; readonly dataDir: string }) {
    this.#load = () => (options.key === undefined ? keyFile(path.join(options.dataDir, KEY_FILE)) : readKey(options.key)!);
  }

  get #current(): { readonly bytes: Buffer; readonly mark: Buffer } {
    if (!this.#key) {
      const bytes = this.#load();
      this.#key = { bytes, mark: createHash('sha256').update(bytes).digest().subarray(0, MARK_BYTES) };
    }
    return this.#key;
  }

  /** @param purpose what the secret belongs to, such as `webhook <id>`: sealed for one thing, it cannot be opened as another's. */
  seal(text: string, purpose: string): Buffer {
    const { bytes, mark } = this.#current;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', bytes, nonce);
    cipher.setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([FORMAT]), mark, nonce, sealed, cipher.getAuthTag()]);
  }

  /** @throws UnsealError. */
  unseal(sealed: Buffer, purpose: string): string {
    const { bytes, mark } = this.#current;
    const head = 1 + MARK_BYTES;
    if (sealed[0] !== FORMAT || sealed.length < head + NONCE_BYTES + TAG_BYTES) throw new UnsealError('a stored secret has an unknown form');
    if (!sealed.subarray(1, head).equals(mark)) throw new UnsealError('a stored secret was sealed with another key than the one in use: put back the key file or PARLEY_KEY');
    const decipher = createDecipheriv('aes-256-gcm', bytes, sealed.subarray(head, head + NONCE_BYTES));
    decipher.setAAD(Buffer.from(purpose));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(head + NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw new UnsealError('a stored secret was changed or belongs to something else');
    }
  }
}

/** Reads the key file, or makes it. Of several processes that make it at once, one wins and all read the same. */
function keyFile(file: string): Buffer {
  const read = (): Buffer | undefined => {
    try {
      const key = readKey(readFileSync(file, 'utf8').trim());
      if (!key) throw new Error(`${file} does not hold a key (32 bytes in base64)`);
      return key;
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const known = read();
  if (known) return known;
  makeFolder(path.dirname(file), 0o700);
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return read()!;
}
