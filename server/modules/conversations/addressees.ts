import { invalid } from '../../base/errors.ts';
import type { Session } from '../../platform/db/database.ts';
import { selectEmailEndpoint, selectPeople } from './store.ts';

/** An address as e-mails show it. */
export interface Addressee {
  readonly email: string;
  readonly name?: string;
}

const addressee = (email: string, name: string | null): Addressee => ({ email, ...(name === null ? {} : { name }) });

/**
 * Copied-in people as the addresses that a message shows, in the order of their ids.
 * @param field the list's place in the body, for the message of a fault.
 * @throws Fault 400 for somebody unknown or without an address.
 */
export async function addresseesOf(session: Session, organizationId: string, field: string, ids: readonly string[]): Promise<Addressee[]> {
  if (ids.length === 0) return [];
  const rows = await selectPeople(session, organizationId, ids);
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id, index) => {
    const person = known.get(id.toLowerCase());
    if (!person) throw invalid(`${field}[${index}]: User not found`);
    if (!person.email) throw invalid(`${field}[${index}]: The user has no email address`);
    return addressee(person.email, person.name);
  });
}

/** The e-mail endpoint of that address, as messages show it. */
export async function integrationOf(session: Session, organizationId: string, address: string): Promise<Addressee | null> {
  const row = await selectEmailEndpoint(session, organizationId, address);
  return row ? addressee(row.email, row.name) : null;
}
