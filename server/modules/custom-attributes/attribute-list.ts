import { sql, type Sql } from '../../platform/db/database.ts';

/** An attribute with its value, as conversations and end users show it. */
export interface AttributeValue {
  readonly id: string;
  readonly name: string;
  readonly identifier: string;
  readonly value: string | string[];
}

/**
 * The attributes of a row as a JSON list (null when it has none).
 * @param owner the table or alias that has `organization_id` and `custom_attributes` (definition id → value).
 */
export function attributeList(owner: Sql): Sql {
  return sql`CASE WHEN ${owner}.custom_attributes = '{}' THEN NULL ELSE (
    SELECT jsonb_agg(jsonb_build_object('id', d.id, 'name', d.label, 'identifier', d.identifier, 'value', v.value) ORDER BY d.created_at, d.id)
    FROM jsonb_each(${owner}.custom_attributes) AS v JOIN custom_attribute_definition d ON d.organization_id = ${owner}.organization_id AND d.id = v.key::uuid
  ) END`;
}
