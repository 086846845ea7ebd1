import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import type { LoggedEvent } from '../../platform/events/log.ts';
import { selectOrganization } from '../organizations/index.ts';
import { send, type Outcome } from './delivery.ts';
import { type WebhookEventType, webhookEventTypes } from './event-types.ts';
import { tell } from './fan-out.ts';
import { buildPayload } from './payload.ts';
import { beginAgain } from './queue.ts';
import { sampleEvent } from './sample-event.ts';
import * as store from './store.ts';
import type { DeliveryRow, SubscriptionRow } from './store.ts';

/** Deliveries of a subscription, newest first. @param query.before a `seq`, for the next page. @throws Fault 404. */
export async function listDeliveries(
  ctx: Pick<Context, 'db'>,
  organizationId: string,
  subscriptionId: string,
  query: { state?: DeliveryRow['state']; before?: number; limit?: number } = {},
): Promise<DeliveryRow[]> {
  await required(ctx.db, organizationId, subscriptionId);
  return await store.selectDeliveries(ctx.db, organizationId, subscriptionId, { ...query, limit: query.limit ?? 50 });
}

async function required(session: Session, organizationId: string, subscriptionId: string): Promise<SubscriptionRow> {
  const row = await store.selectSubscription(session, organizationId, subscriptionId);
  if (!row) throw notFound();
  return row;
}

type ReplayContext = Pick<Context, 'clock' | 'db' | 'log'>;

const CHUNK = 500;

/**
 * Sends again, to one subscription, what happened in a time range, or one event by the `event_id` that receivers see.
 * What was never sent, because the subscription was not there or switched off, is sent too. Payloads that are still
 * stored go out as they were; others are made from the rows and what the log says of that moment. Repeats bear the id of the first time.
 * @returns how many deliveries begin.
 * @throws Fault 404 (subscription, event), 400 (switched off).
 */
export async function replay(ctx: ReplayContext, organizationId: string, subscriptionId: string, what: { from: string; to: string } | { eventId: string }): Promise<number> {
  const subscription = await required(ctx.db, organizationId, subscriptionId);
  if (!subscription.enabled) throw invalid('The subscription is disabled; enable it before replaying events');
  return 'eventId' in what ? await replayEvent(ctx, subscription, what.eventId) : await replayRange(ctx, subscription, what);
}

async function begin(ctx: ReplayContext, tx: Session, events: readonly LoggedEvent[], subscription: SubscriptionRow): Promise<number> {
  const told = await tell(tx, ctx.log, subscription.organization_id, events, [subscription]);
  return await beginAgain(tx, ctx.clock.now().toISOString(), told.events, told.deliveries);
}

async function replayRange(ctx: ReplayContext, subscription: SubscriptionRow, range: { from: string; to: string }): Promise<number> {
  let after: { at: string; seq: number } | undefined;
  let count = 0;
  for (;;) {
    const events = await store.selectEvents(ctx.db, subscription.organization_id, range, after, CHUNK);
    const last = events.at(-1);
    if (!last) return count;
    count += await ctx.db.transaction((tx) => begin(ctx, tx, events, subscription));
    after = { at: last.at, seq: last.seq };
  }
}

async function replayEvent(ctx: ReplayContext, subscription: SubscriptionRow, eventId: string): Promise<number> {
  const organizationId = subscription.organization_id;
  return await ctx.db.transaction(async (tx) => {
    if (await store.isStored(tx, organizationId, eventId))
      return await beginAgain(tx, ctx.clock.now().toISOString(), [], [{ organization_id: organizationId, event_id: eventId, subscription_id: subscription.id }]);
    const event = await store.selectEvent(tx, organizationId, eventId);
    if (!event) throw notFound();
    return await begin(ctx, tx, [event], subscription);
  });
}

/**
 * Sends a test to a subscription, now and once, enabled or not. It is signed like every event; its data say that it is a
 * test, and without `type` its name (`TEST`) does too.
 * @throws Fault 404, 400 (no such event).
 */
export async function testDelivery(
  ctx: Pick<Context, 'clock' | 'config' | 'db' | 'keys' | 'log' | 'outbound'>,
  organizationId: string,
  subscriptionId: string,
  type?: string,
): Promise<Outcome & { payload: string }> {
  const subscription = await required(ctx.db, organizationId, subscriptionId);
  if (type !== undefined && !webhookEventTypes.includes(type as WebhookEventType)) throw invalid(`There is no event ${type}`);
  const organization = await selectOrganization(ctx.db, organizationId);
  const eventId = newId();
  const { event, facts } = sampleEvent(eventId, (type ?? 'TypingStarted') as WebhookEventType, { id: organizationId, name: organization?.name ?? '' }, ctx.clock.now().toISOString());
  const body = JSON.parse(buildPayload(eventId, event.type as WebhookEventType, event, facts)!.text) as { data: object };
  const payload = JSON.stringify(type === undefined ? { ...body, event_fqn: 'TEST', data: { test: true } } : { ...body, data: { test: true, ...body.data } });
  const message = { subscriptionId, url: subscription.url, secrets: subscription.secrets, eventId, seq: 0, payload };
  return { ...(await send(ctx, message, ctx.config.webhookTimeoutMs)), payload };
}
