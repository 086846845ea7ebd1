import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The answer has more bytes than the caller takes. */
export class BodyTooLarge extends Error {}

// An empty body under an encoding is common and no fault, so the end of the input is never an error of the decoder.
const zlib = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const brotli = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };
const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(zlib),
  'x-gzip': () => createGunzip(zlib),
  deflate: () => createInflate(zlib),
  br: () => createBrotliDecompress(brotli),
};

/** Gathers bytes up to a limit, and fails at the first one beyond it. */
class Gatherer extends Transform {
  readonly #chunks: Buffer[] = [];
  readonly #max: number;
  #size = 0;

  constructor(max: number) {
    super();
    this.#max = max;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#chunks.push(chunk.subarray(0, this.#max - this.#size));
    this.#size += chunk.length;
    done(this.#size > this.#max ? new BodyTooLarge() : null);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** Whether a decoder could make nothing of what came. */
export const isUndecodable = (error: unknown): boolean => /^(Z_|ERR_(_|PADDING))/.test((error as { code?: string }).code ?? '');

/**
 * Reads a body, decompressed as its `content-encoding` says. The limit holds for what comes out, so a small body that
 * unpacks into gigabytes is left after `maxBytes`.
 * @param cut true: what is beyond the limit is dropped and `cut` says so, and so is what cannot be decompressed. False: it is an error.
 * @throws BodyTooLarge; what the stream or the decoder throws.
 */
export async function readBody(stream: Readable, encoding: string, maxBytes: number, cut: boolean): Promise<{ body: Buffer; cut: boolean }> {
  const decoder = decoders[encoding.trim().toLowerCase()];
  if (!decoder) return await readPlain(stream, maxBytes, cut);
  const gatherer = new Gatherer(maxBytes);
  // Nobody reads the gatherer's other end.
  gatherer.resume();
  try {
    await pipeline(stream, decoder(), gatherer);
    return { body: gatherer.bytes(), cut: false };
  } catch (error) {
    if (cut && (error instanceof BodyTooLarge || isUndecodable(error))) return { body: gatherer.bytes(), cut: true };
    throw error;
  }
}

/** Without anything to unpack the chunks are the body: a pipeline takes as long to build and to tear down as all of the request. */
async function readPlain(stream: Readable, maxBytes: number, cut: boolean): Promise<{ body: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let left = maxBytes;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, left));
    if (chunk.length > left) {
      if (!cut) throw new BodyTooLarge();
      return { body: Buffer.concat(chunks), cut: true };
    }
    left -= chunk.length;
  }
  return { body: Buffer.concat(chunks), cut: false };
}
