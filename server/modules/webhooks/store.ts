import { empty, join, sql, type Session, type Sql } from '../../platform/db/database.ts';
import { loggedColumns, type LoggedEvent } from '../../platform/events/log.ts';

export const tables = ['webhook_subscription', 'webhook_event', 'webhook_delivery', 'webhook_attempt'] as const;

export interface SubscriptionRow {
  readonly organization_id: string;
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
  readonly filters: Readonly<Record<string, Filters>> | null;
  readonly secrets: Buffer;
  readonly active_since: string;
  readonly failing_since: string | null;
  readonly created_at: string;
  readonly created_by: string;
  readonly updated_at: string;
  readonly updated_by: string;
}

/** Which events of a family are wanted. */
export interface Filters {
  readonly strategy: 'All' | 'Any';
  readonly conditions: readonly Condition[];
  readonly _type: 'CombinedFilters';
}

export interface Condition {
  readonly _type: 'IsOneOf' | 'IsNotOneOf';
  readonly field: 'InitialChannel' | 'OperationOrigin' | 'QueueId';
  readonly values: readonly string[];
}

const columns = sql`organization_id, id, name, url, events, enabled, filters, secrets, active_since, failing_since, created_at, created_by, updated_at, updated_by`;

/** All subscriptions of an organization, oldest first. */
export function selectSubscriptions(session: Session, organizationId: string): Promise<SubscriptionRow[]> {
  return session.query<SubscriptionRow>(sql`SELECT ${columns} FROM webhook_subscription WHERE organization_id = ${organizationId} ORDER BY created_at, id`);
}

export function selectSubscription(session: Session, organizationId: string, id: string): Promise<SubscriptionRow | undefined> {
  return session.maybe<SubscriptionRow>(sql`SELECT ${columns} FROM webhook_subscription WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Reads the row and keeps others from changing it until the transaction ends. */
export function lockSubscription(tx: Session, organizationId: string, id: string): Promise<SubscriptionRow | undefined> {
  return tx.maybe<SubscriptionRow>(sql`SELECT ${columns} FROM webhook_subscription WHERE organization_id = ${organizationId} AND id = ${id} FOR UPDATE`);
}

/** The enabled subscriptions of several organizations. */
export function selectActive(session: Session, organizationIds: readonly string[]): Promise<SubscriptionRow[]> {
  return session.query<SubscriptionRow>(sql`SELECT ${columns} FROM webhook_subscription WHERE organization_id = ANY(${organizationIds}::uuid[]) AND enabled ORDER BY created_at, id`);
}

/** Whether any organization has a subscription that is enabled. */
export async function isAnyoneSubscribed(session: Session): Promise<boolean> {
  return (await session.maybe(sql`SELECT true AS found FROM webhook_subscription WHERE enabled LIMIT 1`)) !== undefined;
}

export async function insertSubscription(tx: Session, row: Omit<SubscriptionRow, 'failing_since'>): Promise<void> {
  await tx.execute(sql`
    INSERT INTO webhook_subscription (organization_id, id, name, url, events, enabled, filters, secrets, active_since, created_at, created_by, updated_at, updated_by)
    VALUES (${row.organization_id}, ${row.id}, ${row.name}, ${row.url}, ${row.events}, ${row.enabled}, ${filtersText(row.filters)}, ${row.secrets},
      ${row.active_since}, ${row.created_at}, ${row.created_by}, ${row.updated_at}, ${row.updated_by})`);
}

const filtersText = (filters: SubscriptionRow['filters']): string | null => (filters === null ? null : JSON.stringify(filters));

/** What may change of a subscription; fields left out stay. */
export type SubscriptionChange = Partial<Pick<SubscriptionRow, 'name' | 'url' | 'events' | 'filters' | 'secrets'>> & {
  /** Enabling and disabling; both forget earlier failures. `activeSince` when it was off before. */
  readonly enabled?: { readonly value: boolean; readonly activeSince?: string };
};

export async function updateSubscription(tx: Session, organizationId: string, id: string, change: SubscriptionChange, by: { at: string; personId: string }): Promise<SubscriptionRow | undefined> {
  const set: Sql[] = [sql`updated_at = ${by.at}`, sql`updated_by = ${by.personId}`];
  if (change.name !== undefined) set.push(sql`name = ${change.name}`);
  if (change.url !== undefined) set.push(sql`url = ${change.url}`);
  if (change.events !== undefined) set.push(sql`events = ${change.events}`);
  if (change.filters !== undefined) set.push(sql`filters = ${filtersText(change.filters)}::jsonb`);
  if (change.secrets !== undefined) set.push(sql`secrets = ${change.secrets}`);
  if (change.enabled !== undefined) set.push(sql`enabled = ${change.enabled.value}`, sql`failing_since = NULL`, sql`failed_at = NULL`);
  if (change.enabled?.activeSince !== undefined) set.push(sql`active_since = ${change.enabled.activeSince}`);
  return await tx.maybe<SubscriptionRow>(sql`
    UPDATE webhook_subscription SET ${join(set, ', ')} WHERE organization_id = ${organizationId} AND id = ${id} RETURNING ${columns}`);
}

/** Removes the subscription with all that was sent or waits to be sent. @returns whether there was one. */
export async function deleteSubscription(tx: Session, organizationId: string, id: string): Promise<boolean> {
  const removed = await tx.execute(sql`DELETE FROM webhook_subscription WHERE organization_id = ${organizationId} AND id = ${id}`);
  if (removed === 0) return false;
  await tx.execute(sql`DELETE FROM webhook_delivery WHERE organization_id = ${organizationId} AND subscription_id = ${id} AND seq >= 0`);
  await tx.execute(sql`DELETE FROM webhook_attempt WHERE organization_id = ${organizationId} AND subscription_id = ${id}`);
  return true;
}

/** One attempt, as the log shows it. */
export interface AttemptRow {
  readonly type: string;
  readonly at: string;
  readonly success: boolean;
  readonly code: number;
  readonly text: string;
}

/** The latest attempt of each of these types; a type without one is left out. */
export function selectLastAttempts(session: Session, organizationId: string, subscriptionId: string, types: readonly string[]): Promise<AttemptRow[]> {
  return session.query<AttemptRow>(sql`
    SELECT a.* FROM unnest(${types}::text[]) AS t(type) CROSS JOIN LATERAL (
      SELECT type, at, success, code, text FROM webhook_attempt
      WHERE organization_id = ${organizationId} AND subscription_id = ${subscriptionId} AND webhook_attempt.type = t.type
      ORDER BY at DESC, id DESC LIMIT 1
    ) AS a`);
}

/** The latest attempts of one type, newest first, each with what was sent. */
export function selectAttempts(session: Session, organizationId: string, subscriptionId: string, type: string, limit: number): Promise<(AttemptRow & { payload: string })[]> {
  return session.query<AttemptRow & { payload: string }>(sql`
    SELECT a.type, a.at, a.success, a.code, a.text, e.payload FROM (
      SELECT * FROM webhook_attempt WHERE organization_id = ${organizationId} AND subscription_id = ${subscriptionId} AND type = ${type}
      ORDER BY at DESC, id DESC LIMIT ${limit}
    ) AS a JOIN webhook_event e ON e.organization_id = a.organization_id AND e.id = a.event_id
    ORDER BY a.at DESC, a.id DESC`);
}

/** A delivery as people look at it. */
export interface DeliveryRow {
  readonly event_id: string;
  readonly subscription_id: string;
  readonly type: string;
  readonly seq: number;
  readonly conversation_id: number | null;
  readonly state: 'Pending' | 'Delivered' | 'Failed';
  readonly attempts: number;
  readonly next_at: string;
  readonly created_at: string;
  /** Of the latest attempt; null before the first. */
  readonly at: string | null;
  readonly code: number | null;
  readonly text: string | null;
}

/** Deliveries of a subscription, newest first. */
export function selectDeliveries(
  session: Session,
  organizationId: string,
  subscriptionId: string,
  query: { state?: DeliveryRow['state'] | undefined; before?: number | undefined; limit: number },
): Promise<DeliveryRow[]> {
  return session.query<DeliveryRow>(sql`
    SELECT d.event_id, d.subscription_id, d.type, d.seq, d.conversation_id, d.state, d.attempts, d.next_at, d.created_at, a.at, a.code, a.text FROM (
      SELECT * FROM webhook_delivery WHERE organization_id = ${organizationId} AND subscription_id = ${subscriptionId} AND seq >= 0
        ${query.state === undefined ? empty : sql`AND state = ${query.state}`} ${query.before === undefined ? empty : sql`AND seq < ${query.before}`}
      ORDER BY seq DESC, event_id LIMIT ${query.limit}
    ) AS d LEFT JOIN LATERAL (
      SELECT at, code, text FROM webhook_attempt WHERE organization_id = d.organization_id AND event_id = d.event_id AND subscription_id = d.subscription_id
      ORDER BY at DESC, id DESC LIMIT 1
    ) AS a ON true
    ORDER BY d.seq DESC, d.event_id`);
}

/** Events of the log from a time range, oldest first, both ends included. @param after the last one of the page before. */
export function selectEvents(session: Session, organizationId: string, range: { from: string; to: string }, after: { at: string; seq: number } | undefined, limit: number): Promise<LoggedEvent[]> {
  return session.query<LoggedEvent>(sql`
    SELECT ${loggedColumns} FROM event
    WHERE organization_id = ${organizationId} AND at <= ${range.to}::timestamptz AND (at, seq) > (${after?.at ?? range.from}::timestamptz, ${after?.seq ?? -1}::bigint)
    ORDER BY at, seq LIMIT ${limit}`);
}

/** One event of the log. */
export function selectEvent(session: Session, organizationId: string, id: string): Promise<LoggedEvent | undefined> {
  return session.maybe<LoggedEvent>(sql`SELECT ${loggedColumns} FROM event WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Whether the payload of an event is kept, so that it can go out as it was. */
export async function isStored(session: Session, organizationId: string, eventId: string): Promise<boolean> {
  return (await session.maybe(sql`SELECT 1 AS found FROM webhook_event WHERE organization_id = ${organizationId} AND id = ${eventId}`)) !== undefined;
}

/** Ends an outage. */
export async function setHealthy(tx: Session, organizationId: string, id: string): Promise<void> {
  await tx.execute(sql`UPDATE webhook_subscription SET failing_since = NULL, failed_at = NULL WHERE organization_id = ${organizationId} AND id = ${id} AND failing_since IS NOT NULL`);
}

/**
 * Notes a failure; one that comes more than `gap` milliseconds after the last begins another outage.
 * @returns since when it fails; undefined when it is switched off.
 */
export async function setFailing(tx: Session, organizationId: string, id: string, now: string, gap: number): Promise<string | undefined> {
  const row = await tx.maybe<{ failing_since: string }>(sql`
    UPDATE webhook_subscription SET failed_at = ${now},
      failing_since = CASE WHEN failing_since IS NULL OR failed_at < ${now}::timestamptz - make_interval(secs => ${gap / 1000}) THEN ${now}::timestamptz ELSE failing_since END
    WHERE organization_id = ${organizationId} AND id = ${id} AND enabled RETURNING failing_since`);
  return row?.failing_since;
}

export async function switchOff(tx: Session, organizationId: string, id: string): Promise<void> {
  await tx.execute(sql`UPDATE webhook_subscription SET enabled = false WHERE organization_id = ${organizationId} AND id = ${id}`);
}
