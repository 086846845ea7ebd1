import { eventColumns } from '../../platform/events/append.ts';
import { overRows, sql, type GatheredStatement, type Session } from '../../platform/db/database.ts';

export const tables = ['note'] as const;

export interface NoteRow {
  readonly id: string;
  readonly conversation_id: number;
  readonly author_id: string;
  readonly message: string;
  readonly created_at: string;
}

export interface NewNote extends NoteRow {
  readonly organization_id: string;
  readonly event_id: string;
  /** Written by the owner of the token, who may be a bot; anybody else must be an agent. */
  readonly own: boolean;
  readonly now: string;
}

/** What stood in the way of a note, when none was written. */
export interface NoteOutcome {
  readonly conversation: boolean;
  readonly anonymized: boolean;
  readonly author: boolean;
}

const noteColumns = {
  organization_id: 'uuid',
  id: 'uuid',
  conversation_id: 'bigint',
  author_id: 'uuid',
  message: 'text',
  created_at: 'timestamptz',
  event_id: 'uuid',
  own: 'boolean',
  now: 'timestamptz',
};

/**
 * Checks conversation and author, writes the note and its event, all in one statement: one round trip, and nothing of a
 * note is written unless everything is.
 */
export const insertNote: GatheredStatement<NewNote, NoteOutcome> = {
  most: 32,
  run: overRows(
    noteColumns,
    ({ rows, at, all, inOrder, lookUp }) => sql`
    WITH f AS MATERIALIZED (
      SELECT ${all}, c.id IS NOT NULL AS conversation, c.anonymized_at IS NOT NULL AS anonymized, (${at.own} OR a.id IS NOT NULL) AS author
      FROM ${rows} AS i
      ${lookUp('conversation', 'c', sql`c.organization_id = ${at.organization_id} AND c.id = ${at.conversation_id}`)}
      ${lookUp('person', 'a', sql`a.organization_id = ${at.organization_id} AND a.id = ${at.author_id} AND a.kind = 'Agent'`)}
    ),
    w AS (
      INSERT INTO note (organization_id, id, conversation_id, author_id, message, created_at)
      SELECT ${at.organization_id}, ${at.id}, ${at.conversation_id}, ${at.author_id}, ${at.message}, ${at.created_at}
      FROM f AS i WHERE conversation AND NOT anonymized AND author
    ),
    e AS (
      INSERT INTO ${eventColumns}
      SELECT ${at.organization_id}, ${at.event_id}, 'NoteAdded', ${at.conversation_id}, ${at.author_id}, ${at.now}, ${at.now}, jsonb_build_object('noteId', ${at.id})
      FROM f AS i WHERE conversation AND NOT anonymized AND author ${inOrder}
    )
    SELECT conversation, anonymized, author FROM f ${inOrder}`,
  ),
};

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

/** Those of the people who are agents of the organization. */
export async function selectAgents(session: Session, organizationId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await session.query<{ id: string }>(sql`SELECT id FROM person WHERE organization_id = ${organizationId} AND kind = 'Agent' AND id = ANY(${ids}::uuid[])`);
  return new Set(rows.map((row) => row.id));
}
