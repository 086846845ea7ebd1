import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFakeBucket, type FakeBucket } from '../../../test/support/fake-bucket.ts';
import { readBucket } from './bucket.ts';
import { sign } from './signature.ts';
import { openFileStore } from './open.ts';
import type { FileStore } from './store.ts';

let folder: string;
let bucket: FakeBucket;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-files-'));
  bucket = await startFakeBucket();
});
afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ['folder', () => openFileStore({ filesUrl: undefined, dataDir: folder })],
  ['bucket', () => openFileStore({ filesUrl: bucket.url, dataDir: folder })],
] as const)('a %s', (_name, open) => {
  let store: FileStore;
  beforeAll(() => {
    store = open();
  });
  afterAll(() => store.close());
  const content = randomBytes(100_000);
  const meta = { size: content.length, mediaType: 'image/png' };
  const read = async (key: string, range?: { start: number; end: number }): Promise<Buffer | undefined> => {
    const stream = await store.get(key, range);
    return stream && (await buffer(stream));
  };

  test('gives back what was put, from a buffer and from a stream', async () => {
    await store.put('org-a/one', content, meta);
    await store.put('org-a/two', Readable.from([content.subarray(0, 5), content.subarray(5)]), meta);
    expect(content.equals((await read('org-a/one'))!)).toBe(true);
    expect(content.equals((await read('org-a/two'))!)).toBe(true);
  });

  test('gives a part', async () => {
    await store.put('org-a/part', content, meta);
    expect(await read('org-a/part', { start: 10, end: 19 })).toEqual(content.subarray(10, 20));
    expect(await read('org-a/part', { start: 99_999, end: 99_999 })).toEqual(content.subarray(99_999));
  });

  test('knows nothing of a key that was never put, or was removed', async () => {
    expect(await read('org-a/never')).toBeUndefined();
    await store.put('org-a/gone', content, meta);
    await store.remove('org-a/gone');
    await store.remove('org-a/gone');
    expect(await read('org-a/gone')).toBeUndefined();
  });

  test('removes everything below a key and nothing beside it', async () => {
    for (const key of ['org-b/1', 'org-b/2', 'org-b/3', 'org-bc/1']) await store.put(key, content, meta);
    await store.removeAll('org-b');
    for (const key of ['org-b/1', 'org-b/2', 'org-b/3']) expect(await read(key)).toBeUndefined();
    expect(await read('org-bc/1')).toBeDefined();
  });

  test.each(['../secret', 'a/../b', '/etc/passwd', 'a//b', 'A', 'a\0', '', '.', 'a/'])('refuses a key that was not made here: %j', async (key) => {
    await expect(store.put(key, content, meta)).rejects.toThrow('file key');
    await expect(store.get(key)).rejects.toThrow('file key');
    await expect(store.remove(key)).rejects.toThrow('file key');
    await expect(store.removeAll(key)).rejects.toThrow('file key');
  });
});

test('a folder holds all of a file or none: a broken stream leaves nothing behind', async () => {
  const store = openFileStore({ filesUrl: undefined, dataDir: folder });
  const broken = new Readable({
    read() {
      this.push('half');
      this.destroy(new Error('the line broke'));
    },
  });
  await expect(store.put('org-c/half', broken, { size: 8, mediaType: 'text/plain' })).rejects.toThrow('the line broke');
  await expect(store.put('org-c/short', Readable.from(['half']), { size: 8, mediaType: 'text/plain' })).rejects.toThrow('8 bytes');
  expect(await readdir(path.join(folder, 'files', 'org-c'))).toEqual([]);
});

test('the signature is that of the published example', () => {
  const headers = { host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9' };
  const credentials = { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' };
  const payload = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const signed = sign({ method: 'GET', path: '/test.txt', query: {}, headers, payload }, credentials, new Date('2013-05-24T00:00:00Z'));
  expect(signed.authorization).toMatch(/Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41$/);
});

test('a wrong secret is refused by the service and told apart from a missing file', async () => {
  const store = openFileStore({ filesUrl: bucket.url.replace('secret', 'other'), dataDir: folder });
  await expect(store.get('org-a/one')).rejects.toThrow(/403.*SignatureDoesNotMatch/);
  await store.close();
});

test('the URL of a bucket says what it lacks', () => {
  expect(() => readBucket('https://host/bucket')).toThrow(/access key/);
  expect(() => readBucket('https://key:secret@host/')).toThrow(/its name/);
  expect(readBucket('https://key:secret@host/bucket/a%20b')).toMatchObject({ path: '/bucket/a%20b', region: 'us-east-1' });
});
