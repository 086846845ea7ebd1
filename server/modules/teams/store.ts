import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['team', 'team_member'] as const;

export interface TeamRow {
  readonly id: string;
  readonly name: string;
}

export interface TeamMemberRow {
  readonly id: string;
  readonly display_name: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly phone_number: string | null;
}

export async function insertTeam(tx: Session, organizationId: string, now: string, team: TeamRow): Promise<void> {
  await tx.execute(sql`INSERT INTO team (organization_id, id, name, created_at) VALUES (${organizationId}, ${team.id}, ${team.name}, ${now})`);
}

export function selectTeam(session: Session, organizationId: string, id: string): Promise<TeamRow | undefined> {
  return session.maybe<TeamRow>(sql`SELECT id, name FROM team WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Keeps the team from being deleted until the transaction ends. @returns whether there is one. */
export async function lockTeam(tx: Session, organizationId: string, id: string): Promise<boolean> {
  return (await tx.maybe(sql`SELECT 1 AS found FROM team WHERE organization_id = ${organizationId} AND id = ${id} FOR SHARE`)) !== undefined;
}

/** All teams, oldest first. */
export function selectTeams(session: Session, organizationId: string): Promise<TeamRow[]> {
  return session.query<TeamRow>(sql`SELECT id, name FROM team WHERE organization_id = ${organizationId} ORDER BY created_at, id`);
}

/** Deletes a team; its members stay as they are. @returns whether there was one. */
export async function deleteTeam(tx: Session, organizationId: string, id: string): Promise<boolean> {
  return (await tx.execute(sql`DELETE FROM team WHERE organization_id = ${organizationId} AND id = ${id}`)) > 0;
}

/** All members of a team, in the order in which they became agents. */
export function selectMembers(session: Session, organizationId: string, teamId: string): Promise<TeamMemberRow[]> {
  return session.query<TeamMemberRow>(sql`
    SELECT p.id, p.display_name, p.first_name, p.last_name, p.email, p.phone_number
    FROM team_member m JOIN person p ON p.organization_id = m.organization_id AND p.id = m.person_id
    WHERE m.organization_id = ${organizationId} AND m.team_id = ${teamId} ORDER BY p.created_at, p.id`);
}

/** Ids of the teams that a person is in, oldest team first. */
export async function selectTeamsOf(session: Session, organizationId: string, personId: string): Promise<string[]> {
  const rows = await session.query<{ id: string }>(sql`
    SELECT t.id FROM team_member m JOIN team t ON t.organization_id = m.organization_id AND t.id = m.team_id
    WHERE m.organization_id = ${organizationId} AND m.person_id = ${personId} ORDER BY t.created_at, t.id`);
  return rows.map((row) => row.id);
}

/** Rows come in one order, whoever adds: two at once wait for each other once at most. @returns those who were no members before. */
export async function addMembers(tx: Session, organizationId: string, teamId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ person_id: string }>(sql`
    INSERT INTO team_member (organization_id, team_id, person_id) SELECT ${organizationId}, ${teamId}, p FROM unnest(${personIds}::uuid[]) AS p ORDER BY p
    ON CONFLICT DO NOTHING RETURNING person_id`);
  return rows.map((row) => row.person_id);
}

/** @returns those who were members before. */
export async function removeMembers(tx: Session, organizationId: string, teamId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ person_id: string }>(sql`
    DELETE FROM team_member WHERE organization_id = ${organizationId} AND team_id = ${teamId} AND person_id = ANY(${personIds}::uuid[]) RETURNING person_id`);
  return rows.map((row) => row.person_id);
}
