// Attacks through URLs that a caller names, for the two features that fetch them: webhooks and attachments. How addresses
// are read is tested with the guard; here, that nothing gets past it, by any call, at any time.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/base/ids.ts';
import { sql } from '../../server/platform/db/database.ts';
import { Outbound, type OutboundAnswer, type OutboundRequest } from '../../server/platform/outbound/outbound.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

const MB = 1024 * 1024;
/** What a server waits for at most. */
const LONGEST_MS = 15_000;

/** Looks names up as the test says, and loses patience sooner; all else is the way out of every Parley. */
class TestOutbound extends Outbound {
  readonly asked: OutboundRequest[] = [];
  patienceMs = LONGEST_MS;

  override request(request: OutboundRequest): Promise<OutboundAnswer> {
    this.asked.push(request);
    return super.request({ ...request, timeoutMs: Math.min(request.timeoutMs, this.patienceMs) });
  }
}

const names: Record<string, () => string[]> = {};
const lookups: string[] = [];
const outboundTo = (...allow: string[]): TestOutbound =>
  new TestOutbound({
    allow,
    resolve: async (host) => {
      lookups.push(host);
      return (names[host]?.() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
  });

const servers: Server[] = [];
const reached: string[] = [];

/** A server that must not be reached, or one that answers ill. @returns its port. */
async function serve(address: string, answer: RequestListener = (_request, response) => void response.end('inside')): Promise<number> {
  const server = createServer((request, response) => {
    reached.push(`${address}${request.url}`);
    request.resume();
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return (server.address() as AddressInfo).port;
}

let folder: string;
/** As it is by default: nothing private is open. */
let closed: TestParley;
/** With one address open, where the attacker's server stands. */
let open: TestParley;
let out: TestOutbound;
let port: number;

interface Shop {
  readonly parley: TestParley;
  readonly tenant: Tenant;
  readonly requesterId: string;
  readonly widgetId: string;
}
let [shut, shop]: Shop[] = [];

async function shopOf(parley: TestParley): Promise<Shop> {
  const tenant = await parley.tenant();
  const widgetId = newId();
  await parley.ctx.db.execute(sql`INSERT INTO chat_widget (organization_id, id, name, created_at) VALUES (${tenant.organizationId}, ${widgetId}, 'Site', now())`);
  return { parley, tenant, requesterId: await tenant.endUser(), widgetId };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'parley-outbound-'));
  const env = { PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_DATA_DIR: folder };
  closed = await startParley(env, { outbound: outboundTo() });
  out = outboundTo('127.0.0.1/32');
  open = await startParley(env, { outbound: out });
  [shut, shop] = [await shopOf(closed), await shopOf(open)];
  port = await serve('127.0.0.1');
});
beforeEach(() => {
  reached.length = 0;
  lookups.length = 0;
});
afterAll(async () => {
  await Promise.all([closed.close(), open.close()]);
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  rmSync(folder, { recursive: true, force: true });
});

const content = { _type: 'Text', value: 'See the picture' };
const chat = ({ requesterId, widgetId }: Shop, ...urls: string[]) => ({
  _type: 'Chat',
  requesterId,
  widgetId,
  message: { _type: 'Inbound', content, attachments: urls.map((url) => ({ url })) },
});

/** A webhook to the URL is told of a note. @param past the URL was taken once, as settings or names were others then. @returns what its log says. */
async function hook({ parley, tenant }: Shop, url: string, past = false): Promise<{ success: boolean; responseCode: number; responseText: string }> {
  const { body } = await tenant.call('POST', '/webhooks', { name: 'Hook', url: past ? 'https://receiver.example/' : url, events: ['ConversationNoteAdded'] });
  const { id } = body.data;
  if (past) await parley.ctx.db.execute(sql`UPDATE webhook_subscription SET url = ${url} WHERE id = ${id}`);
  await tenant.call('POST', `/conversations/${await tenant.conversation()}/notes`, { message: 'x' });
  expect(await parley.ctx.events.caughtUp('webhooks', 10_000)).toBe(true);
  await parley.work.deliverer.runDue();
  const { data } = (await tenant.call('GET', `/webhooks/${id}/delivery-status/logs/ConversationNoteAdded`)).body;
  expect((await tenant.call('DELETE', `/webhooks/${id}`)).status).toBe(204);
  return data[0].deliveryDetail;
}

/** A message names the URL as a file, and is worked off. @returns the URL that the message then shows, and what the log says. */
async function attach(at: Shop, url: string, past = false): Promise<{ url: string; failures: Record<string, unknown>[] }> {
  const { parley, tenant } = at;
  const answer = await tenant.call('POST', '/conversations', chat(at, past ? 'https://files.shop/a.png' : url));
  expect(answer.status).toBe(201);
  const { id } = answer.body.data;
  if (past) {
    await parley.ctx.db.execute(
      sql`UPDATE message SET attributes = jsonb_set(attributes, '{attachments,0,url}', to_jsonb(${url}::text)) WHERE organization_id = ${tenant.organizationId} AND conversation_id = ${id}`,
    );
  }
  expect(await parley.ctx.events.caughtUp('attachments', 10_000)).toBe(true);
  await parley.ctx.timers.runDue();
  await parley.work.attachments.idle();
  const { data } = (await tenant.call('GET', `/conversations/${id}/messages`)).body;
  const failures = await parley.ctx.db.query<{ data: Record<string, unknown> }>(sql`SELECT data FROM event WHERE conversation_id = ${id} AND type = 'AttachmentFailed'`);
  return { url: data[0].attributes.attachments[0].url, failures: failures.map((row) => row.data) };
}

describe('by default a private address is refused by every call that takes a URL, and by every delivery and copy', () => {
  const forms: readonly (readonly [string, (port: number) => string])[] = [
    ['loopback', (at) => `http://127.0.0.1:${at}/`],
    ['another loopback', (at) => `http://127.1.2.3:${at}/`],
    ['a short form', (at) => `http://127.1:${at}/`],
    ['a decimal', (at) => `http://2130706433:${at}/`],
    ['an octal', (at) => `http://0177.0.0.1:${at}/`],
    ['a hexadecimal', (at) => `http://0x7f000001:${at}/`],
    ['full-width digits', (at) => `http://１２７.0.0.1:${at}/`],
    ['nowhere', (at) => `http://0.0.0.0:${at}/`],
    ['its name', (at) => `http://localhost:${at}/`],
    ['a name below its name', (at) => `http://a.LOCALHOST.:${at}/`],
    ['IPv6 loopback', (at) => `http://[::1]:${at}/`],
    ['IPv4 in IPv6', (at) => `http://[::ffff:127.0.0.1]:${at}/`],
    ['IPv4 in IPv6, in hexadecimal', (at) => `http://[::ffff:7f00:1]:${at}/`],
    ['IPv4 behind NAT64', (at) => `http://[64:ff9b::7f00:1]:${at}/`],
    ['link-local', () => 'http://169.254.10.10/'],
    ['the metadata of a cloud', () => 'http://169.254.169.254/latest/meta-data/'],
    ['the metadata, over IPv6', () => 'http://[fd00:ec2::254]/'],
    ['link-local over IPv6', () => 'http://[fe80::1]/'],
    ['a private network', () => 'http://10.0.0.1/'],
    ['a carrier network', () => 'http://100.64.0.1/'],
    ['a file', () => 'file:///etc/passwd'],
    ['gopher', (at) => `gopher://127.0.0.1:${at}/_GET`],
    ['a host behind a user name', (at) => `http://receiver.shop@127.0.0.1:${at}/`],
    ['credentials', () => 'https://admin:secret@receiver.shop/'],
  ];

  test.each(forms)('%s', async (_name, form) => {
    const url = form(port);
    const { tenant, requesterId } = shut!;
    const { id } = (await tenant.call('POST', '/webhooks', { name: 'Good', url: 'https://receiver.shop/', events: [] })).body.data;
    const conversation = await tenant.conversation();
    const message = { content, createdAt: '2025-01-01T00:00:00Z', _type: 'InboundImport', attachments: [{ url }], externalId: 'old' };
    const refused = [
      await tenant.call('POST', '/webhooks', { name: 'Bad', url, events: [] }),
      await tenant.call('PATCH', `/webhooks/${id}`, { url }),
      await tenant.call('POST', '/conversations', chat(shut!, url)),
      await tenant.call('POST', `/conversations/${conversation}/messages`, { _type: 'Inbound', content, attachments: [{ url }] }),
    ];
    expect(refused.map((answer) => answer.status)).toEqual([400, 400, 400, 400]);
    const imported = await tenant.call('POST', '/conversations/import', {
      genericChannelName: 'chat',
      requesterId,
      direction: 'Inbound',
      createdAt: '2025-01-01T00:00:00Z',
      messages: [message],
      _type: 'GenericConversationImport',
    });
    expect(imported.text).not.toContain(url);
    // What the database holds from other days is looked at again.
    expect(await hook(shut!, url, true)).toMatchObject({ success: false, responseCode: 0 });
    const { url: shown, failures } = await attach(shut!, url, true);
    expect(shown).toBe(url);
    if (url.startsWith('http')) expect(failures).toHaveLength(1);
    expect(reached).toEqual([]);
  });
});

describe('a name', () => {
  test.each([
    ['that leads inside', ['127.0.0.1']],
    ['that leads inside and outside', ['8.8.8.8', '127.0.0.1']],
    ['that leads inside over IPv6', ['::ffff:127.0.0.1']],
    ['that leads to the metadata', ['169.254.169.254']],
  ])('%s is refused when it is used, and what is said does not tell where it leads', async (_name, addresses) => {
    names['trap.shop'] = () => addresses;
    const detail = await hook(shut!, `http://trap.shop:${port}/`);
    expect(detail).toMatchObject({ success: false, responseCode: 0 });
    for (const address of addresses) expect(detail.responseText).not.toContain(address);
    expect((await attach(shut!, `http://trap.shop:${port}/`)).failures).toHaveLength(1);
    expect(reached).toEqual([]);
  });

  test('that changes its address after the check gains nothing: it is looked up once for each request', async () => {
    for (const send of [() => hook(shop!, `http://rebind.shop:${port}/`), () => attach(shop!, `http://rebind.shop:${port}/`)]) {
      lookups.length = 0;
      reached.length = 0;
      names['rebind.shop'] = () => (lookups.length === 1 ? ['127.0.0.1'] : ['127.0.0.2']);
      await send();
      expect(lookups).toEqual(['rebind.shop']);
      expect(reached).toEqual(['127.0.0.1/']);
    }
  });

  test('in other letters is read as the name that it is', async () => {
    names['xn--bcher-kva.shop'] = () => ['127.0.0.1'];
    expect(await hook(shut!, `http://bücher.shop:${port}/`)).toMatchObject({ success: false, responseCode: 0 });
    expect(lookups).toEqual(['xn--bcher-kva.shop']);
    expect(reached).toEqual([]);
  });

  test('is answered the same whether a port behind it is open or not: nothing was asked', async () => {
    names['scan.shop'] = () => ['127.0.0.1'];
    const texts = [await hook(shut!, `http://scan.shop:${port}/`), await hook(shut!, 'http://scan.shop:1/')].map((detail) => detail.responseText);
    expect(texts[0]).toBe(texts[1]);
    const failures = [await attach(shut!, `http://scan.shop:${port}/a`), await attach(shut!, 'http://scan.shop:1/a')].map(({ failures: [one] }) => Object.keys(one!));
    expect(failures[0]).toEqual(failures[1]);
    expect(reached).toEqual([]);
  });
});

describe('an answer', () => {
  const forms: readonly (readonly [string, (inner: number) => string])[] = [
    ['a private address', (inner) => `http://127.0.0.2:${inner}/`],
    ['the metadata', () => 'http://169.254.169.254/'],
    ['a name that leads inside', (inner) => `http://inner.shop:${inner}/`],
    ['a file', () => 'file:///etc/passwd'],
  ];

  test.each(forms)('that sends on to %s is not followed there', async (_name, form) => {
    names['inner.shop'] = () => ['127.0.0.2'];
    const inner = await serve('127.0.0.2');
    const outer = await serve('127.0.0.1', (_request, response) => void response.writeHead(302, { location: form(inner) }).end());
    const url = `http://127.0.0.1:${outer}/`;
    expect(await hook(shop!, url)).toMatchObject({ success: false, responseCode: 302 });
    const { url: shown, failures } = await attach(shop!, url);
    expect([shown, failures.length]).toEqual([url, 1]);
    expect(reached).toEqual(['127.0.0.1/', '127.0.0.1/']);
  });

  test.each<[string, RequestListener]>([
    ['never begins', () => undefined],
    [
      'drips',
      (_request, response) => {
        const drip = setInterval(() => response.write('a'), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('that %s ends with the time given to it, and keeps no place', async (_name, listener) => {
    const url = `http://127.0.0.1:${await serve('127.0.0.1', listener)}/`;
    out.asked.length = 0;
    out.patienceMs = 300;
    expect(await hook(shop!, url)).toMatchObject({ success: false, responseCode: 0 });
    // Tried again later, so it is no failure yet.
    expect(await attach(shop!, url)).toEqual({ url, failures: [] });
    expect(out.asked.map((request) => request.timeoutMs > 0 && request.timeoutMs <= LONGEST_MS)).toEqual([true, true]);
    out.patienceMs = LONGEST_MS;
    expect(await hook(shop!, `http://127.0.0.1:${port}/`)).toMatchObject({ success: true });
  });

  const bomb = gzipSync(Buffer.alloc(40 * MB, 'x'));
  const kept = async (): Promise<number> => (await open.ctx.db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM file`))!.count;

  test.each<[string, RequestListener]>([
    [
      'is endless',
      (_request, response) => {
        const chunk = Buffer.alloc(256 * 1024, 'x');
        const more = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on('drain', more);
        more();
      },
    ],
    ['unpacks into much', (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)],
  ])('that %s is read up to a limit', async (_name, listener) => {
    const url = `http://127.0.0.1:${await serve('127.0.0.1', listener)}/`;
    const before = await kept();
    expect(await hook(shop!, url)).toMatchObject({ success: true, responseText: 'x'.repeat(1024) });
    const { url: shown, failures } = await attach(shop!, url);
    expect([shown, failures.length]).toEqual([url, 1]);
    expect(await kept()).toBe(before);
  });
});

test('a picture of a person is shown and never fetched', async () => {
  const { tenant, parley } = shop!;
  out.asked.length = 0;
  const avatarUrl = `http://127.0.0.1:${port}/face.png`;
  expect(await tenant.call('POST', '/endusers', { displayName: 'Ida', avatarUrl })).toMatchObject({ status: 201 });
  expect(await tenant.call('POST', '/agents', { displayName: 'Bo', email: 'bo@shop.example', avatarUrl })).toMatchObject({ status: 201 });
  expect(await parley.ctx.events.allCaughtUp(10_000)).toBe(true);
  await parley.ctx.timers.runDue();
  expect([reached, out.asked]).toEqual([[], []]);
});
