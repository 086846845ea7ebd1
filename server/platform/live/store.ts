import { raw, sql, type Session } from '../db/database.ts';
import { loggedColumns, type LoggedEvent } from '../events/log.ts';
import { comparePositions, type LivePosition, ORIGIN, positionOf } from './position.ts';
import type { End, Page } from './recent.ts';

/** Events looked at in one read of a page. The index knows no organizations, and a small one must not make us read for long. */
const LOOKED_AT = 2000;

interface Cleared {
  readonly cleared_xid: string;
  readonly cleared_seq: number;
  readonly cleared_id: string | null;
}

const clearedColumns = raw('c.xid::text AS cleared_xid, c.seq AS cleared_seq, c.id AS cleared_id');

const clearedOf = (row: Cleared): LivePosition => (row.cleared_id === null ? ORIGIN : positionOf({ xid: row.cleared_xid, seq: row.cleared_seq, id: row.cleared_id }));

/** Both in one statement: what is removed in between would be missing in the one and not told by the other. */
export async function readLast(session: Session, limit: number): Promise<End> {
  const rows = await session.query<LoggedEvent & Cleared>(sql`
    SELECT ${clearedColumns}, e.* FROM event_cleared c LEFT JOIN LATERAL (
      SELECT ${loggedColumns} FROM event WHERE (event.xid, event.seq) > (c.xid, c.seq) AND event.xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY event.xid DESC, event.seq DESC LIMIT ${limit}
    ) AS e ON true ORDER BY e.xid::xid8 DESC, e.seq DESC`);
  return { events: rows.filter((row) => row.id !== null).reverse(), cleared: clearedOf(rows[0]!) };
}

/** What an organization has behind `from`. @param tail a place up to which nothing comes late any more. */
export async function readPage(session: Session, organizationId: string, from: LivePosition, tail: LivePosition): Promise<Page> {
  // The last one looked at is answered too, whosever it is: the next page begins behind it.
  const events = await session.query<LoggedEvent & { nth: number }>(sql`
    SELECT * FROM (
      SELECT ${loggedColumns}, row_number() OVER (ORDER BY event.xid, event.seq) AS nth FROM event
      WHERE (xid, seq) > (${from.xid}::xid8, ${from.seq}::bigint) AND (xid, seq) <= (${tail.xid}::xid8, ${tail.seq}::bigint)
      ORDER BY event.xid, event.seq LIMIT ${LOOKED_AT}
    ) AS looked WHERE organization_id = ${organizationId} OR nth = ${LOOKED_AT} ORDER BY nth`);
  const last = events.at(-1);
  return {
    events: events.filter((event) => event.organization_id === organizationId),
    upTo: last && Number(last.nth) === LOOKED_AT ? positionOf(last) : tail,
  };
}

/**
 * Whether the log cannot tell any more what came behind a place: something behind it was removed, or the event there is
 * not in the log (this is another log, or one that was set back), or what follows is older than `since`. A place that
 * something may yet come before was never told to anybody.
 */
export async function isGone(session: Session, position: LivePosition, since: Date): Promise<boolean> {
  const { xid, seq, mark } = position;
  const row = await session.maybe<Cleared & { id: string | null; next: string | null }>(sql`
    SELECT ${clearedColumns}, (SELECT id FROM event WHERE (xid, seq) = (${xid}::xid8, ${seq}::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())) AS id,
      (SELECT recorded_at FROM event WHERE (xid, seq) > (${xid}::xid8, ${seq}::bigint) ORDER BY event.xid, event.seq LIMIT 1) AS next
    FROM event_cleared c`);
  const cleared = clearedOf(row!);
  const side = comparePositions(position, cleared);
  const known = side === 0 ? mark === cleared.mark : side > 0 && row!.id?.endsWith(mark) === true;
  return !known || (row!.next !== null && new Date(row!.next) < since);
}
