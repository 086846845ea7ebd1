import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let shop: Tenant;
let other: Tenant;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());
beforeEach(async () => {
  shop = await parley.tenant();
  other = await parley.tenant();
});

async function template(kind: 'EmailAutoReply' | 'QuickResponse', content: object = {}, tenant = shop): Promise<string> {
  const id = newId();
  parley.clock.advance(1000);
  const now = parley.clock.now().toISOString();
  await parley.ctx.db.execute(sql`
    INSERT INTO template (organization_id, id, kind, name, content, created_at, updated_at)
    VALUES (${tenant.organizationId}, ${id}, ${kind}, 'Late', ${JSON.stringify({ content: 'Hello {{requester_firstname}}', createdBy: tenant.adminId, ...content })}, ${now}, ${now})`);
  return id;
}

describe('GET /templates', () => {
  test('200: everything of a template, placeholders as they are', async () => {
    const rest = {
      subject: 'Case {{csid}}',
      lastEditedBy: shop.adminId,
      lastEditedAt: '2026-03-02T09:00:00.000Z',
      translations: [{ locale: 'da', content: 'Hej', isDeactivated: false, subject: 'Sag' }],
    };
    const [full, bare] = [await template('QuickResponse', rest), await template('EmailAutoReply')];
    const common = { name: 'Late', content: 'Hello {{requester_firstname}}', createdBy: shop.adminId, createdAt: expect.any(String) };
    expect((await shop.call('GET', '/templates')).body.data).toEqual([
      { id: full, ...common, ...rest, _type: 'QuickResponse' },
      { id: bare, ...common, translations: [], _type: 'EmailAutoReply' },
    ]);
  });

  test('200: pages through one kind, which the next page keeps', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) {
      ids.push(await template('QuickResponse'));
      await template('EmailAutoReply');
    }
    const seen: string[] = [];
    let next: string | undefined = '/templates?type=QuickResponse&pageLimit=2';
    while (next) {
      const { body } = await shop.call('GET', next);
      seen.push(...body.data.map((row: { id: string }) => row.id));
      next = body.meta?.next;
    }
    expect(seen).toEqual(ids);
  });

  test('400: another kind, a bad page', async () => {
    for (const query of ['type=Macro', 'pageLimit=x', 'pageKey=x']) expect((await shop.call('GET', `/templates?${query}`)).status).toBe(400);
  });
});

describe('DELETE /templates/{templateId}', () => {
  test('204, and gone', async () => {
    const id = await template('QuickResponse');
    expect(await shop.call('DELETE', `/templates/${id}`)).toMatchObject({ status: 204, text: '' });
    expect((await shop.call('GET', '/templates')).body.data).toEqual([]);
    expect((await shop.call('DELETE', `/templates/${id}`)).status).toBe(404);
  });

  test('400, 404: no id, unknown, of another organization', async () => {
    const theirs = await template('QuickResponse', {}, other);
    expect((await shop.call('DELETE', '/templates/x')).status).toBe(400);
    for (const id of [newId(), theirs]) expect((await shop.call('DELETE', `/templates/${id}`)).status).toBe(404);
    expect((await other.call('GET', '/templates')).body.data).toHaveLength(1);
  });
});
