import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWireHouse, type WireHouse } from './house.ts';
import { exchange } from './socket.ts';

/** How HTTP libraries send a body. Each of these reaches the call as the plain one does. */
let house: WireHouse;
let notes: string;
beforeAll(async () => {
  house = await startWireHouse();
  notes = `/beta/conversations/${await house.tenant.conversation()}/notes`;
});
afterAll(() => house.close());

const post = (body: string | Buffer, headers: Record<string, string> = {}) => house.send('POST', notes, { 'content-length': String(Buffer.byteLength(body)), ...headers }, body);
const said = async (answer: Promise<{ status: number; text: string }>): Promise<unknown> => {
  const { status, text } = await answer;
  return status === 200 ? JSON.parse(text).data.message : `${status} ${text}`;
};

describe('JSON is read under the type that curl and libraries give to a body of which nobody names it, and under none', () => {
  const types = ['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=utf-8', 'text/json', 'nonsense', 'application/json, application/json', ''];
  it.each(types)('%s', async (type) => {
    expect(await said(post('\n {"message":"Æøå"}', { 'content-type': type }))).toBe('Æøå');
  });

  it('an object with a fault in it is told as such', async () => {
    expect(await said(post('{"message":', { 'content-type': 'application/x-www-form-urlencoded' }))).toContain('400 {"message":"Decoding failure in request');
    expect(await said(post('{}', { 'content-type': 'application/x-www-form-urlencoded' }))).toContain('message is required');
  });
});

describe('a body is read in the charset that it names', () => {
  const text = '{"message":"Bjørn på vej"}';
  it.each([
    ['iso-8859-1', Buffer.from(text, 'latin1')],
    ['"ISO-8859-1"', Buffer.from(text, 'latin1')],
    ['windows-1252', Buffer.from(text, 'latin1')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-8', Buffer.from(text)],
    ['UTF8', Buffer.from(text)],
    ['of-my-own', Buffer.from(text)],
  ])('%s', async (charset, bytes) => {
    expect(await said(post(bytes, { 'content-type': `application/json; charset=${charset}` }))).toBe('Bjørn på vej');
  });
});

describe('a packed body', () => {
  const json = { 'content-type': 'application/json' };
  const text = '{"message":"packed"}';
  it.each([
    ['gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', Buffer.from(text)],
  ])('%s is unpacked', async (encoding, bytes) => {
    expect(await said(post(bytes, { ...json, 'content-encoding': encoding }))).toBe('packed');
  });

  it('that is not packed so, or not to its end, is a 400', async () => {
    expect(await said(post(text, { ...json, 'content-encoding': 'gzip' }))).toContain('400 {"message":"Decoding failure in request: the body is not gzip"');
    expect(await said(post(gzipSync(text).subarray(0, 20), { ...json, 'content-encoding': 'gzip' }))).toContain('400');
  });

  it('may be no larger unpacked than it may be plain, and is given up there', async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await said(post(bomb, { ...json, 'content-encoding': 'gzip' }))).toBe('413 {"message":"The request body is too large"}');
  });
});

it('chunks, Expect: 100-continue and HTTP/1.0 change nothing', async () => {
  const body = '{"message":"sent"}';
  const ask = (rest: string, version = '1.1'): Promise<string> =>
    exchange(house.port, `POST ${notes} HTTP/${version}\r\nHost: x\r\nAuthorization: ${house.tenant.token}\r\nContent-Type: application/json\r\nConnection: close\r\n${rest}`);
  const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  expect(await ask(`Transfer-Encoding: chunked\r\n\r\n${chunks}`)).toMatch(/^HTTP\/1\.1 200/);
  expect(await ask(`Content-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n${body}`)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
  expect(await ask(`Content-Length: ${body.length}\r\n\r\n${body}`, '1.0')).toMatch(/^HTTP\/1\.1 200[\s\S]*content-length: \d+/);
  // No chunk but the last, as some send a PUT without a body.
  const empty = await exchange(
    house.port,
    `PUT ${notes.replace('notes', 'close')} HTTP/1.1\r\nHost: x\r\nAuthorization: ${house.tenant.token}\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  );
  expect(empty).toMatch(/^HTTP\/1\.1 204/);
});
