import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../server/platform/db/database.ts';
import { startWireHouse, table, type WireHouse } from './house.ts';

let house: WireHouse;
beforeAll(async () => {
  house = await startWireHouse();
  const { organizationId } = house.tenant;
  const now = house.parley.ctx.clock.now().toISOString();
  await house.parley.ctx.db.execute(sql`INSERT INTO contact_endpoint (organization_id, address, kind, name, created_at)
    VALUES (${organizationId}, '+4512345678', 'TelephonyEndpoint', 'phone', ${now}), (${organizationId}, 'help@shop.example', 'EmailEndpoint', 'mail', ${now})`);
});
afterAll(() => house.close());

describe('W7: paths', () => {
  it('+ and @ come as they are, or encoded', async () => {
    for (const id of ['+4512345678', '%2B4512345678', 'help@shop.example', 'help%40shop.example']) {
      expect((await house.send('GET', `/beta/contact-endpoints/${id}`)).status, id).toBe(200);
    }
    // A plus is a plus: what a form decoder would make of it is another address.
    expect([400, 404]).toContain((await house.send('GET', '/beta/contact-endpoints/%204512345678')).status);
  });

  it.each(table)('a trailing slash is the same path: %s', async (_name, operation) => {
    const headers = { 'content-type': 'application/json', 'content-length': '1' };
    // A body that no call takes: every one is found, and none does anything.
    const withBody = operation.body ? (['x', headers] as const) : (['', {}] as const);
    if (!operation.body && operation.method !== 'GET') return;
    const target = house.target(operation);
    const plain = await house.send(operation.method, target, withBody[1], withBody[0]);
    const slash = await house.send(operation.method, `${target}/`, withBody[1], withBody[0]);
    expect(slash.status).toBe(plain.status);
    expect(slash.status < 300 || slash.status >= 400).toBe(true);
    if (plain.status !== 200 || !plain.text.includes('pageKey')) expect(slash.text).toBe(plain.text);
  });

  it('a base address that ends in a slash is the same address', async () => {
    const pages = await house.send('GET', '//beta/agents?pageLimit=1');
    for (const target of ['/beta/tags', '//beta/tags', '/beta//tags', '//beta//tags/', '//v1/tags', '/v1//tags', '///v1///tags?pageLimit=2']) {
      expect((await house.send('GET', target)).status, target).toBe(200);
    }
    expect(JSON.parse(pages.text).meta.next ?? '/beta/agents?pageKey=').toMatch(/^\/beta\/agents\?pageKey=/);
    expect((await house.send('GET', '//v1//conversation_export?created_after=2026-03-01&created_before=2026-03-02')).status).toBe(200);
    // Further on a slash may stand for an id that is missing: that is no other call.
    expect((await house.send('GET', '/beta/agents//presence')).status).toBe(400);
  });

  it('nothing is ever redirected', async () => {
    for (const path of ['/', '/beta', '/beta/', '//beta/tags', '/beta//tags', '/beta/tags//', '/BETA/tags', '/beta/../v1/tags', '/openapi', '/health/']) {
      const { status, headers } = await house.send('GET', path);
      expect(status < 300 || status >= 400, path).toBe(true);
      expect(headers.location, path).toBeUndefined();
    }
  });

  it('bad percent-encoding is a 4xx in JSON', async () => {
    for (const path of [
      '/beta/tags/%',
      '/beta/tags/%zz',
      '/beta/tags/%c3%28',
      '/beta/%',
      '/%ff',
      '/beta/contact-endpoints/%00',
      '/beta/contact-endpoints/%ed%a0%80',
      '/beta/tags?a=%zz&includeDeactivated=%',
    ]) {
      const answer = await house.send('GET', path);
      expect(answer.status, `${path} ${answer.text}`).toBeGreaterThanOrEqual(path.includes('?') ? 200 : 400);
      expect(answer.status, path).toBeLessThan(500);
      if (answer.status >= 400) expect(typeof JSON.parse(answer.text).message).toBe('string');
    }
  });

  it('an id of any length that is none is a 400', async () => {
    for (const path of ['/beta/agents/', '/beta/conversations/', '/beta/contact-endpoints/', '/v1/knowledge/articles/']) {
      for (const length of [37, 500, 2500, 12_000]) expect((await house.send('GET', path + 'x'.repeat(length))).status, `${path} ${length}`).toBe(400);
    }
  });

  it('ids at the edges of integers are 400 or 404', async () => {
    for (const id of ['0', '-1', '9007199254740991', '9007199254740992', '9223372036854775807', '9223372036854775808', '1e3', '1.5', '1'.repeat(400), 'NaN', '+1', '0x10', ' 1', '%00']) {
      const { status } = await house.send('GET', `/beta/conversations/${encodeURI(id).replace('%2500', '%00')}`);
      expect([400, 404], id).toContain(status);
    }
  });

  it('a number that an int64 can be is an id that there is not, also beyond 2^53; what is larger is no id', async () => {
    for (const path of ['/beta/conversations/ID', '/beta/conversations/ID/notes', '/v1/queues/conversation-position/ID']) {
      for (const id of ['0', '9007199254740991', '9007199254740993', '9223372036854775807']) expect((await house.send('GET', path.replace('ID', id))).status, `${path} ${id}`).toBe(404);
      for (const id of ['9223372036854775808', '1'.repeat(400)]) expect((await house.send('GET', path.replace('ID', id))).status, `${path} ${id}`).toBe(400);
    }
  });

  it('a whole number is written without a point: 1.0 is a 400, in a path and in a query', async () => {
    for (const path of ['/beta/conversations/1.0', '/beta/agents?pageLimit=1.0']) expect((await house.send('GET', path)).status, path).toBe(400);
  });
});
