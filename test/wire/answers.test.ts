import { connect } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../server/main/operations.ts';
import { aliases } from '../../server/api/aliases.ts';
import { startWireHouse, table, type WireHouse } from './house.ts';
import { exchange, readAnswer, type RawAnswer } from './socket.ts';

let house: WireHouse;
beforeAll(async () => {
  house = await startWireHouse();
});
afterAll(() => house.close());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: string | Buffer, headers: Record<string, string> = json): Promise<RawAnswer> =>
  house.send('POST', path, { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body);

function expectFault(answer: RawAnswer, status: number): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  const body = JSON.parse(answer.text);
  expect(Object.keys(body)).toEqual(['message']);
  expect(body.message.length).toBeGreaterThan(5);
}

describe('W8: always JSON', () => {
  it('whatever is accepted', async () => {
    for (const accept of ['*/*', 'application/json, text/plain, */*', 'text/html', 'application/xml;q=0.1', '', 'nonsense', 'application/json;charset=utf-16']) {
      const answer = await house.send('GET', '/beta/organization', { accept });
      expect(answer.status, accept).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    }
  });

  it.each(['/', '/nothing', '/beta', '/beta/nothing', '/v1/tags/x/y/z', '/v2/tags', '/conversations/1', '/beta/conversations/1/nothing', '/openapi/beta', '/.env'])(
    '404 for the unknown path %s',
    async (path) => {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) expectFault(await house.send(method, path), 404);
    },
  );

  it('405 for a known path, with what it takes', async () => {
    const answer = await house.send('DELETE', '/beta/conversations/1/notes');
    expectFault(answer, 405);
    expect(answer.headers.allow).toBe('GET, HEAD, POST');
  });

  it.each(table)('405 lists %s', async (_name, operation) => {
    const shape = (path: string): string => path.replace(/\{[^}]+\}/g, '{}');
    const taken = new Set([...operations, ...aliases].filter(({ path }) => shape(path) === shape(operation.path)).map(({ method }) => method as string));
    const missing = ['PATCH', 'DELETE', 'PUT', 'POST', 'GET'].find((method) => !taken.has(method));
    if (missing === undefined) return;
    const answer = await house.send(missing, house.target(operation));
    expectFault(answer, 405);
    expect(answer.headers.allow!.split(', ')).toEqual(expect.arrayContaining([...taken]));
    expect(answer.headers.allow).not.toContain(missing);
  });

  it('413 for more than a megabyte, and not before', async () => {
    const body = (size: number): string => `{"name":"${'x'.repeat(size - 11)}"}`;
    expect((await post('/beta/tags', body(1024 * 1024))).status).not.toBe(413);
    expectFault(await post('/beta/tags', body(1024 * 1024 + 1)), 413);
    expectFault(await house.send('POST', '/beta/tags', { ...json, 'content-length': '99999999999' }), 413);
  });

  // Most clients write all of a body before they read the answer; a connection closed meanwhile hides it from them.
  const huge = Buffer.alloc(24 * 1024 * 1024, 'x');
  it('413 reaches a client that first writes a far larger body to its end', async () => {
    expectFault(await post('/beta/tags', huge), 413);
  });

  it('413 leaves the connection in use', async () => {
    const head = (method: string, rest: string): string => `${method} /beta/tags HTTP/1.1\r\nhost: x\r\nauthorization: ${house.tenant.token}\r\n${rest}\r\n`;
    const request = [Buffer.from(head('POST', `content-type: application/json\r\ncontent-length: ${huge.length}\r\n`)), huge, Buffer.from(head('GET', 'connection: close\r\n'))];
    expect((await exchange(house.port, Buffer.concat(request))).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('400 for too large an upload reaches the client too', async () => {
    const [before, behind] = ['--b\r\ncontent-disposition: form-data; name="files"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n', '\r\n--b--\r\n'];
    const answer = await post('/beta/knowledge/articles/attachments', Buffer.concat([Buffer.from(before), huge, Buffer.from(behind)]), { 'content-type': 'multipart/form-data; boundary=b' });
    expectFault(answer, 400);
    expect(answer.text).toContain('10 MB');
  });

  it('401 reaches it too', async () => {
    expectFault(await post('/beta/tags', huge, { ...json, authorization: 'wrong' }), 401);
  });

  it('an import may have ten', async () => {
    expect((await post('/beta/conversations/import', `{"x":"${'x'.repeat(2 * 1024 * 1024)}"}`)).status).toBe(400);
    expectFault(await house.send('POST', '/beta/conversations/import', { ...json, 'content-length': String(10 * 1024 * 1024 + 1) }), 413);
  });

  it.each(['text/plain', 'application/xml', 'application/octet-stream', 'multipart/form-data; boundary=x', 'application/jsonx'])('415 for a body of type %s, whatever is in it', async (type) => {
    expectFault(await post('/beta/tags', '{"name":"x"}', { 'content-type': type }), 415);
    expectFault(await post('/beta/tags', 'name=x', { 'content-type': type }), 415);
  });

  it('415 for a form, and for an encoding that nobody here knows', async () => {
    expectFault(await post('/beta/tags', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }), 415);
    expectFault(await post('/beta/tags', '{"name":"x"}', { ...json, 'content-encoding': 'zstd' }), 415);
  });

  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset=UTF-8', 'application/vnd.api+json'])('a body of type %s is read', async (type) => {
    expect((await post('/beta/tags', '{"name":"typed"}', { 'content-type': type })).status).toBe(200);
  });

  it('204 has no body and no type', async () => {
    const answer = await house.send('PUT', `/beta/conversations/${await house.tenant.conversation()}/close`);
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers).not.toHaveProperty('content-type');
  });

  it('429 says when to come back', async () => {
    const strict = await startWireHouse({ PARLEY_RATE_LIMIT: 'dixa' });
    try {
      const answers = await Promise.all(Array.from({ length: 12 }, () => strict.send('GET', '/beta/organization')));
      const refused = answers.find((answer) => answer.status === 429);
      expectFault(refused!, 429);
      expect(Number(refused!.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    } finally {
      await strict.close();
    }
  });

  it('also for what is not HTTP', async () => {
    for (const request of [
      'GET /beta/tags HTTP/1.1\r\nconnection: close\r\n\r\n',
      'NONSENSE\r\n\r\n',
      'GET / HTTP/9.9\r\nhost: x\r\n\r\n',
      `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      'POST /beta/tags HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n',
    ]) {
      const answer = readAnswer(await exchange(house.port, request));
      expect(answer.status, request.slice(0, 40)).toBeGreaterThanOrEqual(400);
      expect(answer.status, request.slice(0, 40)).toBeLessThan(500);
      expect(typeof JSON.parse(answer.text).message).toBe('string');
    }
  });
});

describe('W11: the connection', () => {
  it('is kept for the next request, after an error too', async () => {
    const socket = connect(house.port, '127.0.0.1');
    await once(socket, 'connect');
    const statuses: number[] = [];
    const ask = async (method: string, path: string, body = ''): Promise<void> => {
      socket.write(`${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: ${house.tenant.token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      let text = '';
      for (;;) {
        text += String((await once(socket, 'data'))[0]);
        const answer = readAnswer(text);
        if (text.includes('\r\n\r\n') && answer.text.length >= Number(answer.headers['content-length'] ?? 0)) {
          expect(answer.headers.connection).toBe('keep-alive');
          statuses.push(answer.status);
          return;
        }
      }
    };
    await ask('GET', '/beta/organization');
    await ask('POST', '/beta/tags', '{nonsense');
    await ask('GET', '/beta/nothing');
    await ask('DELETE', '/beta/conversations/1/notes');
    await ask('POST', '/beta/tags', '{"name":"kept"}');
    expect(statuses).toEqual([200, 400, 404, 405, 200]);
    socket.destroy();
  });

  it('ends after the answer when the client wants it so, also after that of a tool', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
    const headers = { accept: 'application/json, text/event-stream', 'content-type': 'application/json', 'content-length': String(body.length) };
    // Both wait until the server closes the connection.
    expect(await house.send('POST', '/mcp', headers, body)).toMatchObject({ status: 200, text: expect.stringContaining('"id":1') });
    expect(await house.send('GET', '/beta/organization')).toMatchObject({ status: 200 });
  });

  it('carries plain text unless something else was asked for', async () => {
    expect((await house.send('GET', '/beta/organization')).headers).not.toHaveProperty('content-encoding');
  });

  it('HEAD answers as GET does, without the body', async () => {
    const [get, head] = [await house.send('GET', '/beta/organization'), await house.send('HEAD', '/beta/organization')];
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });
});
