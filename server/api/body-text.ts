import type { IncomingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Fault } from '../base/errors.ts';

const unpackers = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) } as const;

/**
 * A body as text: unpacked as its Content-Encoding says, in the charset of its type. A charset that nobody knows is UTF-8,
 * as it is without one.
 * @param limit bytes that it may have, unpacked too.
 * @throws Fault `tooLarge`, `unsupportedMediaType` for another encoding, `undecodable` when it is not packed so.
 */
export function bodyText(bytes: Buffer, headers: IncomingHttpHeaders, limit: number): string | Promise<string> {
  // Chunks without anything in them.
  if (bytes.length === 0) return '';
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const type = headers['content-type'];
  return encoding === 'identity' ? decode(bytes, type) : unpack(bytes, encoding, limit).then((unpacked) => decode(unpacked, type));
}

async function unpack(bytes: Buffer, encoding: string, limit: number): Promise<Buffer> {
  if (!Object.hasOwn(unpackers, encoding)) throw new Fault('unsupportedMediaType', 'The content encoding of the request is not supported');
  try {
    return await unpackers[encoding as keyof typeof unpackers](bytes, { maxOutputLength: limit });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new Fault('tooLarge');
    throw new Fault('undecodable', `Decoding failure in request: the body is not ${encoding}`);
  }
}

function decode(bytes: Buffer, type = ''): string {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(type)?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return bytes.toString('utf8');
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
