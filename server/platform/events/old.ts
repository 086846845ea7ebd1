import { sql, type Session } from '../db/database.ts';

/**
 * Removes events of an organization that were written down before `before` and that every follower has seen, the oldest
 * first. Only those about no conversation: activity logs, exports and reports tell what happened to conversations from
 * the log. The place of the last one is remembered, so that live clients who stopped before it are told.
 * @returns how many, at most `limit`.
 */
export async function removeOldEvents(tx: Session, organizationId: string, before: string, limit: number): Promise<number> {
  const row = await tx.maybe<{ count: number }>(sql`
    WITH old AS MATERIALIZED (
      SELECT xid, seq, recorded_at FROM event
      WHERE organization_id = ${organizationId} AND conversation_id IS NULL AND recorded_at < ${before}::timestamptz
        AND xid < pg_snapshot_xmin(pg_current_snapshot())
        AND (xid, seq) <= (SELECT c.xid, c.seq FROM event_cursor c ORDER BY c.xid, c.seq LIMIT 1)
      ORDER BY recorded_at LIMIT ${limit}
    ),
    removed AS (
      DELETE FROM event e USING old WHERE e.xid = old.xid AND e.seq = old.seq AND e.recorded_at = old.recorded_at
      RETURNING e.xid, e.seq, e.id
    ),
    cleared AS (
      UPDATE event_cleared c SET xid = last.xid, seq = last.seq, id = last.id
      FROM (SELECT xid, seq, id FROM removed ORDER BY xid DESC, seq DESC LIMIT 1) AS last
      WHERE (c.xid, c.seq) < (last.xid, last.seq)
    )
    SELECT count(*) AS count FROM removed`);
  return row!.count;
}
