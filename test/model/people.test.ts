import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startParley, type Answer, type Tenant, type TestParley } from '../support/parley.ts';
import { taken, World, type Fields, type Kind } from './people.ts';

/** `MODEL_STEPS=2000 MODEL_SEED=7` walk further, or elsewhere. */
const STEPS = Number(process.env.MODEL_STEPS ?? 40);
const SEED = Number(process.env.MODEL_SEED ?? 20260302);

let parley: TestParley;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());

/** Few addresses and numbers, so that they meet. */
const address = fc.integer({ min: 0, max: 25 }).map((n) => `${n % 2 ? 'P' : 'p'}${n >> 1}@walk.example`);
const number = fc.integer({ min: 0, max: 15 }).map((n) => `+45200000${n + 10}`);
const fieldsOf = fc.record(
  {
    displayName: fc.constantFrom('Alice', 'Åse Øst', '李雷', null),
    email: fc.option(address),
    phoneNumber: fc.option(number),
    additionalEmails: fc.option(fc.uniqueArray(address, { maxLength: 2, selector: (text) => text.toLowerCase() })),
    additionalPhoneNumbers: fc.option(fc.uniqueArray(number, { maxLength: 2 })),
    firstName: fc.constantFrom('A', '', null),
    lastName: fc.constantFrom('B', null),
    middleNames: fc.constantFrom<(string[] | null)[]>([], ['J.', 'J.'], null),
    avatarUrl: fc.constantFrom('http://avatar.example/a.png', null),
    externalId: fc.constantFrom('#1', '#2', null),
  },
  { requiredKeys: [] },
);

interface Item {
  readonly fields: Fields;
  /** Somebody, by their place among those who are there. */
  readonly who: number;
}

interface Step {
  readonly call: 'create' | 'put' | 'patch' | 'bulk' | 'downgrade' | 'team' | 'queue';
  readonly kind: Kind;
  readonly items: readonly Item[];
  readonly method: 'POST' | 'PUT' | 'PATCH';
  /** Whether the body names somebody of the other organization too. */
  readonly stranger: boolean;
}

const steps: fc.Arbitrary<Step> = fc.record({
  call: fc.constantFrom('create', 'create', 'put', 'patch', 'patch', 'bulk', 'bulk', 'downgrade', 'team', 'queue'),
  kind: fc.constantFrom('Agent', 'EndUser'),
  items: fc.array(fc.record({ fields: fieldsOf, who: fc.nat() }), { minLength: 1, maxLength: 4 }),
  method: fc.constantFrom('POST', 'PUT', 'PATCH'),
  stranger: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});

interface Organization {
  readonly tenant: Tenant;
  readonly world: World;
}

const pathOf = { Agent: '/agents', EndUser: '/endusers' } as const;
const pick = <T>(among: readonly T[], place: number): T => among[place % among.length]!;
const outcome = (answer: Answer, index = 0): string => answer.body.data[index]._type;

async function create({ tenant, world }: Organization, { kind, items: [item] }: Step): Promise<void> {
  const fields = taken(kind, item!.fields, true);
  const answer = await tenant.call('POST', pathOf[kind], item!.fields);
  const whole = kind === 'EndUser' || (fields.displayName !== undefined && fields.email !== undefined);
  expect(answer.status, answer.text).toBe(whole && !world.clashes(fields) ? 201 : 400);
  if (answer.status === 201) world.created(kind, answer.body.data, fields);
}

async function change({ tenant, world }: Organization, { kind, items: [item], call }: Step): Promise<void> {
  const person = pick(world.of(kind), item!.who);
  if (!person) return;
  const fields = taken(kind, item!.fields, false);
  const answer = await tenant.call(call.toUpperCase(), `${pathOf[kind]}/${person.id}`, item!.fields);
  const whole = call === 'patch' || fields.displayName !== undefined;
  expect(answer.status, answer.text).toBe(whole && !world.clashes(fields, person.id) ? 200 : 400);
  if (answer.status === 200) world.changed(person.id, fields, call === 'put');
}

/** Each item by itself, in order; what came before in the same call counts. */
async function bulk({ tenant, world }: Organization, { kind, items, method, stranger }: Step, foreign: string): Promise<void> {
  const sent = items.map(({ fields, who }, index) => ({
    ...(method === 'PATCH' ? fields : { ...fields, displayName: fields.displayName ?? 'Bulk' }),
    ...(method === 'POST' && kind === 'Agent' ? { email: fields.email ?? `bulk${who}-${index}@walk.example` } : {}),
    ...(method === 'POST' ? {} : { id: stranger && index === 0 ? foreign : (pick(world.of(kind), who)?.id ?? foreign) }),
  })) as (Fields & { id?: string })[];
  const answer = await tenant.call(method, method === 'POST' ? `${pathOf[kind]}/bulk` : pathOf[kind], { data: sent });
  expect(answer.status, answer.text).toBe(method === 'POST' ? 201 : 200);
  expect(answer.body.data).toHaveLength(sent.length);
  for (const [index, { id, ...fields }] of sent.entries()) {
    const kept = taken(kind, fields, method === 'POST');
    const nothing = method === 'PATCH' && Object.keys(kept).length === 0;
    const good = (id === undefined || id !== foreign) && !nothing && !world.clashes(kept, id);
    expect(outcome(answer, index), JSON.stringify([sent[index], answer.body.data[index]])).toBe(good ? 'BulkActionSuccess' : 'BulkActionFailure');
    if (!good) continue;
    if (id === undefined) world.created(kind, answer.body.data[index].data, kept);
    else world.changed(id, kept, method === 'PUT');
  }
}

async function downgrade({ tenant, world }: Organization, { items: [item] }: Step): Promise<void> {
  const { id } = pick(world.of('Agent'), item!.who);
  const answer = await tenant.call('DELETE', `/agents/${id}`);
  expect(answer.status).toBe(id === tenant.adminId ? 400 : 204);
  if (answer.status === 204) world.downgraded(id);
}

async function members({ tenant, world }: Organization, { call, items, method, stranger }: Step, foreign: string): Promise<void> {
  const groups = call === 'team' ? world.teams : world.queues;
  const [id, inside] = [...groups][0]!;
  const agents = [...new Set(items.map(({ who }) => pick(world.of('Agent'), who).id))];
  const path = call === 'team' ? `/teams/${id}/agents` : `/queues/${id}/members`;
  const remove = method === 'PUT';
  const answer = await tenant.call(remove ? 'DELETE' : 'PATCH', path, { agentIds: stranger ? [...agents, foreign] : agents });
  // A queue says of each agent what became of them; all else is done as a whole or not at all.
  const each = call === 'queue' && !remove;
  expect(answer.status, answer.text).toBe(stranger && !each ? 400 : remove ? 204 : 200);
  if (each) expect(answer.body.data.map(({ _type }: { _type: string }) => _type)).toEqual([...agents.map(() => 'BulkActionSuccess'), ...(stranger ? ['BulkActionFailure'] : [])]);
  if (answer.status === 400) return;
  for (const agent of agents) inside[remove ? 'delete' : 'add'](agent);
}

const calls = { create, put: change, patch: change, bulk, downgrade, team: members, queue: members };

async function everything(tenant: Tenant, path: string, pageLimit: number): Promise<{ id: string }[]> {
  const rows: { id: string }[] = [];
  let next: string | undefined = `${path}?pageLimit=${pageLimit}`;
  while (next !== undefined) {
    const answer: Answer = await tenant.call('GET', next);
    rows.push(...answer.body.data);
    next = answer.body.meta?.next;
  }
  return rows;
}

/** Every read of the organization says what the model says. */
async function compare({ tenant, world }: Organization, step: number): Promise<void> {
  for (const kind of ['Agent', 'EndUser'] as const) {
    const rows = await everything(tenant, pathOf[kind], 1 + (step % 7));
    const expected = world.of(kind).map(({ id }) => world.row(id, expect.any(String)));
    const byId = (a: { id?: unknown }, b: { id?: unknown }): number => (String(a.id) < String(b.id) ? -1 : 1);
    expect(rows.toSorted(byId)).toStrictEqual(expected.toSorted(byId));
    const one = pick(world.of(kind), step);
    if (!one) continue;
    expect((await tenant.call('GET', `${pathOf[kind]}/${one.id}`)).body.data).toStrictEqual({ ...world.row(one.id, expect.any(String)), ...(kind === 'EndUser' ? { customAttributes: [] } : {}) });
    expect((await tenant.call('GET', `${pathOf[kind === 'Agent' ? 'EndUser' : 'Agent']}/${one.id}`)).status).toBe(404);
  }
  for (const [id, inside] of world.teams) {
    const { data } = (await tenant.call('GET', `/teams/${id}/agents`)).body;
    expect(data.map((member: { id: string }) => member.id).toSorted()).toEqual([...inside].toSorted());
  }
  for (const [id, inside] of world.queues) {
    const { data } = (await tenant.call('GET', `/queues/${id}/members`)).body;
    expect(data.map((member: { agentId: string }) => member.agentId)).toEqual([...inside]);
  }
}

async function begin(name: string): Promise<Organization> {
  const tenant = await parley.tenant(name);
  const world = new World();
  const { id, createdAt, email, displayName, roles } = (await tenant.call('GET', `/agents/${tenant.adminId}`)).body.data;
  world.created('Agent', { id, createdAt }, { email, displayName }, roles);
  world.teams.set((await tenant.call('POST', '/teams', { name: 'Walkers' })).body.data.id, new Set());
  world.queues.set((await tenant.call('POST', '/queues', { request: { name: 'Walk' } })).body.data.id, new Set());
  return { tenant, world };
}

it(`after each of ${STEPS} calls about people, teams and queues every read says what the model says (seed ${SEED})`, { timeout: 30_000 + STEPS * 300 }, async () => {
  const organizations = [await begin('walk-a'), await begin('walk-b')] as const;
  for (const [index, step] of fc.sample(steps, { seed: SEED, numRuns: STEPS }).entries()) {
    const [own, other] = index % 3 === 0 ? [organizations[1], organizations[0]] : organizations;
    parley.clock.advance(1000);
    await calls[step.call](own, step, other.tenant.adminId);
    await compare(own, index);
  }
  await compare(organizations[0], 0);
  await compare(organizations[1], 0);
});
