import { Maybe, Type } from '../../base/schema.ts';
import { present } from '../../base/present.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import { signal } from '../../platform/events/log.ts';
import { SettingError, type Setting } from '../../platform/setting.ts';
import { selectFirstAdmin } from '../organizations/index.ts';
import { createToken, TOKENS_CHANGED } from './actions.ts';

/** The agent that a token acts as: the one with the address, or the first administrator. */
async function personOf(tx: Session, organizationId: string, email: string | undefined): Promise<string> {
  const id = email === undefined ? await selectFirstAdmin(tx, organizationId) : await selectAgentByEmail(tx, organizationId, email);
  if (id === undefined) throw new SettingError(email === undefined ? 'actsAs: the organization has no agent' : `actsAs: there is no agent ${email}`);
  return id;
}

async function selectAgentByEmail(tx: Session, organizationId: string, email: string): Promise<string | undefined> {
  const row = await tx.maybe<{ id: string }>(sql`
    SELECT id FROM person WHERE organization_id = ${organizationId} AND kind = 'Agent' AND lower(email) = lower(${email}::text)
    ORDER BY ('Admin' = ANY(roles)) DESC, created_at, id LIMIT 1`);
  return row?.id;
}

/**
 * API tokens in the configuration file: by name, never with their secrets. Tokens of one name are one entry.
 */
export const tokenSetting: Setting = {
  section: 'tokens',
  description: 'API tokens. A new one is made with a secret that is shown once; secrets are never in the file.',
  entry: Type.Object(
    {
      name: Type.String({ minLength: 1 }),
      actsAs: Maybe(Type.String({ description: 'The e-mail address of the agent that it acts as; the first administrator when left out.' })),
      scopes: Maybe(Type.Array(Type.String(), { description: 'What it may do: `read`, `write`, or a tag such as `Tags:write`; everything when left out.' })),
    },
    { additionalProperties: false },
  ),
  nameOf: (entry) => String(entry.name),
  async read(session, organizationId) {
    const admin = (await selectFirstAdmin(session, organizationId)) ?? null;
    const rows = await session.query<{ name: string; scopes: string[]; email: string | null }>(sql`
      SELECT * FROM (
        SELECT DISTINCT ON (t.name) t.name, t.scopes, CASE WHEN p.id = ${admin}::uuid THEN NULL ELSE p.email END AS email, t.created_at, t.id FROM token t LEFT JOIN person p ON p.organization_id = t.organization_id AND p.id = t.person_id
        WHERE t.organization_id = ${organizationId} AND t.revoked_at IS NULL ORDER BY t.name, t.created_at DESC, t.id DESC
      ) AS newest ORDER BY created_at, id`);
    return rows.map((row) => present({ name: row.name, actsAs: row.email, scopes: row.scopes.length === 0 ? undefined : row.scopes }));
  },
  async save(tx, { organizationId, now }, entry, before) {
    const personId = await personOf(tx, organizationId, entry.actsAs as string | undefined);
    const scopes = [...((entry.scopes as string[] | undefined) ?? [])];
    if (before === undefined) return await createToken(tx, { now: () => new Date(now) }, { organizationId, personId, name: String(entry.name), scopes });
    await tx.execute(sql`UPDATE token SET scopes = ${scopes}, person_id = ${personId} WHERE organization_id = ${organizationId} AND name = ${entry.name} AND revoked_at IS NULL`);
    await signal(tx, TOKENS_CHANGED);
  },
  async remove(tx, { organizationId, now }, entry) {
    await tx.execute(sql`UPDATE token SET revoked_at = ${now} WHERE organization_id = ${organizationId} AND name = ${entry.name} AND revoked_at IS NULL`);
    await signal(tx, TOKENS_CHANGED);
  },
  losses: () => Promise.resolve('whoever uses it would be locked out'),
};
