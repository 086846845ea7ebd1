import type { Clock } from '../../base/clock.ts';
import { OperatorError } from '../../base/errors.ts';
import { derivedId } from '../../base/ids.ts';
import { isUniqueViolation, type Database, type Session } from '../../platform/db/database.ts';
import { insertFirstAdmin, insertOrganization } from './store.ts';

/** Something the person at the terminal asked for that cannot be had. */
export class OrganizationError extends OperatorError {}

/**
 * Makes an organization with its first person, an agent with the role Admin. Ids follow from the subdomain.
 * @throws OrganizationError when the subdomain is taken or is none.
 */
export async function createOrganization(db: Database, clock: Clock, organization: NewOrganization): Promise<{ organizationId: string; adminId: string }> {
  return await db.transaction((tx) => createOrganizationIn(tx, clock, organization));
}

export interface NewOrganization {
  readonly subdomain: string;
  readonly name?: string;
}

/** The same as a part of a transaction, which is lost when the subdomain is taken. */
export async function createOrganizationIn(tx: Session, clock: Clock, organization: NewOrganization): Promise<{ organizationId: string; adminId: string }> {
  const { subdomain } = organization;
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(subdomain)) throw new OrganizationError(`"${subdomain}" is no subdomain: use lower-case letters, digits and hyphens, at most 63.`);
  const organizationId = derivedId('organization', subdomain);
  const adminId = derivedId('organization', subdomain, 'admin');
  const now = clock.now().toISOString();
  try {
    await insertOrganization(tx, { id: organizationId, subdomain, name: organization.name ?? subdomain, created_at: now });
    await insertFirstAdmin(tx, { organization_id: organizationId, id: adminId, email: `admin@${subdomain}.example`, created_at: now });
  } catch (error) {
    if (isUniqueViolation(error)) throw new OrganizationError(`There is an organization ${subdomain} already.`);
    throw error;
  }
  return { organizationId, adminId };
}
