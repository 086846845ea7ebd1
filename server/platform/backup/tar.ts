const BLOCK = 512;
/** Eleven octal digits. */
const LARGEST = 8 ** 11 - 1;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;

/** One thing in a tar file. */
export interface TarEntry {
  /** With `/` between its parts; none at its end. */
  readonly name: string;
  /** Bytes; 0 for a folder. */
  readonly size: number;
  readonly folder: boolean;
}

/** A long name goes into two fields, parted at a slash. */
function splitName(name: string): [string, string] {
  if (Buffer.byteLength(name) <= NAME_BYTES) return [name, ''];
  for (let slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
    const [prefix, rest] = [name.slice(0, slash), name.slice(slash + 1)];
    if (Buffer.byteLength(rest) <= NAME_BYTES && Buffer.byteLength(prefix) <= PREFIX_BYTES) return [rest, prefix];
  }
  throw new Error(`the name ${name} is too long for a tar file`);
}

/** What adds up in a header, whose own place counts as spaces. */
const sumOf = (block: Buffer): number => block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);

/** The block that stands before an entry's content. Files are for their owner only. @param time in milliseconds. */
export function tarHeader(entry: TarEntry, time: number): Buffer {
  if (entry.size > LARGEST) throw new Error(`${entry.name} is too large for a tar file`);
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number): void => void block.write(value.toString(8).padStart(digits, '0'), at);
  const [name, prefix] = splitName(entry.folder ? `${entry.name}/` : entry.name);
  block.write(name, 0);
  octal(entry.folder ? 0o700 : 0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(entry.size, 124, 11);
  octal(Math.floor(time / 1000), 136, 11);
  block.write(entry.folder ? '5' : '0', 156);
  block.write('ustar\0', 257);
  block.write('00', 263);
  block.write(prefix, 345);
  octal(sumOf(block), 148, 6);
  block[155] = 32;
  return block;
}

/** What fills an entry's last block. */
export const tarPadding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** Two empty blocks end the file. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

/** Hands out a stream in pieces of the lengths that are asked for. */
class Pieces {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** One byte or more, at most `most`. @throws Error at the end of the stream. */
  async some(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#source.next();
      if (done === true) throw new Error('it ends too early');
      this.#rest = value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  async all(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0;) {
      const piece = await this.some(missing);
      pieces.push(piece);
      missing -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  async *each(length: number): AsyncGenerator<Buffer> {
    for (let missing = length; missing > 0;) {
      const piece = await this.some(missing);
      missing -= piece.length;
      yield piece;
    }
  }

  /** Reads to the end, where checksums of the stream itself are compared. */
  async drain(): Promise<void> {
    while ((await this.#source.next()).done !== true);
  }
}

function readHeader(block: Buffer): TarEntry {
  const text = (at: number, length: number): string =>
    block
      .subarray(at, at + length)
      .toString('utf8')
      .split('\0')[0]!;
  const octal = (at: number, length: number): number => Number.parseInt(text(at, length).trim() || '0', 8);
  if (octal(148, 8) !== sumOf(block)) throw new Error('a header is damaged');
  const type = text(156, 1);
  if (type !== '0' && type !== '5') throw new Error(`an entry has the unknown type "${type}"`);
  const prefix = text(345, PREFIX_BYTES);
  const name = `${prefix === '' ? '' : `${prefix}/`}${text(0, NAME_BYTES)}`;
  return { name: name.replace(/\/$/, ''), size: octal(124, 12), folder: type === '5' };
}

/**
 * Reads a tar file of ours, entry by entry. Each content is to be read to its end before the next entry.
 * @throws Error saying what is wrong when it is damaged or ends too early.
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<{ entry: TarEntry; content: AsyncIterable<Buffer> }> {
  const pieces = new Pieces(source);
  for (;;) {
    const block = await pieces.all(BLOCK);
    if (block.every((byte) => byte === 0)) return await pieces.drain();
    const entry = readHeader(block);
    yield { entry, content: pieces.each(entry.size) };
    await pieces.all(tarPadding(entry.size).length);
  }
}
