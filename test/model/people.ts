/**
 * What the calls about people, teams and queues must leave behind, told as simply as the documentation tells it and
 * without anything of the server: maps, and a rule for each call.
 */

export type Kind = 'Agent' | 'EndUser';

/** Fields as they are sent; null is the same as leaving a field out. */
export interface Fields {
  displayName?: string | null;
  email?: string | null;
  phoneNumber?: string | null;
  additionalEmails?: string[] | null;
  additionalPhoneNumbers?: string[] | null;
  firstName?: string | null;
  lastName?: string | null;
  middleNames?: string[] | null;
  avatarUrl?: string | null;
  externalId?: string | null;
}

type Kept = { [K in keyof Fields]: NonNullable<Fields[K]> };
interface Person {
  readonly id: string;
  readonly createdAt: string;
  readonly kind: Kind;
  readonly roles: readonly string[];
  readonly fields: Kept;
}

/** The fields that a call takes: an agent has no external id and keeps the first e-mail address for good. */
export function taken(kind: Kind, fields: Fields, creating: boolean): Kept {
  const ignored = kind === 'EndUser' ? [] : creating ? ['externalId'] : ['externalId', 'email'];
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== null && value !== undefined && !ignored.includes(name))) as Kept;
}

const empty = { additionalEmails: [], additionalPhoneNumbers: [], middleNames: [] };

/** One organization. */
export class World {
  readonly people = new Map<string, Person>();
  /** Members of teams and queues. */
  readonly teams = new Map<string, Set<string>>();
  readonly queues = new Map<string, Set<string>>();

  of(kind: Kind): Person[] {
    return [...this.people.values()].filter((person) => person.kind === kind);
  }

  /** Whether somebody else is reached under the address or number already. */
  clashes(fields: Kept, self?: string): boolean {
    const email = fields.email?.toLowerCase();
    const others = [...this.people.values()].filter((person) => person.id !== self);
    return others.some((person) => (email !== undefined && person.fields.email?.toLowerCase() === email) || (fields.phoneNumber !== undefined && person.fields.phoneNumber === fields.phoneNumber));
  }

  created(kind: Kind, answer: { id: string; createdAt: string }, fields: Kept, roles = ['Agent']): void {
    this.people.set(answer.id, { id: answer.id, createdAt: answer.createdAt, kind, roles, fields: { ...empty, ...fields } });
  }

  /** A PUT replaces all but the address of an agent, a PATCH what it names. */
  changed(id: string, fields: Kept, whole: boolean): void {
    const person = this.people.get(id)!;
    const email = person.kind === 'Agent' ? { email: person.fields.email! } : {};
    this.people.set(id, { ...person, fields: { ...(whole ? { ...empty, ...email } : person.fields), ...fields } });
  }

  /** An agent becomes an end user and leaves teams and queues. */
  downgraded(id: string): void {
    this.people.set(id, { ...this.people.get(id)!, kind: 'EndUser' });
    for (const members of [...this.teams.values(), ...this.queues.values()]) members.delete(id);
  }

  /** The person as a list shows them. Who has no name to show is shown under some other. */
  row(id: string, anyText: unknown): Record<string, unknown> {
    const { kind, createdAt, roles, fields } = this.people.get(id)!;
    return { displayName: anyText, ...fields, id, createdAt, ...(kind === 'Agent' ? { roles } : {}) };
  }
}
