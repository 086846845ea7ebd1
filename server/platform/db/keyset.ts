import type { PageRequest } from '../../base/page.ts';
import { empty, raw, sql, type Sql } from './database.ts';

/** The columns by which a list is sorted: a time, and what tells rows of one time apart. */
interface SortKey {
  readonly at?: string;
  readonly id?: string;
  readonly idType?: 'uuid' | 'bigint';
}

/**
 * The part of a statement that reads one page of a list sorted by a time and an id.
 * @returns `after`, a condition to put behind the others (its own AND included), and `order`, with the limit of one row
 * more than the page holds.
 */
export function keyset(page: PageRequest<unknown>, { at = 'created_at', id = 'id', idType = 'uuid' }: SortKey = {}): { after: Sql; order: Sql } {
  const direction = raw(page.backwards ? 'DESC' : 'ASC');
  const key = sql`(${raw(at)}, ${raw(id)})`;
  const [time, last] = page.cursor?.key ?? [];
  return {
    after: page.cursor === undefined ? empty : sql`AND ${key} ${raw(page.backwards ? '<' : '>')} (${time ?? null}::timestamptz, ${last ?? null}::${raw(idType)})`,
    order: sql`ORDER BY ${raw(at)} ${direction}, ${raw(id)} ${direction} LIMIT ${page.limit + 1}`,
  };
}
