import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readTar, tarEnd, tarHeader, tarPadding } from './tar.ts';

const long = `files/${'a'.repeat(36)}/${'b'.repeat(36)}/${'c'.repeat(36)}`;
const entries = [
  { name: 'folder', folder: true, content: '' },
  { name: 'folder/empty', folder: false, content: '' },
  { name: long, folder: false, content: 'x'.repeat(512) },
  { name: 'folder/smørrebrød', folder: false, content: 'æ'.repeat(700) },
];
const tar = Buffer.concat([
  ...entries.flatMap(({ name, folder, content }) => {
    const bytes = Buffer.from(content);
    return [tarHeader({ name, folder, size: bytes.length }, 1_700_000_000_000), bytes, tarPadding(bytes.length)];
  }),
  tarEnd(),
]);

/** Hands out the bytes in pieces of a length. */
async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function readAll(bytes: Buffer, length: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { entry, content } of readTar(inPieces(bytes, length))) {
    const pieces: Buffer[] = [];
    for await (const piece of content) pieces.push(piece);
    found.push({ name: entry.name, folder: entry.folder, content: Buffer.concat(pieces).toString() });
  }
  return found;
}

describe('a tar file', () => {
  test('is read as it was written, in whatever pieces it comes', async () => {
    for (const length of [1, 511, 512, 513, tar.length]) expect(await readAll(tar, length)).toEqual(entries);
  });

  test('is one for the tar of the system too', () => {
    const { stdout } = spawnSync('tar', ['-tf', '-', '--quoting-style=literal'], { input: tar, encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(entries.map(({ name, folder }) => (folder ? `${name}/` : name)));
  });

  test('that ends anywhere before its end is refused', async () => {
    for (let length = 0; length < tar.length - 1024; length += 256) await expect(readAll(tar.subarray(0, length), 1000)).rejects.toThrow('it ends too early');
  });

  test('with a changed header is refused', async () => {
    const damaged = Buffer.from(tar);
    damaged[512 + 3] = damaged[512 + 3]! ^ 4;
    await expect(readAll(damaged, 1000)).rejects.toThrow('a header is damaged');
  });

  test('takes no name that its header cannot hold', () => {
    expect(() => tarHeader({ name: 'n'.repeat(101), folder: false, size: 0 }, 0)).toThrow('too long');
    expect(() => tarHeader({ name: 'huge', folder: false, size: 8 ** 11 }, 0)).toThrow('too large');
  });
});
