import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdingOpen } from '../../../test/support/held.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;

const unknown = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
});
afterAll(() => parley.close());

interface Tag {
  readonly id: string;
  readonly name: string;
}
const made = async (name: string, tenant = us): Promise<Tag> => (await tenant.call('POST', '/tags', { name })).body.data;
const names = (answer: { body: { data: Tag[] } }): string[] => answer.body.data.map((tag) => tag.name);
const of = async (id: number): Promise<string[]> => names(await us.call('GET', `/conversations/${id}/tags`));
const log = async (id: number) => (await us.call('GET', `/conversations/${id}/activitylog`)).body.data;

/** Statuses for ids that are none, are unknown and are another organization's. */
async function refused(method: string, pathOf: (id: string) => string): Promise<number[]> {
  const foreign = await made(`foreign ${method} ${pathOf('')}`, them);
  return await Promise.all(['no-uuid', unknown, foreign.id].map(async (id) => (await us.call(method, pathOf(id))).status));
}

describe('POST /tags', () => {
  it('200: a new tag is active; one of that name is answered as it is', async () => {
    const answer = await us.call('POST', '/tags', { name: ' late ', color: '#1F9D55' });
    expect(answer).toMatchObject({ status: 200, body: { data: { id: expect.any(String), name: 'late', color: '#1F9D55', state: 'Active' } } });
    const { id } = answer.body.data;
    expect((await us.call('POST', '/tags', { name: 'late', color: '#000000' })).body).toEqual(answer.body);
    await us.call('PATCH', `/tags/${id}/deactivate`);
    expect((await us.call('POST', '/tags', { name: 'late' })).body.data).toMatchObject({ id, state: 'Inactive' });
    expect((await made('Late')).id).not.toBe(id);
    expect((await made('late', them)).id).not.toBe(id);
    expect(Object.keys(await made('plain')).toSorted()).toEqual(['id', 'name', 'state']);
  });

  it('of many at once with one name there is one', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => made('at once')));
    expect(new Set(all.map((tag) => tag.id)).size).toBe(1);
  });

  it.each([{}, { name: null }, { name: '' }, { name: '  ' }, { name: 7 }])('400 naming the name: %j', async (body) => {
    expect(await us.call('POST', '/tags', body)).toMatchObject({ status: 400, body: { message: expect.stringContaining('name') } });
  });
});

describe('GET /tags, /tags/{id}, activate, deactivate, delete', () => {
  it('200: the active ones, or all when asked for; none of another organization', async () => {
    const [first, second, foreign] = [await made('one'), await made('two'), await made('three', them)];
    expect(await us.call('PATCH', `/tags/${first.id}/deactivate`)).toMatchObject({ status: 204, text: '' });
    expect(await us.call('PATCH', `/tags/${first.id}/deactivate`)).toMatchObject({ status: 204 });
    const active = names(await us.call('GET', '/tags'));
    const all = names(await us.call('GET', '/tags?includeDeactivated=True'));
    expect([active.includes(first.name), active.includes(second.name), all.includes(first.name), all.includes(foreign.name)]).toEqual([false, true, true, false]);
    expect((await us.call('GET', `/tags/${first.id}`)).body.data).toEqual({ ...first, state: 'Inactive' });
    expect(await us.call('PATCH', `/tags/${first.id}/activate`)).toMatchObject({ status: 204, text: '' });
    expect((await us.call('GET', `/tags/${first.id}`)).body.data).toEqual({ ...first, state: 'Active' });
    expect(await us.call('GET', '/tags?includeDeactivated=perhaps')).toMatchObject({ status: 400, body: { message: expect.stringContaining('includeDeactivated') } });
  });

  it('204 delete: with all its uses, for good; the log still tells its name', async () => {
    const id = await us.conversation();
    const tag = await made('gone');
    await us.call('PUT', `/conversations/${id}/tags/${tag.id}`);
    expect(await us.call('DELETE', `/tags/${tag.id}`)).toMatchObject({ status: 204, text: '' });
    expect(await of(id)).toEqual([]);
    expect(await us.call('DELETE', `/tags/${tag.id}`)).toMatchObject({ status: 404 });
    expect((await log(id)).map((entry: { _type: string; attributes: { tag: string } }) => [entry._type, entry.attributes.tag])).toEqual([
      ['TagAdded', 'gone'],
      ['TagRemoved', 'gone'],
    ]);
    expect((await made('gone')).id).not.toBe(tag.id);
  });

  it.each([
    ['GET', ''],
    ['DELETE', ''],
    ['PATCH', '/activate'],
    ['PATCH', '/deactivate'],
  ])("%s %s: 400 for no uuid, 404 for none and another organization's", async (method, rest) => {
    expect(await refused(method, (id) => `/tags/${id}${rest}`)).toEqual([400, 404, 404]);
  });
});

describe('tags of a conversation', () => {
  it('204: put on once, taken off once, each told once', async () => {
    const id = await us.conversation();
    const tag = await made('on and off');
    for (const method of ['PUT', 'PUT', 'DELETE', 'DELETE']) expect(await us.call(method, `/conversations/${id}/tags/${tag.id}`)).toMatchObject({ status: 204, text: '' });
    expect(await log(id)).toMatchObject([
      { _type: 'TagAdded', activityType: 'TagAddedActivityType', author: { id: us.adminId }, attributes: { tag: 'on and off', _type: 'TagAddedAttribute' } },
      { _type: 'TagRemoved', attributes: { tag: 'on and off', _type: 'TagRemovedAttribute' } },
    ]);
  });

  it('are listed in the order in which they came, also those of one call and of one millisecond', async () => {
    const id = await us.conversation();
    const [a, c] = [await made('order a'), await made('order c')];
    await us.call('PUT', `/conversations/${id}/tags/${c.id}`);
    await us.call('POST', `/conversations/${id}/tags/bulk`, { data: ['order d', 'order b', 'order c', 'order d'].map((name) => ({ name })) });
    await us.call('PUT', `/conversations/${id}/tags/${a.id}`);
    expect(await of(id)).toEqual(['order c', 'order d', 'order b', 'order a']);
    expect((await log(id)).map((entry: { attributes: { tag: string } }) => entry.attributes.tag)).toEqual(['order c', 'order d', 'order b', 'order a']);
  });

  it('400 for an inactive tag; one that was there before stays, is listed and can be taken off', async () => {
    const id = await us.conversation();
    const tag = await made('inactive');
    await us.call('PUT', `/conversations/${id}/tags/${tag.id}`);
    await us.call('PATCH', `/tags/${tag.id}/deactivate`);
    expect(await us.call('PUT', `/conversations/${await us.conversation()}/tags/${tag.id}`)).toMatchObject({ status: 400, body: { message: expect.stringContaining('tagId') } });
    expect((await us.call('GET', `/conversations/${id}/tags`)).body).toEqual({ data: [{ ...tag, state: 'Inactive' }] });
    expect(await us.call('DELETE', `/conversations/${id}/tags/${tag.id}`)).toMatchObject({ status: 204 });
    expect(await of(id)).toEqual([]);
  });

  it.each(['PUT', 'DELETE'])("%s: 400 for no uuid, 404 for no tag and another organization's, 404 for no conversation", async (method) => {
    const id = await us.conversation();
    expect(await refused(method, (tagId) => `/conversations/${id}/tags/${tagId}`)).toEqual([400, 404, 404]);
    const tag = await made('somewhere');
    for (const conversation of [424242, await them.conversation()]) expect(await us.call(method, `/conversations/${conversation}/tags/${tag.id}`)).toMatchObject({ status: 404 });
  });

  it("GET: 404 for no conversation and another organization's, 400 for no number", async () => {
    for (const [id, status] of [[424242, 404] as const, [await them.conversation(), 404] as const, ['first', 400] as const]) {
      expect(await us.call('GET', `/conversations/${id}/tags`)).toMatchObject({ status });
    }
  });
});

describe('POST /conversations/{id}/tags/bulk', () => {
  it('202 without a body: names become tags, those that are there are taken, inactive ones stay off', async () => {
    const id = await us.conversation();
    const [known, inactive] = [await made('bulk known'), await made('bulk inactive')];
    await us.call('PATCH', `/tags/${inactive.id}/deactivate`);
    const data = ['bulk new', 'bulk known', 'bulk inactive', 'bulk new'].map((name) => ({ name }));
    expect(await us.call('POST', `/conversations/${id}/tags/bulk`, { data })).toMatchObject({ status: 202, text: '' });
    expect(await of(id)).toEqual(['bulk new', 'bulk known']);
    expect(await us.call('GET', `/tags/${known.id}`)).toMatchObject({ body: { data: known } });
    expect(await us.call('POST', `/conversations/${id}/tags/bulk`, {})).toMatchObject({ status: 202 });
    expect(await log(id)).toHaveLength(2);
  });

  it('400 naming the item, and none is put on; 404', async () => {
    const id = await us.conversation();
    const bulk = (conversation: number, ...data: unknown[]) => us.call('POST', `/conversations/${conversation}/tags/bulk`, { data });
    expect(await bulk(id, { name: 'fine' }, {})).toMatchObject({ status: 400, body: { message: expect.stringContaining('data[1].name') } });
    expect(await bulk(id, { name: 'fine' }, { name: ' ' })).toMatchObject({ status: 400, body: { message: expect.stringContaining('data[1].name') } });
    expect(await bulk(id, 'fine')).toMatchObject({ status: 400 });
    expect(await us.call('POST', `/conversations/${id}/tags/bulk`)).toMatchObject({ status: 400 });
    expect(await of(id)).toEqual([]);
    for (const conversation of [424242, await them.conversation()]) expect(await bulk(conversation, { name: 'fine' })).toMatchObject({ status: 404 });
  });
});

describe('a tag that is deleted just then', () => {
  const removing = (tag: Tag) => sql`DELETE FROM tag WHERE organization_id = ${us.organizationId} AND id = ${tag.id}`;

  it('404: is not put on any more', async () => {
    const [id, tag] = [await us.conversation(), await made('going')];
    expect(await holdingOpen(parley, removing(tag), () => us.call('PUT', `/conversations/${id}/tags/${tag.id}`))).toMatchObject({ status: 404 });
    expect([await of(id), await log(id)]).toEqual([[], []]);
  });

  it('202: is made anew by its name, beside others', async () => {
    const [id, tag] = [await us.conversation(), await made('going too')];
    const data = [{ name: 'staying' }, { name: 'going too' }];
    expect(await holdingOpen(parley, removing(tag), () => us.call('POST', `/conversations/${id}/tags/bulk`, { data }))).toMatchObject({ status: 202 });
    const { body } = await us.call('GET', `/conversations/${id}/tags`);
    expect(names({ body })).toEqual(['staying', 'going too']);
    expect(body.data[1].id).not.toBe(tag.id);
  });

  it('204: waits for whoever is putting it on, and tells that it was taken off', async () => {
    const [id, tag] = [await us.conversation(), await made('being put on')];
    const putting = sql`INSERT INTO conversation_tag (organization_id, conversation_id, tag_id, created_at) VALUES (${us.organizationId}, ${id}, ${tag.id}, ${parley.clock.now().toISOString()})`;
    expect(await holdingOpen(parley, putting, () => us.call('DELETE', `/tags/${tag.id}`))).toMatchObject({ status: 204 });
    expect(await of(id)).toEqual([]);
    expect(await log(id)).toMatchObject([{ _type: 'TagRemoved', attributes: { tag: 'being put on' } }]);
  });
});
