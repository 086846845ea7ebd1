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

const en = (title: string, content?: string) => ({ languageId: 'en', title, ...(content === undefined ? {} : { content }) });
const collection = async (tenant = shop): Promise<string> => (await tenant.call('POST', '/knowledge/collections', { title: 'Help' })).body.data.id;
const category = async (parentId: string, tenant = shop): Promise<string> => (await tenant.call('POST', '/knowledge/categories', { name: 'Returns', parentId })).body.data.id;
const tag = async (name: string, tenant = shop): Promise<string> => (await tenant.call('POST', '/tags', { name })).body.data.id;
const make = async (body: object = {}, tenant = shop): Promise<string> => {
  const answer = await tenant.call('POST', '/knowledge/articles', { translations: [en('Gears', '<p>Oil them</p>')], ...body });
  expect(answer.status).toBe(200);
  return answer.body.data.id;
};
const read = async (id: string, query = '') => (await shop.call('GET', `/knowledge/articles/${id}${query}`)).body.data;
const events = async (): Promise<{ type: string; data: Record<string, unknown> }[]> =>
  await parley.ctx.db.query(sql`SELECT type, data FROM event WHERE organization_id = ${shop.organizationId} AND type LIKE 'Article%' ORDER BY seq`);
/** Every call on one article, for what holds of all of them. */
const callsOn = (id: string): [string, string, object?][] => [
  ['GET', `/knowledge/articles/${id}`],
  ['PATCH', `/knowledge/articles/${id}`, { preRelease: true }],
  ['GET', `/knowledge/articles/${id}/translations`],
  ['PATCH', `/knowledge/articles/${id}/translations`, { translations: [en('Mine')] }],
  ['DELETE', `/knowledge/articles/${id}/translations/en`],
  ['POST', `/knowledge/articles/${id}/publish`],
  ['POST', `/knowledge/articles/${id}/unpublish`],
  ['POST', `/knowledge/articles/${id}/translations/en/publish`],
  ['POST', `/knowledge/articles/${id}/translations/en/unpublish`],
  ['PATCH', `/knowledge/articles/${id}/parent/${newId()}`],
  ['DELETE', `/knowledge/articles/${id}/parent`],
  ['DELETE', `/knowledge/articles/${id}`],
];

describe('POST /knowledge/articles', () => {
  test('200: a draft in each language, shown in that of the organization', async () => {
    const parentId = await category(await collection());
    // Not in the order in which they were made: an article keeps that of the call.
    const tags = [await tag('gears'), await tag('care')].reverse();
    const answer = await shop.call('POST', '/knowledge/articles', {
      translations: [{ languageId: 'da', title: 'Gear' }, en(' Gears ', '<p onclick="x()">Oil <b>them</b></p><script>x()</script>')],
      parentId,
      tags,
      preRelease: true,
    });
    const at = '2026-03-02T10:00:00.000Z';
    const by = { createdAt: at, updatedAt: at, createdBy: shop.adminId, updatedBy: shop.adminId };
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body.data).toEqual({
      id: expect.any(String),
      isDefaultLocation: false,
      translation: {
        draft: { language: 'en', title: 'Gears', isIndexedVersion: false, contents: { html: '<p>Oil <b>them</b></p>', plaintext: 'Oil them' }, availableAt: { helpCenterLinks: [] }, ...by },
      },
      tags,
      ...by,
      ownedBy: shop.adminId,
      restrictions: { isRestricted: false, inheritedRestrictions: [] },
      parentCategory: parentId,
      parentCollections: [expect.any(String)],
    });
    expect(await events()).toEqual([{ type: 'ArticleCreated', data: { articleId: answer.body.data.id, languageIds: ['da', 'en'] } }]);
  });

  test('200: with no parent it lies nowhere; at the top of a collection when that is the parent', async () => {
    expect(await read(await make())).toMatchObject({ isDefaultLocation: true, parentCollections: [] });
    const id = await collection();
    const top = await read(await make({ parentId: id }));
    expect(top).toMatchObject({ isDefaultLocation: false, parentCollections: [id] });
    expect(top).not.toHaveProperty('parentCategory');
  });

  test('200: the short form of known programs', async () => {
    const categoryId = await category(await collection());
    const draft = await shop.call('POST', '/knowledge/articles', { title: 'Gears', content: '<p>Oil</p>', categoryId });
    expect(draft.body.data).toMatchObject({ parentCategory: categoryId, translation: { draft: { language: 'en', title: 'Gears' } } });
    expect(draft.body.data.translation).not.toHaveProperty('published');
    const live = await shop.call('POST', '/knowledge/articles', { title: 'Gears', published: true });
    expect(live.body.data).toMatchObject({
      isDefaultLocation: true,
      indexedBy: shop.adminId,
      translation: { draft: { isIndexedVersion: true }, published: { title: 'Gears', contents: { html: '', plaintext: '' } } },
    });
  });

  test.each([
    ['no text', {}],
    ['no texts', { translations: [] }],
    ['content without a title', { content: '<p>x</p>' }],
    ['an empty title', { translations: [{ languageId: 'en', title: ' ' }] }],
    ['no language code', { translations: [{ languageId: 'english', title: 'x' }] }],
    [
      'a language twice',
      {
        translations: [
          { languageId: 'en', title: 'x' },
          { languageId: 'EN', title: 'y' },
        ],
      },
    ],
    ['an unknown tag', { translations: [{ languageId: 'en', title: 'x' }], tags: [newId()] }],
    ['a tag that is no id', { translations: [{ languageId: 'en', title: 'x' }], tags: ['gears'] }],
    ['published that is no boolean', { title: 'x', published: 'yes' }],
  ])('400: %s; nothing is written', async (_name, body) => {
    expect((await shop.call('POST', '/knowledge/articles', body)).status).toBe(400);
    expect((await shop.call('GET', '/knowledge/articles')).body.data).toEqual([]);
    expect(await events()).toEqual([]);
  });

  test('404: a parent, 400: a tag, that is another organization’s; nothing is written', async () => {
    const theirs = await collection(other);
    for (const parentId of [newId(), theirs, await category(theirs, other)])
      expect((await shop.call('POST', '/knowledge/articles', { title: 'x', parentId, translations: [en('x')] })).status).toBe(404);
    expect((await shop.call('POST', '/knowledge/articles', { translations: [en('x')], tags: [await tag('theirs', other)] })).status).toBe(400);
    expect((await shop.call('GET', '/knowledge/articles')).body.data).toEqual([]);
  });
});

describe('GET /knowledge/articles/{articleId}', () => {
  test('200: the language asked for, else the organization’s, else the first one', async () => {
    const id = await make({ translations: [{ languageId: 'da', title: 'Gear' }, en('Gears')] });
    expect((await read(id)).translation.draft.language).toBe('en');
    expect((await read(id, '?language=DA')).translation.draft).toMatchObject({ language: 'da', title: 'Gear' });
    const danish = await make({ translations: [{ languageId: 'da', title: 'Gear' }] });
    expect((await read(danish)).translation.draft.language).toBe('da');
    await parley.ctx.db.execute(sql`UPDATE organization SET language = 'da' WHERE id = ${shop.organizationId}`);
    expect((await read(id)).translation.draft.language).toBe('da');
  });

  test('200: restrictions come down from category and collection', async () => {
    const root = await collection();
    const parentId = await category(root);
    const inside = await make({ parentId });
    await parley.ctx.db.execute(sql`UPDATE knowledge_category SET is_restricted = true WHERE id = ${parentId}`);
    await parley.ctx.db.execute(sql`UPDATE knowledge_collection SET is_restricted = true WHERE id = ${root}`);
    expect((await read(inside)).restrictions).toEqual({ isRestricted: true, inheritedRestrictions: [{ fromCollection: root }, { fromCategory: parentId }] });
  });

  test('404: unknown, another organization’s, or not in the language asked for; 400: no uuid, no language', async () => {
    const id = await make();
    for (const path of [newId(), await make({}, other), `${id}?language=da`]) expect((await shop.call('GET', `/knowledge/articles/${path}`)).status, path).toBe(404);
    for (const path of ['x', `${id}?language=english`]) expect((await shop.call('GET', `/knowledge/articles/${path}`)).status, path).toBe(400);
  });
});

test('404: every call on an unknown article or another organization’s, which stays as it is', async () => {
  const theirs = await make({}, other);
  const before = (await other.call('GET', `/knowledge/articles/${theirs}`)).text;
  for (const id of [newId(), theirs])
    for (const [method, path, body] of callsOn(id))
      expect(await shop.call(method, path, body), `${method} ${path}`).toMatchObject({ status: 404, body: { message: 'The requested resource could not be found' } });
  expect((await other.call('GET', `/knowledge/articles/${theirs}`)).text).toBe(before);
});

test('400: every call on what is no uuid', async () => {
  for (const [method, path, body] of callsOn('x')) expect((await shop.call(method, path, body)).status, `${method} ${path}`).toBe(400);
});

describe('GET /knowledge/articles', () => {
  test('200: all articles in the shape of the single read, paged, oldest first', async () => {
    const parentId = await category(await collection());
    const ids = [await make({ parentId }), await make({ translations: [{ languageId: 'da', title: 'Gear' }] }), await make()];
    const first = await shop.call('GET', '/knowledge/articles?pageLimit=2');
    const second = await shop.call('GET', first.body.meta.next);
    const all = [...first.body.data, ...second.body.data];
    expect(all.map((one: { id: string }) => one.id)).toEqual(ids);
    for (const one of all) expect(await read(one.id)).toEqual(one);
    expect((await other.call('GET', '/knowledge/articles')).body.data).toEqual([]);
  });
});

describe('PATCH /knowledge/articles/{articleId}', () => {
  test('200: owner and tags; who changed it last', async () => {
    const [id, owner, old, fresh] = [await make({ tags: [] }), await shop.agent(), await tag('old'), await tag('new')];
    await shop.call('PATCH', `/knowledge/articles/${id}`, { tags: { add: [old] } });
    parley.clock.advance(1000);
    const answer = await shop.call('PATCH', `/knowledge/articles/${id}`, {
      ownedBy: owner,
      tags: { add: [fresh, fresh.toUpperCase()], remove: [old.toUpperCase(), newId(), 'tag-id-1'] },
      preRelease: true,
    });
    expect(answer).toMatchObject({ status: 200, body: { data: { ownedBy: owner, tags: [fresh], updatedBy: shop.adminId, updatedAt: parley.clock.now().toISOString() } } });
    parley.clock.advance(1000);
    // What changes nothing leaves no trace.
    expect(await shop.call('PATCH', `/knowledge/articles/${id}`, {})).toMatchObject({ status: 200, body: answer.body });
    expect((await events()).map((event) => event.type)).toEqual(['ArticleCreated', 'ArticleUpdated', 'ArticleUpdated']);
  });

  test('200: the short form of known programs: text, place, publication', async () => {
    const [id, categoryId] = [await make(), await category(await collection())];
    const changed = await shop.call('PATCH', `/knowledge/articles/${id}`, { title: 'Gear care', categoryId, published: true });
    expect(changed.body.data).toMatchObject({ parentCategory: categoryId, isDefaultLocation: false, translation: { published: { title: 'Gear care', contents: { html: '<p>Oil them</p>' } } } });
    const back = await shop.call('PATCH', `/knowledge/articles/${id}`, { content: '<p>Wax</p>', published: false });
    expect(back.body.data.translation).toMatchObject({ draft: { title: 'Gear care', contents: { plaintext: 'Wax' } } });
    expect(back.body.data.translation).not.toHaveProperty('published');
    expect(back.body.data).not.toHaveProperty('indexedAt');
  });

  test('400: an owner who is no agent here, an unknown tag, a text that cannot be, 404: an unknown place; nothing is changed', async () => {
    const id = await make({ translations: [{ languageId: 'da', title: 'Gear' }] });
    const state = async (): Promise<string> => JSON.stringify([await read(id), (await shop.call('GET', `/knowledge/articles/${id}/translations`)).body, await events()]);
    const before = await state();
    parley.clock.advance(1000);
    const wrong = [
      { ownedBy: newId() },
      { ownedBy: await shop.endUser() },
      { ownedBy: await other.agent() },
      { tags: { add: [newId()] } },
      { tags: { add: ['tag-id-1'] } },
      { tags: { add: [await tag('theirs', other)] } },
      { title: ' ' },
      { preRelease: 'no' },
    ];
    for (const body of wrong) expect((await shop.call('PATCH', `/knowledge/articles/${id}`, { title: 'New', ...body })).status, JSON.stringify(body)).toBe(400);
    // A text in a language that the article does not have yet needs a title.
    expect((await shop.call('PATCH', `/knowledge/articles/${id}`, { content: '<p>x</p>' })).status).toBe(400);
    expect((await shop.call('PATCH', `/knowledge/articles/${id}`, { title: 'New', categoryId: newId() })).status).toBe(404);
    expect(await state()).toBe(before);
  });
});

describe('DELETE /knowledge/articles/{articleId}', () => {
  test('204: gone with its texts, its tags stay', async () => {
    const tagId = await tag('gears');
    const id = await make({ tags: [tagId] });
    await shop.call('POST', `/knowledge/articles/${id}/publish`);
    expect(await shop.call('DELETE', `/knowledge/articles/${id}`)).toMatchObject({ status: 204, text: '' });
    expect((await shop.call('GET', `/knowledge/articles/${id}`)).status).toBe(404);
    expect(await parley.ctx.db.query(sql`SELECT 1 AS found FROM knowledge_translation WHERE article_id = ${id}`)).toEqual([]);
    expect((await shop.call('GET', `/tags/${tagId}`)).status).toBe(200);
    expect((await events()).at(-1)).toEqual({ type: 'ArticleDeleted', data: { articleId: id } });
  });
});

describe('texts', () => {
  const texts = async (id: string) => (await shop.call('GET', `/knowledge/articles/${id}/translations`)).body.data.translations;
  const save = (id: string, ...translations: object[]) => shop.call('PATCH', `/knowledge/articles/${id}/translations`, { translations });

  test('GET .../translations 200: drafts and published texts of all languages', async () => {
    const id = await make({ translations: [en('Gears'), { languageId: 'da', title: 'Gear' }] });
    await shop.call('POST', `/knowledge/articles/${id}/translations/da/publish`);
    const { draft, published } = await texts(id);
    expect(draft.map((one: { language: string; isIndexedVersion: boolean }) => [one.language, one.isIndexedVersion])).toEqual([
      ['da', true],
      ['en', false],
    ]);
    expect(published.map((one: { language: string }) => one.language)).toEqual(['da']);
  });

  test('PATCH .../translations 200: saves drafts, new and old; content that is left out stays', async () => {
    const id = await make();
    parley.clock.advance(1000);
    const answer = await save(id, { languageId: 'da', title: 'Gear', content: '<p>Olie</p>' }, { languageId: 'EN', title: 'Gear care' });
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('partialErrors');
    expect(answer.body.data).toMatchObject([
      { language: 'da', contents: { plaintext: 'Olie' } },
      { language: 'en', title: 'Gear care', contents: { html: '<p>Oil them</p>' } },
    ]);
    expect(answer.body.data[1].updatedAt).toBe(parley.clock.now().toISOString());
    expect(answer.body.data[1].createdAt < answer.body.data[1].updatedAt).toBe(true);
    expect((await events()).at(-1)).toEqual({ type: 'ArticleTranslationsUpdated', data: { articleId: id, languageIds: ['da', 'en'] } });
  });

  test('PATCH .../translations 200: what cannot be saved is reported and does not stop the rest', async () => {
    const id = await make();
    const answer = await save(id, { languageId: 'english', title: 'x' }, { languageId: 'da', title: '' }, { languageId: 'de', title: 'Gänge' }, { languageId: 'de', title: 'Nochmal' });
    expect(answer).toMatchObject({ status: 200, body: { data: [{ language: 'de', title: 'Gänge' }] } });
    expect(answer.body.partialErrors).toEqual([
      { languageId: 'english', message: 'Invalid language code' },
      { languageId: 'da', message: 'Title must not be empty' },
      { languageId: 'de', message: 'The language is given more than once' },
    ]);
    const none = await save(id, { languageId: '?', title: 'x' });
    expect(none).toMatchObject({ status: 200, body: { data: [], partialErrors: [{ languageId: '?' }] } });
    expect((await shop.call('PATCH', `/knowledge/articles/${id}/translations`, {})).body).toEqual({ data: [] });
  });

  test('PATCH .../translations 400: texts without a title or a language', async () => {
    const id = await make();
    for (const text of [{ languageId: 'en' }, { title: 'x' }, { languageId: 'en', title: 'x', content: 5 }]) expect((await save(id, text)).status).toBe(400);
    expect((await shop.call('PATCH', `/knowledge/articles/${id}/translations`)).status).toBe(400);
  });

  test('publish 204: readers keep their text while the next one is written, and get it when it is published again', async () => {
    const id = await make();
    expect(await shop.call('POST', `/knowledge/articles/${id}/publish`)).toMatchObject({ status: 204, text: '' });
    expect(await read(id)).toMatchObject({
      indexedAt: parley.clock.now().toISOString(),
      indexedBy: shop.adminId,
      translation: { draft: { isIndexedVersion: true }, published: { title: 'Gears', isIndexedVersion: true } },
    });
    await save(id, en('Next'));
    expect((await read(id)).translation).toMatchObject({ draft: { title: 'Next', isIndexedVersion: false }, published: { title: 'Gears', isIndexedVersion: true } });
    await shop.call('POST', `/knowledge/articles/${id}/publish`);
    expect((await read(id)).translation).toMatchObject({ draft: { isIndexedVersion: true }, published: { title: 'Next' } });
    expect((await events()).filter((event) => event.type === 'ArticlePublished')).toEqual([
      { type: 'ArticlePublished', data: { articleId: id, languageId: 'en' } },
      { type: 'ArticlePublished', data: { articleId: id, languageId: 'en' } },
    ]);
  });

  test('publish and unpublish 204: all languages, or one of them', async () => {
    const id = await make({ translations: [en('Gears'), { languageId: 'da', title: 'Gear' }] });
    const published = async (): Promise<string[]> => (await texts(id)).published.map((one: { language: string }) => one.language);
    await shop.call('POST', `/knowledge/articles/${id}/publish`);
    expect(await published()).toEqual(['da', 'en']);
    expect((await shop.call('POST', `/knowledge/articles/${id}/translations/DA/unpublish`)).status).toBe(204);
    expect(await published()).toEqual(['en']);
    expect(await read(id)).toHaveProperty('indexedAt');
    expect((await shop.call('POST', `/knowledge/articles/${id}/unpublish`)).status).toBe(204);
    expect(await published()).toEqual([]);
    expect(await read(id)).not.toHaveProperty('indexedAt');
    expect((await shop.call('POST', `/knowledge/articles/${id}/unpublish`)).status).toBe(204);
    await shop.call('POST', `/knowledge/articles/${id}/translations/da/publish`);
    expect(await published()).toEqual(['da']);
    expect((await events()).map((event) => event.type)).toEqual(['ArticleCreated', 'ArticlePublished', 'ArticlePublished', 'ArticleUnpublished', 'ArticleUnpublished', 'ArticlePublished']);
  });

  test('404: publish, unpublish or delete a language that the article does not have', async () => {
    const id = await make();
    for (const language of ['da', 'english']) {
      for (const [method, end] of [
        ['POST', '/publish'],
        ['POST', '/unpublish'],
        ['DELETE', ''],
      ] as const)
        expect((await shop.call(method, `/knowledge/articles/${id}/translations/${language}${end}`)).status).toBe(404);
    }
  });

  test('DELETE .../translations/{languageId} 204: draft and published text', async () => {
    const id = await make({ translations: [en('Gears'), { languageId: 'da', title: 'Gear' }] });
    await shop.call('POST', `/knowledge/articles/${id}/publish`);
    expect(await shop.call('DELETE', `/knowledge/articles/${id}/translations/da`)).toMatchObject({ status: 204, text: '' });
    expect((await texts(id)).published.map((one: { language: string }) => one.language)).toEqual(['en']);
  });

  test('DELETE .../translations/{languageId} 204: the last one too; the article goes on without a text until it gets one', async () => {
    const root = await collection();
    const id = await make({ translations: [en('Gears')], parentId: root });
    await shop.call('POST', `/knowledge/articles/${id}/publish`);
    expect((await shop.call('DELETE', `/knowledge/articles/${id}/translations/en`)).status).toBe(204);
    expect((await shop.call('DELETE', `/knowledge/articles/${id}/translations/en`)).status).toBe(404);
    expect(await texts(id)).toEqual({ draft: [], published: [] });
    for (const gone of ['translation', 'indexedAt']) expect(await read(id)).not.toHaveProperty(gone);
    expect((await shop.call('GET', `/knowledge/articles/${id}?language=en`)).status).toBe(404);
    expect((await shop.call('GET', `/knowledge/collections/${root}/catalog`)).body.data.articles).toEqual([{ id }]);
    expect((await shop.call('POST', `/knowledge/articles/${id}/publish`)).status).toBe(204);
    await shop.call('PATCH', `/knowledge/articles/${id}/translations`, { translations: [en('Gears again')] });
    expect(await read(id)).toMatchObject({ translation: { draft: { title: 'Gears again' } } });
  });
});

describe('PATCH .../parent/{parentId} and DELETE .../parent', () => {
  test('204: into a category, to the top of a collection, out of both', async () => {
    const root = await collection();
    const [id, parentId] = [await make(), await category(root)];
    expect(await shop.call('PATCH', `/knowledge/articles/${id}/parent/${parentId}`)).toMatchObject({ status: 204, text: '' });
    expect(await read(id)).toMatchObject({ parentCategory: parentId, parentCollections: [root], isDefaultLocation: false });
    const second = await collection();
    await shop.call('PATCH', `/knowledge/articles/${id}/parent/${second}`);
    expect(await read(id)).toMatchObject({ parentCollections: [second] });
    expect(await read(id)).not.toHaveProperty('parentCategory');
    expect(await shop.call('DELETE', `/knowledge/articles/${id}/parent`)).toMatchObject({ status: 204, text: '' });
    expect(await read(id)).toMatchObject({ parentCollections: [], isDefaultLocation: true });
    expect((await shop.call('DELETE', `/knowledge/articles/${id}/parent`)).status).toBe(204);
  });

  test('404: an unknown or foreign parent; it stays where it was', async () => {
    const parentId = await category(await collection());
    const id = await make({ parentId });
    const theirs = await collection(other);
    for (const place of [newId(), theirs, await category(theirs, other), await make()]) expect((await shop.call('PATCH', `/knowledge/articles/${id}/parent/${place}`)).status).toBe(404);
    expect(await read(id)).toMatchObject({ parentCategory: parentId });
    expect((await shop.call('PATCH', `/knowledge/articles/${id}/parent/x`)).status).toBe(400);
  });
});

test('two who publish and take back at once leave one whole state', async () => {
  const id = await make({ translations: [en('Gears'), { languageId: 'da', title: 'Gear' }] });
  const calls = Array.from({ length: 12 }, (_, index) => shop.call('POST', `/knowledge/articles/${id}/${index % 2 === 0 ? 'publish' : 'unpublish'}`));
  for (const answer of await Promise.all(calls)) expect(answer.status).toBe(204);
  const { published } = (await shop.call('GET', `/knowledge/articles/${id}/translations`)).body.data.translations;
  expect([0, 2]).toContain(published.length);
  expect('indexedAt' in (await read(id))).toBe(published.length === 2);
});
