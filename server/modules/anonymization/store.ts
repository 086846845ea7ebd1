import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['anonymization_request'] as const;

export type EntityType = 'Conversation' | 'Message' | 'User';

export interface RequestRow {
  readonly id: string;
  readonly entity_type: EntityType;
  readonly target: string;
  readonly requested_by: string;
  readonly initiated_at: string;
  readonly processed_at: string | null;
}

export async function insertRequest(tx: Session, organizationId: string, row: Omit<RequestRow, 'processed_at'>): Promise<void> {
  await tx.execute(sql`
    INSERT INTO anonymization_request (organization_id, id, entity_type, target, requested_by, initiated_at)
    VALUES (${organizationId}, ${row.id}, ${row.entity_type}, ${row.target}, ${row.requested_by}, ${row.initiated_at})`);
}

export function selectRequest(session: Session, organizationId: string, id: string): Promise<RequestRow | undefined> {
  return session.maybe<RequestRow>(sql`SELECT id, entity_type, target, requested_by, initiated_at, processed_at FROM anonymization_request WHERE organization_id = ${organizationId} AND id = ${id}`);
}

export async function setProcessed(tx: Session, organizationId: string, id: string, at: string): Promise<void> {
  await tx.execute(sql`UPDATE anonymization_request SET processed_at = ${at} WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Keeps an end user from changing until the transaction ends. @returns whether there is one. */
export async function lockEndUser(tx: Session, organizationId: string, id: string): Promise<boolean> {
  return (await tx.maybe(sql`SELECT 1 AS found FROM person WHERE organization_id = ${organizationId} AND id = ${id} AND kind = 'EndUser' FOR UPDATE`)) !== undefined;
}

/** The conversations that a person asked for, by number. */
export function selectConversationsOf(session: Session, organizationId: string, personId: string): Promise<{ id: number; state: string }[]> {
  return session.query(sql`SELECT id, state FROM conversation WHERE organization_id = ${organizationId} AND requester_id = ${personId} ORDER BY id`);
}

/** The state of a message's conversation; undefined when it holds no such message. */
export async function selectStateAround(session: Session, organizationId: string, conversationId: number, messageId: string): Promise<string | undefined> {
  const row = await session.maybe<{ state: string }>(sql`
    SELECT c.state FROM message m JOIN conversation c ON c.organization_id = m.organization_id AND c.id = m.conversation_id
    WHERE m.organization_id = ${organizationId} AND m.id = ${messageId} AND m.conversation_id = ${conversationId}`);
  return row?.state;
}

/** Ids of the messages that a person wrote. */
export async function selectMessagesBy(session: Session, organizationId: string, personId: string): Promise<string[]> {
  const rows = await session.query<{ id: string }>(sql`SELECT id FROM message WHERE organization_id = ${organizationId} AND author_id = ${personId}`);
  return rows.map((row) => row.id);
}
