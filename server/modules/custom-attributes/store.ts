import { raw, sql, type Session, type Sql } from '../../platform/db/database.ts';
import { attributeList, type AttributeValue } from './attribute-list.ts';
import type { AttributeChange, Definition } from './rules.ts';

export const tables = ['custom_attribute_definition'] as const;

const columns = sql`id, entity_type, identifier, label, description, input_definition, is_required, is_archived, is_deactivated, created_at, updated_at`;

export function selectDefinitions(session: Session, organizationId: string): Promise<Definition[]> {
  return session.query<Definition>(sql`SELECT ${columns} FROM custom_attribute_definition WHERE organization_id = ${organizationId} ORDER BY created_at, id`);
}

export function selectDefinition(session: Session, organizationId: string, id: string): Promise<Definition | undefined> {
  return session.maybe<Definition>(sql`SELECT ${columns} FROM custom_attribute_definition WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Whose values are patched: a row of one of two tables. */
export type Owner = { readonly conversationId: number } | { readonly personId: string };

function rowOf(organizationId: string, owner: Owner): { table: Sql; where: Sql } {
  return 'conversationId' in owner
    ? { table: raw('conversation'), where: sql`organization_id = ${organizationId} AND id = ${owner.conversationId}` }
    : { table: raw('person'), where: sql`organization_id = ${organizationId} AND id = ${owner.personId} AND kind = 'EndUser'` };
}

interface OwnerRow {
  readonly anonymized: boolean;
  /** By definition. */
  readonly values: AttributeChange['set'];
}

/** Keeps the row from changing until the transaction ends. @returns undefined when there is none. */
export function lockOwner(tx: Session, organizationId: string, owner: Owner): Promise<OwnerRow | undefined> {
  const { table, where } = rowOf(organizationId, owner);
  return tx.maybe<OwnerRow>(sql`SELECT anonymized_at IS NOT NULL AS anonymized, custom_attributes AS values FROM ${table} WHERE ${where} FOR UPDATE`);
}

/** Writes a checked patch. @returns all attributes that the owner has now. */
export async function patchValues(tx: Session, organizationId: string, owner: Owner, change: AttributeChange): Promise<AttributeValue[]> {
  const { table, where } = rowOf(organizationId, owner);
  await tx.execute(sql`UPDATE ${table} SET custom_attributes = (custom_attributes || ${JSON.stringify(change.set)}::jsonb) - ${change.clear}::text[] WHERE ${where}`);
  const row = await tx.maybe<{ list: AttributeValue[] | null }>(sql`SELECT ${attributeList(table)} AS list FROM ${table} WHERE ${where}`);
  return row?.list ?? [];
}
