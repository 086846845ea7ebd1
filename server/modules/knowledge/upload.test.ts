import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let folder: string;
let parley: TestParley;
let shop: Tenant;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-pictures-'));
  parley = await startParley({ PARLEY_DATA_DIR: folder, PARLEY_PUBLIC_URL: 'https://parley.shop.example/' });
  shop = await parley.tenant();
});
afterAll(async () => {
  await parley.close();
  await rm(folder, { recursive: true, force: true });
});

const MB = 1024 * 1024;
const png = (size = 20): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(size - 8)]);

interface Part {
  readonly name: string;
  readonly type?: string;
  readonly content?: Buffer;
}

/** Uploads files as a browser's form does. */
async function upload(parts: readonly Part[], headers: Record<string, string> = {}) {
  const boundary = 'parley-boundary';
  const payload = Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${part.name}"\r\nContent-Type: ${part.type ?? 'image/png'}\r\n\r\n`),
      part.content ?? png(),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const response = await parley.app.inject({
    method: 'POST',
    url: '/beta/knowledge/articles/attachments',
    headers: { authorization: shop.token, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
    payload,
  });
  return { status: response.statusCode, body: response.json() };
}

describe('POST /knowledge/articles/attachments', () => {
  test('200: pictures become public files, told in their order; no errors is an empty list', async () => {
    const { status, body } = await upload([{ name: 'logo.png' }, { name: 'banner.gif', type: 'image/gif', content: Buffer.from('GIF89a......') }]);
    expect(status).toBe(200);
    expect(body).toEqual({
      data: [
        { originalFilename: 'logo.png', url: expect.stringMatching(/^https:\/\/parley\.shop\.example\/public\/[0-9a-f-]{36}\/logo\.png$/) },
        { originalFilename: 'banner.gif', url: expect.stringMatching(/banner\.gif$/) },
      ],
      partialErrors: [],
    });
    const picture = await parley.app.inject({ url: new URL(body.data[0].url).pathname });
    expect(picture.statusCode).toBe(200);
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.rawPayload.equals(png())).toBe(true);
  });

  test('200: where no address is set, the links begin with the one that was called', async () => {
    const plain = await startParley({ PARLEY_DATA_DIR: folder });
    try {
      const { token } = await plain.tenant();
      const answer = async (host: string, proxy: Record<string, string> = {}) => {
        const payload = `--b\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n`;
        const response = await plain.app.inject({
          method: 'POST',
          url: '/v1/knowledge/articles/attachments',
          headers: { authorization: token, host, 'content-type': 'multipart/form-data; boundary=b', ...proxy },
          payload,
        });
        return response.json().data[0].url;
      };
      expect(await answer('127.0.0.1:8080')).toMatch(/^http:\/\/127\.0\.0\.1:8080\/public\/[0-9a-f-]{36}\/a\.png$/);
      for (const protocol of ['https', 'HTTPS, http']) expect(await answer('parley.example', { 'x-forwarded-proto': protocol })).toMatch(/^https:\/\/parley\.example\/public\//);
      expect(await answer('parley.example', { 'x-forwarded-proto': 'javascript' })).toMatch(/^http:\/\/parley\.example\//);
      expect(await answer('evil"><script>')).toMatch(/^http:\/\/localhost\/public\//);
    } finally {
      await plain.close();
    }
  });

  test('200: what is not taken is reported beside what is', async () => {
    const { status, body } = await upload([
      { name: 'logo.png' },
      { name: 'note.txt', type: 'text/plain', content: Buffer.from('x') },
      { name: 'huge.png', content: png(4 * MB + 1) },
      { name: 'evil.png', content: Buffer.from('<script>alert(1)</script>') },
      { name: 'a.svg', type: 'image/svg+xml', content: Buffer.from('<svg/>') },
    ]);
    expect(status).toBe(200);
    expect(body.data.map((one: { originalFilename: string }) => one.originalFilename)).toEqual(['logo.png']);
    const allowed = 'Allowed: image/gif, image/jpeg, image/png, image/webp';
    expect(body.partialErrors).toEqual([
      { originalFilename: 'note.txt', message: `Unsupported MIME type 'text/plain'. ${allowed}`, code: 400 },
      { originalFilename: 'huge.png', message: 'File exceeds 4 MB size limit', code: 400 },
      { originalFilename: 'evil.png', message: `The content is not a picture. ${allowed}`, code: 400 },
      { originalFilename: 'a.svg', message: `Unsupported MIME type 'image/svg+xml'. ${allowed}`, code: 400 },
    ]);
  });

  test('200: what is called a picture is taken; one that is none by its bytes is a download, never shown', async () => {
    const { body } = await upload([{ name: 'odd.webp', type: 'image/webp', content: Buffer.from('a kind of picture yet to come') }]);
    expect(body).toMatchObject({ data: [{ originalFilename: 'odd.webp' }], partialErrors: [] });
    const file = await parley.app.inject({ url: new URL(body.data[0].url).pathname });
    expect(file.headers).toMatchObject({ 'content-type': 'application/octet-stream', 'content-disposition': expect.stringMatching(/^attachment/), 'x-content-type-options': 'nosniff' });
  });

  test('200: nothing and markup are not taken, whatever they are called', async () => {
    const { body } = await upload([
      { name: 'marked.gif', type: 'image/gif', content: Buffer.from('\u{feff}\n <!doctype html><script>alert(1)</script>') },
      { name: 'nothing.png', content: Buffer.alloc(0) },
    ]);
    expect(body.data).toEqual([]);
    expect(body.partialErrors.map((one: { message: string }) => one.message)).toEqual([1, 2].map(() => expect.stringMatching(/^The content is not a picture/)));
  });

  test('200: exactly 4 MB is taken; a store that fails is a 500 for the one file', async () => {
    expect((await upload([{ name: 'full.png', content: png(4 * MB) }])).body.data).toHaveLength(1);
    const put = vi.spyOn(parley.ctx.files, 'put').mockRejectedValueOnce(new Error('disk full'));
    const { status, body } = await upload([{ name: 'hero.png' }, { name: 'next.png' }]);
    put.mockRestore();
    expect(status).toBe(200);
    expect(body.partialErrors).toEqual([{ originalFilename: 'hero.png', message: 'Upload failed due to unexpected error', code: 500 }]);
    expect(body.data).toHaveLength(1);
  });

  test('400: none, more than five, more than 10 MB together, broken, not multipart; nothing is kept', async () => {
    const count = async (): Promise<unknown> => (await parley.ctx.db.pool.query('SELECT count(*)::int AS count FROM file')).rows[0].count;
    const before = await count();
    expect((await upload([])).status).toBe(400);
    expect((await upload(Array.from({ length: 6 }, (_, index) => ({ name: `${index}.png` })))).body.message).toMatch(/at most 5 files/);
    expect((await upload([1, 2, 3].map((index) => ({ name: `${index}.png`, content: png(3.9 * MB) })))).body.message).toMatch(/10 MB/);
    expect((await upload([{ name: 'a.png' }], { 'content-type': 'multipart/form-data' })).status).toBe(400);
    expect((await upload([{ name: 'a.png' }], { 'content-type': 'multipart/form-data; boundary=other' })).status).toBe(400);
    expect((await upload([{ name: 'a.png' }], { 'content-type': 'application/json' })).status).toBe(400);
    expect(await count()).toBe(before);
  });

  test('401: without a token nothing is read', async () => {
    expect((await upload([{ name: 'a.png' }], { authorization: '' })).status).toBe(401);
  });

  test('a name with folders in it is only a name', async () => {
    const { body } = await upload([{ name: '../../etc/passwd.png' }]);
    expect(body.data[0].url).toMatch(/\/public\/[0-9a-f-]{36}\/passwd\.png$/);
  });
});
