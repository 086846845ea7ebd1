import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';

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

const collection = async (title = 'Help', tenant = shop): Promise<string> => (await tenant.call('POST', '/knowledge/collections', { title })).body.data.id;
const category = async (title: string, parentId?: string): Promise<string> => (await shop.call('POST', '/knowledge/categories', { name: title, parentId })).body.data.id;
const article = async (title: string, parentId: string): Promise<string> => (await shop.call('POST', '/knowledge/articles', { translations: [{ languageId: 'en', title }], parentId })).body.data.id;
const restrict = (table: 'collection' | 'category', id: string) =>
  parley.ctx.db.execute(table === 'collection' ? sql`UPDATE knowledge_collection SET is_restricted = true WHERE id = ${id}` : sql`UPDATE knowledge_category SET is_restricted = true WHERE id = ${id}`);
const eventsOf = (type: string) => parley.ctx.db.query<{ data: object }>(sql`SELECT data FROM event WHERE organization_id = ${shop.organizationId} AND type = ${type} ORDER BY seq`);
const open = { isRestricted: false, inheritedRestrictions: [] };

describe('GET and POST /knowledge/collections', () => {
  test('200: makes collections and lists them, oldest first, page after page', async () => {
    const made = await shop.call('POST', '/knowledge/collections', { title: ' Help ', description: 'For riders' });
    expect(made).toMatchObject({ status: 200, body: { data: { id: expect.any(String), title: 'Help', description: 'For riders', internalKbEnabled: true, restrictions: open } } });
    const hidden = await shop.call('POST', '/knowledge/collections', { title: 'Hidden', internalKbEnabled: false });
    expect(hidden.body.data).toEqual({ id: expect.any(String), title: 'Hidden', internalKbEnabled: false, restrictions: open });
    const third = await collection('Third');
    const first = await shop.call('GET', '/knowledge/collections?pageLimit=2');
    expect(first.body.data).toEqual([made.body.data, hidden.body.data]);
    const second = await shop.call('GET', first.body.meta.next);
    expect(second.body.data.map((one: { id: string }) => one.id)).toEqual([third]);
    expect(second.body.meta.next).toBeUndefined();
    expect((await shop.call('GET', second.body.meta.previous)).body.data).toEqual(first.body.data);
    expect((await other.call('GET', '/knowledge/collections')).body.data).toEqual([]);
    expect(await eventsOf('CollectionCreated')).toHaveLength(3);
  });

  test('400: no title; a page key of another organization', async () => {
    for (const body of [{}, { title: ' ' }, { title: 7 }, { title: 'x', internalKbEnabled: 'yes' }]) expect((await shop.call('POST', '/knowledge/collections', body)).status).toBe(400);
    await collection();
    await collection();
    const { next } = (await shop.call('GET', '/knowledge/collections?pageLimit=1')).body.meta;
    expect((await shop.call('GET', '/knowledge/collections?pageLimit=300')).body).not.toHaveProperty('meta');
    expect((await other.call('GET', next)).status).toBe(400);
    for (const list of ['collections', 'categories', 'articles']) {
      expect(await shop.call('GET', `/knowledge/${list}?pageLimit=0`)).toMatchObject({ status: 400, body: { message: expect.stringMatching(/pageLimit/) } });
    }
  });
});

describe('GET /knowledge/collections/{collectionId}', () => {
  test('200: a restricted one names itself', async () => {
    const id = await collection();
    await restrict('collection', id);
    expect((await shop.call('GET', `/knowledge/collections/${id}`)).body.data).toEqual({
      id,
      title: 'Help',
      internalKbEnabled: true,
      restrictions: { isRestricted: true, inheritedRestrictions: [{ fromCollection: id }] },
    });
  });

  test('404: unknown, or of another organization; 400: no uuid', async () => {
    for (const id of [newId(), await collection('Theirs', other)]) expect((await shop.call('GET', `/knowledge/collections/${id}`)).status).toBe(404);
    expect((await shop.call('GET', '/knowledge/collections/x')).status).toBe(400);
  });
});

describe('GET /knowledge/collections/{collectionId}/catalog', () => {
  test('200: the whole tree, each level oldest first, and only this collection', async () => {
    const [id, elsewhere] = [await collection(), await collection('Elsewhere')];
    const top = await category('Top', id);
    const below = await category('Below', top);
    await category('Not here', elsewhere);
    const [inTop, inBelow, atRoot] = [await article('In top', top), await article('In below', below), await article('At root', id)];
    const title = (text: string) => ({ languageId: 'en', title: text });
    expect((await shop.call('GET', `/knowledge/collections/${id}/catalog`)).body).toEqual({
      data: {
        categories: [
          {
            id: top,
            title: title('Top'),
            categories: [{ id: below, title: title('Below'), categories: [], articles: [{ id: inBelow, title: title('In below') }] }],
            articles: [{ id: inTop, title: title('In top') }],
          },
        ],
        articles: [{ id: atRoot, title: title('At root') }],
      },
    });
  });

  test('200: titles in the language asked for; without one where there is none; readers see the published title', async () => {
    const id = await collection();
    const parent = await shop.call('POST', '/knowledge/categories', { translations: [{ languageId: 'da', title: 'Hjælp' }], parentId: id });
    const child = await article('Draft', parent.body.data.id);
    await shop.call('POST', `/knowledge/articles/${child}/publish`);
    await shop.call('PATCH', `/knowledge/articles/${child}/translations`, { translations: [{ languageId: 'en', title: 'Newer draft' }] });
    const inLanguage = async (query: string) => (await shop.call('GET', `/knowledge/collections/${id}/catalog${query}`)).body.data.categories[0];
    expect(await inLanguage('')).toEqual({ id: parent.body.data.id, categories: [], articles: [{ id: child, title: { languageId: 'en', title: 'Draft' } }] });
    expect(await inLanguage('?language=DA')).toEqual({ id: parent.body.data.id, title: { languageId: 'da', title: 'Hjælp' }, categories: [], articles: [{ id: child }] });
  });

  test('404: unknown or foreign collection; 400: no language', async () => {
    for (const id of [newId(), await collection('Theirs', other)]) expect((await shop.call('GET', `/knowledge/collections/${id}/catalog`)).status).toBe(404);
    expect((await shop.call('GET', `/knowledge/collections/${await collection()}/catalog?language=english`)).status).toBe(400);
  });
});

describe('POST /knowledge/categories', () => {
  test('200: below a collection or a category, with titles by language', async () => {
    const root = await collection();
    const top = await shop.call('POST', '/knowledge/categories', {
      translations: [
        { languageId: 'en', title: 'Returns' },
        { languageId: 'da', title: 'Retur' },
      ],
      parentId: root,
    });
    expect(top).toMatchObject({ status: 200 });
    expect(top.body.data).toEqual({ id: expect.any(String), title: { languageId: 'en', title: 'Returns' }, isDefaultLocation: false, isLocked: false, restrictions: open, parentCollections: [root] });
    const below = await shop.call('POST', '/knowledge/categories', { translations: [{ languageId: 'en', title: 'Refunds' }], parentId: top.body.data.id });
    expect(below.body.data).toMatchObject({ parentCategory: top.body.data.id, parentCollections: [root] });
    expect(await eventsOf('CategoryCreated')).toHaveLength(2);
  });

  test.each(['title', 'name'])('200: known programs send %s, and no parent: the first collection', async (field) => {
    expect((await shop.call('POST', '/knowledge/categories', { [field]: 'Returns' })).status).toBe(400);
    const [first] = [await collection(), await collection('Second')];
    expect((await shop.call('POST', '/knowledge/categories', { [field]: 'Returns' })).body.data).toMatchObject({
      title: { languageId: 'en', title: 'Returns' },
      isDefaultLocation: true,
      parentCollections: [first],
    });
  });

  test('400: no title, one that cannot be; 404: an unknown or foreign parent; nothing is written', async () => {
    const parentId = await collection();
    for (const translations of [
      undefined,
      [],
      [{ languageId: 'en' }],
      [{ languageId: 'x', title: 'A' }],
      [{ languageId: 'en', title: '' }],
      [
        { languageId: 'en', title: 'A' },
        { languageId: 'en', title: 'B' },
      ],
    ]) {
      expect((await shop.call('POST', '/knowledge/categories', { translations, parentId })).status).toBe(400);
    }
    for (const foreign of [newId(), await collection('Theirs', other)]) expect((await shop.call('POST', '/knowledge/categories', { name: 'A', parentId: foreign })).status).toBe(404);
    expect((await shop.call('GET', '/knowledge/categories')).body.data).toEqual([]);
  });
});

describe('GET /knowledge/categories and /knowledge/categories/{categoryId}', () => {
  test('200: restrictions come down from everything above, its own one is not inherited', async () => {
    const root = await collection();
    const top = await category('Top', root);
    const inner = await category('Middle', top);
    const leaf = await category('Leaf', inner);
    await restrict('collection', root);
    await restrict('category', inner);
    await restrict('category', leaf);
    const restrictionsOf = async (id: string) => (await shop.call('GET', `/knowledge/categories/${id}`)).body.data.restrictions;
    expect(await restrictionsOf(top)).toEqual({ isRestricted: true, inheritedRestrictions: [{ fromCollection: root }] });
    expect(await restrictionsOf(leaf)).toEqual({ isRestricted: true, inheritedRestrictions: [{ fromCollection: root }, { fromCategory: inner }] });
  });

  test('200: the list has the shape of the single read, paged', async () => {
    const root = await collection();
    const ids = [await category('A', root), await category('B', root), await category('C', root)];
    const first = await shop.call('GET', '/v1/knowledge/categories?pageLimit=2');
    const second = await shop.call('GET', first.body.meta.next);
    expect(first.body.meta.next).toMatch(/^\/v1\//);
    const all = [...first.body.data, ...second.body.data];
    expect(all.map((one: { id: string }) => one.id)).toEqual(ids);
    for (const one of all) expect((await shop.call('GET', `/knowledge/categories/${one.id}`)).body.data).toEqual(one);
    expect((await other.call('GET', '/knowledge/categories')).body.data).toEqual([]);
  });

  test('200: without a title in the language asked for, it comes without one', async () => {
    const id = await category('Returns', await collection());
    expect((await shop.call('GET', `/knowledge/categories/${id}?language=de`)).body.data).not.toHaveProperty('title');
  });

  test('404: unknown or foreign; 400: no uuid, no language', async () => {
    await collection('Theirs', other);
    const foreign = (await other.call('POST', '/knowledge/categories', { name: 'Theirs' })).body.data.id;
    for (const id of [newId(), foreign]) {
      expect((await shop.call('GET', `/knowledge/categories/${id}`)).status).toBe(404);
      expect((await shop.call('GET', `/knowledge/categories/${id}/translations`)).status).toBe(404);
    }
    for (const end of ['', '/translations']) expect(await shop.call('GET', `/knowledge/categories/x${end}`)).toMatchObject({ status: 400, body: { message: expect.stringMatching(/categoryId/) } });
    expect((await shop.call('GET', `/knowledge/categories/${foreign}?language=!`)).status).toBe(400);
  });
});

describe('GET /knowledge/categories/{categoryId}/translations', () => {
  test('200: all titles by language', async () => {
    const made = await shop.call('POST', '/knowledge/categories', {
      translations: [
        { languageId: 'en', title: 'Returns' },
        { languageId: 'da', title: 'Retur' },
      ],
      parentId: await collection(),
    });
    expect((await shop.call('GET', `/knowledge/categories/${made.body.data.id}/translations`)).body).toEqual({
      data: {
        titles: [
          { languageId: 'da', title: 'Retur' },
          { languageId: 'en', title: 'Returns' },
        ],
      },
    });
  });
});
