import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { createConversation } from '../conversations/create.ts';
import { importConversation } from '../conversations/import.ts';
import { addMessage } from '../messages/actions.ts';
import { OutboundFailed, OutboundRefused } from '../../platform/outbound/outbound.ts';
import { canTryAgain, isWorthCopying, NoFile, waitAfter } from './rules.ts';

let folder: string;
let parley: TestParley;
let tenant: Tenant;
let actor: Actor;
let requesterId: string;
let widgetId: string;
let host: string;
const files = new Map<string, RequestListener>();
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url!);
  const listener = files.get(request.url!);
  if (listener) listener(request, response);
  else response.writeHead(404).end();
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-attachments-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  parley = await startParley({ PARLEY_DATA_DIR: folder, PARLEY_OUTBOUND_ALLOW: '127.0.0.1/32' });
  tenant = await parley.tenant();
  actor = { organizationId: tenant.organizationId, personId: tenant.adminId, tokenId: newId(), scopes: [] };
  requesterId = await tenant.endUser({ email: 'ida@customer.example' });
  widgetId = newId();
  await parley.ctx.db.execute(sql`INSERT INTO chat_widget (organization_id, id, name, created_at) VALUES (${tenant.organizationId}, ${widgetId}, 'Site', ${parley.clock.now().toISOString()})`);
});
afterAll(async () => {
  await parley.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('picture')]);
const text = { _type: 'Text', value: 'See the picture' } as const;

function serve(name: string, listener: RequestListener = (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(png)): string {
  files.set(`/${name}`, listener);
  return `${host}/${name}`;
}

/** A chat with one message that names these files. */
async function chatWith(...attachments: { url: string; prettyName?: string }[]): Promise<number> {
  return await createConversation(parley.ctx, actor, { _type: 'Chat', requesterId, widgetId, message: { _type: 'Inbound', content: text, attachments } });
}

/** Lets follower, timers and downloads do what is due by now. */
async function work(): Promise<void> {
  expect(await parley.ctx.events.caughtUp('attachments', 5000)).toBe(true);
  await parley.ctx.timers.runDue();
  await parley.work.attachments.idle();
}

async function attachmentsOf(conversationId: number): Promise<{ url: string; prettyName?: string }[]> {
  const row = await parley.ctx.db.maybe<{ list: { url: string }[] }>(
    sql`SELECT attributes -> 'attachments' AS list FROM message WHERE organization_id = ${tenant.organizationId} AND conversation_id = ${conversationId}`,
  );
  return row!.list;
}

const failuresOf = async (conversationId: number): Promise<Record<string, unknown>[]> =>
  (await parley.ctx.db.query<{ data: Record<string, unknown> }>(sql`SELECT data FROM event WHERE conversation_id = ${conversationId} AND type = 'AttachmentFailed'`)).map((row) => row.data);

test('a message shows the URL it came with at once, and our private copy soon after', async () => {
  const url = serve('a%20picture.png?x=1');
  const id = await chatWith({ url, prettyName: 'receipt.png' }, { url });
  expect(await attachmentsOf(id)).toEqual([{ url, prettyName: 'receipt.png' }, { url }]);
  await work();
  const [named, unnamed] = await attachmentsOf(id);
  expect(named).toEqual({ url: expect.stringMatching(/^\/private\/[0-9a-f-]{36}\/receipt\.png$/), prettyName: 'receipt.png' });
  expect(unnamed!.url).toMatch(/\/a%20picture\.png$/);
  const answer = await parley.app.inject({ url: named!.url, headers: { authorization: tenant.token } });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('image/png');
  expect(answer.rawPayload.equals(png)).toBe(true);
  expect((await parley.app.inject({ url: named!.url })).statusCode).toBe(401);
});

test('messages added later and imported ones are copied too', async () => {
  const id = await chatWith();
  const url = serve('later.png');
  await addMessage(parley.ctx, actor, id, { _type: 'Outbound', agentId: tenant.adminId, content: text, attachments: [{ url }] });
  const imported = await importConversation(parley.ctx, { actor, version: 'beta' }, {
    genericChannelName: 'chat',
    requesterId,
    direction: 'Inbound',
    createdAt: '2025-01-01T00:00:00Z',
    messages: [{ _type: 'InboundImport', createdAt: '2025-01-01T00:00:00Z', content: text, attachments: [{ url }] }],
  } as never);
  await work();
  const rows = await parley.ctx.db.query<{ url: string }>(sql`
    SELECT attributes #>> '{attachments,0,url}' AS url FROM message WHERE conversation_id = ANY(${[id, imported.id]}) AND jsonb_array_length(attributes -> 'attachments') > 0`);
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row.url).toMatch(/^\/private\//);
});

describe('a copy that fails', () => {
  test('is tried again later, and the files that came are not fetched twice', async () => {
    const good = serve('good.png');
    let broken = true;
    const flaky = serve('flaky.png', (_request, response) => void response.writeHead(broken ? 503 : 200).end(png));
    const id = await chatWith({ url: flaky }, { url: good });
    await work();
    expect((await attachmentsOf(id)).map((file) => file.url)).toEqual([flaky, expect.stringMatching(/^\/private\//)]);
    broken = false;
    asked.length = 0;
    await work();
    expect(asked).toEqual([]);
    parley.clock.advance(31_000);
    await work();
    expect(asked).toEqual(['/flaky.png']);
    expect((await attachmentsOf(id))[0]!.url).toMatch(/^\/private\//);
    expect(await failuresOf(id)).toEqual([]);
  });

  test('is given up after the last try: the URL stays, the log says so', async () => {
    const url = serve('never.png', (_request, response) => void response.writeHead(500).end());
    const id = await chatWith({ url });
    for (const wait of [0, 31_000, 121_000, 601_000, 3_601_000]) {
      expect(await failuresOf(id)).toEqual([]);
      parley.clock.advance(wait);
      await work();
    }
    expect(await failuresOf(id)).toEqual([{ messageId: expect.any(String), indexes: [0] }]);
    expect((await attachmentsOf(id))[0]!.url).toBe(url);
    asked.length = 0;
    parley.clock.advance(24 * 3_600_000);
    await work();
    expect(asked).toEqual([]);
  });

  test.each([
    ['is not there', (): string => `${host}/missing.png`],
    ['redirects to a private address', (): string => serve('redirect', (_request, response) => void response.writeHead(302, { location: 'http://169.254.169.254/' }).end())],
    ['is larger than 25 MB', (): string => serve('large', (_request, response) => void response.end(Buffer.alloc(25 * 1024 * 1024 + 1)))],
  ])('is given up at once when the file %s', async (_name, make) => {
    const url = make();
    const id = await chatWith({ url });
    await work();
    expect(await failuresOf(id)).toHaveLength(1);
    expect((await attachmentsOf(id))[0]!.url).toBe(url);
  });
});

test('a message that is anonymized while its file is on the way gets no file', async () => {
  let id = 0;
  const url = serve('slow.png', (_request, response) => {
    const gone = sql`UPDATE message SET anonymized_at = now(), attributes = '{"attachments": []}' WHERE organization_id = ${tenant.organizationId} AND conversation_id = ${id}`;
    void parley.ctx.db.execute(gone).then(() => response.end(png));
  });
  id = await chatWith({ url });
  const count = async (): Promise<number> => (await parley.ctx.db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM file`))!.count;
  const before = await count();
  await work();
  expect(await count()).toBe(before);
  expect(await attachmentsOf(id)).toEqual([]);
});

test('a message whose process died is taken up again when its lease is over', async () => {
  const url = serve('lease.png');
  const id = await chatWith({ url });
  await parley.ctx.events.caughtUp('attachments', 5000);
  // What a process leaves behind that took the message and died: the timer, set again as a lease.
  await parley.ctx.db.execute(sql`UPDATE timer SET due_at = ${new Date(parley.clock.now().getTime() + 600_000).toISOString()} WHERE kind = 'copy-attachments'`);
  await work();
  expect((await attachmentsOf(id))[0]!.url).toBe(url);
  parley.clock.advance(600_000);
  await work();
  expect((await attachmentsOf(id))[0]!.url).toMatch(/^\/private\//);
  expect(await parley.ctx.db.query(sql`SELECT id FROM timer WHERE kind = 'copy-attachments'`)).toEqual([]);
});

describe('a file that can never be fetched is refused before anything is written', () => {
  const never = [
    'ftp://shop.example/a.png',
    'file:///etc/passwd',
    'a.png',
    'https://user:secret@shop.example/a.png',
    'http://10.0.0.1/a.png',
    'http://[::1]/a.png',
    'http://169.254.169.254/a',
    'http://2130706434/',
  ];

  test.each(never)('on create and add: %s', async (url) => {
    await expect(chatWith({ url })).rejects.toMatchObject({ status: 400, message: expect.stringMatching(/^Failure to download attachment \(message\.attachments\[0\]\.url: /) });
    const id = await chatWith();
    await expect(addMessage(parley.ctx, actor, id, { _type: 'Inbound', content: text, attachments: [{ url }] })).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/^Failure to download attachment/),
    });
  });

  test('on import it is left out and reported, and the rest is kept', async () => {
    const messages = never.map((url, index) => ({
      _type: 'InboundImport',
      createdAt: '2025-01-01T00:00:00Z',
      content: text,
      externalId: `old-${index}`,
      attachments: [{ url }, { url: 'https://shop.example/ok.png' }],
    }));
    const outcome = await importConversation(parley.ctx, { actor, version: 'beta' }, {
      genericChannelName: 'chat',
      requesterId,
      direction: 'Inbound',
      createdAt: '2025-01-01T00:00:00Z',
      messages,
    } as never);
    expect(outcome.partialErrors).toEqual(never.map((_url, index) => ({ message: `Invalid attachment url in message. externalId: old-${index}` })));
    const rows = await parley.ctx.db.query<{ list: unknown[] }>(sql`SELECT attributes -> 'attachments' AS list FROM message WHERE conversation_id = ${outcome.id}`);
    for (const row of rows) expect(row.list).toEqual([{ url: 'https://shop.example/ok.png' }]);
  });
});

test('names that are reserved for examples are left alone: no request, no failure', async () => {
  const id = await chatWith({ url: 'https://files.example.com/a.png' }, { url: 'https://shop.example/a.png' });
  await work();
  expect(await failuresOf(id)).toEqual([]);
  expect(await parley.ctx.db.query(sql`SELECT id FROM timer WHERE kind = 'copy-attachments'`)).toEqual([]);
  expect(['https://a.test/x', 'https://example.org/', '/private/x/y', 'https://a.example./x'].map(isWorthCopying)).toEqual([false, false, false, false]);
  expect(['https://notexample.com/', 'https://example.com.evil.net/'].map(isWorthCopying)).toEqual([true, true]);
});

test('what can help another time is tried again, a refusal is not', () => {
  for (const error of [new OutboundFailed('timeout', ''), new OutboundFailed('connection', ''), new NoFile(502), new NoFile(429), new Error('disk full')]) expect(canTryAgain(error)).toBe(true);
  for (const error of [new OutboundRefused(''), new OutboundFailed('size', ''), new OutboundFailed('redirects', ''), new NoFile(404), new NoFile(302)]) expect(canTryAgain(error)).toBe(false);
  expect([1, 2, 3, 4, 5].map(waitAfter)).toEqual([30_000, 120_000, 600_000, 3_600_000, undefined]);
});
