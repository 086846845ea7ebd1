import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['token'] as const;

export interface TokenRow {
  readonly id: string;
  readonly organization_id: string;
  readonly person_id: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: Buffer;
  readonly scopes: string[];
  readonly created_at: string;
  readonly revoked_at: string | null;
}

export async function insertToken(session: Session, token: Omit<TokenRow, 'revoked_at'>): Promise<void> {
  await session.execute(sql`
    INSERT INTO token (id, organization_id, person_id, name, prefix, hash, scopes, created_at)
    VALUES (${token.id}, ${token.organization_id}, ${token.person_id}, ${token.name}, ${token.prefix}, ${token.hash}, ${token.scopes}, ${token.created_at})`);
}

/**
 * A token that may be used: not revoked, its organization active, and the person it acts as not downgraded to an end user.
 * Bots act with tokens too, whatever their people are.
 */
export function findUsableToken(session: Session, prefix: string): Promise<TokenRow | undefined> {
  return session.maybe<TokenRow>(sql`
    SELECT token.* FROM token JOIN organization ON organization.id = token.organization_id
    WHERE prefix = ${prefix} AND revoked_at IS NULL AND organization.status = 'Active'
      AND NOT EXISTS (
        SELECT 1 FROM person WHERE person.organization_id = token.organization_id AND person.id = token.person_id AND person.kind = 'EndUser'
          AND NOT EXISTS (SELECT 1 FROM ai_agent WHERE ai_agent.organization_id = person.organization_id AND ai_agent.person_id = person.id))`);
}

export function selectTokens(session: Session, organizationId: string | undefined): Promise<TokenRow[]> {
  return session.query<TokenRow>(sql`SELECT * FROM token WHERE ${organizationId ?? null}::uuid IS NULL OR organization_id = ${organizationId ?? null}::uuid ORDER BY created_at, id`);
}

/** @returns how many tokens were revoked: 0 when none bears this prefix or it was revoked before. */
export function revokeByPrefix(session: Session, prefix: string, at: string): Promise<number> {
  return session.execute(sql`UPDATE token SET revoked_at = ${at} WHERE prefix = ${prefix} AND revoked_at IS NULL`);
}
