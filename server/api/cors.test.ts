import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';
import { serve, stop } from '../../test/support/live.ts';

const OURS = 'https://app.example';
const preflight = { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization,content-type,idempotency-key' };

/** The headers of an answer that browsers decide by. */
const rulesOf = (headers: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'));

describe('without a setting', () => {
  let parley: TestParley;
  beforeAll(async () => {
    parley = await startParley();
  });
  afterAll(() => parley.close());

  it('no page of another origin is let in, and a question beforehand is refused like any unknown method', async () => {
    const tenant = await parley.tenant();
    const read = await tenant.call('GET', '/tags', undefined, { origin: OURS });
    expect([read.status, rulesOf(read.headers)]).toEqual([200, {}]);
    const asked = await parley.app.inject({ method: 'OPTIONS', url: '/beta/tags', headers: { origin: OURS, ...preflight } });
    expect([asked.statusCode, rulesOf(asked.headers), asked.headers.allow]).toEqual([405, {}, 'GET, HEAD, POST']);
  });
});

describe('with origins', () => {
  let parley: TestParley;
  let tenant: Tenant;
  beforeAll(async () => {
    parley = await startParley({ PARLEY_CORS_ORIGINS: `${OURS},http://localhost:5173` });
    tenant = await parley.tenant();
  });
  afterAll(() => stop(parley));

  const allowed = { 'access-control-allow-origin': OURS, 'access-control-expose-headers': '*', vary: 'Origin' };

  it('a question beforehand needs no token and is told all that a client sends', async () => {
    const asked = await parley.app.inject({ method: 'OPTIONS', url: '/beta/conversations/1/notes/bulk', headers: { origin: OURS, ...preflight } });
    expect([asked.statusCode, asked.payload]).toEqual([204, '']);
    expect(rulesOf(asked.headers)).toEqual({
      ...allowed,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'authorization,content-type,idempotency-key',
      'access-control-max-age': '7200',
    });
  });

  it.each([
    ['200', '/tags'],
    ['404', `/tags/${crypto.randomUUID()}`],
    ['404', '/no/such/path'],
    ['400', '/endusers?pageLimit=none'],
    ['405', '/tags', 'DELETE'],
    ['200', '/v1/message_export?created_after=2026-03-01&created_before=2026-03-02'],
  ])('a page may read a %s (%s)', async (status, path, method = 'GET') => {
    const answer = await tenant.call(method, path, undefined, { origin: OURS });
    expect([String(answer.status), rulesOf(answer.headers)]).toEqual([status, allowed]);
  });

  it('a page may read why it was not let in', async () => {
    const answer = await tenant.call('GET', '/tags', undefined, { origin: OURS, authorization: 'nobody' });
    expect([answer.status, rulesOf(answer.headers)]).toEqual([401, allowed]);
  });

  it('a page may follow what happens', async () => {
    const url = await serve(parley);
    const response = await fetch(`${url}/live`, { headers: { origin: OURS, authorization: tenant.token } });
    await response.body!.cancel();
    expect(response.headers.get('access-control-allow-origin')).toBe(OURS);
  });

  it('other origins hear nothing, but caches hear that it depends', async () => {
    for (const origin of ['https://other.example', 'https://app.example.evil.example', 'http://app.example', 'null']) {
      const answer = await tenant.call('GET', '/tags', undefined, { origin });
      expect([answer.status, rulesOf(answer.headers)]).toEqual([200, { vary: 'Origin' }]);
    }
    expect(rulesOf((await tenant.call('GET', '/tags')).headers)).toEqual({ vary: 'Origin' });
  });

  it('the portal stays among its own', async () => {
    const page = await parley.app.inject({ url: '/docs', headers: { origin: OURS } });
    expect([page.statusCode, rulesOf(page.headers)]).toEqual([200, {}]);
  });
});

it('a star lets every page in', async () => {
  const parley = await startParley({ PARLEY_CORS_ORIGINS: '*' });
  try {
    const answer = await (await parley.tenant()).call('GET', '/tags', undefined, { origin: 'https://any.example' });
    expect(rulesOf(answer.headers)).toEqual({ 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' });
  } finally {
    await parley.close();
  }
});
