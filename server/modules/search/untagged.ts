import { sql, type Database, type Session } from '../../platform/db/database.ts';
import type { Follower, LoggedEvent } from '../../platform/events/log.ts';

/** Which conversations bear no tag. */
export const UNTAGGED_FOLLOWER = 'search-untagged';

const changes = (type: string): boolean => type === 'TagAdded' || type === 'TagRemoved' || type.startsWith('ConversationCreatedBy');

/** Looks how it is now with each conversation of which tags may have come or gone; what changes meanwhile has an event that is still to come. */
async function lookAgain(tx: Session, events: readonly LoggedEvent[]): Promise<void> {
  const touched = events.flatMap(({ organization_id, conversation_id, type }) => (conversation_id !== null && changes(type) ? [{ o: organization_id, c: conversation_id }] : []));
  if (touched.length === 0) return;
  const pairs = sql`jsonb_to_recordset(${JSON.stringify(touched)}::jsonb) AS e(o uuid, c bigint)`;
  const borne = sql`EXISTS (SELECT FROM conversation_tag ct WHERE ct.organization_id = e.o AND ct.conversation_id = e.c)`;
  await tx.execute(sql`INSERT INTO search_untagged (organization_id, conversation_id) SELECT DISTINCT o, c FROM ${pairs} WHERE NOT ${borne} ON CONFLICT DO NOTHING`);
  await tx.execute(sql`DELETE FROM search_untagged u USING ${pairs} WHERE u.organization_id = e.o AND u.conversation_id = e.c AND ${borne}`);
}

/** Nobody waits for it but searches for conversations without tags, and they hurry it. */
export const untaggedFollower: Follower = { name: UNTAGGED_FOLLOWER, batch: 2000, pace: 2000, rest: 19, handle: lookAgain };

/** Makes the list of all organizations anew from the tables, while the server runs. */
export async function rebuildUntagged(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    // The cursor first: the follower holds it while it writes. What happens from here on it sees afterwards.
    await tx.execute(sql`UPDATE event_cursor SET xid = pg_snapshot_xmin(pg_current_snapshot()), seq = 0 WHERE follower = ${UNTAGGED_FOLLOWER}`);
    // No TRUNCATE: searches read the old list until the new one is there.
    await tx.execute(sql`DELETE FROM search_untagged`);
    await tx.execute(sql`
      INSERT INTO search_untagged (organization_id, conversation_id) SELECT c.organization_id, c.id FROM conversation c
      WHERE NOT EXISTS (SELECT FROM conversation_tag ct WHERE ct.organization_id = c.organization_id AND ct.conversation_id = c.id)`);
  });
}
