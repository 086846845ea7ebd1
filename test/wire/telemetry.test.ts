import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  /** As the protocol writes them, made plain. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

const SERVER = 2;
const CLIENT = 3;
const FAILED = 2;

let parley: TestParley;
let us: Tenant;
let collector: Server;
let flush: () => Promise<void>;
let spans: Span[] = [];
const sent: string[] = [];

const plain = (attributes: readonly { key: string; value: Record<string, unknown> }[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** Takes spans as a collector does. */
function startCollector(): Promise<Server> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      sent.push(text);
      for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans)
        for (const { spans: some } of scopeSpans)
          spans.push(...some.map((span: Span & { attributes: never }) => ({ ...span, attributes: { ...plain(span.attributes), service: plain(resource.attributes)['service.name'] } })));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

beforeAll(async () => {
  collector = await startCollector();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  process.env.OTEL_SERVICE_NAME = 'parley-test';
  const preload = pathToFileURL(path.join(checkout, 'bin/telemetry.mjs')).href;
  ({ flush } = (await import(preload)) as { flush: typeof flush });
  parley = await startParley();
  us = await parley.tenant();
});
afterAll(async () => {
  await parley.close();
  collector.close();
});

/** The spans of what is done meanwhile. */
async function spansOf(work: () => Promise<unknown>): Promise<Span[]> {
  await flush();
  spans = [];
  await work();
  await flush();
  return spans;
}

/** Without what followers do meanwhile, which has traces of its own. */
function ofRequests(found: readonly Span[]): Span[] {
  const traces = new Set(found.filter((span) => span.kind === SERVER).map((span) => span.traceId));
  return found.filter((span) => traces.has(span.traceId));
}

test('a request is a span named by its operation, in the trace of its caller, and its statements lie inside', async () => {
  const conversation = await us.conversation();
  const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const work = () => us.call('POST', `/conversations/${conversation}/notes`, { message: 'Secret words' }, { traceparent: `00-${caller.traceId}-${caller.spanId}-01` });
  const found = ofRequests(await spansOf(work));
  const [request] = found.filter((span) => span.kind === SERVER);
  expect(request).toMatchObject({
    name: 'postConversationsConversationidNotes',
    traceId: caller.traceId,
    parentSpanId: caller.spanId,
    attributes: {
      service: 'parley-test',
      'parley.operation.id': 'postConversationsConversationidNotes',
      'parley.organization.id': us.organizationId,
      'parley.request.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'http.request.method': 'POST',
      'http.route': '/beta/conversations/{conversationId}/notes',
      'http.response.status_code': 200,
    },
  });
  const statements = found.filter((span) => span.kind === CLIENT);
  expect(statements.length).toBeGreaterThan(0);
  expect(found).toHaveLength(statements.length + 1);
  for (const statement of statements) expect(statement).toMatchObject({ traceId: caller.traceId, parentSpanId: request!.spanId, attributes: { 'db.system.name': 'postgresql' } });
  expect(statements.some((span) => String(span.attributes['db.query.text']).includes('INSERT INTO note'))).toBe(true);
});

test('a refusal is no failure and a defect is one; neither tells its message', async () => {
  await spansOf(() => us.call('GET', '/conversations/999999999'));
  const [request] = spans.filter((span) => span.kind === SERVER);
  expect(request!.name).toBe('getConversationsConversationid');
  expect(request!.attributes).toMatchObject({ 'http.response.status_code': 404, 'error.type': 'notFound' });
  expect(request!.status.code ?? 0).not.toBe(FAILED);
  await parley.ctx.db.pool.query('ALTER TABLE tag RENAME TO tag_away');
  const broken = ofRequests(await spansOf(() => us.call('GET', '/tags')));
  await parley.ctx.db.pool.query('ALTER TABLE tag_away RENAME TO tag');
  for (const span of broken) expect(span).toMatchObject({ status: { code: FAILED }, attributes: { 'error.type': '42P01' } });
  expect(broken.map((span) => span.kind).toSorted()).toEqual([SERVER, CLIENT]);
});

test('a tool call is a span too, and requests at the same time do not mix', async () => {
  const url = `${await parley.app.listen({ host: '127.0.0.1', port: 0 })}/mcp`;
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${us.token}` } } }));
  const asked = await spansOf(() => client.callTool({ name: 'get_tags', arguments: {} }));
  await client.close();
  const [tool] = asked.filter((span) => span.name === 'getTags');
  expect(tool).toMatchObject({ kind: 1, attributes: { 'parley.organization.id': us.organizationId } });
  const found = await spansOf(() => Promise.all(Array.from({ length: 5 }, () => us.call('GET', '/tags'))));
  const requests = found.filter((span) => span.kind === SERVER);
  expect(new Set(requests.map((span) => span.traceId)).size).toBe(5);
  for (const request of requests) {
    const inside = found.filter((span) => span.parentSpanId === request.spanId);
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.every((span) => span.traceId === request.traceId)).toBe(true);
  }
});

test('nothing that was sent, no token and no value of a statement is told', async () => {
  await spansOf(async () => {
    const id = (await us.call('POST', '/endusers', { displayName: 'Karen Blixen', email: 'karen@rungsted.example' })).body.data.id;
    await us.call('GET', `/endusers?email=karen@rungsted.example`);
    await us.call('PATCH', `/endusers/${id}`, { displayName: 'Isak Dinesen', email: 'not an address' });
  });
  expect(spans.length).toBeGreaterThan(5);
  const all = sent.join('\n');
  for (const secret of ['Secret words', 'Karen', 'karen@', 'Isak', 'not an address', us.token, us.token.split('_')[2]!]) expect(all).not.toContain(secret);
});

test('without its packages it says which, and how to get them', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-telemetry-'));
  cpSync(path.join(checkout, 'bin/telemetry.mjs'), path.join(folder, 'telemetry.mjs'));
  const run = (env: Record<string, string>): Promise<{ code: number; text: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, ['--import', pathToFileURL(path.join(folder, 'telemetry.mjs')).href, '-e', '0'], { env }, (error, _out, text) => resolve({ code: Number(error?.code ?? 0), text }));
    });
  expect(await run({})).toEqual({ code: 1, text: expect.stringMatching(/^parley\/telemetry needs packages that are not installed: npm install --no-save @opentelemetry\/api@[^\n]+\n$/) });
  expect(await run({ OTEL_SDK_DISABLED: 'true' })).toEqual({ code: 0, text: '' });
  rmSync(folder, { recursive: true });
});
