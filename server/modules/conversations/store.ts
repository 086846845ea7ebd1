import type { PageRequest } from '../../base/page.ts';
import { join, overRows, raw, sql, type GatheredStatement, type Session, type Sql } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/keyset.ts';
import { eventColumns } from '../../platform/events/append.ts';
import { attributeList, type AttributeValue } from '../custom-attributes/index.ts';
import type { Change, Facts } from './rules.ts';

export const tables = ['conversation'] as const;

/** A row of the table, as views and rules need it. */
export interface ConversationRow {
  readonly id: number;
  readonly kind: string;
  readonly channel: string;
  readonly requester_id: string;
  readonly direction: 'Inbound' | 'Internal' | 'Outbound' | null;
  readonly state: Facts['state'];
  readonly state_updated_at: string;
  readonly created_at: string;
  readonly closed_at: string | null;
  readonly assigned_agent_id: string | null;
  readonly assigned_at: string | null;
  readonly queue_id: string | null;
  readonly queued_at: string | null;
  readonly followup_at: string | null;
  readonly language: string | null;
  readonly subject: string | null;
  readonly details: Record<string, unknown>;
  readonly custom_attributes: Record<string, string | string[]>;
  /** The attributes with their names; null when there are none. */
  readonly attribute_list: AttributeValue[] | null;
  readonly parent_id: number | null;
  readonly link_type: string | null;
  readonly contact_point: string | null;
  readonly origin: string;
  readonly transport_expires_at: string | null;
  readonly anonymized_at: string | null;
}

const columns = sql`id, kind, channel, requester_id, direction, state, state_updated_at, created_at, closed_at, assigned_agent_id, assigned_at,
  queue_id, queued_at, followup_at, language, subject, details, custom_attributes, parent_id, link_type, contact_point, origin, transport_expires_at, anonymized_at, ${attributeList(raw('conversation'))} AS attribute_list`;

export const factsOf = (row: ConversationRow): Facts => ({
  state: row.state,
  assignedAgentId: row.assigned_agent_id,
  queueId: row.queue_id,
  anonymized: row.anonymized_at !== null,
});

interface Key {
  readonly organization_id: string;
  readonly id: number;
}

const readRows = overRows<Key, ConversationRow & { n: number }>(
  { organization_id: 'uuid', id: 'bigint' },
  ({ rows, at }) => sql`
    SELECT i.n, c.* FROM ${rows} AS i
    CROSS JOIN LATERAL (SELECT ${columns} FROM conversation WHERE conversation.organization_id = ${at.organization_id} AND conversation.id = ${at.id} LIMIT 1) AS c`,
);

/** One conversation, for calls that read nothing else. */
export const readConversation: GatheredStatement<Key, ConversationRow | undefined> = {
  most: 64,
  async run(session, items) {
    const found = new Map((await readRows(session, items)).map((row) => [row.n, row]));
    return items.map((_, n) => found.get(n));
  },
};

export function selectConversation(session: Session, organizationId: string, id: number): Promise<ConversationRow | undefined> {
  return session.maybe<ConversationRow>(sql`SELECT ${columns} FROM conversation WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Reads the row and keeps others from changing it until the transaction ends. */
export function lockConversation(tx: Session, organizationId: string, id: number): Promise<ConversationRow | undefined> {
  return tx.maybe<ConversationRow>(sql`SELECT ${columns} FROM conversation WHERE organization_id = ${organizationId} AND id = ${id} FOR UPDATE`);
}

export function selectConversationsById(session: Session, organizationId: string, ids: readonly number[]): Promise<ConversationRow[]> {
  return session.query<ConversationRow>(sql`SELECT ${columns} FROM conversation WHERE organization_id = ${organizationId} AND id = ANY(${ids}::bigint[]) ORDER BY id`);
}

export function selectChildren(session: Session, organizationId: string, parentId: number): Promise<ConversationRow[]> {
  return session.query<ConversationRow>(sql`SELECT ${columns} FROM conversation WHERE organization_id = ${organizationId} AND parent_id = ${parentId} ORDER BY id`);
}

export async function countChildren(session: Session, organizationId: string, parentId: number): Promise<number> {
  const row = await session.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM conversation WHERE organization_id = ${organizationId} AND parent_id = ${parentId}`);
  return row!.count;
}

/** Conversations of one requester, oldest first, one more than asked for. */
export function selectByRequester(session: Session, organizationId: string, requesterId: string, page: PageRequest<unknown>): Promise<ConversationRow[]> {
  const { after, order } = keyset(page, { idType: 'bigint' });
  return session.query<ConversationRow>(sql`SELECT ${columns} FROM conversation WHERE organization_id = ${organizationId} AND requester_id = ${requesterId} ${after} ${order}`);
}

/** Writes what the rules decided; `now` becomes the time of whatever changed. */
export async function applyChange(tx: Session, organizationId: string, id: number, now: string, change: Change, followupBy: string | null): Promise<void> {
  const set: Sql[] = [];
  if (change.state !== undefined) set.push(sql`state = ${change.state}`, sql`state_updated_at = ${now}`, sql`closed_at = ${change.state === 'Closed' ? now : null}`);
  if (change.assignment !== undefined) set.push(sql`assigned_agent_id = ${change.assignment?.agentId ?? null}`, sql`assigned_at = ${change.assignment === null ? null : now}`);
  if (change.queueId !== undefined) set.push(sql`queue_id = ${change.queueId}`, sql`queued_at = ${now}`);
  if (change.followupAt !== undefined) set.push(sql`followup_at = ${change.followupAt}`, sql`followup_by = ${change.followupAt === null ? null : followupBy}`);
  if (set.length > 0) await tx.execute(sql`UPDATE conversation SET ${join(set, ', ')} WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** What a new conversation refers to, read in one round trip before it is written. */
export interface References {
  readonly requester: { id: string; email: string | null; name: string | null; phone: string | null } | null;
  readonly agent: { id: string; email: string | null; name: string | null } | null;
  readonly endpoint: { address: string; kind: string; name: string | null; functionality: string[] } | null;
  readonly widget: { id: string } | null;
  readonly queue: { id: string } | null;
  /** The queue of the flow behind the contact point, else the organization's default queue. */
  readonly flow_queue_id: string | null;
}

export interface Names {
  readonly organizationId: string;
  readonly requesterId: string;
  readonly agentId?: string | undefined;
  readonly contactPoint?: string | undefined;
  readonly queueId?: string | undefined;
  readonly channel: string;
}

/** Looks up what an item names; what does not exist in its organization is null. */
export const references = (at: Readonly<Record<keyof Names, Sql>>): Sql => sql`
      (SELECT jsonb_build_object('id', id, 'email', email, 'name', display_name, 'phone', phone_number) FROM person
        WHERE organization_id = ${at.organizationId} AND id = ${at.requesterId} AND anonymized_at IS NULL) AS requester,
      (SELECT jsonb_build_object('id', id, 'email', email, 'name', display_name) FROM person
        WHERE organization_id = ${at.organizationId} AND id = ${at.agentId} AND kind = 'Agent') AS agent,
      (SELECT jsonb_build_object('address', address, 'kind', kind, 'name', name, 'functionality', functionality) FROM contact_endpoint
        WHERE organization_id = ${at.organizationId} AND address = lower(${at.contactPoint})) AS endpoint,
      (SELECT jsonb_build_object('id', id) FROM chat_widget WHERE organization_id = ${at.organizationId} AND id::text = ${at.contactPoint}) AS widget,
      (SELECT jsonb_build_object('id', id) FROM queue WHERE organization_id = ${at.organizationId} AND id = ${at.queueId}) AS queue,
      coalesce(
        (SELECT queue_id FROM flow WHERE organization_id = ${at.organizationId} AND contact_endpoint_id = lower(${at.contactPoint}) AND channel = ${at.channel} AND queue_id IS NOT NULL ORDER BY created_at, id LIMIT 1),
        (SELECT id FROM queue WHERE organization_id = ${at.organizationId} AND is_default)
      ) AS flow_queue_id`;

export const nameColumns = { organizationId: 'uuid', requesterId: 'uuid', agentId: 'uuid', contactPoint: 'text', queueId: 'uuid', channel: 'text' } as const;

const readReferences = overRows<Names, References>(nameColumns, ({ rows, at }) => sql`SELECT ${references(at)} FROM ${rows} AS i`);

export async function selectReferences(session: Session, names: Names): Promise<References> {
  return (await readReferences(session, [names]))[0]!;
}

/** An e-mail address with the name beside it. */
export interface Party {
  readonly email: string;
  readonly name?: string;
}

/** The two ends of an e-mail-like conversation. */
export interface Parties {
  readonly customer: Party;
  readonly point: Party;
}

export interface NewConversation {
  readonly kind: string;
  readonly channel: string;
  readonly requester_id: string;
  readonly direction: string;
  readonly state: Facts['state'];
  readonly created_at: string;
  readonly state_updated_at: string;
  readonly closed_at: string | null;
  readonly assigned_agent_id: string | null;
  readonly assigned_at: string | null;
  readonly queue_id: string | null;
  readonly queued_at: string | null;
  readonly language: string | null;
  readonly subject: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly parties: Parties | Record<string, never>;
  readonly contact_point: string | null;
  readonly external_id: string | null;
  readonly origin: 'Api' | 'ApiImport';
}

export interface NewMessage {
  readonly id: string;
  readonly author_id: string;
  readonly direction: string;
  readonly external_id: string | null;
  readonly created_at: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface NewLogEntry {
  readonly id: string;
  readonly type: string;
  readonly actor_id: string | null;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Writes a conversation with its messages and events in one statement.
 * @returns its number.
 * @throws a unique violation of `message_external_id` or `conversation_external_id`.
 */
export async function insertConversation(
  session: Session,
  organizationId: string,
  recordedAt: string,
  conversation: NewConversation,
  messages: readonly NewMessage[],
  events: readonly NewLogEntry[],
): Promise<number> {
  const c = conversation;
  const row = await session.maybe<{ id: number }>(sql`
    WITH c AS (
      INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at, closed_at,
        assigned_agent_id, assigned_at, queue_id, queued_at, language, subject, details, parties, contact_point, external_id, origin)
      VALUES (${organizationId}, nextval('conversation_id'), ${c.kind}, ${c.channel}, ${c.requester_id}, ${c.direction}, ${c.state}, ${c.state_updated_at},
        ${c.created_at}, ${c.closed_at}, ${c.assigned_agent_id}, ${c.assigned_at}, ${c.queue_id}, ${c.queued_at}, ${c.language}, ${c.subject},
        ${JSON.stringify(c.details)}, ${JSON.stringify(c.parties)}, ${c.contact_point}, ${c.external_id}, ${c.origin})
      RETURNING id
    ),
    m AS (
      INSERT INTO message (organization_id, id, conversation_id, author_id, direction, external_id, created_at, attributes)
      SELECT ${organizationId}, m.id, c.id, m.author_id, m.direction, m.external_id, m.created_at, m.attributes
      FROM c, jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) AS m(id uuid, author_id uuid, direction text, external_id text, created_at timestamptz, attributes jsonb)
    ),
    e AS (
      INSERT INTO ${eventColumns}
      SELECT ${organizationId}, e.id, e.type, c.id, e.actor_id, e.at, ${recordedAt}::timestamptz, e.data
      FROM c, jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(id uuid, type text, actor_id uuid, at timestamptz, data jsonb)
    )
    SELECT id FROM c`);
  return row!.id;
}

export async function setLink(tx: Session, organizationId: string, id: number, parentId: number, linkType: string): Promise<void> {
  await tx.execute(sql`UPDATE conversation SET parent_id = ${parentId}, link_type = ${linkType} WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Whether the conversation exists in this organization. */
export async function conversationExists(session: Session, organizationId: string, id: number): Promise<boolean> {
  return (await session.maybe(sql`SELECT 1 AS found FROM conversation WHERE organization_id = ${organizationId} AND id = ${id}`)) !== undefined;
}

/** What conversations look at of a person. */
export interface PersonRow {
  readonly id: string;
  readonly kind: string;
  readonly email: string | null;
  readonly name: string | null;
}

/** Those of the people that the organization has; who was anonymized is nobody any more. */
export function selectPeople(session: Session, organizationId: string, ids: readonly string[]): Promise<PersonRow[]> {
  return session.query<PersonRow>(sql`SELECT id, kind, email, display_name AS name FROM person WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[]) AND anonymized_at IS NULL`);
}

export async function selectDefaultQueue(session: Session, organizationId: string): Promise<string | undefined> {
  const row = await session.maybe<{ id: string }>(sql`SELECT id FROM queue WHERE organization_id = ${organizationId} AND is_default`);
  return row?.id;
}

export async function queueExists(session: Session, organizationId: string, id: string): Promise<boolean> {
  return (await session.maybe(sql`SELECT 1 AS found FROM queue WHERE organization_id = ${organizationId} AND id = ${id}`)) !== undefined;
}

/** The e-mail endpoint of an address, in whatever case. */
export function selectEmailEndpoint(session: Session, organizationId: string, address: string): Promise<{ email: string; name: string | null } | undefined> {
  return session.maybe(sql`SELECT address AS email, name FROM contact_endpoint WHERE organization_id = ${organizationId} AND address = lower(${address}) AND kind = 'EmailEndpoint'`);
}
