import { isUuid } from '../../base/ids.ts';
import type { PageRequest } from '../../base/page.ts';
import { empty, join, sql, type Session, type Sql } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/keyset.ts';
import type { FactKind } from './facts.ts';
import { channelCodes, channelsNamed, type Period } from './rules.ts';

/** Which facts a metric or a record looks at, and what it measures of them. */
export interface FactSource {
  readonly kind: FactKind;
  /** Only these, where a kind has more than one sort: the type of a rating. */
  readonly detail?: string;
  readonly measured?: 'value' | 'messages';
}

export interface FactRow {
  readonly seq: number;
  readonly at: string;
  readonly conversation_id: number;
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly queue_id: string | null;
  readonly queue_name: string | null;
  readonly channel: string;
  readonly direction: string | null;
  readonly contact_point: string | null;
  readonly value: number | null;
  readonly messages: number | null;
  readonly detail: string | null;
  readonly comment: string | null;
}

const uuids = (values: readonly string[]): string[] => values.filter(isUuid);

/** The bearers of a single tag stand in the index in their order and are merged with the facts in theirs. */
const tagged = (ids: readonly string[]): Sql => (ids.length === 1 ? sql`ct.tag_id = ${ids[0]!}::uuid` : sql`ct.tag_id = ANY(${ids}::uuid[])`);

/** How a filter attribute tests a fact `f`. A value that nothing can have fits nothing. Letter case does not count. */
export const factTests: Readonly<Record<string, (values: readonly string[]) => Sql>> = {
  agent_id: (values) => sql`f.agent_id = ANY(${uuids(values)}::uuid[])`,
  queue_id: (values) => sql`f.queue_id = ANY(${uuids(values)}::uuid[])`,
  channel: (values) => sql`f.channel = ANY(${channelsNamed(values)}::text[])`,
  initial_direction: (values) => sql`f.direction = ANY(${values.map((value) => value.toUpperCase())}::text[])`,
  contact_point: (values) => sql`lower(f.contact_point) = ANY(${values.map((value) => value.toLowerCase())}::text[])`,
  tag_id: (values) => sql`f.conversation_id IN (SELECT ct.conversation_id FROM conversation_tag ct WHERE ct.organization_id = f.organization_id AND ${tagged(uuids(values))})`,
};

export interface Scope {
  readonly period?: Period;
  readonly csids?: readonly number[];
  /** About a fact `f`; all of them must hold. */
  readonly conditions: readonly Sql[];
}

function facts(organizationId: string, source: FactSource, scope: Scope): Sql {
  const sort = source.detail === undefined ? empty : sql`AND f.detail = ${source.detail}`;
  const time = scope.period === undefined ? empty : sql`AND f.at BETWEEN ${scope.period.from}::timestamptz AND ${scope.period.to}::timestamptz`;
  const csids = scope.csids === undefined ? empty : sql`AND f.conversation_id = ANY(${scope.csids}::bigint[])`;
  return sql`FROM analytics_fact f WHERE f.organization_id = ${organizationId} AND f.kind = ${source.kind} ${sort} ${time} ${csids} ${scope.conditions.length === 0 ? empty : sql`AND ${join(scope.conditions, ' AND ')}`}`;
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
  source: FactSource,
  scope: Scope,
  options: { readonly perAgent: boolean; readonly good: readonly number[]; readonly bad: readonly number[] },
): Promise<Aggregates> {
  const from = facts(organizationId, source, scope);
  // A fact without the measured value, such as an assignment that ended no wait, is not among the values.
  const measured = source.measured === undefined ? sql`SELECT 1::float8 AS v ${from}` : source.measured === 'messages' ? sql`SELECT f.messages::float8 AS v ${from}` : sql`SELECT f.value AS v ${from}`;
  const values = options.perAgent ? sql`SELECT count(*)::float8 AS v ${from} GROUP BY f.agent_id` : measured;
  const row = await session.query<Aggregates>(
    sql`SELECT count(v) AS count, sum(v) AS sum, min(v) AS min, max(v) AS max, avg(v) AS average, stddev_pop(v) AS deviation,
      count(*) FILTER (WHERE v = ANY(${options.good}::float8[])) AS good, count(*) FILTER (WHERE v = ANY(${options.bad}::float8[])) AS bad FROM (${values}) AS facts`,
    { prepare: false },
  );
  return row[0]!;
}

/** Rows of a record, oldest first, one more than asked for. */
export function selectFacts(session: Session, organizationId: string, source: FactSource, scope: Scope, page: PageRequest<unknown>): Promise<FactRow[]> {
  const { after, order } = keyset(page, { at: 'at', id: 'seq', idType: 'bigint' });
  return session.query<FactRow>(
    sql`
      WITH page AS (SELECT f.* ${facts(organizationId, source, scope)} ${after} ${order})
      SELECT p.seq, p.at, p.conversation_id, p.agent_id, p.queue_id, p.channel, p.direction, p.contact_point, p.value, p.messages, p.detail,
        (SELECT display_name FROM person a WHERE a.organization_id = p.organization_id AND a.id = p.agent_id) AS agent_name,
        (SELECT name FROM queue q WHERE q.organization_id = p.organization_id AND q.id = p.queue_id) AS queue_name,
        (SELECT comment FROM rating r WHERE r.organization_id = p.organization_id AND r.id = p.rating_id AND r.type = p.detail) AS comment
      FROM page p ${order}`,
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
export function selectFilterValues(session: Session, organizationId: string, attribute: string, page: PageRequest<unknown>): Promise<FilterValueRow[]> {
  const value = page.cursor?.key[0];
  const behind = page.cursor === undefined ? empty : page.backwards ? sql`WHERE value < ${value}` : sql`WHERE value > ${value}`;
  return session.query<FilterValueRow>(
    sql`SELECT value, label FROM (${valueQueries[attribute]!(organizationId)}) AS listed ${behind} ORDER BY value ${page.backwards ? sql`DESC` : empty} LIMIT ${page.limit + 1}`,
    { prepare: false },
  );
}
