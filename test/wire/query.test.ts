import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWireHouse, table, type WireHouse } from './house.ts';

let house: WireHouse;
let path: string;
beforeAll(async () => {
  house = await startWireHouse();
  const { tenant } = house;
  for (const name of ['a', 'b', 'c']) await tenant.endUser({ displayName: name });
  const tag = (await tenant.call('POST', '/tags', { name: 'off' })).body.data.id;
  await tenant.call('PATCH', `/tags/${tag}/deactivate`);
  path = '/beta/endusers';
});
afterAll(() => house.close());

const tagNames = async (query: string): Promise<string[]> => {
  const answer = await house.send('GET', `/beta/tags?${query}`);
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(answer.text)
    .data.map((tag: { name: string }) => tag.name)
    .toSorted();
};

describe('W4: a boolean in the query', () => {
  it('comes in any case', async () => {
    for (const text of ['true', 'True', 'TRUE', 'tRuE']) expect(await tagNames(`includeDeactivated=${text}`)).toEqual(['off', 'wire']);
    for (const text of ['false', 'False', 'FALSE']) expect(await tagNames(`includeDeactivated=${text}`)).toEqual(['wire']);
  });

  it('is a 400 when it is anything else, and the parameter is named', async () => {
    for (const text of ['yes', '1', 'truee', 'null']) {
      const answer = await house.send('GET', `/beta/tags?includeDeactivated=${text}`);
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text).message).toContain('includeDeactivated');
    }
  });
});

describe('W5: parameters', () => {
  it('that come twice take the first value', async () => {
    expect(await tagNames('includeDeactivated=true&includeDeactivated=false')).toEqual(['off', 'wire']);
    expect(JSON.parse((await house.send('GET', `${path}?pageLimit=1&pageLimit=nonsense`)).text).data).toHaveLength(1);
    expect(JSON.parse((await house.send('GET', `${path}?pageLimit=2&pageLimit[]=1`)).text).data).toHaveLength(2);
  });

  it('that are empty count as absent', async () => {
    const all = await house.send('GET', path);
    expect((await house.send('GET', `${path}?pageKey=&pageLimit=`)).text).toBe(all.text);
    expect(await tagNames('includeDeactivated=')).toEqual(['wire']);
  });

  it.each(table.filter(([, operation]) => operation.method === 'GET'))('that are unknown are ignored: %s', async (_name, operation) => {
    const target = house.target(operation);
    const plain = await house.send('GET', target);
    const more = await house.send('GET', `${target}?page=1&created_after=2026-03-01T10:00:00&__proto__=x&constructor=1&=&&%20=1`);
    expect(more.status).toBe(plain.status);
    expect(more.text).toBe(plain.text);
  });

  it('a page size is taken on lists and on what has no pages', async () => {
    expect((await house.send('GET', '/beta/tags?pageLimit=300')).status).toBe(200);
    const body = JSON.stringify({ id: 'csat', timezone: 'UTC', periodFilter: { _type: 'Preset', value: 'ThisWeek' } });
    const answer = await house.send('POST', '/beta/analytics/metrics?pageLimit=10', { 'content-type': 'application/json', 'content-length': String(body.length) }, body);
    expect(answer.status, answer.text).toBe(200);
  });
});
