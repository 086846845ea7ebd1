import type { PageRequest } from '../../base/page.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/keyset.ts';

export const tables = ['presence'] as const;

export interface PresenceRow {
  readonly person_id: string;
  readonly person_created_at: string;
  readonly connection_status: 'Online' | 'Offline';
  readonly presence_status: 'Working' | 'Away' | null;
  readonly last_seen: string | null;
  readonly working_channels: readonly string[];
}

/** Somebody who was never here is offline. */
const columns = sql`p.id AS person_id, p.created_at AS person_created_at, coalesce(s.connection_status, 'Offline') AS connection_status, s.presence_status, s.last_seen,
  coalesce(s.working_channels, '{}') AS working_channels`;
const people = sql`person p LEFT JOIN presence s ON s.organization_id = p.organization_id AND s.person_id = p.id`;

/** The presence of all agents but those that AI agents act through, in the order in which they came. */
export function selectAll(session: Session, organizationId: string): Promise<PresenceRow[]> {
  return session.query<PresenceRow>(sql`
    SELECT ${columns} FROM ${people} WHERE p.organization_id = ${organizationId} AND p.kind = 'Agent'
      AND NOT EXISTS (SELECT FROM ai_agent a WHERE a.organization_id = p.organization_id AND a.person_id = p.id)
    ORDER BY p.created_at, p.id`);
}

export function selectOne(session: Session, organizationId: string, agentId: string): Promise<PresenceRow | undefined> {
  return session.maybe<PresenceRow>(sql`SELECT ${columns} FROM ${people} WHERE p.organization_id = ${organizationId} AND p.kind = 'Agent' AND p.id = ${agentId}`);
}

/** One page of a team's members, and one row more when there is another page. */
export function selectTeam(session: Session, organizationId: string, teamId: string, page: PageRequest<unknown>): Promise<PresenceRow[]> {
  const { after, order } = keyset(page, { at: 'p.created_at', id: 'p.id' });
  return session.query<PresenceRow>(sql`
    SELECT ${columns} FROM team_member m JOIN ${people} ON p.organization_id = m.organization_id AND p.id = m.person_id
    WHERE m.organization_id = ${organizationId} AND m.team_id = ${teamId} ${after} ${order}`);
}

/** Turns one switch of an agent. @returns whether it stood otherwise before. */
export async function setWorkingChannel(tx: Session, organizationId: string, agentId: string, channel: string, working: boolean): Promise<boolean> {
  const changed = await tx.execute(sql`
    INSERT INTO presence (organization_id, person_id, working_channels)
    SELECT ${organizationId}, ${agentId}, ARRAY[${channel}::text] WHERE ${working}::boolean OR EXISTS (SELECT FROM presence WHERE organization_id = ${organizationId} AND person_id = ${agentId})
    ON CONFLICT (organization_id, person_id) DO UPDATE SET
      working_channels = CASE WHEN ${working}::boolean THEN array_append(presence.working_channels, ${channel}::text) ELSE array_remove(presence.working_channels, ${channel}::text) END
    WHERE (${channel}::text = ANY(presence.working_channels)) <> ${working}::boolean`);
  return changed > 0;
}
