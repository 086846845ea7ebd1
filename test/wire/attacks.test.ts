import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../support/shops.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';
import { exchange } from './socket.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant();
  them = await parley.tenant();
});
afterAll(() => parley.close());

describe('a key of a page', () => {
  const lists = [
    '/agents',
    '/endusers',
    '/templates',
    '/knowledge/collections',
    '/knowledge/articles',
    '/knowledge/categories',
    '/conversations/activitylog',
    '/search/conversations?query=bike',
    '/analytics/metrics',
    '/analytics/records',
    '/analytics/filter/channel',
  ];

  it('that was tampered with shows nothing of others and breaks nothing', async () => {
    const [shop, other] = [await openShop(parley, 'pager'), await openShop(parley, 'paged')];
    const get = (token: string, url: string) => parley.app.inject({ url: `/beta${url}`, headers: { authorization: token } });
    const seen: string[] = [];
    for (const list of lists) {
      const [path] = list.split('?');
      const next = (await get(shop.token, `${list}${list.includes('?') ? '&' : '?'}pageLimit=1`)).json().meta?.next as string | undefined;
      if (next === undefined) continue;
      seen.push(list);
      const key = new URL(next, 'http://x').searchParams.get('pageKey')!;
      if (!['/analytics/metrics', '/analytics/records'].includes(list)) expect((await get(other.token, `${path}?pageKey=${key}`)).statusCode, list).toBe(400);
      // Cut, grown or with something in the middle it is no key; filled up as some encoders do it is the same.
      for (const broken of [key.slice(0, -1), `${key}A`, `${key.slice(0, 9)}!${key.slice(9)}`, `${key}%00`])
        expect((await get(shop.token, `${path}?pageKey=${broken}`)).statusCode, `${list} ${broken}`).toBe(400);
      expect((await get(shop.token, `${path}?pageKey=${key}${'='.repeat((4 - (key.length % 4)) % 4)}`)).statusCode, list).toBe(200);
      const content = JSON.parse(Buffer.from(key, 'base64url').toString('utf8'));
      const forged = [
        ...[
          {},
          [],
          { filters: 1 },
          { email: {}, phone: [] },
          { from: 'x', to: 7 },
          { query: { value: {} }, filters: { strategy: 'x', conditions: [{}] } },
          { organizationId: other.organizationId },
        ].map((f) => ({ ...content, f })),
        ...[[], ['x'], [1, 2, 3, 4], ["'; DROP TABLE person; --", 'x'], [1e300, -1], ['2026-13-45', 'x']].map((k) => ({ ...content, k })),
        { ...content, n: 1e9 },
        { ...content, n: -1 },
        { ...content, d: 'x' },
      ];
      for (const one of forged) {
        const answer = await get(shop.token, `${path}?pageKey=${Buffer.from(JSON.stringify(one)).toString('base64url')}`);
        expect(answer.statusCode, `${list} ${JSON.stringify(one)}: ${answer.payload}`).toBeLessThan(500);
        expect(answer.payload).not.toContain('paged.example');
        expect(answer.payload).not.toContain(other.organizationId);
      }
    }
    expect(seen.length).toBeGreaterThan(5);
  });
});

it('nobody gets a role, another organization or another id by naming it', async () => {
  const more = { roles: ['Admin', 'SystemAdmin'], kind: 'Agent', organizationId: them.organizationId, organization_id: them.organizationId, id: them.adminId, createdAt: '2001-01-01T00:00:00Z' };
  const made = (await us.call('POST', '/agents', { displayName: 'Eve', email: 'eve@us.example', ...more })).body.data;
  expect(made).toMatchObject({ roles: ['Agent'], createdAt: '2026-03-02T10:00:00.000Z' });
  expect(made.id).not.toBe(them.adminId);
  for (const method of ['PUT', 'PATCH']) expect((await us.call(method, `/agents/${made.id}`, { displayName: 'Eve', ...more })).body.data).toMatchObject({ id: made.id, roles: ['Agent'] });
  // What an agent does not have is not kept for the time when they are an end user.
  const changes = [
    ['POST', '/agents/bulk', { data: [{ displayName: 'Eve', email: 'eve2@us.example', externalId: { a: 1 } }] }],
    ['PUT', `/agents/${made.id}`, { displayName: 'Eve', externalId: '#1' }],
    ['PATCH', '/agents', [{ id: made.id, firstName: 'Eve', externalId: ['x'.repeat(600)] }]],
  ] as const;
  for (const [method, path, body] of changes) expect((await us.call(method, path, body)).text, path).not.toContain('Failure');
  expect((await us.call('DELETE', `/agents/${made.id}`)).status).toBe(204);
  expect((await us.call('GET', `/endusers/${made.id}`)).body.data).not.toHaveProperty('externalId');
  const customer = (await us.call('POST', '/endusers', { displayName: 'Mallory', ...more })).body.data;
  expect((await us.call('PATCH', `/endusers/${customer.id}`, more)).status).toBe(200);
  expect((await us.call('GET', `/agents/${customer.id}`)).status).toBe(404);
  expect((await them.call('GET', `/endusers/${customer.id}`)).status).toBe(404);
});

describe('a rating', () => {
  it('is given once, on its own conversation, in its range, and by an id that was offered', async () => {
    const [first, second, theirs] = [await us.conversation(), await us.conversation(), await them.conversation()];
    const offered = (await us.call('POST', `/conversations/${first}/ratings/offer`, { ratingType: 'Csat' })).body.data.id as string;
    const foreign = (await them.call('POST', `/conversations/${theirs}/ratings/offer`, { ratingType: 'Csat' })).body.data.id as string;
    const submit = async (conversation: number, id: string, score = 5): Promise<number> =>
      (await us.call('POST', `/conversations/${conversation}/ratings/${id}/submit`, { ratingType: 'Csat', ratingScore: score })).status;
    const shape = (await us.call('GET', `/conversations/${first}/ratings`)).body.data[0];
    expect(shape.ratingStatus).toBe('Offered');
    for (const [conversation, id] of [
      [second, offered],
      [first, foreign],
      [theirs, foreign],
      [first, 'forged'],
      [first, "' OR 1=1 --"],
    ] as const)
      expect(await submit(conversation, encodeURIComponent(id))).toBe(400);
    expect((await us.call('GET', `/conversations/${first}/ratings`)).body.data).toEqual([shape]);
    expect((await them.call('GET', `/conversations/${theirs}/ratings`)).body.data[0].ratingStatus).toBe('Offered');
  });
});

it('the limit of a token is not passed by another address', async () => {
  const strict = await startParley({ PARLEY_RATE_LIMIT: 'dixa' });
  try {
    const one = await strict.tenant();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        one.call('GET', '/organization', undefined, { 'x-forwarded-for': `10.0.0.${index}`, forwarded: `for=10.0.1.${index}`, 'cf-connecting-ip': `10.0.2.${index}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(14);
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  } finally {
    await strict.close();
  }
});

it('a header of a webhook cannot carry another line', async () => {
  for (const customHeaders of [{ 'X-A': 'a\r\nX-B: b' }, { 'X-A\r\nX-B': 'b' }, { 'X A': 'b' }, { '': 'b' }]) {
    expect((await us.call('POST', '/webhooks', { name: 'split', url: 'https://receiver.example/', events: [], customHeaders })).status, JSON.stringify(customHeaders)).toBe(400);
  }
});

it('an error says nothing of the token or the inside', async () => {
  for (const [method, path, body] of [
    ['GET', '/conversations/abc', undefined],
    ['GET', `/agents/${them.adminId}`, undefined],
    ['POST', '/tags', { name: 7 }],
    ['POST', '/search/conversations', { query: { value: us.token, exactMatch: 'x' } }],
  ] as const) {
    const answer = await us.call(method, path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain(us.token);
    expect(answer.text).not.toMatch(/select|postgres|node_modules|\.ts:|stack/i);
  }
});

describe('a second request inside of a first one', () => {
  const inner = (length: number, name: string): string =>
    `POST /beta/tags HTTP/1.1\r\nhost: x\r\nauthorization: ${us.token}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n{"name":"${name}"}`;
  const names = async (): Promise<string[]> => (await us.call('GET', '/tags')).body.data.map(({ name }: { name: string }) => name);
  let port: number;
  beforeAll(async () => {
    if (!parley.app.server.listening) await parley.app.listen({ host: '127.0.0.1', port: 0 });
    ({ port } = parley.app.server.address() as AddressInfo);
  });

  it.each([
    ['two lengths', 'content-length: 5\r\ncontent-length: 6', 'hello'],
    ['a length and chunks', 'content-length: 5\r\ntransfer-encoding: chunked', '0\r\n\r\n'],
    ['chunks that are no chunks', 'transfer-encoding: chunked, identity', '0\r\n\r\n'],
    ['a blank before the colon', 'transfer-encoding : chunked', '0\r\n\r\n'],
    ['a folded line', 'x: y\r\n transfer-encoding: chunked', '0\r\n\r\n'],
    ['a length that is none', 'content-length: +5', 'hello'],
    ['lines without CR', 'x: y\ntransfer-encoding: chunked', '0\r\n\r\n'],
    ['a chunk whose size is none', 'transfer-encoding: chunked', '0x5\r\nhello\r\n0\r\n\r\n'],
  ])('%s: the first is refused and the connection given up, so nothing behind it runs', async (name, headers, body) => {
    const smuggled = `smuggled by ${name}`;
    const raw = await exchange(port, `POST /beta/tags HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n${body}${inner(smuggled.length + 11, smuggled)}`);
    expect(raw.match(/HTTP\/1\.1 \d+/g)?.every((line) => line.endsWith('400') || line.endsWith('401'))).toBe(true);
    expect(await names()).not.toContain(smuggled);
  });

  it('and the same as a request of its own runs, so the test would see it', async () => {
    const raw = await exchange(port, `${inner(18, 'honest!')}`.replace('host: x', 'host: x\r\nconnection: close'));
    expect(raw).toContain('HTTP/1.1 200');
    expect(await names()).toContain('honest!');
  });
});

it('whoever drips a request holds its connection for minutes at most', () => {
  const { headersTimeout, requestTimeout } = parley.app.server;
  expect([headersTimeout, requestTimeout]).toEqual([80_000, 300_000]);
});

it('nothing is known by a cookie, so a page of another origin does nothing in the name of who reads it', async () => {
  const answer = await us.call('GET', '/tags', undefined, { authorization: '', cookie: `authorization=${us.token}; token=${us.token}` });
  expect(answer.status).toBe(401);
  expect((await us.call('GET', '/tags')).headers).not.toHaveProperty('set-cookie');
});
