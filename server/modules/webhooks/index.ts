/**
 * Webhooks: a subscription names events and a URL; each event of the log that it wants becomes a delivery, which is tried
 * until the receiver takes it or our patience is over. Pending → Delivered | Failed; asking for it again starts anew.
 *
 * At least once: an event and its deliveries are committed with the place in the log up to which it was read, and a
 * delivery that somebody took and did not finish is taken again. First attempts of one conversation at one subscription
 * are made in order.
 */
export { rotateSecretKey } from './actions.ts';
export { Deliverer, type DelivererOptions } from './deliverer.ts';
export type { Outcome } from './delivery.ts';
export { webhookEventTypes, type WebhookEventType } from './event-types.ts';
export { WEBHOOK_FOLLOWER, webhookFollower } from './fan-out.ts';
export { backlog, failingSince, removeOldAttempts, removeOldDeliveries, type Backlog } from './queue.ts';
export { redactDeliveries } from './redaction.ts';
export { listDeliveries, replay, testDelivery } from './replay.ts';
export { selectSubscriptions, tables, type DeliveryRow } from './store.ts';
export { dixaSignature } from './signature.ts';
