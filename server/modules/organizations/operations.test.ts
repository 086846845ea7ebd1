import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../platform/db/database.ts';
import { startParley, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());

describe('GET /organization', () => {
  test('200: the organization of the token', async () => {
    const [shop, other] = [await parley.tenant('shop'), await parley.tenant('other')];
    const details = { id: shop.organizationId, name: 'shop', subdomain: 'shop', status: 'Active' };
    expect((await shop.call('GET', '/organization')).body).toEqual({ data: details });
    expect((await other.call('GET', '/organization')).body.data.id).toBe(other.organizationId);
    await parley.ctx.db.execute(sql`UPDATE organization SET avatar_url = 'https://pictures.example/shop.png' WHERE id = ${shop.organizationId}`);
    expect((await shop.call('GET', '/organization')).body).toEqual({ data: { ...details, avatarUrl: 'https://pictures.example/shop.png' } });
  });

  test('401 without a token', async () => {
    const shop = await parley.tenant();
    expect((await shop.call('GET', '/organization', undefined, { authorization: 'x' })).status).toBe(401);
  });
});
