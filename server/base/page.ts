import { invalid } from './errors.ts';

/** Where a page begins: behind the row with this sort key, or before it when the page runs backwards. */
interface Cursor {
  readonly key: readonly (string | number)[];
}

/** A page to read: how many rows, from where, and the filters of the list. */
export interface PageRequest<F> {
  readonly limit: number;
  readonly cursor: Cursor | undefined;
  readonly filters: F;
  /** Rows run backwards (a previous page): read in descending order, `pageOf` turns them round. */
  readonly backwards: boolean;
  readonly list: string;
}

/** What every paged list takes in its query. */
export interface PageQuery {
  readonly pageLimit?: number;
  readonly pageKey?: string;
}

/** The rows of a page, and root-relative links to the pages beside it. */
export interface Paged<R> {
  readonly rows: R[];
  readonly meta: { previous?: string; next?: string };
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 300;

interface KeyContent {
  /** The list that the key belongs to: a key of one list or organization means nothing to another. */
  readonly l: string;
  readonly n: number;
  readonly d: 'n' | 'p';
  readonly k: (string | number)[];
  readonly f: unknown;
}

/**
 * Reads `pageLimit` and `pageKey`. The key carries page size and filters, so `meta.next` needs nothing else; a
 * `pageLimit` beside it changes the size. A limit above the maximum is cut to it.
 * @param list names the list and its organization.
 * @throws Fault 400 for a key that this list did not make.
 */
export function readPage<F>(query: PageQuery, list: string, filters: F, limits: { readonly fallback?: number; readonly max?: number } = {}): PageRequest<F> {
  const { fallback = DEFAULT_LIMIT, max = MAX_LIMIT } = limits;
  const content = query.pageKey === undefined ? undefined : decode(query.pageKey, list, typeof filters);
  return {
    limit: Math.min(query.pageLimit ?? content?.n ?? fallback, max),
    cursor: content && { key: content.k },
    filters: content ? (content.f as F) : filters,
    backwards: content?.d === 'p',
    list,
  };
}

function decode(pageKey: string, list: string, filters: string): KeyContent {
  try {
    const bytes = Buffer.from(pageKey, 'base64url');
    // Node passes over what is no base64url; a key that was cut or grew on its way is not to be guessed at.
    if (bytes.toString('base64url') !== pageKey.replace(/=+$/, '')) throw new TypeError('not base64url');
    const content = JSON.parse(bytes.toString('utf8')) as KeyContent;
    const scalar = (part: unknown): boolean => typeof part === 'string' || typeof part === 'number';
    const like = typeof content.f === filters && content.f !== null;
    if (like && content.l === list && Array.isArray(content.k) && content.k.every(scalar) && Number.isInteger(content.n) && content.n > 0) return content;
  } catch {
    // Not one of ours: answered below.
  }
  throw invalid('Invalid value for: query parameter pageKey (it was not made by this list)');
}

/**
 * Cuts the rows read (one more than the limit, to see whether there is a next page) into a page with its links.
 * @param keyOf the sort key of a row, in the order of the sort.
 */
export function pageOf<R, F>(rows: readonly R[], page: PageRequest<F>, path: string, keyOf: (row: R) => readonly (string | number)[]): Paged<R> {
  const more = rows.length > page.limit;
  const kept = rows.slice(0, page.limit);
  if (page.backwards) kept.reverse();
  const link = (direction: 'n' | 'p', row: R | undefined): string | undefined => {
    if (row === undefined) return undefined;
    const content: KeyContent = { l: page.list, n: page.limit, d: direction, k: [...keyOf(row)], f: page.filters };
    return `${path}?pageKey=${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
  };
  const next = more || page.backwards ? link('n', kept.at(-1)) : undefined;
  const previous = (page.backwards ? more : page.cursor !== undefined) ? link('p', kept[0]) : undefined;
  return { rows: kept, meta: { ...(previous === undefined ? {} : { previous }), ...(next === undefined ? {} : { next }) } };
}

/** A page of a list that is at hand as a whole, in its order. A key whose entry is gone leads to the beginning. */
export function pageOfList<E extends { readonly id: string }, F>(list: readonly E[], page: PageRequest<F>, path: string): Paged<E> {
  const at = page.cursor === undefined ? -1 : list.findIndex((entry) => entry.id === page.cursor!.key[0]);
  const rows = page.backwards ? list.slice(0, Math.max(at, 0)).toReversed() : list.slice(at + 1);
  return pageOf(rows.slice(0, page.limit + 1), page, path, (entry) => [entry.id]);
}

/** The page key in a link, for answers that hold it alone. */
export const keyOfLink = (link: string | undefined): string | undefined => link?.split('pageKey=')[1];
