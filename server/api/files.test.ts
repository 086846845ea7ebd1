import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';
import { newId } from '../base/ids.ts';
import { createToken } from '../modules/tokens/index.ts';
import { fileUrl, removeFilesOfMessages, storeFile, type FileRow, type NewFile } from '../modules/files/index.ts';

let folder: string;
let parley: TestParley;
let tenant: Tenant;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-files-'));
  parley = await startParley({ PARLEY_DATA_DIR: folder });
  tenant = await parley.tenant();
});
afterAll(async () => {
  await parley.close();
  await rm(folder, { recursive: true, force: true });
});

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('0123456789')]);
const keep = (file: Partial<NewFile> = {}): Promise<FileRow> =>
  storeFile(parley.ctx, { organizationId: tenant.organizationId, content: png, name: 'logo.png', mediaType: 'image/png', visibility: 'public', ...file });
const fetchUrl = async (url: string, options: { method?: 'GET' | 'HEAD' | 'PUT'; headers?: Record<string, string> } = {}) =>
  await parley.app.inject({ method: options.method ?? 'GET', url, headers: options.headers ?? {} });

const bytesOf = async (file: FileRow): Promise<Buffer | undefined> => {
  const stream = await parley.ctx.files.get(file.key);
  return stream && (await buffer(stream));
};

describe('a public file', () => {
  test('is fetched by its link alone, in whole', async () => {
    const file = await keep();
    expect(fileUrl(file)).toBe(`/public/${file.id}/logo.png`);
    const answer = await fetchUrl(fileUrl(file));
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(png)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '18',
      'content-disposition': `inline; filename="logo.png"; filename*=UTF-8''logo.png`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      etag: `"${file.sha256}"`,
      'accept-ranges': 'bytes',
    });
  });

  test('cannot be guessed: ids are random, and one id tells nothing of the next', async () => {
    const [one, two] = [await keep(), await keep()];
    for (const file of [one, two]) expect(file.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(one.id.slice(0, 8)).not.toBe(two.id.slice(0, 8));
  });

  test('is not found under a wrong id, under /private, or under a word', async () => {
    const file = await keep();
    for (const url of [`/public/${newId()}/logo.png`, '/public/logo/logo.png', `/public/${file.id}/../x`]) expect((await fetchUrl(url)).statusCode, url).toBe(404);
    expect((await fetchUrl(`/private/${file.id}/logo.png`, { headers: { authorization: tenant.token } })).statusCode).toBe(404);
    expect((await fetchUrl(`/public/${newId()}/logo.png`)).json()).toEqual({ message: 'The requested resource could not be found' });
  });

  test('answers HEAD with the same headers and no body', async () => {
    const answer = await fetchUrl(fileUrl(await keep()), { method: 'HEAD' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-length': '18', 'content-type': 'image/png' });
    expect(answer.rawPayload.length).toBe(0);
  });

  test('answers 206 with a part, 416 outside, and 200 when the part was asked of another version', async () => {
    const url = fileUrl(await keep());
    const part = await fetchUrl(url, { headers: { range: 'bytes=8-11' } });
    expect(part.statusCode).toBe(206);
    expect(part.headers).toMatchObject({ 'content-range': 'bytes 8-11/18', 'content-length': '4' });
    expect(part.payload).toBe('0123');
    expect((await fetchUrl(url, { headers: { range: 'bytes=-2' } })).payload).toBe('89');
    const outside = await fetchUrl(url, { headers: { range: 'bytes=18-' } });
    expect(outside.statusCode).toBe(416);
    expect(outside.headers['content-range']).toBe('bytes */18');
    expect(outside.json()).toHaveProperty('message');
    expect((await fetchUrl(url, { headers: { range: 'bytes=8-11', 'if-range': '"other"' } })).statusCode).toBe(200);
  });

  test('answers 304 to whoever has it', async () => {
    const file = await keep();
    for (const tag of [`"${file.sha256}"`, `W/"${file.sha256}"`, `"x", "${file.sha256}"`, '*']) expect((await fetchUrl(fileUrl(file), { headers: { 'if-none-match': tag } })).statusCode).toBe(304);
    expect((await fetchUrl(fileUrl(file), { headers: { 'if-none-match': '"x"' } })).statusCode).toBe(200);
  });

  test('cannot be changed over HTTP', async () => {
    const answer = await fetchUrl(fileUrl(await keep()), { method: 'PUT' });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers.allow).toBe('GET, HEAD');
  });

  test('may be empty', async () => {
    const answer = await fetchUrl(fileUrl(await keep({ content: Buffer.alloc(0), name: 'nothing.txt', mediaType: 'text/plain' })));
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.length).toBe(0);
  });
});

test.each([
  ['image/svg+xml; x', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.svg'],
  ['text/html', '<script>alert(1)</script>', 'a.html'],
  ['application/pdf', '%PDF-1.7', 'a.pdf'],
  ['image/png', '<script>alert(1)</script>', 'a.png'],
  ['text/javascript', 'alert(1)', 'a.js'],
])('what is not a picture is only ever a download: %s', async (mediaType, content, name) => {
  const answer = await fetchUrl(fileUrl(await keep({ content: Buffer.from(content), mediaType, name })));
  expect(answer.headers['content-type']).toBe('application/octet-stream');
  expect(answer.headers['content-disposition']).toMatch(/^attachment; /);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
});

test('the name in the header is quoted, and told in full in its extended form', async () => {
  const answer = await fetchUrl(fileUrl(await keep({ name: '../a\r\nb"\u202Eå\'(1).png' })));
  expect(answer.headers['content-disposition']).toBe(`inline; filename="ab_'(1).png"; filename*=UTF-8''ab%C3%A5%27%281%29.png`);
});

describe('a private file', () => {
  const secret = (): Promise<FileRow> => keep({ visibility: 'private' });

  test('is fetched with a token of its organization, bare or as Bearer', async () => {
    const url = fileUrl(await secret());
    for (const authorization of [tenant.token, `Bearer ${tenant.token}`, `bearer  ${tenant.token}`]) {
      const answer = await fetchUrl(url, { headers: { authorization } });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['cache-control']).toBe('private, no-cache');
    }
  });

  test('is a 401 without a token, with a wrong one, or with the token in the query', async () => {
    const url = fileUrl(await secret());
    for (const headers of [{}, { authorization: 'Bearer parley_0000000000_00000000000000000000000000000000' }, { authorization: '' }] as Record<string, string>[]) {
      const answer = await fetchUrl(url, { headers });
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toEqual({ message: 'Unauthorized' });
    }
    expect((await fetchUrl(`${url}?token=${tenant.token}`)).statusCode).toBe(401);
  });

  test('is a 401 for a token that is held to other things', async () => {
    const file = await secret();
    const limited = async (...scopes: string[]): Promise<number> => {
      const authorization = await createToken(parley.ctx.db, parley.clock, { organizationId: tenant.organizationId, personId: tenant.adminId, name: 'limited', scopes });
      return (await fetchUrl(fileUrl(file), { headers: { authorization } })).statusCode;
    };
    expect(await limited('Tags:write')).toBe(401);
    expect(await limited('read')).toBe(200);
    expect(await limited('Conversations:read')).toBe(200);
  });

  test('is for another organization the same 404 as one that does not exist', async () => {
    const other = await parley.tenant();
    const foreign = await fetchUrl(fileUrl(await secret()), { headers: { authorization: other.token } });
    const none = await fetchUrl(`/private/${newId()}/logo.png`, { headers: { authorization: other.token } });
    expect(foreign.statusCode).toBe(404);
    expect(foreign.payload).toBe(none.payload);
  });

  test('is not served under /public', async () => {
    const file = await secret();
    expect((await fetchUrl(`/public/${file.id}/logo.png`)).statusCode).toBe(404);
  });
});

test('a link ends with the removal of its file, and the bytes go too', async () => {
  const messageId = newId();
  const file = await keep({ messageId });
  await parley.ctx.db.transaction((tx) => removeFilesOfMessages(parley.ctx, tx, tenant.organizationId, [messageId]));
  expect((await fetchUrl(fileUrl(file))).statusCode).toBe(404);
  expect(await bytesOf(file)).toBeDefined();
  await parley.ctx.timers.runDue();
  expect(await bytesOf(file)).toBeUndefined();
});

test('a removal that is rolled back leaves file and bytes', async () => {
  const messageId = newId();
  const file = await keep({ messageId });
  const work = parley.ctx.db.transaction(async (tx) => {
    await removeFilesOfMessages(parley.ctx, tx, tenant.organizationId, [messageId]);
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  await parley.ctx.timers.runDue();
  expect((await fetchUrl(fileUrl(file))).statusCode).toBe(200);
});

test('bytes whose row cannot be written are taken back', async () => {
  const organizationId = newId();
  await expect(keep({ organizationId })).rejects.toThrow(/foreign key/);
  expect(await readdir(path.join(folder, 'files', organizationId))).toEqual([]);
});
