import type { PageRequest } from '../../base/page.ts';
import { empty, raw, sql, type Session } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/keyset.ts';
import { attributeList, type AttributeValue } from '../custom-attributes/index.ts';
import type { PersonFields } from './rules.ts';

export const tables = ['person', 'ai_agent'] as const;

export type Kind = 'Agent' | 'EndUser';

export interface PersonRow extends PersonFields {
  readonly id: string;
  readonly kind: Kind;
  readonly roles: readonly string[];
  readonly created_at: string;
  readonly anonymized_at: string | null;
  /** The custom attributes with their names; null when there are none. Not read for lists. */
  readonly attribute_list?: AttributeValue[] | null;
}

const fieldNames = raw('display_name, email, phone_number, additional_emails, additional_phone_numbers, first_name, middle_names, last_name, avatar_url, external_id');
const columns = sql`id, kind, roles, created_at, anonymized_at, ${fieldNames}`;
const withAttributes = sql`${columns}, ${attributeList(raw('person'))} AS attribute_list`;

export function selectPerson(session: Session, organizationId: string, kind: Kind, id: string): Promise<PersonRow | undefined> {
  return session.maybe<PersonRow>(sql`SELECT ${withAttributes} FROM person WHERE organization_id = ${organizationId} AND kind = ${kind} AND id = ${id}`);
}

/** At most one of them; all people of the kind when there is none. */
export interface PersonFilters {
  readonly email?: string;
  readonly phone?: string;
  readonly externalId?: string;
}

/** The persons that AI agents act through are agents in all they do, but are listed under /ai-agents only. */
const noMachines = sql`AND NOT EXISTS (SELECT FROM ai_agent a WHERE a.organization_id = person.organization_id AND a.person_id = person.id)`;

/** One page of people, and one row more when there is another page. */
export function selectPeople(session: Session, organizationId: string, kind: Kind, page: PageRequest<PersonFilters>): Promise<PersonRow[]> {
  const { email, phone, externalId } = page.filters;
  const { after, order } = keyset(page);
  return session.query<PersonRow>(sql`
    SELECT ${columns} FROM person WHERE organization_id = ${organizationId} AND kind = ${kind} ${kind === 'Agent' ? noMachines : empty}
      ${email === undefined ? empty : sql`AND lower(email) = lower(${email}::text)`}
      ${phone === undefined ? empty : sql`AND phone_number = ${phone}::text`}
      ${externalId === undefined ? empty : sql`AND external_id = ${externalId}::text`}
      ${after} ${order}`);
}

export interface NewPerson extends PersonFields {
  readonly id: string;
}

/**
 * Writes people in their order; one whose e-mail address or phone number is taken, be it by a person before it in the
 * list, is left out.
 * @returns those that were written.
 */
export function insertPeople(tx: Session, organizationId: string, kind: Kind, now: string, people: readonly NewPerson[]): Promise<PersonRow[]> {
  const roles = kind === 'Agent' ? ['Agent'] : [];
  return tx.query<PersonRow>(sql`
    INSERT INTO person (organization_id, id, kind, roles, created_at, updated_at, ${fieldNames})
    SELECT ${organizationId}, p.id, ${kind}, ${roles}, ${now}::timestamptz, ${now}::timestamptz, p.display_name, p.email, p.phone_number,
      p.additional_emails, p.additional_phone_numbers, p.first_name, p.middle_names, p.last_name, p.avatar_url, p.external_id
    FROM jsonb_array_elements(${JSON.stringify(people)}::jsonb) WITH ORDINALITY AS item(value, place), jsonb_populate_record(NULL::person, item.value) AS p
    ORDER BY item.place
    ON CONFLICT DO NOTHING RETURNING ${columns}`);
}

/**
 * One at a time takes many addresses in an organization, until the transaction ends. Two who take the same ones in
 * different orders would wait for each other for ever.
 */
export async function lockAddresses(tx: Session, organizationId: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('parley addresses'), hashtext(${organizationId}))`);
}

/** Which of these addresses somebody has; e-mail addresses come back in lower case. */
export async function selectTaken(tx: Session, organizationId: string, emails: readonly string[], phones: readonly string[]): Promise<{ emails: Set<string>; phones: Set<string> }> {
  const lower = emails.map((email) => email.toLowerCase());
  const rows = await tx.query<{ email: string | null; phone: string | null }>(sql`
    SELECT e AS email, NULL AS phone FROM unnest(${lower}::text[]) AS e WHERE EXISTS (SELECT FROM person WHERE organization_id = ${organizationId} AND lower(email) = lower(e))
    UNION ALL SELECT NULL, phone_number FROM person WHERE organization_id = ${organizationId} AND phone_number = ANY(${phones}::text[])`);
  return { emails: new Set(rows.flatMap((row) => row.email ?? [])), phones: new Set(rows.flatMap((row) => row.phone ?? [])) };
}

/** What became of a change: the new row, or what stood in its way. */
export interface UpdateOutcome {
  readonly row: PersonRow | undefined;
  readonly anonymized: boolean;
  readonly emailTaken: boolean;
  readonly phoneTaken: boolean;
}

/**
 * Changes the given fields of one person, unless an address is taken. One round trip.
 * @throws a unique violation when another transaction takes an address at the same moment; try again.
 */
export async function updatePerson(tx: Session, organizationId: string, kind: Kind, id: string, now: string, fields: Partial<PersonFields>): Promise<UpdateOutcome> {
  const outcome = await tx.maybe<{ row_id: string | null; anonymized: boolean; email_taken: boolean; phone_taken: boolean }>(sql`
    WITH taken AS (
      SELECT EXISTS (SELECT FROM person WHERE organization_id = ${organizationId} AND id <> ${id} AND lower(email) = lower(${fields.email ?? null}::text)) AS email_taken,
        EXISTS (SELECT FROM person WHERE organization_id = ${organizationId} AND id <> ${id} AND phone_number = ${fields.phone_number ?? null}::text) AS phone_taken
    ),
    u AS (
      UPDATE person SET updated_at = ${now}, (${fieldNames}) = (SELECT ${fieldNames} FROM jsonb_populate_record(person, ${JSON.stringify(fields)}::jsonb))
      FROM taken
      WHERE organization_id = ${organizationId} AND kind = ${kind} AND id = ${id} AND anonymized_at IS NULL AND NOT email_taken AND NOT phone_taken
      RETURNING ${withAttributes}
    )
    SELECT u.*, u.id AS row_id, email_taken, phone_taken,
      EXISTS (SELECT FROM person WHERE organization_id = ${organizationId} AND kind = ${kind} AND id = ${id} AND anonymized_at IS NOT NULL) AS anonymized
    FROM taken LEFT JOIN u ON true`);
  const { row_id: written, anonymized, email_taken: emailTaken, phone_taken: phoneTaken, ...row } = outcome!;
  return { row: written === null ? undefined : (row as unknown as PersonRow), anonymized, emailTaken, phoneTaken };
}

/**
 * Keeps people for one who is going to change them one after another. Locks are taken in one order everywhere, so that
 * two who name the same people in different orders wait for each other once instead of for ever.
 * @param ids valid uuids.
 */
export async function lockForChange(tx: Session, organizationId: string, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`SELECT 1 FROM person WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
}

/** Whether there is such a person, of the kind. */
export async function personExists(session: Session, organizationId: string, kind: Kind, id: string): Promise<boolean> {
  return (await session.maybe(sql`SELECT 1 AS found FROM person WHERE organization_id = ${organizationId} AND kind = ${kind} AND id = ${id}`)) !== undefined;
}

/**
 * Makes an end user of an agent and takes away what only agents have.
 * @returns the teams and queues that the person left, or undefined when there is no such agent.
 */
export async function downgrade(tx: Session, organizationId: string, id: string, now: string): Promise<{ teamIds: string[]; queueIds: string[] } | undefined> {
  // First the person: whoever makes it a member of something locks this row before.
  const changed = await tx.execute(sql`
    UPDATE person SET kind = 'EndUser', roles = '{}', updated_at = ${now} WHERE organization_id = ${organizationId} AND id = ${id} AND kind = 'Agent'`);
  if (changed === 0) return undefined;
  const left = await tx.maybe<{ team_ids: string[]; queue_ids: string[] }>(sql`
    WITH t AS (DELETE FROM team_member WHERE organization_id = ${organizationId} AND person_id = ${id} RETURNING team_id),
    q AS (DELETE FROM queue_member WHERE organization_id = ${organizationId} AND person_id = ${id} RETURNING queue_id),
    p AS (DELETE FROM presence WHERE organization_id = ${organizationId} AND person_id = ${id})
    SELECT ARRAY(SELECT team_id FROM t) AS team_ids, ARRAY(SELECT queue_id FROM q) AS queue_ids`);
  return { teamIds: left!.team_ids, queueIds: left!.queue_ids };
}

/**
 * What is known of these ids: who is an agent and who is not. Agents stay agents until the transaction ends.
 * @param ids valid uuids.
 */
export async function lockPeople(tx: Session, organizationId: string, ids: readonly string[]): Promise<Map<string, Kind>> {
  const rows = await tx.query<{ id: string; kind: Kind }>(sql`SELECT id, kind FROM person WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[]) ORDER BY id FOR SHARE`);
  return new Map(rows.map((row) => [row.id, row.kind]));
}

export interface AiAgentRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly person_id: string;
}

export function selectAiAgents(session: Session, organizationId: string): Promise<AiAgentRow[]> {
  return session.query<AiAgentRow>(sql`SELECT id, name, kind, person_id FROM ai_agent WHERE organization_id = ${organizationId} ORDER BY name, id`);
}
