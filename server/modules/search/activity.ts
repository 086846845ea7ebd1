import { sql, type Database, type Session } from '../../platform/db/database.ts';
import { setBack, type Follower, type LoggedEvent } from '../../platform/events/log.ts';

/** When something last happened in each conversation, and when somebody last wrote in it: two times that no row has. */
export const ACTIVITY_FOLLOWER = 'search-activity';

async function keepLatest(tx: Session, events: readonly LoggedEvent[]): Promise<void> {
  const seen = events.flatMap(({ organization_id, conversation_id, type, at }) =>
    conversation_id === null ? [] : [{ o: organization_id, c: conversation_id, at, said: type.startsWith('MessageAddedBy') ? at : null }],
  );
  if (seen.length === 0) return;
  await tx.execute(sql`
    INSERT INTO search_activity AS a (organization_id, conversation_id, last_activity_at, last_message_at)
    SELECT o, c, max(at), max(said) FROM jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) AS e(o uuid, c bigint, at timestamptz, said timestamptz) GROUP BY o, c
    ON CONFLICT (organization_id, conversation_id) DO UPDATE
      SET last_activity_at = greatest(a.last_activity_at, excluded.last_activity_at), last_message_at = greatest(a.last_message_at, excluded.last_message_at)
      WHERE excluded.last_activity_at > a.last_activity_at OR excluded.last_message_at > coalesce(a.last_message_at, '-infinity')`);
}

/** Nobody waits for it but searches by these two times, and they hurry it. */
export const activityFollower: Follower = { name: ACTIVITY_FOLLOWER, batch: 2000, pace: 2000, rest: 19, handle: keepLatest };

/** Throws the times of all organizations away; the follower makes them anew from the log, while the server runs. */
export async function rebuildActivity(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    // The cursor first: the follower holds it while it writes.
    await setBack(tx, ACTIVITY_FOLLOWER);
    await tx.execute(sql`TRUNCATE search_activity`);
  });
}
