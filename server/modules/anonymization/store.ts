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
