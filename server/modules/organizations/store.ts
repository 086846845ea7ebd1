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
