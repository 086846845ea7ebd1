import type { PageRequest } from '../../base/page.ts';
import { empty, sql, type Session } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/keyset.ts';

export const tables = ['template'] as const;

/** What a template says, under the wire's names. Placeholders such as `{{csid}}` stay as they are. */
export interface TemplateContent {
  readonly content: string;
  readonly subject?: string;
  readonly createdBy: string;
  readonly lastEditedBy?: string;
  readonly lastEditedAt?: string;
  readonly translations?: readonly { readonly locale: string; readonly content: string; readonly isDeactivated: boolean; readonly subject?: string }[];
}

export interface TemplateRow {
  readonly id: string;
  readonly kind: 'EmailAutoReply' | 'QuickResponse';
  readonly name: string;
  readonly content: TemplateContent;
  readonly created_at: string;
}

/** One page of templates, and one row more when there is another page. */
export function selectTemplates(session: Session, organizationId: string, page: PageRequest<{ readonly type?: string }>): Promise<TemplateRow[]> {
  const { type } = page.filters;
  const { after, order } = keyset(page);
  return session.query<TemplateRow>(sql`
    SELECT id, kind, name, content, created_at FROM template WHERE organization_id = ${organizationId} ${type === undefined ? empty : sql`AND kind = ${type}::text`} ${after} ${order}`);
}

/** @returns whether there was such a template. */
export async function deleteTemplate(tx: Session, organizationId: string, id: string): Promise<boolean> {
  return (await tx.execute(sql`DELETE FROM template WHERE organization_id = ${organizationId} AND id = ${id}`)) > 0;
}
