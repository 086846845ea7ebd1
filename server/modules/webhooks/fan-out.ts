import { setImmediate as nextTurn } from 'node:timers/promises';
import { derivedId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import type { Follower, LoggedEvent } from '../../platform/events/log.ts';
import type { Log } from '../../platform/log.ts';
import { isTold, typesOf, type WebhookEventType } from './event-types.ts';
import { loadFacts, momentIn, type Facts } from './facts.ts';
import { wants, type FilterFacts } from './filters.ts';
import { buildPayload } from './payload.ts';
import { addDeliveries, type NewDelivery, type TellableEvent } from './queue.ts';
import { redactDeliveries } from './redaction.ts';
import { isAnyoneSubscribed, selectActive, type SubscriptionRow } from './store.ts';

/** What is to be told, and to whom. */
export interface Told {
  readonly events: TellableEvent[];
  readonly deliveries: NewDelivery[];
}

/** Receivers tell repeats by this id: it is the log's own, and for an event that is told twice a second one made of it. */
export const tellingId = (event: LoggedEvent, type: WebhookEventType): string => (typesOf(event)[0] === type ? event.id : derivedId(event.id, type));

function filterFacts(event: LoggedEvent, facts: Facts): FilterFacts | undefined {
  const row = momentIn(facts, event)?.row;
  return row && { channel: row.channel, queueId: row.queue_id, origin: event.data.origin === 'ApiImport' ? 'ApiImport' : 'Api' };
}

/** Events that are told of in one turn of the event loop: calls of the API want their share of it. */
const AT_A_TURN = 10;

/** Finds who wants which of the events, and writes their payloads from the rows as they are now. */
export async function tell(session: Session, log: Log, organizationId: string, events: readonly LoggedEvent[], subscriptions: readonly SubscriptionRow[]): Promise<Told> {
  const subscribed = new Set(subscriptions.flatMap((subscription) => subscription.events));
  const wanted = events.filter((event) => typesOf(event).some((type) => subscribed.has(type)));
  const told: Told = { events: [], deliveries: [] };
  const facts = wanted.length === 0 ? undefined : await loadFacts(session, organizationId, wanted);
  if (!facts) return told;
  for (const [nth, event] of wanted.entries()) {
    if (nth % AT_A_TURN === AT_A_TURN - 1) await nextTurn();
    const known = filterFacts(event, facts);
    for (const type of typesOf(event)) {
      const receivers = subscriptions.filter((subscription) => subscription.events.includes(type) && wants(subscription.filters, type, known));
      if (receivers.length === 0) continue;
      const id = tellingId(event, type);
      const payload = payloadOrNothing(id, type, event, facts, log);
      if (!payload) continue;
      told.events.push({ organization_id: organizationId, id, type, seq: event.seq, conversation_id: event.conversation_id, person_ids: payload.people, payload: payload.text });
      for (const receiver of receivers) told.deliveries.push({ organization_id: organizationId, event_id: id, subscription_id: receiver.id });
    }
  }
  return told;
}

/** One event that nobody foresaw must not keep all that come after it from being told. */
function payloadOrNothing(id: string, type: WebhookEventType, event: LoggedEvent, facts: Facts, log: Log): ReturnType<typeof buildPayload> {
  try {
    return buildPayload(id, type, event, facts);
  } catch (error) {
    log.error({ err: error, event: event.id, type }, 'the payload of an event could not be made; it is not sent');
    return undefined;
  }
}

/**
 * Anonymization cleans stored payloads itself. One that was being made at that moment came too late for it; its event
 * comes later in the log than whatever that payload was made for, so here it is caught.
 */
async function cleanUp(tx: Session, events: readonly LoggedEvent[]): Promise<void> {
  for (const event of events) {
    const { organization_id: organizationId, conversation_id: conversationId, data } = event;
    if (event.type === 'ConversationAnonymized' && conversationId !== null) await redactDeliveries(tx, organizationId, { conversationIds: [conversationId] });
    if (event.type === 'PersonAnonymized' && typeof data.personId === 'string') await redactDeliveries(tx, organizationId, { personIds: [data.personId] });
    if (event.type === 'ConversationMessageRedacted' && typeof data.messageId === 'string') await redactDeliveries(tx, organizationId, { messageIds: [data.messageId] });
  }
}

export const WEBHOOK_FOLLOWER = 'webhooks';

/** Milliseconds between two looks for what is to be told, and while nobody is subscribed to anything. */
const PACE = 100;
const IDLE_PACE = 1000;

/** Turns events of the log into deliveries, each once. @param onDue called when there may be something to deliver. */
export function webhookFollower(ctx: Pick<Context, 'clock' | 'log'>, onDue: () => void): Follower {
  let added = 0;
  let idle = false;
  return {
    name: WEBHOOK_FOLLOWER,
    get pace() {
      return idle ? IDLE_PACE : PACE;
    },
    committed() {
      if (added > 0) onDue();
    },
    async handle(tx, batch) {
      added = 0;
      await cleanUp(tx, batch);
      const events = batch.filter((event) => isTold(event.type));
      const organizationIds = [...new Set(events.map((event) => event.organization_id))];
      if (organizationIds.length === 0) return;
      const subscriptions = await selectActive(tx, organizationIds);
      idle = subscriptions.length === 0 && !(await isAnyoneSubscribed(tx));
      const all: Told = { events: [], deliveries: [] };
      for (const organizationId of new Set(subscriptions.map((subscription) => subscription.organization_id))) {
        const theirs = subscriptions.filter((subscription) => subscription.organization_id === organizationId);
        const told = await tell(
          tx,
          ctx.log,
          organizationId,
          events.filter((event) => event.organization_id === organizationId),
          theirs,
        );
        const recorded = new Map(events.flatMap((event) => typesOf(event).map((type) => [tellingId(event, type), event.recorded_at])));
        const since = new Map(theirs.map((subscription) => [subscription.id, subscription.active_since]));
        // What was written down before a subscription was there is not for it, however late we come to it.
        const due = told.deliveries.filter((delivery) => recorded.get(delivery.event_id)! >= since.get(delivery.subscription_id)!);
        const ids = new Set(due.map((delivery) => delivery.event_id));
        all.deliveries.push(...due);
        all.events.push(...told.events.filter((event) => ids.has(event.id)));
      }
      added = all.deliveries.length;
      await addDeliveries(tx, ctx.clock.now().toISOString(), all.events, all.deliveries);
    },
  };
}
