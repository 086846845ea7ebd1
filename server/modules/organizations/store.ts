import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['organization'] as const;

export interface OrganizationRow {
  readonly id: string;
  readonly subdomain: string;
  readonly name: string;
  readonly status: 'Active' | 'Suspended';
  readonly avatar_url: string | null;
  readonly language: string;
  readonly timezone: string;
  readonly created_at: string;
}

export function selectOrganization(session: Session, id: string): Promise<OrganizationRow | undefined> {
  return session.maybe<OrganizationRow>(sql`SELECT * FROM organization WHERE id = ${id}`);
}

export function selectOrganizationBySubdomain(session: Session, subdomain: string): Promise<OrganizationRow | undefined> {
  return session.maybe<OrganizationRow>(sql`SELECT * FROM organization WHERE subdomain = ${subdomain}`);
}

/** All organizations of this install, oldest first. */
export function selectOrganizations(session: Session): Promise<OrganizationRow[]> {
  return session.query<OrganizationRow>(sql`SELECT * FROM organization ORDER BY created_at, id`);
}

export async function insertOrganization(session: Session, row: Pick<OrganizationRow, 'id' | 'subdomain' | 'name' | 'created_at'>): Promise<void> {
  await session.execute(sql`INSERT INTO organization (id, subdomain, name, created_at) VALUES (${row.id}, ${row.subdomain}, ${row.name}, ${row.created_at})`);
}

export async function updateOrganization(session: Session, id: string, facts: Pick<OrganizationRow, 'name' | 'language' | 'timezone'>): Promise<void> {
  await session.execute(sql`UPDATE organization SET name = ${facts.name}, language = ${facts.language}, timezone = ${facts.timezone} WHERE id = ${id}`);
}

/** The person with whom an organization begins; people come later in the order of modules. */
export async function insertFirstAdmin(tx: Session, row: { readonly organization_id: string; readonly id: string; readonly email: string; readonly created_at: string }): Promise<void> {
  await tx.execute(sql`
    INSERT INTO person (organization_id, id, kind, roles, display_name, email, created_at, updated_at)
    VALUES (${row.organization_id}, ${row.id}, 'Agent', ${['Agent', 'Admin']}, 'Administrator', ${row.email}, ${row.created_at}, ${row.created_at})`);
}

/** Who stands for the organization where nobody is named: its oldest administrator, or where there is none, its oldest agent. */
export async function selectFirstAdmin(session: Session, organizationId: string): Promise<string | undefined> {
  const row = await session.maybe<{ id: string }>(sql`
    SELECT id FROM person WHERE organization_id = ${organizationId} AND kind = 'Agent' ORDER BY ('Admin' = ANY(roles)) DESC, created_at, id LIMIT 1`);
  return row?.id;
}
