import { empty, join, sql, type Session, type Sql } from '../../platform/db/database.ts';
import type { Filter } from './schema.ts';
import { channelCodes, type Period } from './rules.ts';

export const tables = [] as const;

/** What the log is asked for. Every fact is an event, seen with its conversation. */
export type FactSource = 'rated' | 'csat' | 'nps' | 'closed' | 'created' | 'reopened' | 'first_response' | 'assigned' | 'message' | 'transferred';

export interface FactRow {
  readonly seq: number;
  readonly at: string;
  readonly conversation_id: number;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly queue_id: string | null;
  readonly queue_name: string | null;
  readonly channel_code: string;
  readonly direction: string | null;
  readonly value: number | null;
  readonly rating_type: string | null;
  readonly comment: string | null;
  readonly actor_kind: 'Agent' | 'Enduser' | 'Unknown';
}

const rating = sql`JOIN rating r ON r.organization_id = e.organization_id AND r.id = e.data ->> 'ratingId'`;
const sinceCreation = sql`(extract(epoch FROM e.at - c.created_at) * 1000)::float8`;

interface Source {
  readonly where: Sql;
  readonly joins?: Sql;
  readonly agent: Sql;
  readonly value: Sql;
}

const closer = sql`c.assigned_agent_id`;
const none = sql`NULL::float8`;

const sources: Readonly<Record<FactSource, Source>> = {
  rated: { where: sql`e.type = 'ConversationRated'`, joins: rating, agent: sql`r.agent_id`, value: sql`r.score::float8` },
  csat: { where: sql`e.type = 'ConversationRated' AND r.type = 'Csat'`, joins: rating, agent: sql`r.agent_id`, value: sql`r.score::float8` },
  nps: { where: sql`e.type = 'ConversationRated' AND r.type = 'Nps'`, joins: rating, agent: sql`r.agent_id`, value: sql`r.score::float8` },
  closed: { where: sql`e.type = 'ConversationClosed'`, agent: closer, value: sinceCreation },
  created: { where: sql`e.type IN ('ConversationCreatedByAgent', 'ConversationCreatedByCustomer')`, agent: closer, value: none },
  reopened: { where: sql`e.type = 'ConversationReopened'`, agent: closer, value: none },
  first_response: {
    where: sql`e.type = 'MessageAddedByAgent' AND c.direction = 'Inbound' AND NOT EXISTS (
      SELECT FROM event x WHERE x.organization_id = e.organization_id AND x.conversation_id = e.conversation_id AND x.type = 'MessageAddedByAgent' AND (x.at, x.seq) < (e.at, e.seq))`,
    agent: sql`e.actor_id`,
    value: sinceCreation,
  },
  assigned: { where: sql`e.type = 'ConversationAssigned'`, agent: sql`(e.data ->> 'agentId')::uuid`, value: none },
  message: { where: sql`e.type IN ('MessageAddedByAgent', 'MessageAddedByCustomer')`, agent: sql`e.actor_id`, value: none },
  transferred: { where: sql`e.type = 'TransferSuccessful'`, agent: closer, value: none },
};

const channelCode = sql`CASE c.channel ${join(Object.entries(channelCodes).map(([channel, { code }]) => sql`WHEN ${channel} THEN ${code}`), ' ')} ELSE upper(c.channel) END`;

/** How a filter attribute tests a fact. Values are compared without regard to case. */
const tests: Readonly<Record<string, (source: Source, values: readonly string[]) => Sql>> = {
  agent_id: (source, values) => sql`${source.agent}::text = ANY(${values})`,
  queue_id: (_source, values) => sql`c.queue_id::text = ANY(${values})`,
  channel: (_source, values) => sql`lower(${channelCode}) = ANY(${values})`,
  initial_direction: (_source, values) => sql`lower(c.direction) = ANY(${values})`,
  contact_point: (_source, values) => sql`lower(c.contact_point) = ANY(${values})`,
  tag_id: (_source, values) => sql`EXISTS (SELECT FROM conversation_tag ct WHERE ct.organization_id = c.organization_id AND ct.conversation_id = c.id AND ct.tag_id::text = ANY(${values}))`,
};

export interface Scope {
  readonly period?: Period;
  readonly csids?: readonly number[];
  readonly filters: readonly Filter[];
  /** The attributes that the metric or record can be narrowed down by. */
  readonly allowed: readonly string[];
}

function facts(organizationId: string, name: FactSource, scope: Scope): { source: Source; from: Sql } {
  const source = sources[name];
  const narrowed = scope.filters
    .filter((filter) => (filter.values?.length ?? 0) > 0 && scope.allowed.includes(filter.attribute))
    .map((filter) => sql`AND coalesce(${tests[filter.attribute]!(source, filter.values!.map((value) => value.toLowerCase()))}, false)`);
  const time = scope.period === undefined ? empty : sql`AND e.at BETWEEN ${scope.period.from}::timestamptz AND ${scope.period.to}::timestamptz`;
  const csids = scope.csids === undefined ? empty : sql`AND e.conversation_id = ANY(${scope.csids}::bigint[])`;
  return {
    source,
    from: sql`FROM event e JOIN conversation c ON c.organization_id = e.organization_id AND c.id = e.conversation_id ${source.joins ?? empty}
      WHERE e.organization_id = ${organizationId} AND ${source.where} ${time} ${csids} ${narrowed.length === 0 ? empty : join(narrowed, ' ')}`,
  };
}

/** Everything that can be measured of a set of values. */
export interface Aggregates {
  readonly count: number;
  readonly sum: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly average: number | null;
  readonly deviation: number | null;
  /** How many values are among those that count for the share, and among those that count against it. */
  readonly good: number;
  readonly bad: number;
}

/** @param perAgent facts are counted for each agent first. */
export async function aggregate(
  session: Session,
  organizationId: string,
  name: FactSource,
  scope: Scope,
  options: { readonly perAgent: boolean; readonly good: readonly number[]; readonly bad: readonly number[] },
): Promise<Aggregates> {
  const { source, from } = facts(organizationId, name, scope);
  const values = options.perAgent ? sql`SELECT count(*)::float8 AS v ${from} GROUP BY ${source.agent}` : sql`SELECT ${source.value} AS v ${from}`;
  const row = await session.query<Aggregates>(
    sql`SELECT count(*) AS count, sum(v) AS sum, min(v) AS min, max(v) AS max, avg(v) AS average, stddev_pop(v) AS deviation,
      count(*) FILTER (WHERE v = ANY(${options.good}::float8[])) AS good, count(*) FILTER (WHERE v = ANY(${options.bad}::float8[])) AS bad FROM (${values}) AS facts`,
    { prepare: false },
  );
  return row[0]!;
}

/** Rows of a record, oldest first, one more than asked for. */
export function selectFacts(
  session: Session,
  organizationId: string,
  name: FactSource,
  scope: Scope,
  page: { limit: number; backwards: boolean; cursor: { key: readonly (string | number)[] } | undefined },
): Promise<FactRow[]> {
  const { source, from } = facts(organizationId, name, scope);
  const [at, seq] = page.cursor?.key ?? [];
  const behind = page.cursor === undefined ? empty : page.backwards ? sql`AND (e.at, e.seq) < (${at}::timestamptz, ${seq}::bigint)` : sql`AND (e.at, e.seq) > (${at}::timestamptz, ${seq}::bigint)`;
  const order = page.backwards ? sql`e.at DESC, e.seq DESC` : sql`e.at, e.seq`;
  const rated = source.joins === undefined ? sql`NULL::text AS rating_type, NULL::text AS comment` : sql`r.type AS rating_type, r.comment`;
  return session.query<FactRow>(
    sql`SELECT e.seq, e.at, e.conversation_id, ${source.agent} AS agent_id, c.queue_id, ${channelCode} AS channel_code, c.direction, ${source.value} AS value, ${rated},
      (SELECT display_name FROM person p WHERE p.organization_id = e.organization_id AND p.id = ${source.agent}) AS agent_name,
      (SELECT name FROM queue q WHERE q.organization_id = e.organization_id AND q.id = c.queue_id) AS queue_name,
      coalesce((SELECT CASE p.kind WHEN 'Agent' THEN 'Agent' ELSE 'Enduser' END FROM person p WHERE p.organization_id = e.organization_id AND p.id = e.actor_id), 'Unknown') AS actor_kind
      ${from} ${behind} ORDER BY ${order} LIMIT ${page.limit + 1}`,
    { prepare: false },
  );
}

export interface FilterValueRow {
  readonly value: string;
  readonly label: string | null;
}

/** The values that an attribute can take in this organization, by value; channels and directions come from the catalogue. */
const valueQueries: Readonly<Record<string, (organizationId: string) => Sql>> = {
  agent_id: (id) => sql`SELECT id::text AS value, display_name AS label FROM person WHERE organization_id = ${id} AND kind = 'Agent'`,
  queue_id: (id) => sql`SELECT id::text AS value, name AS label FROM queue WHERE organization_id = ${id}`,
  tag_id: (id) => sql`SELECT id::text AS value, name AS label FROM tag WHERE organization_id = ${id}`,
  contact_point: (id) => sql`SELECT address AS value, name AS label FROM contact_endpoint WHERE organization_id = ${id} UNION ALL SELECT id::text, name FROM chat_widget WHERE organization_id = ${id}`,
  channel: () => sql`SELECT * FROM (VALUES ${join(Object.values(channelCodes).map(({ code, label }) => sql`(${code}::text, ${label}::text)`))}) AS channels(value, label)`,
  initial_direction: () => sql`SELECT * FROM (VALUES ('INBOUND', 'Inbound'), ('INTERNAL', 'Internal'), ('OUTBOUND', 'Outbound')) AS directions(value, label)`,
};

/** Values of an attribute in their order, one more than asked for. */
export function selectFilterValues(
  session: Session,
  organizationId: string,
  attribute: string,
  page: { limit: number; backwards: boolean; cursor: { key: readonly (string | number)[] } | undefined },
): Promise<FilterValueRow[]> {
  const value = page.cursor?.key[0];
  const behind = page.cursor === undefined ? empty : page.backwards ? sql`WHERE value < ${value}` : sql`WHERE value > ${value}`;
  return session.query<FilterValueRow>(
    sql`SELECT value, label FROM (${valueQueries[attribute]!(organizationId)}) AS listed ${behind} ORDER BY value ${page.backwards ? sql`DESC` : empty} LIMIT ${page.limit + 1}`,
    { prepare: false },
  );
}
