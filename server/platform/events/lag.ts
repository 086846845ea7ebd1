import { sql, type Session } from '../db/database.ts';

/** How far a follower is behind the log. */
export interface FollowerLag {
  readonly follower: string;
  /** Events that it has not seen; no more than `LAG_LIMIT` are counted. */
  readonly behind: number;
  /** When the oldest of them was written down; null when there is none. */
  readonly oldest: string | null;
}

export const LAG_LIMIT = 100_000;

/** The lag of each follower, by name. For metrics and the doctor. */
export function followerLag(session: Session): Promise<FollowerLag[]> {
  return session.query<FollowerLag>(sql`
    SELECT c.follower, count(e.seq) AS behind, min(e.recorded_at) AS oldest FROM event_cursor c
    LEFT JOIN LATERAL (SELECT seq, recorded_at FROM event WHERE (event.xid, event.seq) > (c.xid, c.seq) ORDER BY event.xid, event.seq LIMIT ${LAG_LIMIT}) AS e ON true
    GROUP BY c.follower ORDER BY c.follower`);
}
