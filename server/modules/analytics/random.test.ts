import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { metrics, records } from './catalogue.ts';
import { ANALYTICS_FOLLOWER, rebuildFacts } from './index.ts';

/**
 * Two organizations live through random days, their conversations interleaved, while a model made of plain fields writes
 * down what each step must mean to reports. Reports are read meanwhile, so that the log is cut into batches anywhere.
 */

const STEPS = 420;
const timezone = 'Europe/Copenhagen';

interface Seen {
  readonly source: 'assigned' | 'closed' | 'created' | 'first_response' | 'reopened' | 'transferred' | 'Csat' | 'Nps';
  readonly at: number;
  readonly csid: number;
  readonly agent_id?: string | undefined;
  readonly queue_id?: string | undefined;
  readonly value?: number | undefined;
  readonly messages?: number;
}

interface Held {
  readonly csid: number;
  readonly createdAt: number;
  readonly channel: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly contactPoint: string;
  readonly tags: Set<string>;
  readonly rated: Set<string>;
  state: 'Closed' | 'Open' | 'Pending';
  agent?: string | undefined;
  queue?: string | undefined;
  waitingSince?: number | undefined;
  answered: boolean;
  messages: number;
}

/** A small generator: the same seed plays the same days. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(count: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 4_294_967_296) * count);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const channels = [
  { name: 'email', code: 'EMAIL', attributes: true },
  { name: 'contactform', code: 'CONTACT_FORM', attributes: true },
  { name: 'widgetchat', code: 'CHAT', attributes: false },
  { name: 'messenger', code: 'MESSENGER', attributes: false },
] as const;

class World {
  readonly seen: Seen[] = [];
  readonly held: Held[] = [];
  readonly agents: string[];
  readonly queues: string[] = [];
  readonly tags: string[] = [];
  readonly addresses = ['Front@shop.example', 'back@shop.example'];
  readonly #tenant: Tenant;
  readonly #clock: TestParley['clock'];
  readonly #dice: Dice;

  constructor(tenant: Tenant, clock: TestParley['clock'], dice: Dice, agents: string[]) {
    this.#tenant = tenant;
    this.#clock = clock;
    this.#dice = dice;
    this.agents = agents;
  }

  async call(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.#tenant.call(method, path, body);
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
    return answer.body?.data;
  }

  async furnish(): Promise<void> {
    for (const name of ['One', 'Two', 'Three']) this.queues.push((await this.call('POST', '/queues', { request: { name } })).id);
    for (const name of ['late', 'lost', 'praise']) this.tags.push((await this.call('POST', '/tags', { name })).id);
  }

  #note(source: Seen['source'], about: Held, fields: Partial<Seen> = {}): void {
    this.seen.push({ source, at: this.#clock.now().getTime(), csid: about.csid, queue_id: about.queue, ...fields });
  }

  async begin(): Promise<void> {
    const dice = this.#dice;
    const channel = dice.of(channels);
    const direction = dice.of(['Inbound', 'Inbound', 'Outbound'] as const);
    const now = this.#clock.now();
    const contactPoint = channel.attributes ? dice.of(this.addresses) : channel.name;
    const requesterId = await this.#tenant.endUser({ email: `c${this.held.length}@people.example` });
    const attributes = channel.attributes ? { attributes: { emailIntegrationId: contactPoint, subject: 's' } } : {};
    const { id } = await this.call('POST', '/conversations/import', { genericChannelName: channel.name, requesterId, direction, createdAt: now.toISOString(), ...attributes });
    const about: Held = { csid: id, createdAt: now.getTime(), channel: channel.code, direction, contactPoint, tags: new Set(), rated: new Set(), state: 'Open', answered: false, messages: 0 };
    this.held.push(about);
    this.#note('created', about);
  }

  #reopened(about: Held): void {
    const was = about.state;
    about.state = 'Open';
    if (was !== 'Closed') return;
    this.#note('reopened', about);
    about.agent = undefined;
    if (about.queue !== undefined) about.waitingSince = this.#clock.now().getTime();
  }

  /** What may happen to a conversation, by name. Each does it and writes down what it means. */
  readonly happenings: Readonly<Record<string, (about: Held, now: number) => Promise<void>>> = {
    answer: async (about, now) => {
      const agent = this.#dice.of(this.agents);
      await this.call('POST', `/conversations/${about.csid}/messages`, { content: { value: 'hello', _type: 'Text' }, agentId: agent, _type: 'Outbound' });
      about.messages++;
      if (!about.answered && about.direction === 'Inbound') this.#note('first_response', about, { agent_id: agent, value: now - about.createdAt });
      about.answered = true;
    },
    ask: async (about) => {
      await this.call('POST', `/conversations/${about.csid}/messages`, { content: { value: 'hello?', _type: 'Text' }, _type: 'Inbound' });
      about.messages++;
      this.#reopened(about);
    },
    claim: async (about, now) => {
      const agent = this.#dice.of(this.agents);
      if (about.state === 'Closed' || about.agent === agent) return;
      await this.call('PUT', `/conversations/${about.csid}/claim`, { agentId: agent, force: true });
      this.#note('assigned', about, { agent_id: agent, value: about.waitingSince === undefined ? undefined : now - about.waitingSince });
      about.agent = agent;
      about.waitingSince = undefined;
    },
    transfer: async (about, now) => {
      if (about.state === 'Closed') return;
      const [queue, agent] = [this.#dice.of(this.queues), this.#dice.of(this.agents)];
      await this.call('PUT', `/conversations/${about.csid}/transfer/queue`, { queueId: queue, userId: agent });
      Object.assign(about, { queue, agent: undefined, waitingSince: now, state: 'Open' });
      this.#note('transferred', about, { agent_id: agent });
    },
    later: async (about, now) => {
      if (about.state === 'Closed') return;
      await this.call('PUT', `/conversations/${about.csid}/followup`, { timestamp: new Date(now + 90 * 86_400_000).toISOString() });
      about.state = 'Pending';
    },
    close: async (about, now) => {
      if (about.state === 'Closed') return;
      const agent = this.#dice.of(this.agents);
      await this.call('PUT', `/conversations/${about.csid}/close`, { userId: agent });
      Object.assign(about, { state: 'Closed', waitingSince: undefined });
      this.#note('closed', about, { agent_id: agent, value: now - about.createdAt, messages: about.messages });
    },
    reopen: async (about) => {
      await this.call('PUT', `/conversations/${about.csid}/reopen`);
      this.#reopened(about);
    },
    rate: async (about, now) => {
      const type = this.#dice.of(['Csat', 'Nps'] as const);
      if (about.rated.has(type)) return;
      about.rated.add(type);
      const [agent, value] = [this.#dice.of(this.agents), type === 'Csat' ? 1 + this.#dice.below(5) : this.#dice.below(11)];
      // Some answers are told about only days after they were given.
      const at = now - this.#dice.of([0, 0, 3_600_000, 3 * 86_400_000]);
      const offer = await this.call('POST', `/conversations/${about.csid}/ratings/offer`, { ratingType: type, agentId: agent });
      await this.call('POST', `/conversations/${about.csid}/ratings/${offer.id}/submit`, { ratingResult: { _type: type, value }, submittedAt: new Date(at).toISOString() });
      this.#note(type, about, { at, agent_id: agent, value });
    },
    tag: async (about) => {
      const tag = this.#dice.of(this.tags);
      const worn = about.tags.has(tag);
      await this.call(worn ? 'DELETE' : 'PUT', `/conversations/${about.csid}/tags/${tag}`);
      if (worn) about.tags.delete(tag);
      else about.tags.add(tag);
    },
  };

  async step(): Promise<void> {
    if (this.held.length < 5 || this.#dice.below(10) === 0) return await this.begin();
    await this.happenings[this.#dice.of(Object.keys(this.happenings))]!(this.#dice.of(this.held), this.#clock.now().getTime());
  }
}

/** A question to reports, in the words of the model. */
interface Question {
  readonly period?: readonly [number, number];
  readonly csids?: readonly number[];
  readonly filters: readonly { readonly attribute: string; readonly values: readonly string[] }[];
}

function matching(world: World, sources: readonly string[], question: Question, allowed: readonly string[]): Seen[] {
  const held = new Map(world.held.map((about) => [about.csid, about]));
  const valuesOf = (fact: Seen, attribute: string): readonly (string | undefined)[] => {
    const about = held.get(fact.csid)!;
    const of: Record<string, readonly (string | undefined)[]> = {
      agent_id: [fact.agent_id],
      queue_id: [fact.queue_id],
      channel: [about.channel],
      initial_direction: [about.direction],
      contact_point: [about.contactPoint],
      tag_id: [...about.tags],
    };
    return of[attribute]!;
  };
  return world.seen
    .filter((fact) => sources.includes(fact.source))
    .filter((fact) => question.period === undefined || (fact.at >= question.period[0] && fact.at <= question.period[1]))
    .filter((fact) => question.csids === undefined || question.csids.includes(fact.csid))
    .filter((fact) =>
      question.filters.every(({ attribute, values }) => {
        if (values.length === 0 || !allowed.includes(attribute)) return true;
        const wanted = values.map((value) => value.toLowerCase());
        return valuesOf(fact, attribute).some((value) => value !== undefined && wanted.includes(value.toLowerCase()));
      }),
    );
}

/** The facts behind each metric and what is measured of them. */
const meaning: Readonly<Record<string, { source: Seen['source']; value?: (fact: Seen) => number | undefined; perAgent?: true; share?: (value: number) => number }>> = {
  csat: { source: 'Csat', value: (fact) => fact.value, share: (value) => (value >= 4 ? 1 : 0) },
  nps: { source: 'Nps', value: (fact) => fact.value, share: (value) => (value >= 9 ? 1 : value <= 6 ? -1 : 0) },
  closed_conversations: { source: 'closed' },
  created_conversations: { source: 'created' },
  reopened_conversations: { source: 'reopened' },
  first_response_time: { source: 'first_response', value: (fact) => fact.value },
  resolution_time: { source: 'closed', value: (fact) => fact.value },
  messages_per_conversation: { source: 'closed', value: (fact) => fact.messages },
  queue_waiting_time: { source: 'assigned', value: (fact) => fact.value },
  conversation_assignments_per_agent: { source: 'assigned', perAgent: true },
  transfers: { source: 'transferred' },
};

function expected(id: string, facts: readonly Seen[]): Record<string, number> {
  const { value, perAgent, share } = meaning[id]!;
  const groups = [...new Set(facts.map((fact) => fact.agent_id))].map((agent) => facts.filter((fact) => fact.agent_id === agent).length);
  const values = perAgent ? groups : facts.map(value ?? (() => 1)).filter((found) => found !== undefined);
  const sum = values.reduce((all, one) => all + one, 0);
  const count = values.length || 1;
  const all: Record<string, number> = {
    Count: values.length,
    Sum: sum,
    Min: values.length === 0 ? 0 : Math.min(...values),
    Max: values.length === 0 ? 0 : Math.max(...values),
    Average: sum / count,
    StdDev: Math.sqrt(values.reduce((total, one) => total + (one - sum / count) ** 2, 0) / count),
    Percentage: share === undefined ? 0 : (values.reduce((total, one) => total + share(one), 0) / count) * 100,
  };
  return Object.fromEntries(metrics.find((metric) => metric.id === id)!.measures.map((measure) => [measure, all[measure]!]));
}

let parley: TestParley;
const worlds: { world: World; tenant: Tenant }[] = [];

function ask(world: World, dice: Dice): Question {
  const times = world.seen.map((fact) => fact.at);
  const filters = Array.from({ length: dice.below(3) }, () => {
    const attribute = dice.of(['agent_id', 'queue_id', 'channel', 'initial_direction', 'contact_point', 'tag_id']);
    const known: Record<string, readonly string[]> = {
      agent_id: world.agents,
      queue_id: world.queues,
      channel: channels.map((channel) => channel.code),
      initial_direction: ['INBOUND', 'OUTBOUND'],
      contact_point: world.addresses,
      tag_id: world.tags,
    };
    const values = Array.from({ length: dice.below(3) }, () => dice.of([...known[attribute]!, 'nonsense']));
    return { attribute, values: values.map((value) => (dice.below(2) ? value.toUpperCase() : value.toLowerCase())) };
  });
  // Both ends are moments at which something happened: they belong to the period.
  if (dice.below(3)) return { filters, period: [dice.of(times), dice.of(times)].toSorted((a, b) => a - b) as [number, number] };
  return dice.below(2) ? { filters } : { filters, csids: Array.from({ length: 1 + dice.below(8) }, () => dice.of(world.held).csid) };
}

const bodyOf = (id: string, { period, csids, filters }: Question) => ({
  id,
  timezone,
  filters,
  ...(csids === undefined ? {} : { csidFilter: csids }),
  ...(period === undefined ? {} : { periodFilter: { _type: 'Interval', start: new Date(period[0]).toISOString(), end: new Date(period[1]).toISOString() } }),
});

/** The follower stays behind the oldest transaction of the whole database server, also those of other test files; a report would not wait as long. */
const caughtUp = async (): Promise<void> => expect(await parley.ctx.events.caughtUp(ANALYTICS_FOLLOWER, 60_000)).toBe(true);

async function compare(tenant: Tenant, world: World, id: string, question: Question): Promise<void> {
  const metric = metrics.find((candidate) => candidate.id === id)!;
  const answer = await tenant.call('POST', '/analytics/metrics', bodyOf(id, question));
  expect(answer.status, answer.text).toBe(200);
  const told = Object.fromEntries(answer.body.data.aggregates.map((entry: { measure: string; value: number }) => [entry.measure, entry.value]));
  const facts = matching(world, [meaning[id]!.source], question, metric.filters);
  const close = Object.fromEntries(Object.entries(expected(id, facts)).map(([measure, value]) => [measure, measure === 'Count' ? value : expect.closeTo(value, 2)]));
  expect(told, `${id} ${JSON.stringify(question)}`).toEqual(close);
}

beforeAll(async () => {
  parley = await startParley();
  for (const [index, name] of ['us', 'them'].entries()) {
    const tenant = await parley.tenant(name);
    const world = new World(tenant, parley.clock, new Dice(41 + index), [tenant.adminId, await tenant.agent(), await tenant.agent(), await tenant.agent()]);
    await world.furnish();
    worlds.push({ world, tenant });
  }
  const dice = new Dice(7);
  for (let step = 0; step < STEPS; step++) {
    parley.clock.advance(1000 * (1 + dice.below(dice.of([60, 4000, 40_000]))));
    const { world, tenant } = dice.of(worlds);
    await world.step();
    if (dice.below(12) > 0) continue;
    await caughtUp();
    await compare(tenant, world, dice.of(Object.keys(meaning)), { filters: [] });
  }
}, 120_000);
afterAll(() => parley.close());

/** Each metric without conditions, then under random ones. */
async function compareAll(seed: number): Promise<void> {
  await caughtUp();
  for (const { world, tenant } of worlds) {
    const dice = new Dice(seed);
    for (const { id } of metrics) {
      for (let round = 0; round < 9; round++) await compare(tenant, world, id, round === 0 ? { filters: [] } : ask(world, dice));
    }
  }
}

describe('reports over random days', () => {
  it('the model knows every metric, and the days had something of everything', () => {
    expect(Object.keys(meaning).toSorted()).toEqual(metrics.map((metric) => metric.id).toSorted());
    for (const { world } of worlds) for (const { source } of Object.values(meaning)) expect(world.seen.filter((fact) => fact.source === source).length, source).toBeGreaterThan(2);
  });

  it('every metric says what the model counts, under any period, conversations and filters', () => compareAll(101), 120_000);

  it('the rows of every record are those of the model, in the order of their time, whatever the page size', async () => {
    const sources: Record<string, string[]> = {
      ratings: ['Csat', 'Nps'],
      closed_conversations: ['closed'],
      created_conversations: ['created'],
      first_responses: ['first_response'],
      assignments: ['assigned'],
    };
    expect(Object.keys(sources).toSorted()).toEqual(records.map((record) => record.id).toSorted());
    await caughtUp();
    const dice = new Dice(202);
    for (const { world, tenant } of worlds) {
      for (const record of records) {
        for (let round = 0; round < 4; round++) {
          const question: Question = round === 0 ? { filters: [] } : ask(world, dice);
          const rows: { at: string; csid: number; value: number | undefined }[] = [];
          let path: string | undefined = `/analytics/records?pageLimit=${1 + dice.below(9)}`;
          while (path !== undefined) {
            const page = await tenant.call('POST', path, bodyOf(record.id, question));
            expect(page.status, page.text).toBe(200);
            for (const row of page.body.data) rows.push({ at: row.primaryTimestampField.timestamp, csid: row.fields[0].field.value, value: row.value?.value });
            path = page.body.meta?.next;
            if (path !== undefined) expect(page.body.data.length).toBeGreaterThan(0);
          }
          const facts = matching(world, sources[record.id]!, question, record.filters);
          const plain = (list: typeof rows) => list.map((row) => JSON.stringify(row)).toSorted();
          expect(plain(rows), record.id).toEqual(plain(facts.map((fact) => ({ at: new Date(fact.at).toISOString(), csid: fact.csid, value: fact.value }))));
          expect(rows.map((row) => row.at)).toEqual(rows.map((row) => row.at).toSorted());
        }
      }
    }
  }, 120_000);

  it('facts made anew from the log say the same', async () => {
    await rebuildFacts(parley.ctx);
    await compareAll(303);
  }, 120_000);
});
