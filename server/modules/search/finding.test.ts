import { afterAll, beforeAll, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { filterCondition } from './filters.ts';
import { findConversations, type Reach } from './finding.ts';
import type { SearchField, SearchParametersInput } from './schema.ts';
import { phraseQuery, wordsQuery } from './store.ts';

/** Random filters and words over random conversations, against a plain model of what they mean. */

let seed = 20260302;
const random = (below: number): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
const some = <T>(list: readonly T[], most = 3): T[] => Array.from({ length: random(most + 1) }, () => pick(list));
const perhaps = <T>(make: () => T): T | null => (random(3) === 0 ? null : make());

const NOW = Date.parse('2026-03-02T10:00:00.000Z');
const HOUR = 3_600_000;
/** Whole hours, so that the ends of windows are hit. */
const time = (): string => new Date(NOW - random(200) * HOUR).toISOString();
const ids = (count: number): string[] => Array.from({ length: count }, () => newId());
const [agents, queues, contacts, tags, attributes] = [ids(4), ids(3), ids(5), ids(5), ids(2)];
const words = ['bicycle', 'helmet', 'lamp', 'order', 'late', 'broken'];
const channels = {
  email: 'Email',
  contactform: 'ContactForm',
  chat: 'WidgetChat',
  dixamessenger: 'Messenger',
  phone: 'PstnPhone',
  voicemail: 'Voicemail',
  callback: 'Callback',
  sms: 'Sms',
  facebookmessenger: 'FacebookMessenger',
  whatsapp: 'WhatsApp',
} as const;
const own = ['adachat', 'digitalgeniuschat', 'kindlychat', 'trustpilot', 'yotpo'];

interface Made {
  readonly id: number;
  /** By search's name; own channels are generic ones with that contact point. */
  readonly channel: string;
  readonly agent: string | null;
  readonly queue: string | null;
  readonly contact: string;
  readonly direction: string | null;
  readonly state: string;
  readonly created: string;
  readonly assigned: string | null;
  readonly closed: string | null;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, string | string[]>>;
  readonly messages: readonly { readonly at: string; readonly text: string }[];
  readonly noted: string | null;
}

const COUNT = 300;
const made: Made[] = Array.from({ length: COUNT }, (_, index) => {
  const created = time();
  const state = pick(['Open', 'Closed', 'Closed', 'Pending', 'AwaitingPending']);
  const value = (): string | string[] => pick(['red', 'blue', ['a'], ['a', 'b'], ['b', 'a']]);
  return {
    id: 50_000 + index,
    channel: pick([...Object.keys(channels), ...own, 'genericapimessaging']),
    agent: perhaps(() => pick(agents)),
    queue: perhaps(() => pick(queues)),
    contact: pick(contacts),
    direction: perhaps(() => pick(['Inbound', 'Outbound', 'Internal'])),
    state,
    created,
    assigned: perhaps(time),
    closed: state === 'Closed' ? new Date(Date.parse(created) + random(50) * HOUR).toISOString() : null,
    tags: [...new Set(some(tags))],
    attributes: Object.fromEntries(attributes.flatMap((id) => (random(2) === 0 ? [[id, value()]] : []))),
    messages: Array.from({ length: random(4) }, () => ({ at: time(), text: Array.from({ length: 1 + random(4) }, () => pick(words)).join(' ') })),
    noted: perhaps(time),
  };
});

let parley: TestParley;
let us: Tenant;

async function write(organizationId: string, list: readonly Made[]): Promise<void> {
  const { db } = parley.ctx;
  const at = new Date(NOW).toISOString();
  for (const id of tags) await db.execute(sql`INSERT INTO tag (organization_id, id, name, created_at) VALUES (${organizationId}, ${id}, ${id}, ${at})`);
  for (const c of list) {
    const generic = own.includes(c.channel) || c.channel === 'genericapimessaging';
    await db.execute(sql`
      INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at, closed_at, assigned_agent_id, assigned_at, queue_id, custom_attributes, contact_point)
      VALUES (${organizationId}, ${c.id}, ${generic ? 'GenericConversation' : 'ChatConversation'}, ${generic ? 'Messenger' : channels[c.channel as 'email']}, ${c.contact}, ${c.direction}, ${c.state}, ${at}, ${c.created},
        ${c.closed}, ${c.agent}, ${c.assigned}, ${c.queue}, ${JSON.stringify(c.attributes)}, ${own.includes(c.channel) ? c.channel.toUpperCase() : null})`);
    await db.execute(
      sql`INSERT INTO conversation_tag (organization_id, conversation_id, tag_id, created_at) SELECT ${organizationId}, ${c.id}, t, ${at}::timestamptz FROM unnest(${c.tags}::uuid[]) AS t`,
    );
    const said = c.messages.map((message) => ({ ...message, id: newId(), type: pick(['MessageAddedByAgent', 'MessageAddedByCustomer']) }));
    for (const { id, at: when, text } of said) {
      await db.execute(sql`INSERT INTO message (organization_id, id, conversation_id, author_id, direction, created_at, attributes)
        VALUES (${organizationId}, ${id}, ${c.id}, ${c.contact}, 'Inbound', ${when}, ${JSON.stringify({ _type: 'ChatAttributes', content: { _type: 'Text', value: text } })})`);
    }
    const events = [
      { type: 'ConversationCreatedByCustomer', at: c.created, data: {} },
      ...said.map(({ id, at: when, type }) => ({ type, at: when, data: { messageId: id } })),
      ...(c.noted === null ? [] : [{ type: 'TagAdded', at: c.noted, data: {} }]),
    ];
    for (const { type, at: when, data } of events) {
      await db.execute(
        sql`INSERT INTO event (organization_id, id, type, conversation_id, at, recorded_at, data) VALUES (${organizationId}, ${newId()}, ${type}, ${c.id}, ${when}, ${at}, ${JSON.stringify(data)})`,
      );
    }
  }
}

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  const them = await parley.tenant('them');
  await write(us.organizationId, made);
  // What others have must not be found, though it is alike.
  await write(
    them.organizationId,
    made.slice(0, 40).map((one) => ({ ...one, id: one.id + 1000 })),
  );
  for (const follower of ['search', 'search-activity', 'search-untagged']) expect(await parley.ctx.events.caughtUp(follower, 60_000)).toBe(true);
});
afterAll(() => parley.close());

const listed = (values: readonly string[], names: readonly string[]) => ({ _type: pick(names), values: [...values] });
const ONE = ['IsOneOf', 'IsNotOneOf'];
const EMPTY = ['IsEmpty', 'IsNotEmpty'];
const idOrEmpty = (list: readonly string[]) => (random(3) === 0 ? { _type: pick(EMPTY) } : listed(some(list), ONE));
const when = () => {
  const _type = pick(['Between', 'Since', 'Until']);
  if (_type !== 'Between') return { _type, timestamp: time() };
  const [timestampFrom, timestampTo] = [time(), time()].toSorted();
  return { _type, timestampFrom, timestampTo };
};
const long = () => {
  const _type = pick(['Between', 'LongerThanOrEqualTo', 'ShorterThanOrEqualTo']);
  return _type === 'Between' ? { _type, min: random(60) * HOUR, max: random(200) * HOUR } : { _type, duration: random(100) * HOUR };
};

/** A random condition on each field in turn. */
const makers: Readonly<Record<SearchField['_type'], () => object>> = {
  AgentId: () => ({ operator: idOrEmpty(agents) }),
  QueueId: () => ({ operator: idOrEmpty(queues) }),
  ContactId: () => ({ operator: listed(some(contacts), ONE) }),
  ConversationId: () => ({
    operator: listed(
      some(made, 40).map((one) => String(one.id)),
      ONE,
    ),
  }),
  TagId: () => ({ operator: random(4) === 0 ? { _type: pick(EMPTY) } : listed(some(tags), ['IncludesAll', 'IncludesOne', 'ExcludesAll', 'ExcludesOne']) }),
  CustomAttribute: () => ({
    attributeId: pick(attributes),
    operator: random(3) === 0 ? { _type: pick(EMPTY) } : { _type: pick(ONE), values: some([['red'], ['blue'], ['a'], ['b'], ['a', 'b'], ['b', 'a'], ['a', 'c']]) },
  }),
  Channel: () => ({ operator: listed(some([...Object.keys(channels), ...own, 'genericapimessaging']), ONE) }),
  Direction: () => ({ operator: listed(some(['inbound', 'outbound', 'internal']), ONE) }),
  Status: () => ({ operator: listed(some(['open', 'closed', 'pending'], 2), ONE) }),
  AssignedDate: () => ({ operator: when() }),
  ClosedDate: () => ({ operator: when() }),
  CreationDate: () => ({ operator: when() }),
  LastActivity: () => ({ operator: when() }),
  LastMessage: () => ({ operator: when() }),
  Duration: () => ({ operator: long() }),
};
const fields = Object.keys(makers) as SearchField['_type'][];

interface Compared {
  readonly _type: string;
  readonly values?: readonly (string | readonly string[])[];
  readonly timestamp?: string;
  readonly timestampFrom?: string;
  readonly timestampTo?: string;
  readonly min?: number;
  readonly max?: number;
  readonly duration?: number;
}

/** What an operator means for the values a field has: none, one, or several. */
function means(operator: Compared, has: readonly string[]): boolean {
  const values = operator.values as readonly string[] | undefined;
  if (operator._type === 'IsEmpty') return has.length === 0;
  if (operator._type === 'IsNotEmpty') return has.length > 0;
  if (values === undefined || values.length === 0) return true;
  const one = values.some((value) => has.includes(value));
  const all = values.every((value) => has.includes(value));
  return { IsOneOf: one, IsNotOneOf: !one, IncludesOne: one, IncludesAll: all, ExcludesAll: !one, ExcludesOne: !all }[operator._type]!;
}

const within = (operator: Compared, at: string | null): boolean =>
  at !== null && at >= (operator.timestampFrom ?? (operator._type === 'Since' ? operator.timestamp! : '')) && at <= (operator.timestampTo ?? (operator._type === 'Until' ? operator.timestamp! : '9'));

const last = (times: readonly string[]): string | null => times.toSorted().at(-1) ?? null;

function fits(c: Made, field: { _type: SearchField['_type']; operator: Compared; attributeId?: string }): boolean {
  const { operator } = field;
  const single = (value: string | null): boolean => means(operator, value === null ? [] : [value]);
  switch (field._type) {
    case 'AgentId':
      return single(c.agent);
    case 'QueueId':
      return single(c.queue);
    case 'ContactId':
      return single(c.contact);
    case 'ConversationId':
      return single(String(c.id));
    case 'TagId':
      return means(operator, c.tags);
    case 'CustomAttribute': {
      const value = c.attributes[field.attributeId!];
      if (operator.values === undefined || operator.values.length === 0) return means(operator, value === undefined ? [] : ['something']);
      const path = value === undefined ? [] : [value].flat();
      const one = operator.values.some((wanted) => path.length > 0 && (wanted as string[]).every((step, index) => path[index] === step));
      return operator._type === 'IsOneOf' ? one : !one;
    }
    case 'Channel':
      return single(c.channel);
    case 'Direction':
      return single(c.direction?.toLowerCase() ?? null);
    case 'Status':
      return single({ Open: 'open', Closed: 'closed' }[c.state] ?? 'pending');
    case 'AssignedDate':
      return within(operator, c.assigned);
    case 'ClosedDate':
      return within(operator, c.closed);
    case 'CreationDate':
      return within(operator, c.created);
    case 'LastMessage':
      return within(operator, last(c.messages.map(({ at }) => at)));
    case 'LastActivity':
      return within(operator, last([c.created, ...c.messages.map(({ at }) => at), ...(c.noted === null ? [] : [c.noted])]));
    case 'Duration': {
      const lasted = (c.closed === null ? NOW : Date.parse(c.closed)) - Date.parse(c.created);
      return (
        lasted >= (operator.min ?? (operator._type === 'LongerThanOrEqualTo' ? operator.duration! : -Infinity)) &&
        lasted <= (operator.max ?? (operator._type === 'ShorterThanOrEqualTo' ? operator.duration! : Infinity))
      );
    }
  }
}

interface Asked {
  readonly query?: { readonly value: string; readonly exactMatch: boolean };
  readonly filters: { readonly strategy: 'All' | 'Any'; readonly conditions: { readonly field: Parameters<typeof fits>[1] }[] };
}

function ask(turn: number): Asked {
  const field = (_type: SearchField['_type']) => ({ field: { _type, ...makers[_type]() } as Parameters<typeof fits>[1] });
  const conditions = turn % 10 === 9 ? [] : [field(fields[turn % fields.length]!), ...Array.from({ length: random(3) }, () => field(pick(fields)))];
  const query = turn % 2 === 0 ? {} : { query: { value: Array.from({ length: 1 + random(2) }, () => pick(words)).join(' '), exactMatch: random(2) === 0 } };
  return { ...query, filters: { strategy: random(2) === 0 ? 'All' : 'Any', conditions } };
}

function expected({ query, filters: { strategy, conditions } }: Asked): number[] {
  const says = (text: string): boolean => query === undefined || (query.exactMatch ? ` ${text} `.includes(` ${query.value} `) : query.value.split(' ').every((word) => text.split(' ').includes(word)));
  const passes = (c: Made): boolean => conditions.length === 0 || (strategy === 'All' ? conditions.every(({ field }) => fits(c, field)) : conditions.some(({ field }) => fits(c, field)));
  return made
    .filter((c) => passes(c) && (query === undefined || c.messages.some(({ text }) => says(text))))
    .map((c) => c.id)
    .toReversed();
}

/** Pages of 7 from first to last and back again, with steps so short that every step of the way is taken. */
async function paged({ query, filters }: Asked, reach: Reach): Promise<{ forth: number[]; back: number[] }> {
  const condition = filterCondition(filters as SearchParametersInput['filters'], new Date(NOW).toISOString());
  const text = query && (query.exactMatch ? phraseQuery(query.value) : wordsQuery(query.value));
  const run = async (backwards: boolean): Promise<number[]> => {
    const all: number[] = [];
    for (let cursor: { key: number[] } | undefined = backwards ? { key: [0] } : undefined; ;) {
      const found = await findConversations(parley.ctx.reports, us.organizationId, condition, text, { limit: 7, backwards, cursor }, reach);
      all.push(...found.slice(0, 7));
      if (found.length <= 7) return all;
      cursor = { key: [found[6]!] };
    }
  };
  return { forth: await run(false), back: (await run(true)).toReversed() };
}

test('random filters and words find what a plain model finds, each once, in order, on every way to find them', async () => {
  let hits = 0;
  for (let turn = 0; turn < 60; turn++) {
    const asked = ask(turn);
    const wanted = expected(asked);
    hits += wanted.length > 0 && wanted.length < COUNT ? 1 : 0;
    const reach = pick([
      { walk: 3, far: 3, fetch: 0, asked: 5, stretches: [9, 20] },
      { walk: 10, far: 80, fetch: 1e9, asked: 20, stretches: [300] },
      { walk: 1, far: 1, fetch: 1, asked: 1000, stretches: [] },
    ]);
    expect(await paged(asked, reach), JSON.stringify({ turn, asked, reach })).toEqual({ forth: wanted, back: wanted });
    const answer = await us.call('POST', '/search/conversations', asked);
    expect(answer.status, answer.text).toBe(200);
    // Words that nothing fits may have been meant to be others; what fits as written comes alone.
    if (wanted.length > 0 || asked.query === undefined)
      expect(
        answer.body.data.map((hit: { id: number }) => hit.id),
        JSON.stringify(asked),
      ).toEqual(wanted.slice(0, 50));
  }
  expect(hits).toBeGreaterThan(25);
}, 60_000);
