import { Fault, invalid, notFound } from '../../base/errors.ts';
import { keyOfLink, pageOf, pageOfList, readPage, type Paged, type PageQuery, type PageRequest } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/operation.ts';
import { aggregate, checkZone, report, selectFacts, type Aggregates, type FactRow, type Scope } from '../analytics/index.ts';
import { metrics, records, type Aggregate, type Column } from './catalogue.ts';
import { conditionsOf, whose } from './filters.ts';
import { periodOf } from './rules.ts';
import type { Category, ConversationPrimaryFilter, QueryConversationMetricInput, QueryConversationRecordsInput } from './schema.ts';

/** @throws Fault 404: there is no such entry, or it belongs to another category. */
export function findEntry<E extends { readonly id: string; readonly category: Category }>(list: readonly E[], id: string, category?: Category): E {
  const entry = list.find((candidate) => candidate.id === id && (category === undefined || candidate.category === category));
  if (!entry) throw notFound();
  return entry;
}

type Query = Pick<QueryConversationMetricInput, 'filters' | 'timezone'> & { readonly primaryFilter: ConversationPrimaryFilter };

function scopeOf(ctx: Context, category: Category, input: Query, filters: readonly string[]): Scope {
  const timezone = checkZone(input.timezone);
  const conditions = [...whose[category], ...conditionsOf(input.filters ?? [], filters)];
  const { primaryFilter } = input;
  if ('conversationIds' in primaryFilter) return { csids: primaryFilter.conversationIds, conditions };
  return { period: periodOf(primaryFilter.period, timezone, ctx.clock.now()), conditions };
}

function told(found: Aggregates, name: Aggregate): number | null {
  if (name === 'count') return found.count;
  if (name === 'percentage') return found.count === 0 ? null : ((found.good - found.bad) / found.count) * 100;
  return { sum: found.sum, min: found.min, max: found.max, average: found.average, stdDev: found.deviation }[name];
}

/**
 * Every aggregate of a metric; over nothing the count is 0 and the rest null.
 * @throws Fault 404 (metric), 400 (time zone, period, filter).
 */
export async function computeMetric(ctx: Context, actor: Actor, category: Category, id: string, input: Query): Promise<Record<string, number | null>> {
  const metric = findEntry(metrics, id, category);
  const scope = scopeOf(ctx, category, input, metric.filters);
  const options = { perAgent: false, good: metric.share?.of ?? [], bad: metric.share?.less ?? [] };
  const found = await report(ctx, () => aggregate(ctx.reports, actor.organizationId, metric.source, scope, options));
  return Object.fromEntries(metric.aggregates.map((name) => [name, told(found, name)]));
}

export type Row = Record<string, { value: string | number; label?: string }>;

function viewRow(row: FactRow, columns: readonly Column[], labels: boolean): Row {
  const cells: Row = {};
  for (const { field, value, label } of columns) {
    const found = value(row);
    const named = labels ? label?.(row) : undefined;
    if (found !== undefined) cells[field] = { value: found, ...(named ? { label: named } : {}) };
  }
  return cells;
}

/** Here the key comes in the body. @throws Fault 400 for a key that this list did not make. */
function bodyPage(asked: PageQuery, list: string): PageRequest<object> {
  try {
    return readPage<object>(asked, list, {}, { max: 1000 });
  } catch (error) {
    throw error instanceof Fault ? invalid('Invalid value for: body (pagination.pageKey was not made by this list)') : error;
  }
}

/**
 * A page of the rows of a record, oldest first; the keys of the pages beside it stand alone.
 * @throws Fault 404 (record), 400 (time zone, period, filter, a key of another list).
 */
export async function readRecords(
  ctx: Context,
  actor: Actor,
  category: Category,
  id: string,
  input: Query & Pick<QueryConversationRecordsInput, 'pagination' | 'includeLabels'>,
): Promise<{ rows: Row[]; next?: string; previous?: string }> {
  const record = findEntry(records, id, category);
  const scope = scopeOf(ctx, category, input, record.filters);
  const page = bodyPage(input.pagination ?? {}, `intelligence ${record.id} ${actor.organizationId}`);
  const found = await report(ctx, () => selectFacts(ctx.reports, actor.organizationId, record.source, scope, page));
  const { rows, meta } = pageOf(found, page, '', (row) => [row.at, row.seq]);
  const [next, previous] = [keyOfLink(meta.next), keyOfLink(meta.previous)];
  return {
    rows: rows.map((row) => viewRow(row, record.columns, input.includeLabels ?? true)),
    ...(next === undefined ? {} : { next }),
    ...(previous === undefined ? {} : { previous }),
  };
}

/** A page of a catalogue, in its order. */
export function cataloguePage<E extends { readonly id: string; readonly category: Category }>(
  list: readonly E[],
  name: string,
  actor: Actor,
  query: PageQuery & { category?: Category },
  path: string,
): Paged<E> {
  const page = readPage<{ category?: Category }>(query, `intelligence ${name} ${actor.organizationId}`, query.category === undefined ? {} : { category: query.category }, { max: 1000 });
  const entries = list.filter((entry) => page.filters.category === undefined || entry.category === page.filters.category);
  return pageOfList(entries, page, path);
}
