import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOfLink, pageOf, pageOfList, readPage, type Paged, type PageQuery, type PageRequest } from './page.ts';

interface Row {
  readonly id: string;
  readonly at: number;
}
const rows: readonly Row[] = Array.from({ length: 7 }, (_, index) => ({ id: String.fromCharCode(97 + index), at: index >> 1 }));
const before = (a: readonly [number, string], b: readonly [number, string]): boolean => (a[0] === b[0] ? a[1] < b[1] : a[0] < b[0]);

/** What a store does: the rows behind or before the key, one more than the page holds. */
function read(page: PageRequest<unknown>, all: readonly Row[] = rows): Row[] {
  const key = page.cursor?.key as [number, string] | undefined;
  const of = (row: Row): [number, string] => [row.at, row.id];
  const wanted = all.filter((row) => key === undefined || (page.backwards ? before(of(row), key) : before(key, of(row))));
  return (page.backwards ? wanted.toReversed() : wanted).slice(0, page.limit + 1);
}
const LIST = 'things org';
const show = (query: PageQuery, all = rows): Paged<Row> => {
  const page = readPage(query, LIST, {});
  return pageOf(read(page, all), page, '/things', (row) => [row.at, row.id]);
};
const ids = (page: Paged<Row>): string => page.rows.map((row) => row.id).join('');
const key = (link: string | undefined): PageQuery => ({ pageKey: keyOfLink(link)! });

describe('the pages of a list', () => {
  it('follow each other to the end and back, each row once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 7 }), (pageLimit, length) => {
        const all = rows.slice(0, length);
        const there = [show({ pageLimit }, all)];
        while (there.at(-1)!.meta.next) there.push(show(key(there.at(-1)!.meta.next), all));
        expect(there.map(ids).join('')).toBe(all.map((row) => row.id).join(''));
        expect(there[0]!.meta.previous).toBeUndefined();
        expect(there).toHaveLength(Math.max(1, Math.ceil(length / pageLimit)));
        const back = [there.at(-1)!];
        while (back[0]!.meta.previous) back.unshift(show(key(back[0]!.meta.previous), all));
        expect(back.map(ids)).toEqual(there.map(ids));
        // A page that was come to backwards leads forwards again.
        if (back.length > 1) expect(ids(show(key(back[0]!.meta.next), all))).toBe(ids(there[1]!));
      }),
    );
  });

  it('keep their size, unless another is asked for beside the key', () => {
    const { meta } = show({ pageLimit: 2 });
    expect(ids(show(key(meta.next)))).toBe('cd');
    expect(ids(show({ ...key(meta.next), pageLimit: 4 }))).toBe('cdef');
  });

  it('keep their filters', () => {
    const first = readPage({ pageLimit: 1 }, LIST, { state: 'Open' });
    const { meta } = pageOf(read(first), first, '/things', (row) => [row.at, row.id]);
    expect(readPage<{ state?: string }>(key(meta.next), LIST, {}).filters).toEqual({ state: 'Open' });
  });

  it.each([
    [{}, {}, 50],
    [{ pageLimit: 300 }, {}, 300],
    [{ pageLimit: 301 }, {}, 300],
    [{}, { fallback: 10 }, 10],
    [{ pageLimit: 2000 }, { max: 1000 }, 1000],
  ])('of %j with %j hold %i', (query, limits, limit) => expect(readPage(query, LIST, {}, limits).limit).toBe(limit));

  it('of a list at hand are the same, and a key whose entry is gone leads to the beginning', () => {
    const cut = (query: PageQuery, all = rows) => pageOfList(all, readPage(query, LIST, {}), '/things');
    const first = cut({ pageLimit: 3 });
    const second = cut(key(first.meta.next));
    expect([ids(first), ids(second), ids(cut(key(second.meta.previous)))]).toEqual(['abc', 'def', 'abc']);
    expect(ids(cut(key(first.meta.next), rows.slice(3)))).toBe('def');
    expect(ids(cut(key(second.meta.previous), rows.slice(5)))).toBe('');
  });
});

describe('a key is refused', () => {
  const made = (content: object): PageQuery => ({ pageKey: Buffer.from(JSON.stringify({ l: LIST, n: 5, d: 'n', k: [1, 'a'], f: {}, ...content })).toString('base64url') });

  it('but not one as we make it', () => expect(readPage(made({}), LIST, {})).toMatchObject({ limit: 5, backwards: false, cursor: { key: [1, 'a'] } }));

  it.each([
    ['of another list or organization', made({ l: 'things other' })],
    ['with a key of another form', made({ k: [{}] })],
    ['with a key that is no list', made({ k: 'a' })],
    ['for pages of nothing', made({ n: 0 })],
    ['for half a row', made({ n: 1.5 })],
    ['without filters', made({ f: null })],
    ['with filters of another form', made({ f: 'x' })],
    ['that is no JSON', { pageKey: 'abc' }],
    ['that is nothing', { pageKey: '' }],
    ['with something behind it', { pageKey: `${made({}).pageKey}!` }],
  ])('%s', (_what, query) => expect(() => readPage(query, LIST, {})).toThrow(expect.objectContaining({ status: 400 })));
});
