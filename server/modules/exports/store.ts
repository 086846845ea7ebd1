import type pg from 'pg';
import { sql, type Database, type Sql } from '../../platform/db/database.ts';

export const tables = [] as const;

/** Which rows an export is about. Both ends of a window belong to it. */
export type Selection = { readonly by: 'created' | 'updated' | 'closed' | 'last_message_created'; readonly after: string; readonly before: string } | { readonly csids: readonly number[] };

/**
 * What moves `updated_at`: everything that shows in an exported row. Notes do not. It is the time of recording, not that of
 * the event: what is imported with old times is new to a reader that asks for what changed since it last asked.
 */
const shown = sql`type <> 'NoteAdded'`;

const updatedAt = (conversation: Sql): Sql =>
  sql`(SELECT max(e.recorded_at) FROM event e WHERE e.organization_id = ${conversation}.organization_id AND e.conversation_id = ${conversation}.id AND ${shown})`;
const lastMessageAt = (conversation: Sql): Sql => sql`(SELECT max(m.created_at) FROM message m WHERE m.organization_id = ${conversation}.organization_id AND m.conversation_id = ${conversation}.id)`;
const c = sql`c`;

/**
 * Conversations by number and time of change, oldest first by the time that was asked for: a reader goes on from the last
 * row. The log finds a window without an index of its own for each date.
 */
export function conversationsQuery(organizationId: string, selection: Selection): Sql {
  if ('csids' in selection) {
    return sql`SELECT c.id, coalesce(${updatedAt(c)}, c.state_updated_at) AS updated_at FROM conversation c WHERE c.organization_id = ${organizationId} AND c.id = ANY(${selection.csids}::bigint[]) ORDER BY 2, 1`;
  }
  const { by, after, before } = selection;
  const inside = (value: Sql): Sql => sql`${value} BETWEEN ${after}::timestamptz AND ${before}::timestamptz`;
  const types = {
    created: sql`AND e.type LIKE 'ConversationCreatedBy%'`,
    updated: sql`AND e.${shown}`,
    closed: sql`AND e.type = 'ConversationClosed'`,
    last_message_created: sql`AND e.type LIKE 'MessageAddedBy%'`,
  };
  const asked = { created: sql`c.created_at`, updated: sql`f.updated_at`, closed: sql`c.closed_at`, last_message_created: lastMessageAt(c) }[by];
  return sql`
    WITH touched AS (
      SELECT DISTINCT e.conversation_id AS id FROM event e
      WHERE e.organization_id = ${organizationId} AND ${inside(by === 'updated' ? sql`e.recorded_at` : sql`e.at`)} AND e.conversation_id IS NOT NULL ${types[by]}
    )
    SELECT c.id, f.updated_at, ${asked} AS asked FROM touched t
    JOIN conversation c ON c.organization_id = ${organizationId} AND c.id = t.id
    CROSS JOIN LATERAL (SELECT coalesce(${updatedAt(c)}, c.state_updated_at) AS updated_at) f
    WHERE ${inside(asked)} ORDER BY 3, f.updated_at, c.id`;
}

/** Messages by id and time, oldest first. */
export function messagesQuery(organizationId: string, selection: Selection): Sql {
  if ('csids' in selection) {
    return sql`SELECT m.id, m.created_at AS at FROM message m WHERE m.organization_id = ${organizationId} AND m.conversation_id = ANY(${selection.csids}::bigint[]) ORDER BY 2, 1`;
  }
  return sql`
    SELECT m.id, m.created_at AS at FROM event e JOIN message m ON m.organization_id = e.organization_id AND m.id = (e.data ->> 'messageId')::uuid
    WHERE e.organization_id = ${organizationId} AND e.type LIKE 'MessageAddedBy%' AND e.at BETWEEN ${selection.after}::timestamptz AND ${selection.before}::timestamptz
    ORDER BY 2, 1`;
}

const BATCH = 500;
/** The first batch waits for the sort of a whole window. */
const STATEMENT_MS = 120_000;

/**
 * Reads a query through a cursor, a batch at a time, so that memory does not grow with the window.
 * The generator holds one connection until it is finished or given up.
 */
export async function* readInBatches<R extends object>(db: Database, query: Sql): AsyncGenerator<R[]> {
  const client: pg.PoolClient = await db.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${STATEMENT_MS}`);
    await client.query({ text: `DECLARE export NO SCROLL CURSOR FOR ${query.text}`, values: query.values as unknown[] });
    for (;;) {
      const { rows } = await client.query<R>(`FETCH ${BATCH} FROM export`);
      if (rows.length === 0) break;
      yield rows;
    }
    await client.query('COMMIT');
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    if (broken) client.release(broken);
    else
      await client.query('ROLLBACK').then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
  }
}

export interface ExportedPerson {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly additional_emails: string[];
  readonly additional_phone_numbers: string[];
}

/** A conversation with everything that its export row tells. */
export interface ConversationFacts {
  readonly id: number;
  readonly channel: string;
  readonly direction: string | null;
  readonly state: string;
  readonly created_at: string;
  readonly closed_at: string | null;
  readonly queued_at: string | null;
  readonly assigned_at: string | null;
  readonly anonymized_at: string | null;
  readonly subject: string | null;
  readonly details: Record<string, string>;
  readonly contact_point: string | null;
  readonly requester_id: string;
  readonly queue_id: string | null;
  readonly assigned_agent_id: string | null;
  readonly last_message_at: string | null;
  readonly transferred_at: string | null;
  readonly requester: ExportedPerson | null;
  readonly assignee: ExportedPerson | null;
  readonly queue_name: string | null;
  readonly endpoint: { name: string | null; kind: string } | null;
  readonly widget_name: string | null;
  readonly tags: { id: string; name: string; is_deactivated: boolean }[] | null;
  readonly fields: { attribute_id: string; identifier: string; data_type: string; archived: boolean; value: string | string[] }[] | null;
  readonly ratings: { score: number | null; comment: string | null; type: string; status: string; language: string | null; timestamps: Record<string, string> }[] | null;
}

const person = (id: Sql): Sql => sql`(SELECT jsonb_build_object('name', p.display_name, 'email', p.email, 'phone', p.phone_number, 'additional_emails', to_jsonb(p.additional_emails),
  'additional_phone_numbers', to_jsonb(p.additional_phone_numbers)) FROM person p WHERE p.organization_id = c.organization_id AND p.id = ${id})`;

export function selectConversationFacts(db: Database, organizationId: string, ids: readonly number[]): Promise<ConversationFacts[]> {
  return db.query<ConversationFacts>(sql`
    SELECT c.id, c.channel, c.direction, c.state, c.created_at, c.closed_at, c.queued_at, c.assigned_at, c.anonymized_at, c.subject, c.details, c.contact_point, c.requester_id, c.queue_id,
      c.assigned_agent_id, ${lastMessageAt(c)} AS last_message_at,
      (SELECT max(e.at) FROM event e WHERE e.organization_id = c.organization_id AND e.conversation_id = c.id AND e.type = 'TransferSuccessful') AS transferred_at,
      ${person(sql`c.requester_id`)} AS requester, ${person(sql`c.assigned_agent_id`)} AS assignee,
      (SELECT name FROM queue q WHERE q.organization_id = c.organization_id AND q.id = c.queue_id) AS queue_name,
      (SELECT jsonb_build_object('name', e.name, 'kind', e.kind) FROM contact_endpoint e WHERE e.organization_id = c.organization_id AND e.address = c.contact_point) AS endpoint,
      (SELECT name FROM chat_widget w WHERE w.organization_id = c.organization_id AND w.id::text = c.contact_point) AS widget_name,
      (SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'is_deactivated', t.state = 'Inactive') ORDER BY ct.created_at, t.name)
        FROM conversation_tag ct JOIN tag t ON t.organization_id = ct.organization_id AND t.id = ct.tag_id WHERE ct.organization_id = c.organization_id AND ct.conversation_id = c.id) AS tags,
      (SELECT jsonb_agg(jsonb_build_object('attribute_id', d.id, 'identifier', d.identifier, 'data_type', d.input_definition ->> '_type', 'archived', d.is_archived, 'value', v.value) ORDER BY d.created_at, d.id)
        FROM jsonb_each(c.custom_attributes) v JOIN custom_attribute_definition d ON d.organization_id = c.organization_id AND d.id = v.key::uuid) AS fields,
      (SELECT jsonb_agg(jsonb_build_object('score', r.score, 'comment', r.comment, 'type', r.type, 'status', r.status, 'language', r.language, 'timestamps', r.timestamps) ORDER BY r.created_at, r.key)
        FROM rating r WHERE r.organization_id = c.organization_id AND r.conversation_id = c.id) AS ratings
    FROM conversation c WHERE c.organization_id = ${organizationId} AND c.id = ANY(${ids}::bigint[])`);
}

export interface MessageFacts {
  readonly id: string;
  readonly csid: number;
  readonly created_at: string;
  readonly channel: string;
  readonly direction: string;
  readonly author_id: string;
  readonly author_name: string | null;
  readonly author_email: string | null;
  readonly attributes: Record<string, unknown>;
}

export function selectMessageFacts(db: Database, organizationId: string, ids: readonly string[]): Promise<MessageFacts[]> {
  return db.query<MessageFacts>(sql`
    SELECT m.id, m.conversation_id AS csid, m.created_at, c.channel, m.direction, m.author_id, p.display_name AS author_name, p.email AS author_email, m.attributes
    FROM message m JOIN conversation c ON c.organization_id = m.organization_id AND c.id = m.conversation_id
    LEFT JOIN person p ON p.organization_id = m.organization_id AND p.id = m.author_id
    WHERE m.organization_id = ${organizationId} AND m.id = ANY(${ids}::uuid[])`);
}
