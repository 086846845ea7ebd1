import { raw, sql, type Session } from '../db/database.ts';
import type { LoggedEvent } from '../events/log.ts';
import { type LivePosition, ORIGIN, positionOf } from './position.ts';
import type { Page } from './recent.ts';

const columns = raw('organization_id, seq, xid::text AS xid, id, type, conversation_id, actor_id, at, recorded_at, data');

/** Events looked at in one read of a page. The index knows no organizations, and a small one must not make us read for long. */
const LOOKED_AT = 2000;

/** The last events that none can come before any more, oldest first. */
export async function readLast(session: Session, limit: number): Promise<LoggedEvent[]> {
  const events = await session.query<LoggedEvent>(sql`
    SELECT ${columns} FROM event WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY event.xid DESC, event.seq DESC LIMIT ${limit}`);
  return events.reverse();
}

/** What an organization has behind `from`. @param tail a place up to which nothing comes late any more. */
export async function readPage(session: Session, organizationId: string, from: LivePosition, tail: LivePosition): Promise<Page> {
  // The last one looked at is answered too, whosever it is: the next page begins behind it.
  const events = await session.query<LoggedEvent & { nth: number }>(sql`
    SELECT * FROM (
      SELECT ${columns}, row_number() OVER (ORDER BY event.xid, event.seq) AS nth FROM event
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
 * Whether the log cannot tell any more what came behind a place: the event there is not in it (it was cleared away, or
 * this is another log, or one that was set back), or what follows is older than `since`. A place that something may yet
 * come before was never told to anybody.
 */
export async function isGone(session: Session, { xid, seq, mark }: LivePosition, since: Date): Promise<boolean> {
  const row = await session.maybe<{ id: string | null; next: string | null }>(sql`
    SELECT (SELECT id FROM event WHERE (xid, seq) = (${xid}::xid8, ${seq}::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())) AS id,
      (SELECT recorded_at FROM event WHERE (xid, seq) > (${xid}::xid8, ${seq}::bigint) ORDER BY event.xid, event.seq LIMIT 1) AS next`);
  const known = xid === ORIGIN.xid ? mark === ORIGIN.mark : row!.id?.endsWith(mark) === true;
  return !known || (row!.next !== null && new Date(row!.next) < since);
}
