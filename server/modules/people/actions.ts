import { invalid, notFound } from '../../base/errors.ts';
import { isUuid, newId } from '../../base/ids.ts';
import type { PageRequest } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import { isUniqueViolation, type Session } from '../../platform/db/database.ts';
import { appendEvents, type NewEvent } from '../../platform/events/append.ts';
import { signal } from '../../platform/events/log.ts';
import type { Actor } from '../../platform/operation.ts';
import { TOKENS_CHANGED } from '../tokens/index.ts';
import { emailExists, emptyFields, phoneNumberExists, readFields, takenFields, type FieldFault, type PersonFields, type PersonInput } from './rules.ts';
import * as store from './store.ts';
import type { Kind, NewPerson, PersonFilters, PersonRow } from './store.ts';

/** What became of one person of a call: written, or why not. `id` is the id sent, or the one that a new person would have got. */
export type Outcome =
  | { readonly id: string; readonly person: PersonRow }
  | { readonly id: string; readonly failure: 'NotFound' | 'EmptyPatchSet' }
  | { readonly id: string; readonly failure: 'Validation'; readonly faults: readonly FieldFault[] };

/** One page of people. */
export const listPeople = (ctx: Context, actor: Actor, kind: Kind, page: PageRequest<PersonFilters>): Promise<PersonRow[]> => store.selectPeople(ctx.db, actor.organizationId, kind, page);

/** @throws Fault 404. */
export async function getPerson(ctx: Context, actor: Actor, kind: Kind, id: string): Promise<PersonRow> {
  const person = await store.selectPerson(ctx.db, actor.organizationId, kind, id);
  if (!person) throw notFound();
  return person;
}

/** Who of those left out by the insert has lost which address to whom. */
async function explainLeftOut(tx: Session, organizationId: string, leftOut: readonly NewPerson[]): Promise<Map<string, FieldFault[]>> {
  if (leftOut.length === 0) return new Map();
  const taken = await store.selectTaken(
    tx,
    organizationId,
    leftOut.flatMap((person) => person.email ?? []),
    leftOut.flatMap((person) => person.phone_number ?? []),
  );
  return new Map(
    leftOut.map((person) => {
      const faults = [
        ...(person.email !== null && taken.emails.has(person.email.toLowerCase()) ? [emailExists] : []),
        ...(person.phone_number !== null && taken.phones.has(person.phone_number) ? [phoneNumberExists] : []),
      ];
      // Whoever had the address let go of it in this very moment: the refusal stands all the same.
      return [person.id, faults.length > 0 ? faults : [person.email === null ? phoneNumberExists : emailExists]];
    }),
  );
}

/** Makes people, each by itself: one that cannot be made does not keep the others out. Outcomes come in the order sent. */
export async function createPeople(ctx: Context, actor: Actor, kind: Kind, inputs: readonly PersonInput[]): Promise<Outcome[]> {
  const { organizationId } = actor;
  const now = ctx.clock.now().toISOString();
  const wanted = inputs.map((input) => ({ id: newId(), ...readFields(takenFields(kind, true, input)) }));
  const sound = wanted.filter((person) => person.faults.length === 0).map(({ id, fields }): NewPerson => ({ ...emptyFields, ...fields, id }));
  return await ctx.db.transaction(async (tx) => {
    if (sound.length > 1) await store.lockAddresses(tx, organizationId);
    const written = new Map((await store.insertPeople(tx, organizationId, kind, now, sound)).map((row) => [row.id, row]));
    const leftOut = await explainLeftOut(
      tx,
      organizationId,
      sound.filter((person) => !written.has(person.id)),
    );
    await appendEvents(
      tx,
      organizationId,
      now,
      [...written.keys()].map((personId) => ({ type: 'PersonCreated', actorId: actor.personId, data: { personId, kind } })),
    );
    return wanted.map(({ id, faults }): Outcome => {
      const person = written.get(id);
      return person ? { id, person } : { id, failure: 'Validation', faults: leftOut.get(id) ?? faults };
    });
  });
}

/** A change of one person. */
export interface Change {
  readonly id: string;
  readonly input: PersonInput;
}

/** `replace` clears what was not sent; `patch` leaves it as it is. */
export type Mode = 'replace' | 'patch';

const anonymized: FieldFault = { field: 'id', code: 'Anonymized', reason: 'the person is anonymized and cannot be changed' };
const ATTEMPTS = 4;

/** The columns to write. An agent's e-mail address never changes, so it is not cleared either. */
function changeOf(kind: Kind, mode: Mode, input: PersonInput): { fields: Partial<PersonFields>; faults: FieldFault[] } {
  const { fields, faults } = readFields(takenFields(kind, false, input));
  if (mode === 'patch') return { fields, faults };
  const { email: noEmail, ...others } = emptyFields;
  return { fields: kind === 'Agent' ? { ...others, ...fields } : { email: noEmail, ...others, ...fields }, faults };
}

async function changeOne(tx: Session, organizationId: string, kind: Kind, mode: Mode, now: string, change: Change): Promise<Outcome> {
  const { id } = change;
  const { fields, faults } = changeOf(kind, mode, change.input);
  if (mode === 'patch' && faults.length === 0 && Object.keys(fields).length === 0) return { id, failure: 'EmptyPatchSet' };
  if (!isUuid(id)) return { id, failure: 'NotFound' };
  if (faults.length > 0) return (await store.personExists(tx, organizationId, kind, id)) ? { id, failure: 'Validation', faults } : { id, failure: 'NotFound' };
  const outcome = await store.updatePerson(tx, organizationId, kind, id, now, fields);
  if (outcome.row) return { id, person: outcome.row };
  if (outcome.anonymized) return { id, failure: 'Validation', faults: [anonymized] };
  const taken = [...(outcome.emailTaken ? [emailExists] : []), ...(outcome.phoneTaken ? [phoneNumberExists] : [])];
  if (taken.length === 0 || !(await store.personExists(tx, organizationId, kind, id))) return { id, failure: 'NotFound' };
  return { id, failure: 'Validation', faults: taken };
}

const takesAddress = ({ input }: Change): boolean => input.email !== undefined || input.phoneNumber !== undefined;

/** Changes people one after another, each by itself. Outcomes come in the order sent. */
export async function changePeople(ctx: Context, actor: Actor, kind: Kind, mode: Mode, changes: readonly Change[]): Promise<Outcome[]> {
  const { organizationId } = actor;
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.transaction(async (tx) => {
        const now = ctx.clock.now().toISOString();
        const outcomes: Outcome[] = [];
        if (changes.filter(takesAddress).length > 1) await store.lockAddresses(tx, organizationId);
        const ids = changes.map((change) => change.id).filter(isUuid);
        if (ids.length > 1) await store.lockForChange(tx, organizationId, ids);
        for (const change of changes) outcomes.push(await changeOne(tx, organizationId, kind, mode, now, change));
        const events = outcomes.flatMap((outcome): NewEvent[] => ('person' in outcome ? [{ type: 'PersonUpdated', actorId: actor.personId, data: { personId: outcome.person.id, kind } }] : []));
        await appendEvents(tx, organizationId, now, events);
        return outcomes;
      });
    } catch (error) {
      // Somebody took an address between our look and our write; the next look sees it.
      if (attempt >= ATTEMPTS || !isUniqueViolation(error)) throw error;
    }
  }
}

/** The person written. @throws Fault 404, 400 naming the fields that were refused. */
function written(outcome: Outcome): PersonRow {
  if ('person' in outcome) return outcome.person;
  if (outcome.failure !== 'Validation') throw notFound();
  throw invalid(outcome.faults.map((fault) => `${fault.field}: ${fault.code} (${fault.reason})`).join('; '));
}

/** @throws Fault 400 (malformed or taken addresses). */
export const createPerson = async (ctx: Context, actor: Actor, kind: Kind, input: PersonInput): Promise<PersonRow> => written((await createPeople(ctx, actor, kind, [input]))[0]!);

/** Changes one person; a patch without any field is no change. @throws Fault 404, 400 (malformed or taken addresses, anonymized). */
export async function changePerson(ctx: Context, actor: Actor, kind: Kind, mode: Mode, id: string, input: PersonInput): Promise<PersonRow> {
  const [outcome] = await changePeople(ctx, actor, kind, mode, [{ id, input }]);
  const nothing = 'failure' in outcome! && outcome.failure === 'EmptyPatchSet';
  return nothing ? await getPerson(ctx, actor, kind, id) : written(outcome!);
}

/**
 * Makes an end user of an agent, who keeps id, name and addresses and leaves all teams and queues. Tokens that act as
 * this person end with it.
 * @throws Fault 404, 400 for the person whom the calling token acts as: it could not act any more.
 */
export async function downgradeAgent(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (id === actor.personId) throw invalid('agentId: the token of this call acts as this agent, who therefore cannot be downgraded');
    const now = ctx.clock.now().toISOString();
    const left = await store.downgrade(tx, actor.organizationId, id, now);
    if (!left) throw notFound();
    await signal(tx, TOKENS_CHANGED);
    await appendEvents(tx, actor.organizationId, now, [{ type: 'AgentDowngraded', actorId: actor.personId, data: { personId: id, ...left } }]);
  });
}

/** AI agents and chatbots of the organization, by name. */
export const listAiAgents = (ctx: Context, actor: Actor): Promise<store.AiAgentRow[]> => store.selectAiAgents(ctx.db, actor.organizationId);
