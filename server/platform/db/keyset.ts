import type { PageRequest } from '../../base/page.ts';
import { empty, raw, sql, type Sql } from './database.ts';

/**
 * The part of a statement that reads one page of a list sorted by a time and an id.
 * @returns `after`, a condition to put behind the others (its own AND included), and `order`, with the limit of one row
 * more than the page holds.
 */
export function keyset(page: PageRequest<unknown>, at = 'created_at', id = 'id'): { after: Sql; order: Sql } {
  const direction = raw(page.backwards ? 'DESC' : 'ASC');
  const key = sql`(${raw(at)}, ${raw(id)})`;
  const [time, last] = page.cursor?.key ?? [];
  return {
    after: page.cursor === undefined ? empty : sql`AND ${key} ${raw(page.backwards ? '<' : '>')} (${time ?? null}::timestamptz, ${last ?? null}::uuid)`,
    order: sql`ORDER BY ${raw(at)} ${direction}, ${raw(id)} ${direction} LIMIT ${page.limit + 1}`,
  };
}
