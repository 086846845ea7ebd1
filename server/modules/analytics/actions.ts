import { Fault, invalid } from '../../base/errors.ts';
import { pageOf, pageOfList, readPage, type Paged, type PageQuery } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import { isStatementTimeout } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { attributes, metrics, records, type Metric, type RecordKind } from './catalogue.ts';
import { ANALYTICS_FOLLOWER } from './follower.ts';
import { checkZone, periodOf } from './rules.ts';
import type { AcceptedMetricInput, AcceptedRecordsInput, MetricData, MetricRecord } from './schema.ts';
import { aggregate, factTests, selectFacts, selectFilterValues, type Aggregates, type FilterValueRow, type Scope } from './store.ts';
import type { AggregateValue, Measure } from './value-schema.ts';

/** How long a report waits for facts that are behind. */
const CATCH_UP_MS = 1000;

/** @throws Fault 400: there is no such metric. */
export function findMetric(id: string): Metric {
  const metric = metrics.find((candidate) => candidate.id === id);
  if (!metric) throw invalid('Invalid value in request (there is no such metric)');
  return metric;
}

/** @throws Fault 400: there is no such record. */
export function findRecord(id: string): RecordKind {
  const record = records.find((candidate) => candidate.id === id);
  if (!record) throw invalid('Invalid value in request (there is no such record)');
  return record;
}

function scopeOf(ctx: Context, input: AcceptedMetricInput | AcceptedRecordsInput, allowed: readonly string[]): Scope {
  const timezone = checkZone(input.timezone);
  const filters = input.filters ?? [];
  // What only another metric can be filtered by is passed over; what nothing can be filtered by is a slip, and passing it over would tell the numbers of everything.
  const unknown = filters.findIndex((filter) => !attributes.includes(filter.attribute));
  if (unknown !== -1) throw invalid(`Invalid value in request (filters[${unknown}].attribute: there is no such filter attribute)`);
  const conditions = filters.filter(({ attribute, values }) => values !== undefined && values.length > 0 && allowed.includes(attribute)).map(({ attribute, values }) => factTests[attribute]!(values!));
  if (input.periodFilter !== undefined) return { period: periodOf(input.periodFilter, timezone, ctx.clock.now()), conditions };
  return { ...(input.csidFilter === undefined ? {} : { csids: input.csidFilter }), conditions };
}

/** Over nothing, everything is 0. */
function measured(metric: Metric, measure: Measure, found: Aggregates): AggregateValue {
  const share = found.count === 0 ? 0 : ((found.good - found.bad) / found.count) * 100;
  const values: Readonly<Partial<Record<Measure, number | null>>> = { Sum: found.sum, Min: found.min, Max: found.max, Average: found.average, StdDev: found.deviation, Percentage: share };
  if (measure === 'Count') return { _type: 'LongAggregateValue', value: found.count, measure };
  return { _type: 'DoubleAggregateValue', value: values[measure] ?? 0, measure };
}

/**
 * Runs a report over facts that have in them what happened just before; one that takes too long is given up.
 * @throws Fault 503.
 */
export async function report<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  await ctx.events.caughtUp(ANALYTICS_FOLLOWER, CATCH_UP_MS);
  try {
    return await work();
  } catch (error) {
    if (isStatementTimeout(error)) throw new Fault('unavailable', 'The report took too long; choose a shorter period');
    throw error;
  }
}

/** @throws Fault 400: unknown metric, measure, filter attribute, time zone; an interval that ends before it starts. */
export async function computeMetric(ctx: Context, actor: Actor, input: AcceptedMetricInput): Promise<MetricData> {
  const metric = findMetric(input.id);
  const wanted = input.aggregations === undefined || input.aggregations.length === 0 ? metric.measures : [...new Set(input.aggregations)];
  const missing = wanted.find((measure) => !metric.measures.includes(measure));
  if (missing !== undefined) throw invalid(`Invalid value in request (aggregations: ${metric.id} has no ${missing})`);
  const scope = scopeOf(ctx, input, metric.filters);
  const options = { perAgent: metric.perAgent ?? false, good: metric.share?.of ?? [], bad: metric.share?.less ?? [] };
  const found = await report(ctx, () => aggregate(ctx.reports, actor.organizationId, metric.source, scope, options));
  return { id: metric.id, aggregates: wanted.map((measure) => measured(metric, measure, found)) };
}

/** Rows of a record, oldest first. The body is sent again with every page. @throws Fault 400 as for metrics. */
export async function readRecords(ctx: Context, actor: Actor, input: AcceptedRecordsInput, query: PageQuery, path: string): Promise<Paged<MetricRecord>> {
  const record = findRecord(input.id);
  const scope = scopeOf(ctx, input, record.filters);
  const page = readPage(query, `records ${record.id} ${actor.organizationId}`, {});
  const found = await report(ctx, () => selectFacts(ctx.reports, actor.organizationId, record.source, scope, page));
  const { rows, meta } = pageOf(found, page, path, (row) => [row.at, row.seq]);
  return {
    meta,
    rows: rows.map((row) => ({
      primaryTimestampField: { name: record.timestamp, timestamp: row.at },
      ...(row.value === null ? {} : { value: Number.isInteger(row.value) ? { _type: 'LongField' as const, value: row.value } : { _type: 'DoubleField' as const, value: row.value } }),
      fields: record.fields.map(({ field: name, read }) => {
        const field = read(row);
        return { name, ...(field === undefined ? {} : { field }) };
      }),
    })),
  };
}

/** @throws Fault 400: nothing can be filtered by this attribute. */
export async function listFilterValues(ctx: Context, actor: Actor, attribute: string, query: PageQuery, path: string): Promise<Paged<FilterValueRow>> {
  if (!attributes.includes(attribute)) throw invalid('Invalid value in request (there is no such filter attribute)');
  const page = readPage(query, `filter ${attribute} ${actor.organizationId}`, {});
  return pageOf(await selectFilterValues(ctx.reports, actor.organizationId, attribute, page), page, path, (row) => [row.value]);
}

/** A page of a catalogue, in its order. */
export function cataloguePage<T extends { readonly id: string }>(list: readonly T[], name: string, actor: Actor, query: PageQuery, path: string): Paged<T> {
  return pageOfList(list, readPage(query, `${name} ${actor.organizationId}`, {}), path);
}
