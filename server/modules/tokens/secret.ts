import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const MARK = 'parley';
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    // Bytes beyond the largest multiple of 62 are thrown away, so that every character is equally likely.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
  }
  return text;
}

/** A new token: `parley_<10 characters to find it by>_<32 characters of secret>` (190 bits). */
export function newSecret(): { token: string; prefix: string; hash: Buffer } {
  const prefix = randomText(10);
  const token = `${MARK}_${prefix}_${randomText(32)}`;
  return { token, prefix, hash: bytesOf(hashOf(token)) };
}

/** The secret has full entropy, so a plain hash is enough; nothing can be guessed from it. */
export const hashOf = (token: string): string => hash('sha256', token, 'hex');

/** A hash as the database keeps it. */
export const bytesOf = (hexadecimal: string): Buffer => Buffer.from(hexadecimal, 'hex');

/** The part by which the row is found, or undefined when the text has not the form of a token. */
export function prefixOf(token: string): string | undefined {
  return /^parley_([0-9A-Za-z]{10})_[0-9A-Za-z]{32}$/.exec(token)?.[1];
}

export const sameHash = (left: Buffer, right: Buffer): boolean => left.length === right.length && timingSafeEqual(left, right);
