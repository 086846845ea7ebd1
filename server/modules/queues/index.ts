/**
 * Queues: where conversations wait for an agent, with settings for how they are offered and members who take them. An
 * organization has at most one default queue; what no flow sends elsewhere waits there.
 */
export { queueSetting } from './setting.ts';
export { getPosition } from './actions.ts';
export { selectMembers, selectQueue, selectQueues, tables, type QueueMemberRow, type QueueRow } from './store.ts';
