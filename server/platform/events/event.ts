import { raw, sql, type Session } from '../db/database.ts';

/** An event as its followers see it. */
export interface LoggedEvent {
  readonly organization_id: string;
  readonly seq: number;
  /** Text: it has 64 bits. */
  readonly xid: string;
  readonly id: string;
  readonly type: string;
  readonly conversation_id: number | null;
  readonly actor_id: string | null;
  readonly at: string;
  readonly recorded_at: string;
  readonly data: Record<string, unknown>;
}

/** A place in the log: everything up to it has been seen. */
export interface Position {
  readonly xid: string;
  readonly seq: number;
}

/** Whether `a` lies before `b`. Transaction numbers have 64 bits, so they are compared as such. */
export const isBefore = (a: Position, b: Position): boolean => (a.xid === b.xid ? a.seq < b.seq : BigInt(a.xid) < BigInt(b.xid));

/** Before all events. */
export const START: Position = { xid: '0', seq: 0 };

/** What a `LoggedEvent` is made of, for a SELECT from `event`. */
export const loggedColumns = raw('organization_id, seq, xid::text AS xid, id, type, conversation_id, actor_id, at, recorded_at, data');

/**
 * Events behind `from` that can no longer be preceded by a late commit, oldest first. The order names the table: a bare
 * `xid` would mean the text that is answered, by which 10 comes before 9.
 */
export function readEvents(session: Session, from: Position, limit: number): Promise<LoggedEvent[]> {
  return session.query<LoggedEvent>(sql`
    SELECT ${loggedColumns}
    FROM event
    WHERE (xid, seq) > (${from.xid}::xid8, ${from.seq}::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY event.xid, event.seq LIMIT ${limit}`);
}
