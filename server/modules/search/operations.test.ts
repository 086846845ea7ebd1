import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';
import { reindex } from './index.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let agent: string;
let bicycle: number;
let helmet: number;
let closed: number;
let tag: string;
const attributeId = '30000000-0000-4000-8000-000000000001';

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
  agent = await us.agent();
  [bicycle, helmet, closed] = [await us.conversation(), await us.conversation(), await us.conversation()];
  const say = (id: number, value: string, _type = 'Text') => us.call('POST', `/conversations/${id}/messages`, { content: { value, _type }, _type: 'Inbound' });
  await say(bicycle, 'The bicycle I ordered has not arrived, <b>order</b> 4711');
  await say(helmet, '<p>My helmet &amp; the lamp are <b>broken</b></p>', 'Html');
  await us.call('POST', `/conversations/${helmet}/notes`, { message: 'Customer rides a bicycle daily' });
  await say(closed, 'Danke für die schnelle Hilfe');
  tag = (await us.call('POST', '/tags', { name: 'late' })).body.data.id;
  await us.call('PUT', `/conversations/${bicycle}/tags/${tag}`);
  for (const id of [helmet, closed]) {
    await us.call('PUT', `/conversations/${id}/tags/${tag}`);
    await us.call('DELETE', `/conversations/${id}/tags/${tag}`);
  }
  await us.call('PUT', `/conversations/${helmet}/claim`, { agentId: agent });
  await parley.ctx.db.execute(sql`INSERT INTO custom_attribute_definition (organization_id, id, entity_type, identifier, label, input_definition, created_at)
    VALUES (${us.organizationId}, ${attributeId}, 'Conversation', 'kind', 'Kind', '{"_type": "Text"}', ${parley.clock.now().toISOString()})`);
  await us.call('PATCH', `/conversations/${helmet}/custom-attributes`, { [attributeId]: 'claim' });
  parley.clock.advance(60_000);
  await us.call('PUT', `/conversations/${closed}/close`);
  const foreign = await them.conversation();
  await them.call('POST', `/conversations/${foreign}/messages`, { content: { value: 'bicycle bicycle', _type: 'Text' }, _type: 'Inbound' });
});
afterAll(() => parley.close());

const ids = (answer: { body: { data: { id: number }[] } }): number[] => answer.body.data.map((hit) => hit.id);
const find = (field: unknown, strategy = 'All') => us.call('POST', '/search/conversations', { filters: { strategy, conditions: [{ field }] } });
const one = (_type: string, values: unknown) => ({ _type, operator: { _type: 'IsOneOf', values } });

describe('POST /search/conversations', () => {
  it('200: finds words of messages and notes as soon as they are written, newest first, with the hits marked', async () => {
    const answer = await us.call('POST', '/search/conversations', { query: { value: 'BICYCLE' } });
    expect(answer.status).toBe(200);
    expect(ids(answer)).toEqual([helmet, bicycle]);
    expect(answer.body.data[1].highlights).toEqual({ text: [expect.stringContaining('<em class="highlight">bicycle</em>')] });
    expect(answer.body.data[1].highlights.text[0]).toContain('&lt;b&gt;');
    expect(answer.body.data[0].highlights).toEqual({ note: [expect.stringContaining('<em class="highlight">bicycle</em>')] });
  });

  it('200: all words must stand in one text; exactMatch wants them together', async () => {
    expect(ids(await us.call('POST', '/search/conversations', { query: { value: 'arrived bicycle' } }))).toEqual([bicycle]);
    expect(ids(await us.call('POST', '/search/conversations', { query: { value: 'arrived bicycle', exactMatch: true } }))).toEqual([]);
    const together = await us.call('POST', '/search/conversations', { query: { value: 'the lamp are broken', exactMatch: true } });
    expect(ids(together)).toEqual([helmet]);
    expect(together.body.data[0].highlights.text).toEqual([expect.stringContaining('<em class="highlight">the lamp are broken</em>')]);
  });

  it('200: forgives a typo, which is a word that stands nowhere', async () => {
    for (const value of ['bycicle arived', 'bycicle arrived']) expect(ids(await us.call('POST', '/search/conversations', { query: { value } }))).toEqual([bicycle]);
    expect(ids(await us.call('POST', '/search/conversations', { query: { value: 'zzzzzz' } }))).toEqual([]);
  });

  it('200: a word that stands somewhere and a number are taken as they are, whatever looks like them', async () => {
    const shop = await parley.tenant();
    const [one, other] = [await shop.conversation(), await shop.conversation()];
    await shop.call('POST', `/conversations/${one}/notes`, { message: 'tangerine order 48274' });
    await shop.call('POST', `/conversations/${other}/notes`, { message: 'tangerines order 48275' });
    const found = async (value: string, rest: object = {}) => ids(await shop.call('POST', '/search/conversations', { query: { value }, ...rest }));
    expect(await found('tangerine')).toEqual([one]);
    const conditions = [{ field: { _type: 'ConversationId', operator: { _type: 'IsOneOf', values: [String(other)] } } }];
    expect(await found('tangerine', { filters: { strategy: 'All', conditions } })).toEqual([]);
    for (const value of ['tangerine 48275', '48276']) expect(await found(value)).toEqual([]);
  });

  it('200 without a body, with {}, with nulls: all conversations, newest first', async () => {
    for (const body of [undefined, {}, { query: null, filters: null }, { filters: { strategy: 'All', conditions: [] } }]) {
      expect(ids(await us.call('POST', '/search/conversations', body))).toEqual([closed, helmet, bicycle]);
    }
  });

  it('200: each filter finds what it names and nothing else', async () => {
    const [empty, filled] = [{ _type: 'IsEmpty' }, { _type: 'IsNotEmpty' }];
    expect(ids(await find(one('AgentId', [agent])))).toEqual([helmet]);
    expect(ids(await find({ _type: 'AgentId', operator: { _type: 'IsNotOneOf', values: [agent] } }))).toEqual([closed, bicycle]);
    expect(ids(await find({ _type: 'AgentId', operator: empty }))).toEqual([closed, bicycle]);
    expect(ids(await find({ _type: 'QueueId', operator: filled }))).toEqual([]);
    expect(ids(await find(one('ConversationId', [String(bicycle)])))).toEqual([bicycle]);
    expect(ids(await find(one('Status', ['closed'])))).toEqual([closed]);
    expect(ids(await find(one('Channel', ['email'])))).toEqual([]);
    expect(ids(await find(one('Channel', ['email', 'chat'])))).toHaveLength(3);
    expect(ids(await find(one('Direction', ['inbound'])))).toHaveLength(3);
    for (const operator of ['IncludesAll', 'IncludesOne']) expect(ids(await find({ _type: 'TagId', operator: { _type: operator, values: [tag] } }))).toEqual([bicycle]);
    for (const operator of ['ExcludesAll', 'ExcludesOne']) expect(ids(await find({ _type: 'TagId', operator: { _type: operator, values: [tag] } }))).toEqual([closed, helmet]);
    expect(ids(await find({ _type: 'TagId', operator: empty }))).toEqual([closed, helmet]);
    // As in a published example, one of the ids may be none; then no tag is meant by it.
    const values = [tag, '7729e7564-9876-a637-b46b-8530038196b3'];
    const expected = { IncludesOne: [bicycle], IncludesAll: [], ExcludesAll: [closed, helmet], ExcludesOne: [closed, helmet, bicycle] };
    for (const [_type, found] of Object.entries(expected)) expect(ids(await find({ _type: 'TagId', operator: { _type, values } }))).toEqual(found);
    expect(ids(await find({ ...one('CustomAttribute', [['claim']]), attributeId }))).toEqual([helmet]);
    expect(ids(await find({ _type: 'CustomAttribute', attributeId, operator: { _type: 'IsNotOneOf', values: [['claim']] } }))).toEqual([closed, bicycle]);
    expect(ids(await find({ _type: 'ClosedDate', operator: { _type: 'Since', timestamp: '2026-03-02T10:01:00Z' } }))).toEqual([closed]);
    expect(ids(await find({ _type: 'LastMessage', operator: { _type: 'Until', timestamp: '2026-03-02T10:00:00Z[GMT]' } }))).toHaveLength(3);
    expect(ids(await find({ _type: 'Duration', operator: { _type: 'Between', min: 60_000, max: 60_000 } }))).toEqual([closed, helmet, bicycle]);
    const any = await us.call('POST', '/search/conversations', { filters: { strategy: 'Any', conditions: [{ field: one('AgentId', [agent]) }, { field: one('Status', ['closed']) }] } });
    expect(ids(any)).toEqual([closed, helmet]);
  });

  it('200: a search too long for a link goes on with the body that is sent again; 400 for another', async () => {
    const others = Array.from({ length: 500 }, (_, count) => `7729e756-9876-4637-b46b-${String(count).padStart(12, '0')}`);
    const body = { filters: { strategy: 'All', conditions: [{ field: { _type: 'TagId', operator: { _type: 'ExcludesAll', values: others } } }] } };
    const seen: number[] = [];
    for (let next: string | undefined = '/beta/search/conversations?pageLimit=1'; next;) {
      const answer = await us.call('POST', next, body);
      expect(answer.status, answer.text).toBe(200);
      seen.push(...ids(answer));
      next = answer.body.meta.next;
      // Node's own bound for all headers together is 16 kB.
      expect(next?.length ?? 0).toBeLessThan(8000);
      if (next) expect((await us.call('POST', next, {})).status).toBe(400);
    }
    expect(seen).toEqual(ids(await us.call('POST', '/search/conversations', {})));
    expect(seen.length).toBeGreaterThan(2);
  });

  it('200: as many tags and conditions as anybody asks for at once', async () => {
    const tags: string[] = [];
    for (let count = 0; count < 12; count++) tags.push((await us.call('POST', '/tags', { name: `many ${count}` })).body.data.id);
    const [all, most] = [await us.conversation(), await us.conversation()];
    for (const one of tags) await us.call('PUT', `/conversations/${all}/tags/${one}`);
    for (const one of tags.slice(0, -1)) await us.call('PUT', `/conversations/${most}/tags/${one}`);
    const unknown = Array.from({ length: 400 }, (_, count) => `7729e756-9876-4637-b46b-${String(count).padStart(12, '0')}`);
    const byTags = (_type: string, values: readonly string[]) => ({ _type: 'TagId', operator: { _type, values } });
    const every = async (fields: unknown[]) => {
      const answer = await us.call('POST', '/search/conversations', { filters: { strategy: 'All', conditions: fields.map((field) => ({ field })) } });
      expect(answer.status, answer.text).toBe(200);
      return ids(answer);
    };
    expect(await every([byTags('IncludesAll', tags)])).toEqual([all]);
    expect(await every([byTags('IncludesOne', tags), byTags('ExcludesOne', tags)])).toEqual([most]);
    expect(await every([byTags('IncludesAll', [...tags, ...unknown])])).toEqual([]);
    expect(await every(tags.map((one) => byTags('IncludesOne', [one])))).toEqual([all]);
    expect(await every([...unknown.map((one) => byTags('ExcludesAll', [one])), ...tags.slice(0, -1).map((one) => byTags('IncludesAll', [one]))])).toEqual([most, all]);
    expect(await every([...unknown, ...tags].map((one) => byTags('IncludesOne', [one])))).toEqual([]);
    for (const id of [all, most]) await parley.ctx.db.execute(sql`DELETE FROM conversation WHERE organization_id = ${us.organizationId} AND id = ${id}`);
  });

  it('200: pages join without a gap while conversations arrive, and the key carries the search', async () => {
    const first = await us.call('POST', '/v1/search/conversations?pageLimit=2', { query: { value: '' } });
    expect(ids(first)).toEqual([closed, helmet]);
    expect(first.body.meta.next).toMatch(/^\/v1\/search\/conversations\?pageKey=/);
    await us.conversation();
    expect(ids(await us.call('POST', first.body.meta.next, { query: { value: '' } }))).toEqual([bicycle]);
  });

  it.each([
    [{ filters: { strategy: 'Some', conditions: [] } }, 'strategy'],
    [{ filters: { strategy: 'All', conditions: [{ field: { _type: 'Mood', operator: { _type: 'IsEmpty' } } }] } }, '_type'],
    [{ filters: { strategy: 'All', conditions: [{ field: one('AgentId', ["' OR true --"]) }] } }, 'values[0]'],
    [{ filters: { strategy: 'All', conditions: [{ field: one('ConversationId', ['1; DROP TABLE tag']) }] } }, 'values[0]'],
    [{ filters: { strategy: 'All', conditions: [{ field: { _type: 'ClosedDate', operator: { _type: 'Since', timestamp: 'soon' } } }] } }, 'timestamp'],
  ])('400 naming the field: %j', async (body, field) => {
    const answer = await us.call('POST', '/search/conversations', body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
  });

  it('400 for more words than a search has, however they are parted', async () => {
    const asked = (words: number, between: string) => us.call('POST', '/search/conversations', { query: { value: Array.from({ length: words }, () => 'bicycle').join(between) } });
    expect(ids(await asked(1000, ' '))).toEqual([helmet, bicycle]);
    for (const between of [' ', ',']) expect(await asked(1001, between)).toMatchObject({ status: 400, body: { message: expect.stringContaining('query') } });
  });

  it('400 for a page of more than fifty, 401 without a token', async () => {
    expect(await us.call('POST', '/search/conversations?pageLimit=51', {})).toMatchObject({ status: 400 });
    expect(await us.call('POST', '/search/conversations', {}, { authorization: 'nobody' })).toMatchObject({ status: 401 });
  });
});

describe('GET /search/conversations', () => {
  it('200, by its other path and with a boolean in capitals too; inner hits tell the text of message or note', async () => {
    const answer = await us.call('GET', '/conversations/search?query=bicycle&exactMatch=True');
    expect(ids(answer)).toEqual([helmet, bicycle]);
    const found = (word: string) => expect.stringContaining(`<em class="highlight">${word}</em>`);
    expect(answer.body.data[0]).toMatchObject({ highlights: { note: [found('bicycle')] }, innerHits: [{ id: expect.any(String), highlight: { text: found('bicycle') } }] });
    expect(answer.body.data[1]).toMatchObject({ highlights: { text: [found('bicycle')] }, innerHits: [{ highlight: { text: found('bicycle') } }] });
  });

  it('400 without words, 401 without a token', async () => {
    expect(await us.call('GET', '/search/conversations')).toMatchObject({ status: 400, body: { message: expect.stringContaining('query') } });
    expect(await us.call('GET', '/search/conversations?query=x', undefined, { authorization: '' })).toMatchObject({ status: 401 });
  });
});

it('the index made anew finds what the old one found', async () => {
  const before = await us.call('POST', '/search/conversations', { query: { value: 'bicycle' } });
  const untagged = { _type: 'TagId', operator: { _type: 'IsEmpty' } };
  const bare = ids(await find(untagged));
  await parley.ctx.db.execute(sql`UPDATE search_untagged SET conversation_id = -conversation_id`);
  expect(ids(await find(untagged))).toEqual([]);
  expect(await reindex(parley.ctx, () => undefined)).toBeGreaterThan(3);
  // What the tests put into the tables past the log is found now too.
  expect(ids(await find(untagged))).toEqual(expect.arrayContaining(bare));
  expect(bare.length).toBeGreaterThan(0);
  expect((await us.call('POST', '/search/conversations', { query: { value: 'bicycle' } })).body).toEqual(before.body);
});

it('who loses the last tag is found among those without, who gets one no longer', async () => {
  const untagged = { _type: 'TagId', operator: { _type: 'IsEmpty' } };
  for (const [method, found] of [
    ['PUT', false],
    ['DELETE', true],
    ['PUT', false],
  ] as const) {
    await us.call(method, `/conversations/${bicycle}/tags/${tag}`);
    expect(ids(await find(untagged)).includes(bicycle)).toBe(found);
  }
});
