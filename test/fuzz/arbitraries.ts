import fc from 'fast-check';
import { followRef, kindOf, memberName, partsOf, type Kind, type Plain } from '../support/id-fields.ts';
import type { Operation } from '../../server/platform/operation.ts';

/** A request as it goes onto the wire. */
export interface FuzzRequest {
  readonly operation: Operation;
  readonly version: 'beta' | 'v1';
  /** Path and query. */
  readonly target: string;
  /** JSON text; undefined for none. */
  readonly body: string | undefined;
  /** What was made wrong, when something was. */
  readonly fault: string | undefined;
}

export type Ids = Readonly<Record<Kind, readonly (string | number)[]>>;

const words = [
  'Where is my bike?',
  'vip',
  'delivery',
  'Æøå ß 漢字 🚲',
  'a',
  '',
  ' ',
  "'; DROP TABLE person; --",
  '%_\\',
  '<script>alert(1)</script>',
  '**bold** [x](javascript:alert(1))',
  '=1+1',
  'constructor',
  '\u202e',
  'x'.repeat(3000),
];
const times = [
  '2026-03-01T09:00:00Z',
  '2026-03-02T09:59:59.999Z',
  '2021-12-01T12:46:36.581Z[GMT]',
  '2026-02-01T10:00:00+02:00',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
];
const byName: Readonly<Record<string, readonly string[]>> = {
  email: ['a@b.example', 'Someone@Somewhere.example', 'nonsense', ''],
  'additionalEmails[]': ['c@d.example', 'e'],
  phoneNumber: ['+4512345678', '12345678', '+'],
  'additionalPhoneNumbers[]': ['+4587654321', 'x'],
  url: ['https://127.0.0.1:1/x', 'https://receiver.invalid/hook', 'ftp://x', 'nonsense', 'http://[::1]/', 'https://user:pass@receiver.invalid/a.png'],
  avatarUrl: ['https://127.0.0.1:1/me.png', 'javascript:alert(1)', ''],
  timezone: ['Europe/Copenhagen', 'UTC', 'Mars/Phobos', '+01:00'],
  language: ['en', 'da', 'de', 'xx', 'nonsense'],
  languageId: ['en', 'da', 'de', 'xx'],
  metricId: ['csat', 'closed_conversations', 'first_response_time', 'closedConversations', 'nothing'],
  recordId: ['ratings', 'closed_conversations', 'closedConversations', 'nothing'],
  filterAttribute: ['agent_id', 'queue_id', 'channel', 'initial_direction', 'tag_id', 'contact_point', 'nothing'],
  attribute: ['agent_id', 'queue_id', 'channel', 'initial_direction', 'tag_id', 'contact_point', 'agentId', 'nothing'],
  event: ['CONVERSATION_CREATED', 'ConversationCreated', 'nothing'],
  preset: ['Today', 'Yesterday', 'ThisWeek', 'Last7Days', 'LastMonth', 'Last2Fridays'],
  value: ['ThisWeek', 'PreviousMonth', 'PreviousYear', 'hello', '**bold**'],
  pageKey: ['bm90aGluZw', '%', 'eyJsIjoieCJ9'],
  id: ['csat', 'ratings', 'closed_conversations', 'nothing'],
  genericChannelName: ['email', 'widgetchat', 'genericapimessaging', 'MyCustomChat', 'sms'],
};

const weird: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 31,
  2 ** 53,
  '',
  'x',
  [],
  {},
  [null],
  [[]],
  { _type: 'Nothing' },
  '\u0000',
  '00000000-0000-0000-0000-000000000000',
  1e300,
);

function textOf(schema: Plain, name: string): fc.Arbitrary<string> {
  const named = byName[name] ?? words;
  const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...named) }, { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: 'grapheme' }) });
  const min = schema.minLength ?? 0;
  return text.map((made) => made.slice(0, schema.maxLength ?? 5000)).map((made) => (made.length < min ? made.padEnd(min, 'x') : made));
}

/** Ids of rows that are there, of the other organization, of another kind, and of nothing. */
function idOf(kind: Kind, schema: Plain, own: Ids, foreign: Ids): fc.Arbitrary<unknown> {
  const uuid = fc.uuid();
  const some = (list: readonly (string | number)[] | undefined): fc.Arbitrary<unknown> => (list && list.length > 0 ? fc.constantFrom(...list) : uuid);
  const other = schema.format === 'int64' ? fc.integer({ min: 0, max: 99_999_999 }) : uuid;
  const anything = schema.format === 'int64' ? some(own.conversation) : some([...own.agent, ...own.endUser, ...own.tag, ...own.queue]);
  const made = fc.oneof({ weight: 12, arbitrary: some(own[kind]) }, { weight: 2, arbitrary: some(foreign[kind]) }, { weight: 1, arbitrary: other }, { weight: 1, arbitrary: anything });
  return schema.type === 'string' ? made.map(String) : made;
}

/** Values that a schema takes, with ids that mean something. */
export function valueOf(given: Plain, operation: Operation, place: string, own: Ids, foreign: Ids, depth = 0): fc.Arbitrary<unknown> {
  const schema = followRef(given);
  const inner = (part: Plain, at: string): fc.Arbitrary<unknown> => valueOf(part, operation, at, own, foreign, depth + 1);
  const members = schema.oneOf ?? schema.anyOf;
  if (members) return fc.oneof(...members.map((member, index) => inner(member, `${place}<${memberName(member, index)}>`)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const name = place.replace(/<\w+>/g, '').split('.').at(-1)!;
  const kind = kindOf(operation, place);
  switch (schema.type) {
    case 'array':
      return fc.array(inner(schema.items ?? {}, `${place}[]`), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 3, 3 + (schema.minItems ?? 0)) });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      if (kind && kind !== 'none') return idOf(kind, schema, own, foreign);
      return fc.oneof(fc.integer({ min: Math.max(schema.minimum ?? 0, -1000), max: Math.min(schema.maximum ?? 1000, 1000) }), fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 2 ** 31 }));
    case 'string':
      if (kind && kind !== 'none' && kind !== 'channel') return idOf(kind, schema, own, foreign);
      if (schema.format === 'uuid') return fc.uuid();
      if (schema.format === 'date-time') return fc.constantFrom(...times);
      return textOf(schema, name);
    default:
      return objectOf(schema, operation, place, own, foreign, depth);
  }
}

function objectOf(schema: Plain, operation: Operation, place: string, own: Ids, foreign: Ids, depth: number): fc.Arbitrary<unknown> {
  const inner = (part: Plain, at: string): fc.Arbitrary<unknown> => valueOf(part, operation, at, own, foreign, depth + 1);
  if (typeof schema.additionalProperties === 'object') {
    const kind = kindOf(operation, `${place}.{key}`);
    const key = kind && kind !== 'none' ? idOf(kind, { type: 'string' }, own, foreign) : fc.constantFrom('Conversation', 'SlaTimeLimit', 'Email', 'X-Own', 'nonsense');
    return fc.array(fc.tuple(key, inner(schema.additionalProperties, `${place}.{value}`)), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs) as unknown);
  }
  const entries = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required ?? []);
  const record = fc.record(Object.fromEntries(entries.map(([key, property]) => [key, inner(property, `${place}.${key}`)])), {
    requiredKeys: entries.map(([key]) => key).filter((key) => required.has(key)),
  });
  return record as fc.Arbitrary<unknown>;
}

/** A place of a value, as the keys that lead to it. */
function placesOf(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [at, ...entries.flatMap(([key, item]) => placesOf(item, [...at, key]))];
}

/** The value with one place of it left out or replaced. */
function damaged(value: unknown, at: readonly (string | number)[], replacement: { readonly value: unknown } | undefined): unknown {
  if (at.length === 0) return replacement?.value;
  const [key, ...rest] = at as [string | number, ...(string | number)[]];
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  if (rest.length > 0 || replacement) copy[key] = damaged(copy[key], rest, replacement);
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
}

type Parts = { readonly path?: Record<string, unknown>; readonly query?: Record<string, unknown>; readonly body?: unknown };

/** Requests to a call: what its schemas take, and in a third of the cases the same with one fault. */
export function requestOf(operation: Operation, own: Ids, foreign: Ids): fc.Arbitrary<FuzzRequest> {
  const parts = Object.fromEntries(
    partsOf(operation).map(([part, schema]) => {
      const made = valueOf(schema, operation, part, own, foreign);
      return [part, part === 'body' && operation.bodyRequired !== true ? fc.oneof({ weight: 5, arbitrary: made }, { weight: 1, arbitrary: fc.constant(undefined) }) : made];
    }),
  );
  const fault = fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.record({ pick: fc.nat(), replacement: fc.option(fc.record({ value: weird }), { nil: undefined }) }) },
  );
  return fc.tuple(fc.record(parts), fault, fc.constantFrom('beta' as const, 'v1' as const)).map(([made, wrong, version]) => {
    const places = placesOf(made).filter((at) => at.length > (at[0] === 'body' ? 0 : 1));
    const at = wrong && places.length > 0 ? places[wrong.pick % places.length]! : undefined;
    const sent = (at ? damaged(made, at, wrong!.replacement) : made) as Parts;
    return {
      operation,
      version,
      target: targetOf(operation, version, sent),
      body: sent.body === undefined ? undefined : JSON.stringify(sent.body),
      fault: at && `${at.join('.')} ${wrong!.replacement ? 'replaced' : 'left out'}`,
    };
  });
}

const wireText = (value: unknown): string => encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed());

function targetOf(operation: Operation, version: string, parts: Parts): string {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_all, name: string) => wireText(parts.path?.[name] ?? 'missing') || '%20');
  const query = Object.entries(parts.query ?? {}).map(([name, value]) => `${name}=${wireText(value)}`);
  return `/${version}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}
