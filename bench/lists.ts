import { sql, type Database, type Sql } from '../server/platform/db/database.ts';
import type { Case } from './year.ts';

/** A long list: how its first page is asked for, and the sort keys of its rows. */
interface List {
  readonly path: string;
  readonly body?: object;
  /** The rows in the order of the list, with the parts of their sort key. */
  readonly rows: Sql;
  readonly order: Sql;
  readonly keyOf: (row: Record<string, string | number>) => readonly (string | number)[];
}

export type Place = 'first' | 'middle' | 'last';
export const places: readonly Place[] = ['first', 'middle', 'last'];

/** The lists that grow with an organization's age, every one that is paged. */
export function longLists(organizationId: string, customerId: string, word: string): Readonly<Record<string, List>> {
  const created = { order: sql`created_at, id`, keyOf: (row: Record<string, string | number>) => [row.created_at!, row.id!] };
  const conversations = sql`SELECT id, created_at FROM conversation WHERE organization_id = ${organizationId}`;
  const newest = { order: sql`id DESC`, keyOf: (row: Record<string, string | number>) => [row.id!] };
  const search = '/beta/search/conversations';
  return {
    'end users': { path: '/beta/endusers', rows: sql`SELECT id, created_at FROM person WHERE organization_id = ${organizationId} AND kind = 'EndUser'`, ...created },
    'conversations of one customer': { path: `/beta/endusers/${customerId}/conversations`, rows: sql`${conversations} AND requester_id = ${customerId}`, ...created },
    'search: on a channel': {
      path: search,
      body: { filters: { strategy: 'All', conditions: [{ field: { _type: 'Channel', operator: { _type: 'IsOneOf', values: ['email'] } } }] } },
      rows: sql`${conversations} AND channel = 'Email'`,
      ...newest,
    },
    'search: a frequent word': {
      path: search,
      body: { query: { value: word } },
      rows: sql`SELECT DISTINCT conversation_id AS id FROM search_entry WHERE organization_id = ${organizationId} AND words @@ plainto_tsquery('simple', ${word})`,
      ...newest,
    },
    'records of closings': {
      path: '/beta/analytics/records',
      body: { id: 'closed_conversations', timezone: 'UTC', periodFilter: { _type: 'Interval', start: '2000-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z' } },
      rows: sql`SELECT at, seq FROM analytics_fact WHERE organization_id = ${organizationId} AND kind = 'closed'`,
      order: sql`at, seq`,
      keyOf: (row) => [row.at!, row.seq!],
    },
  };
}

interface Key {
  readonly k: readonly (string | number)[];
  readonly n: number;
}

/** A link to another place of the same list: the key of its next page with another row in it. */
function linkTo(next: string, place: readonly (string | number)[]): string {
  const [path, key] = next.split('pageKey=') as [string, string];
  const content = JSON.parse(Buffer.from(key, 'base64url').toString('utf8')) as Key;
  return `${path}pageKey=${Buffer.from(JSON.stringify({ ...content, k: place })).toString('base64url')}`;
}

type Send = (method: 'GET' | 'POST', path: string, body?: object) => Promise<{ data: readonly unknown[]; meta?: { next?: string } }>;

/**
 * The requests for the first, the middle and the last full page of a list.
 * @param send makes one call; used to learn the links of the list.
 * @throws Error when the list is not long or its last page is not full: then nothing would be measured.
 */
export async function pagesOf(db: Database, send: Send, name: string, list: List, limit: number): Promise<{ readonly rows: number; readonly cases: Readonly<Record<Place, Case['make']>> }> {
  const method = list.body === undefined ? 'GET' : 'POST';
  const request = (path: string): ReturnType<Case['make']> => (list.body === undefined ? [method, path] : [method, path, list.body]);
  const first = `${list.path}?pageLimit=${limit}`;
  const { meta } = await send(...request(first));
  const rows = (await db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM (${list.rows}) AS r`))!.count;
  if (meta?.next === undefined || rows < 20 * limit) throw new Error(`${name} is no long list: ${rows} rows`);
  const at = async (offset: number): Promise<string> => {
    const row = await db.maybe<Record<string, string | number>>(sql`SELECT * FROM (${list.rows}) AS r ORDER BY ${list.order} OFFSET ${offset} LIMIT 1`);
    return linkTo(meta.next!, list.keyOf(row!));
  };
  const [middle, last] = [await at(Math.floor(rows / 2)), await at(rows - limit - 1)];
  const there = await send(...request(last));
  if (there.data.length !== limit) throw new Error(`the last page of ${name} has ${there.data.length} of ${limit} rows`);
  return { rows, cases: { first: () => request(first), middle: () => request(middle), last: () => request(last) } };
}
