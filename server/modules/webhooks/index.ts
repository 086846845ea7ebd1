/**
 * Webhooks: a subscription names events and a URL; each event of the log that it wants becomes a delivery, which is tried
 * until the receiver takes it or its patience is over. Pending → Delivered | Failed; asking for it again starts anew.
 */
export { tables } from './store.ts';
