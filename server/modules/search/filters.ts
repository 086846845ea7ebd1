import { invalid } from '../../base/errors.ts';
import { isUuid } from '../../base/ids.ts';
import { wireTime } from '../../base/time.ts';
import { empty, join, sql, type Sql } from '../../platform/db/database.ts';
import { ACTIVITY_FOLLOWER } from './activity.ts';
import { UNTAGGED_FOLLOWER } from './untagged.ts';
import type { DurationOperator, TimestampOperator } from './operator-schema.ts';
import type { SearchField, SearchParametersInput } from './schema.ts';

type Field<T extends SearchField['_type']> = Extract<SearchField, { _type: T }>;
type Operator = { readonly _type: string; readonly values?: readonly string[] };

const always = sql`true`;

/** Narrows a column of conversation ids to the stretch that is looked at: ` AND …`, or nothing. The database does not see by itself that what it joins lies within it too. */
export type Within = (column: Sql) => Sql;
/** A condition on `conversation c`. */
export type Condition = (within: Within) => Sql;

/** What the tests of one condition share while it is put together. */
interface Making {
  readonly within: Within;
  /** Stands at the end of a subquery of EXISTS: nothing, or what keeps the planner from making a join of it. */
  readonly fence: () => Sql;
}

/** The planner weighs the orders of all joins, which takes it seconds when there are a hundred; what is behind the first few is asked of each conversation that passes these. */
const MAX_JOINS = 8;

function making(within: Within): Making {
  let joins = 0;
  return { within, fence: () => (++joins > MAX_JOINS ? sql`OFFSET 0` : empty) };
}

/** Search's names of channels and what conversations are stored as; names of one's own channels stand in the contact point. */
const channels: Readonly<Record<string, Sql>> = {
  email: sql`c.channel = 'Email'`,
  contactform: sql`c.channel = 'ContactForm'`,
  chat: sql`c.channel = 'WidgetChat'`,
  dixamessenger: sql`(c.channel = 'Messenger' AND c.kind <> 'GenericConversation')`,
  phone: sql`c.channel = 'PstnPhone'`,
  voicemail: sql`c.channel = 'Voicemail'`,
  callback: sql`c.channel = 'Callback'`,
  sms: sql`c.channel = 'Sms'`,
  facebookmessenger: sql`c.channel = 'FacebookMessenger'`,
  whatsapp: sql`c.channel = 'WhatsApp'`,
};
const ownChannels = ['adachat', 'digitalgeniuschat', 'kindlychat', 'trustpilot', 'yotpo'];

function channelTest(name: string): Sql {
  if (name === 'genericapimessaging') return sql`(c.kind = 'GenericConversation' AND NOT coalesce(lower(c.contact_point) = ANY(${ownChannels}), false))`;
  return channels[name] ?? sql`(c.kind = 'GenericConversation' AND lower(c.contact_point) = ${name})`;
}

const directions: Readonly<Record<string, string>> = { inbound: 'Inbound', outbound: 'Outbound', internal: 'Internal' };
const statuses: Readonly<Record<string, readonly string[]>> = { open: ['Open'], closed: ['Closed'], pending: ['Pending', 'AwaitingPending'] };

function uuids(where: string, values: readonly string[] | undefined): readonly string[] {
  for (const [index, value] of (values ?? []).entries()) if (!isUuid(value)) throw invalid(`Invalid value for: body (${where}.operator.values[${index}] is not a valid uuid)`);
  return values ?? [];
}

function numbers(where: string, values: readonly string[] | undefined): readonly number[] {
  return (values ?? []).map((value, index) => {
    if (!/^\d{1,15}$/.test(value)) throw invalid(`Invalid value for: body (${where}.operator.values[${index}] is not the number of a conversation)`);
    return Number(value);
  });
}

/** An index is in the order of what comes behind a column only where the column has a single value. */
const oneOf = (column: Sql, ids: readonly string[]): Sql => (ids.length === 1 ? sql`${column} = ${ids[0]!}::uuid` : sql`${column} = ANY(${ids}::uuid[])`);

/** One of, none of, empty, not empty, for a column that holds one value. An empty list does not restrict. */
function single(column: Sql, operator: Operator, listed: Sql | undefined): Sql {
  switch (operator._type) {
    case 'IsEmpty':
      return sql`${column} IS NULL`;
    case 'IsNotEmpty':
      return sql`${column} IS NOT NULL`;
    case 'IsOneOf':
      return listed ?? always;
    default:
      return listed === undefined ? always : sql`NOT coalesce(${listed}, false)`;
  }
}

function words(operator: { readonly _type: string; readonly values: readonly string[] }, test: (value: string) => Sql): Sql {
  if (operator.values.length === 0) return always;
  const any = sql`(${join(operator.values.map(test), ' OR ')})`;
  // Without a contact point the comparison with it is neither true nor false.
  return operator._type === 'IsOneOf' ? any : sql`NOT coalesce(${any}, false)`;
}

/** No tag bears this id; it stands for what is none. The published examples hold such an id, so it is no error, and fits nothing. */
const NO_TAG = '00000000-0000-0000-0000-000000000000';

/** A list of the tag's bearers for each tag, which the database takes from one end or the other: from the list or from the conversation. */
function tags(operator: Field<'TagId'>['operator'], { within, fence }: Making): Sql {
  const ofThis = sql`FROM conversation_tag ct WHERE ct.organization_id = c.organization_id AND ct.conversation_id = c.id`;
  if (operator._type === 'IsEmpty') {
    // Few bear none where tags are in use, and no index of the tags could say which.
    return sql`EXISTS (SELECT FROM search_untagged u WHERE u.organization_id = c.organization_id AND u.conversation_id = c.id ${within(sql`u.conversation_id`)} ${fence()})`;
  }
  if (operator._type === 'IsNotEmpty') return sql`EXISTS (SELECT ${ofThis} ${fence()})`;
  const values = [...new Set((operator.values ?? []).map((value) => (isUuid(value) ? value.toLowerCase() : NO_TAG)))];
  if (values.length === 0) return always;
  const some = (tagIds: readonly string[]): Sql => sql`EXISTS (SELECT ${ofThis} AND ${oneOf(sql`ct.tag_id`, tagIds)} ${within(sql`ct.conversation_id`)} ${fence()})`;
  // One by one, so that the database can begin with the rarest; many are counted.
  const all = (): Sql => {
    const rest = values.slice(MAX_JOINS);
    const counted = rest.length === 0 ? [] : [sql`(SELECT count(*) ${ofThis} AND ${oneOf(sql`ct.tag_id`, rest)}) = ${rest.length}::int`];
    return sql`(${join([...values.slice(0, MAX_JOINS).map((value) => some([value])), ...counted], ' AND ')})`;
  };
  switch (operator._type) {
    case 'IncludesAll':
      return all();
    case 'IncludesOne':
      return some(values);
    case 'ExcludesAll':
      return sql`NOT ${some(values)}`;
    case 'ExcludesOne':
      return sql`NOT ${all()}`;
  }
}

/** A value is a path from the top down; it fits what was chosen there or beneath. A text is a path of one. */
function attribute(where: string, field: Field<'CustomAttribute'>): Sql {
  const { operator } = field;
  if (!isUuid(field.attributeId)) throw invalid(`Invalid value for: body (${where}.attributeId is not a valid uuid)`);
  const key = field.attributeId.toLowerCase();
  const value = sql`(c.custom_attributes -> ${key}::text)`;
  if (operator._type === 'IsEmpty') return sql`${value} IS NULL`;
  // What the index of attributes can answer; the test behind it decides.
  if (operator._type === 'IsNotEmpty') return sql`(c.custom_attributes <> '{}' AND c.custom_attributes ? ${key} AND ${value} IS NOT NULL)`;
  const paths = operator.values ?? [];
  if (paths.length === 0) return always;
  const fits = paths.map((path) => {
    const whole = sql`${value} = ${JSON.stringify(path[0] ?? '')}::jsonb`;
    const steps = path.map((step, index) => sql`${value} ->> ${index}::int = ${step}`);
    const along = steps.length === 0 ? sql`false` : sql`(jsonb_typeof(${value}) = 'array' AND ${join(steps, ' AND ')})`;
    return path.length === 1 ? sql`(${whole} OR ${along})` : along;
  });
  if (operator._type === 'IsNotOneOf') return sql`NOT coalesce((${join(fits, ' OR ')}), false)`;
  const held = paths.flatMap((path) => [{ [key]: path }, ...(path.length === 1 ? [{ [key]: path[0] }] : [])]);
  const within = held.map((part) => sql`c.custom_attributes @> ${JSON.stringify(part)}::jsonb`);
  return sql`(c.custom_attributes <> '{}' AND (${join(within, ' OR ')}) AND (${join(fits, ' OR ')}))`;
}

/** Both ends belong to the window. */
function time(column: Sql, operator: TimestampOperator): Sql {
  switch (operator._type) {
    case 'Between':
      return sql`${column} BETWEEN ${wireTime(operator.timestampFrom)}::timestamptz AND ${wireTime(operator.timestampTo)}::timestamptz`;
    case 'Since':
      return sql`${column} >= ${wireTime(operator.timestamp)}::timestamptz`;
    case 'Until':
      return sql`${column} <= ${wireTime(operator.timestamp)}::timestamptz`;
  }
}

/** From creation to closing, or to now while it is not closed; in milliseconds. */
function duration(operator: DurationOperator, now: string): Sql {
  const lasted = sql`(extract(epoch FROM coalesce(c.closed_at, ${now}::timestamptz) - c.created_at) * 1000)`;
  switch (operator._type) {
    case 'Between':
      return sql`${lasted} BETWEEN ${operator.min}::bigint AND ${operator.max}::bigint`;
    case 'LongerThanOrEqualTo':
      return sql`${lasted} >= ${operator.duration}::bigint`;
    case 'ShorterThanOrEqualTo':
      return sql`${lasted} <= ${operator.duration}::bigint`;
  }
}

/** A time that the follower of activity keeps. */
function latest(column: Sql, operator: TimestampOperator, { within, fence }: Making): Sql {
  return sql`EXISTS (SELECT FROM search_activity a WHERE a.organization_id = c.organization_id AND a.conversation_id = c.id ${within(sql`a.conversation_id`)} AND ${time(column, operator)} ${fence()})`;
}

/** The followers that keep what the filters ask for. */
export function followersAsked(filters: SearchParametersInput['filters']): string[] {
  const asked = (filters?.conditions ?? []).flatMap(({ field }) =>
    field._type === 'LastActivity' || field._type === 'LastMessage' ? [ACTIVITY_FOLLOWER] : field._type === 'TagId' && field.operator._type === 'IsEmpty' ? [UNTAGGED_FOLLOWER] : [],
  );
  return [...new Set(asked)];
}

function test(field: SearchField, where: string, now: string, made: Making): Sql {
  const ids = (column: Sql, operator: Operator): Sql => {
    const values = uuids(where, operator.values);
    return single(column, operator, values.length === 0 ? undefined : oneOf(column, values));
  };
  switch (field._type) {
    case 'AgentId':
      return ids(sql`c.assigned_agent_id`, field.operator as Operator);
    case 'QueueId':
      return ids(sql`c.queue_id`, field.operator as Operator);
    case 'ContactId':
      return ids(sql`c.requester_id`, field.operator);
    case 'ConversationId': {
      const values = numbers(where, field.operator.values);
      return single(sql`c.id`, field.operator, values.length === 0 ? undefined : sql`c.id = ANY(${values}::bigint[])`);
    }
    case 'TagId':
      return tags(field.operator, made);
    case 'CustomAttribute':
      return attribute(where, field);
    case 'Channel':
      return words(field.operator, channelTest);
    case 'Direction':
      return words(field.operator, (value) => sql`c.direction = ${directions[value]!}`);
    case 'Status':
      return words(field.operator, (value) => sql`c.state = ANY(${statuses[value]!}::text[])`);
    case 'AssignedDate':
      return time(sql`c.assigned_at`, field.operator);
    case 'ClosedDate':
      return time(sql`c.closed_at`, field.operator);
    case 'CreationDate':
      return time(sql`c.created_at`, field.operator);
    case 'LastActivity':
      return latest(sql`a.last_activity_at`, field.operator, made);
    case 'LastMessage':
      return latest(sql`a.last_message_at`, field.operator, made);
    case 'Duration':
      return duration(field.operator, now);
  }
}

/**
 * The filters as a condition; undefined when there are none.
 * @throws Fault 400 naming the value that is no id.
 */
export function filterCondition(filters: SearchParametersInput['filters'], now: string): Condition | undefined {
  const conditions = filters?.conditions ?? [];
  if (conditions.length === 0) return undefined;
  const condition: Condition = (within) => {
    const made = making(within);
    return sql`(${join(
      conditions.map(({ field }, index) => test(field, `filters.conditions[${index}].field`, now, made)),
      filters!.strategy === 'All' ? ' AND ' : ' OR ',
    )})`;
  };
  // What is wrong with a value is said before anything is looked up.
  condition(() => empty);
  return condition;
}
