import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';

let parley: TestParley;
let us: Tenant;
let port: number;
beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant();
  await parley.app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = parley.app.server.address() as AddressInfo);
});
afterAll(() => parley.close());

/** Sends requests over one connection, each when the one before has been answered to the `end`. @returns the answers. */
async function talk(requests: string[][], end = /\}/): Promise<string[]> {
  const socket = net.connect(port, '127.0.0.1');
  const answers: string[] = [];
  for (const lines of requests) {
    socket.write(lines.join('\r\n'));
    let text = '';
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
      if (end.test(text)) break;
    }
    answers.push(text);
  }
  socket.destroy();
  return answers;
}

const h2c = ['Host: parley', 'Upgrade: h2c', 'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA'];

test('a client that asks for HTTP/2 each time is answered over HTTP/1.1, a body is read too, and the connection is kept', async () => {
  const body = JSON.stringify({ name: 'upgraded', color: '#000000' });
  const head = ['Connection: Upgrade, HTTP2-Settings', ...h2c, `Authorization: ${us.token}`];
  const post = ['POST /beta/tags HTTP/1.1', ...head, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, '', body];
  const [posted, got] = await talk([post, ['GET /beta/tags HTTP/1.1', ...head, '', '']]);
  expect(posted).toMatch(/^HTTP\/1\.1 200 /);
  expect(got).toMatch(/^HTTP\/1\.1 200 [^]*"upgraded"/);
});

test('a WebSocket is opened at /live only; elsewhere the call is answered as usual', async () => {
  const head = ['Host: parley', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
  const token = `Authorization: ${us.token}`;
  const answer = async (path: string, ...more: string[]): Promise<string> => (await talk([[`GET ${path} HTTP/1.1`, ...head, ...more, '', '']]))[0]!;
  expect(await answer('/beta/organization', token)).toMatch(/^HTTP\/1\.1 200 /);
  expect(await answer('/lively', token)).toMatch(/^HTTP\/1\.1 404 /);
  expect(await answer('/live')).toMatch(/^HTTP\/1\.1 401 unauthorized\r\n[^]*\{"message":"Unauthorized"\}$/);
  expect(await answer('/live?since=nowhere', token)).toMatch(/^HTTP\/1\.1 400 /);
  expect(await answer('/live/?x=1', token)).toMatch(/^HTTP\/1\.1 101 [^]*"kind":"ready"/);
});

test('live events never come before an answer that is owed on the same connection', async () => {
  const head = ['Host: parley', `Authorization: ${us.token}`];
  const [text] = await talk([['GET /beta/organization HTTP/1.1', ...head, '', 'GET /live HTTP/1.1', ...head, '', '']], /\}[^]*\}$/);
  expect(text).toMatch(/^HTTP\/1\.1 200 [^]*"data"[^]*HTTP\/1\.1 400 /);
});
