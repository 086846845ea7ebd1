import { newId } from '../../base/ids.ts';
import { raw, sql, type Session, type Sql } from '../db/database.ts';

/** A change worth knowing about, before it is written down. */
export interface NewEvent {
  readonly type: string;
  readonly conversationId?: number | undefined;
  /** The person who did it; absent when the system did. */
  readonly actorId?: string | undefined;
  /** When it happened; `recordedAt` unless history is brought in. */
  readonly at?: string | undefined;
  /** Ids and plain facts, no names and no texts. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The target of an insert into the log, for statements that write state and events at once:
 * `INSERT INTO ${eventColumns} SELECT …`. Order: organization, id, type, conversation, actor, at, recorded at, data.
 */
export const eventColumns: Sql = raw('event (organization_id, id, type, conversation_id, actor_id, at, recorded_at, data)');

/** Appends events in the order given, inside the transaction that makes the change. */
export async function appendEvents(tx: Session, organizationId: string, recordedAt: string, events: readonly NewEvent[]): Promise<void> {
  if (events.length > 0) await tx.execute(insertEvents(organizationId, recordedAt, events));
}

/** The insert that `appendEvents` runs, for use as a part of a bigger statement. */
export function insertEvents(organizationId: string, recordedAt: string, events: readonly NewEvent[]): Sql {
  const rows = events.map((event) => ({
    id: newId(),
    type: event.type,
    conversation_id: event.conversationId ?? null,
    actor_id: event.actorId ?? null,
    at: event.at ?? recordedAt,
    data: event.data ?? {},
  }));
  return sql`INSERT INTO ${eventColumns}
    SELECT ${organizationId}::uuid, e.id, e.type, e.conversation_id, e.actor_id, e.at, ${recordedAt}::timestamptz, e.data
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(id uuid, type text, conversation_id bigint, actor_id uuid, at timestamptz, data jsonb)`;
}
