import { eventColumns } from '../../platform/events/append.ts';
import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['note'] as const;

export interface NoteRow {
  readonly id: string;
  readonly conversation_id: number;
  readonly author_id: string;
  readonly message: string;
  readonly created_at: string;
}

export interface NewNote extends NoteRow {
  readonly event_id: string;
}

/** What stood in the way of a note, when none was written. */
export interface NoteOutcome {
  readonly conversation: boolean;
  readonly anonymized: boolean;
  readonly author: boolean;
}

/**
 * Checks conversation and author, writes the note and its event, all in one statement: one round trip, and nothing is
 * written unless everything is.
 */
export async function insertNote(session: Session, organizationId: string, now: string, note: NewNote): Promise<NoteOutcome> {
  const outcome = await session.maybe<NoteOutcome>(sql`
    WITH c AS (SELECT anonymized_at FROM conversation WHERE organization_id = ${organizationId} AND id = ${note.conversation_id}),
    a AS (SELECT id FROM person WHERE organization_id = ${organizationId} AND id = ${note.author_id} AND kind = 'Agent'),
    n AS (
      INSERT INTO note (organization_id, id, conversation_id, author_id, message, created_at)
      SELECT ${organizationId}, ${note.id}, ${note.conversation_id}, a.id, ${note.message}, ${note.created_at}
      FROM c, a WHERE c.anonymized_at IS NULL
      RETURNING id, conversation_id, author_id
    ),
    e AS (
      INSERT INTO ${eventColumns}
      SELECT ${organizationId}, ${note.event_id}, 'NoteAdded', n.conversation_id, n.author_id, ${now}::timestamptz, ${now}::timestamptz, jsonb_build_object('noteId', n.id)
      FROM n
    )
    SELECT EXISTS (SELECT FROM c) AS conversation, EXISTS (SELECT FROM c WHERE anonymized_at IS NOT NULL) AS anonymized, EXISTS (SELECT FROM a) AS author`);
  return outcome!;
}

/** Writes notes that were checked before, in their order. */
export async function insertNotes(tx: Session, organizationId: string, notes: readonly NoteRow[]): Promise<void> {
  await tx.execute(sql`
    INSERT INTO note (organization_id, id, conversation_id, author_id, message, created_at)
    SELECT ${organizationId}, n.id, n.conversation_id, n.author_id, n.message, n.created_at
    FROM jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) AS n(id uuid, conversation_id bigint, author_id uuid, message text, created_at timestamptz)`);
}

/** All notes of a conversation, oldest first. */
export function selectNotes(session: Session, organizationId: string, conversationId: number): Promise<NoteRow[]> {
  return session.query<NoteRow>(sql`
    SELECT id, conversation_id, author_id, message, created_at FROM note
    WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} ORDER BY created_at, id`);
}

/** Texts of notes, for the activity log and for payloads. */
export function selectNotesById(session: Session, organizationId: string, ids: readonly string[]): Promise<NoteRow[]> {
  return session.query<NoteRow>(sql`SELECT id, conversation_id, author_id, message, created_at FROM note WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[])`);
}
