import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['tag', 'conversation_tag'] as const;

export interface TagRow {
  readonly id: string;
  readonly name: string;
  readonly color: string | null;
  readonly state: 'Active' | 'Inactive';
}

const columns = sql`id, name, color, state`;

export function selectTag(session: Session, organizationId: string, id: string): Promise<TagRow | undefined> {
  return session.maybe<TagRow>(sql`SELECT ${columns} FROM tag WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** The same, and keeps it from being deleted until the transaction ends: whoever puts it on would find it gone. */
export function keepTag(tx: Session, organizationId: string, id: string): Promise<TagRow | undefined> {
  return tx.maybe<TagRow>(sql`SELECT ${columns} FROM tag WHERE organization_id = ${organizationId} AND id = ${id} FOR KEY SHARE`);
}

export function selectTags(session: Session, organizationId: string, withInactive: boolean): Promise<TagRow[]> {
  return session.query<TagRow>(sql`SELECT ${columns} FROM tag WHERE organization_id = ${organizationId} AND (${withInactive}::boolean OR state = 'Active') ORDER BY created_at, id`);
}

export function selectTagsById(session: Session, organizationId: string, ids: readonly string[]): Promise<TagRow[]> {
  return session.query<TagRow>(sql`SELECT ${columns} FROM tag WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[])`);
}

/**
 * Makes tags of names that have none yet; the others are left as they are.
 * @returns the tags that are new.
 */
export function insertMissingTags(session: Session, organizationId: string, now: string, tags: readonly { id: string; name: string; color: string | null }[]): Promise<TagRow[]> {
  return session.query<TagRow>(sql`
    INSERT INTO tag (organization_id, id, name, color, created_at)
    SELECT ${organizationId}, t.id, t.name, t.color, ${now}::timestamptz FROM jsonb_to_recordset(${JSON.stringify(tags)}::jsonb) AS t(id uuid, name text, color text)
    ON CONFLICT (organization_id, name) DO NOTHING RETURNING ${columns}`);
}

/** The tags of these names, kept from being deleted until the transaction ends. */
export function keepTagsByName(tx: Session, organizationId: string, names: readonly string[]): Promise<TagRow[]> {
  return tx.query<TagRow>(sql`SELECT ${columns} FROM tag WHERE organization_id = ${organizationId} AND name = ANY(${names}::text[]) FOR KEY SHARE`);
}

/** @returns whether there is such a tag. */
export async function setTagState(session: Session, organizationId: string, id: string, state: TagRow['state']): Promise<boolean> {
  return (await session.execute(sql`UPDATE tag SET state = ${state} WHERE organization_id = ${organizationId} AND id = ${id}`)) > 0;
}

/** Removes a tag with all its uses. @returns the conversations that bore it, or undefined when there is no such tag. */
export async function deleteTag(tx: Session, organizationId: string, id: string): Promise<number[] | undefined> {
  // First the tag itself, so that nobody puts it on in between and the log misses that it was taken off.
  await tx.execute(sql`SELECT FROM tag WHERE organization_id = ${organizationId} AND id = ${id} FOR UPDATE`);
  const uses = await tx.query<{ conversation_id: number }>(sql`DELETE FROM conversation_tag WHERE organization_id = ${organizationId} AND tag_id = ${id} RETURNING conversation_id`);
  const deleted = await tx.execute(sql`DELETE FROM tag WHERE organization_id = ${organizationId} AND id = ${id}`);
  return deleted === 0 ? undefined : uses.map((use) => use.conversation_id);
}

/** Tags of a conversation in the order in which they were put on it. */
export function selectConversationTags(session: Session, organizationId: string, conversationId: number): Promise<TagRow[]> {
  return session.query<TagRow>(sql`
    SELECT t.id, t.name, t.color, t.state FROM conversation_tag ct JOIN tag t ON t.organization_id = ct.organization_id AND t.id = ct.tag_id
    WHERE ct.organization_id = ${organizationId} AND ct.conversation_id = ${conversationId} ORDER BY ct.created_at, t.name`);
}

/**
 * Puts tags behind those that are there, in the order given. Each has a time of its own, a microsecond after the one before,
 * so that also those of one call or one millisecond keep their order. The conversation must be locked.
 * @returns the tags that the conversation did not bear before.
 */
export async function addConversationTags(tx: Session, organizationId: string, conversationId: number, tagIds: readonly string[], now: string): Promise<string[]> {
  const rows = await tx.query<{ tag_id: string }>(sql`
    INSERT INTO conversation_tag (organization_id, conversation_id, tag_id, created_at)
    SELECT ${organizationId}, ${conversationId}, t.id, greatest(${now}::timestamptz, last.at) + t.place * interval '1 microsecond'
    FROM unnest(${tagIds}::uuid[]) WITH ORDINALITY AS t (id, place),
      (SELECT max(created_at) AS at FROM conversation_tag WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId}) AS last
    ON CONFLICT DO NOTHING RETURNING tag_id`);
  return rows.map((row) => row.tag_id);
}

export async function removeConversationTag(tx: Session, organizationId: string, conversationId: number, tagId: string): Promise<boolean> {
  return (await tx.execute(sql`DELETE FROM conversation_tag WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} AND tag_id = ${tagId}`)) > 0;
}
