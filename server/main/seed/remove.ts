import { TOKENS_CHANGED } from '../../modules/tokens/index.ts';
import { raw, sql, type Database, type Session } from '../../platform/db/database.ts';
import { signal } from '../../platform/events/log.ts';
import type { FileStore } from '../../platform/files/store.ts';

interface TableName {
  readonly name: string;
}

/** Tables that have rows of organizations, those first that refer to others, so that no key stands in the way. */
async function organizationTables(tx: Session): Promise<string[]> {
  const tables = await tx.query<TableName>(sql`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attname = 'organization_id' AND NOT a.attisdropped
    ORDER BY c.relname`);
  const keys = await tx.query<{ child: string; parent: string }>(sql`
    SELECT DISTINCT child.relname AS child, parent.relname AS parent
    FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
    WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace AND child.oid <> parent.oid`);
  const waiting = new Set(tables.map((table) => table.name));
  const order: string[] = [];
  while (waiting.size > 0) {
    const free = [...waiting].filter((name) => !keys.some((key) => key.parent === name && waiting.has(key.child)));
    // Tables that refer to each other in a circle have to rely on the actions of their keys.
    for (const name of free.length > 0 ? free : [...waiting]) {
      waiting.delete(name);
      order.push(name);
    }
  }
  return order;
}

/**
 * Deletes an organization and every row of it in every table, found in the catalogue: tables made after this was written
 * are taken along. The bytes of its files go before the commit: when the store fails, the organization is still there
 * and can be removed again, and no bytes are left that nobody knows of.
 * @returns how many rows went away.
 */
export async function removeOrganization(ctx: { readonly db: Database; readonly files: FileStore }, organizationId: string): Promise<number> {
  return await ctx.db.transaction(async (tx) => {
    let removed = 0;
    for (const table of await organizationTables(tx)) removed += await tx.execute(sql`DELETE FROM ${raw(table)} WHERE organization_id = ${organizationId}`);
    removed += await tx.execute(sql`DELETE FROM organization WHERE id = ${organizationId}`);
    await signal(tx, TOKENS_CHANGED);
    await ctx.files.removeAll(organizationId);
    return removed;
  });
}
