// No secret reaches a log line, wherever in a request it stands and whatever comes of it, with the log at its most talkative.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { freshDatabase } from '../support/parley.ts';
import { Server, until } from '../crash/server.ts';
import { exchange, send } from './socket.ts';

let folder: string;
let server: Server;
let port: number;
let token: string;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-secrets-'));
  url = await freshDatabase();
  server = new Server(folder, 0, { DATABASE_URL: url, PARLEY_LOG_LEVEL: 'trace', PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8', PARLEY_RESPONSE_CHECK: 'warn' });
  port = Number(new URL(await server.ready()).port);
  token = server.token;
}, 120_000);
afterAll(async () => {
  await server.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const json = { 'content-type': 'application/json' };

test('a token and the secrets of webhooks are in no line of the log', { timeout: 60_000 }, async () => {
  const secrets = [token, 'hush-value', 'hush-password', 'hush-header', 'hush-cookie', 'hush-name'];
  const basic = Buffer.from(`x:${token}`).toString('base64');
  const requests: [string, string, Record<string, string>, string?][] = [
    ['GET', `/beta/tags?token=${token}&access_token=${token}`, {}],
    ['GET', `/beta/tags/${token}`, { authorization: token }],
    ['GET', `/beta/conversations/${token}`, { authorization: `Bearer ${token}` }],
    ['GET', `/${token}`, { authorization: `Basic ${basic}`, cookie: `session=hush-cookie; token=${token}` }],
    ['GET', `/v1/message_export?csids=${token}`, { authorization: `Basic ${basic}`, 'x-api-key': token }],
    ['GET', `/live?token=${token}`, { accept: 'text/event-stream' }],
    ['GET', `/live?since=${token}`, { authorization: token, accept: 'text/event-stream' }],
    ['POST', '/beta/tags', { authorization: token, ...json }, `{"name": "${token}"`],
    ['POST', '/beta/tags', { authorization: token, ...json }, JSON.stringify({ name: 7, token, password: 'hush-password' })],
    ['POST', '/beta/tags', { authorization: token, 'content-type': `text/${token}` }, 'x'],
    ['POST', '/beta/tags', { authorization: token, 'idempotency-key': token, ...json }, JSON.stringify({ name: 'with a key' })],
    ['POST', '/beta/tags', { authorization: `${token}x`, ...json }, JSON.stringify({ name: 'x' })],
    ['DELETE', '/beta/tags', { authorization: token }],
    ['POST', '/mcp', { authorization: token, accept: 'application/json, text/event-stream', ...json }, JSON.stringify({ jsonrpc: '2.0', id: 1, method: token, params: { token } })],
    [
      'POST',
      '/beta/webhooks',
      { authorization: token, ...json },
      JSON.stringify({
        name: 'x',
        url: 'http://127.0.0.1:1/',
        events: ['TagCreated', 'ConversationNoteAdded'],
        authorization: { _type: 'TokenAuth', value: 'hush-value' },
        headers: { 'X-Secret': 'hush-header' },
      }),
    ],
    [
      'POST',
      '/beta/webhooks',
      { authorization: token, ...json },
      JSON.stringify({ name: 'x', url: `http://x:hush-password@127.0.0.1/?${token}`, events: [], authorization: { _type: 'Basic', password: 'hush-password' } }),
    ],
  ];
  const statuses: number[] = [];
  for (const [method, target, headers, body = ''] of requests) {
    const answer = await send(port, method, target, { ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }), ...headers }, body).catch(() =>
      expect.fail(`${method} ${target}`),
    );
    statuses.push(answer.status);
  }
  expect(statuses.every((status) => status >= 200 && status < 500)).toBe(true);
  await exchange(port, `GET /beta/tags HTTP/1.1\r\nauthorization : ${token}\r\n\r\n`);
  await exchange(port, `GET /beta/tags HTTP/1.1\r\nhost: x\r\nauthorization: ${token}\r\nx: ${token.repeat(600)}\r\n\r\n`);
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live?token=${token}`, ['parley.live', `bearer.${token}x`]);
  await new Promise((resolve) => socket.on('error', resolve).on('open', resolve));
  socket.terminate();

  // A failure of the database says the most: it repeats the row that it refuses.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`ALTER TABLE tag ADD CONSTRAINT no_such_names CHECK (name !~ '^(hush|parley)')`);
  await client.end();
  const lines = (): string[] => server.errors.split('\n').filter((line) => line !== '');
  for (const name of ['hush-name', token]) {
    const body = JSON.stringify({ name });
    expect((await send(port, 'POST', '/beta/tags', { authorization: token, ...json, 'content-length': String(body.length) }, body)).status).toBe(500);
  }
  await until('the log tells of it', () => (lines().some((line) => line.includes('no_such_names')) ? true : undefined));
  expect(await server.end('SIGTERM')).toBe(0);
  const said = server.errors + server.output.replace(/parley_\w{10}_\w{32}/g, '');
  for (const secret of secrets) expect(said.includes(secret), secret.slice(0, 12)).toBe(false);
  // In other clothes neither.
  for (const disguised of [basic, encodeURIComponent(basic), token.slice(-32)]) expect(said.includes(disguised)).toBe(false);
  // Nobody writes a line of his own into the log.
  for (const line of lines()) expect(() => JSON.parse(line) as unknown, line.slice(0, 200)).not.toThrow();
});
