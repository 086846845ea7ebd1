import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import { appendEvents, type NewEvent } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { lockPeople } from '../people/index.ts';
import { availabilityChannels, settingsOf, type QueueInput } from './rules.ts';
import * as store from './store.ts';
import type { Position, QueueMemberRow, QueueRow } from './store.ts';

export const listQueues = (ctx: Context, actor: Actor): Promise<QueueRow[]> => store.selectQueues(ctx.db, actor.organizationId);

/** @throws Fault 404. */
export async function getQueue(ctx: Context, actor: Actor, id: string): Promise<QueueRow> {
  const queue = await store.selectQueue(ctx.db, actor.organizationId, id);
  if (!queue) throw notFound();
  return queue;
}

/**
 * Makes a queue. There is at most one default queue: a new one takes over from the old.
 * @throws Fault 400 for an empty name and for settings that make no sense.
 */
export async function createQueue(ctx: Context, actor: Actor, input: QueueInput): Promise<QueueRow> {
  const name = input.name.trim();
  if (name === '') throw invalid('request.name: it must not be empty');
  const queue = {
    id: newId(),
    name,
    isDefault: input.isDefault ?? false,
    callFunctionality: input.callFunctionality ?? false,
    offeringAlgorithm: input.offerAlgorithm ?? null,
    settings: settingsOf(input),
  };
  return await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now().toISOString();
    const before = queue.isDefault ? await store.clearDefault(tx, actor.organizationId) : undefined;
    const row = await store.insertQueue(tx, actor.organizationId, now, queue);
    const events: NewEvent[] = [{ type: 'QueueCreated', actorId: actor.personId, data: { queueId: queue.id } }];
    if (before !== undefined) events.push({ type: 'DefaultQueueChanged', actorId: actor.personId, data: { from: before, to: queue.id } });
    await appendEvents(tx, actor.organizationId, now, events);
    return row;
  });
}

/** @throws Fault 404. */
export async function listMembers(ctx: Context, actor: Actor, queueId: string): Promise<QueueMemberRow[]> {
  const rows = await store.selectMembers(ctx.db, actor.organizationId, queueId);
  if (rows.length === 0) await getQueue(ctx, actor, queueId);
  return rows;
}

/** What became of one agent of many: a member now, or why not. */
export type MemberOutcome = { readonly id: string } | { readonly id: string; readonly failure: 'NotFound' | 'Validation'; readonly message: string };

/** Adds agents to a queue, each by itself; who is in it already stays. Outcomes come in the order sent. @throws Fault 404 (queue). */
export async function addMembers(ctx: Context, actor: Actor, queueId: string, agentIds: readonly string[]): Promise<MemberOutcome[]> {
  const { organizationId } = actor;
  return await ctx.db.transaction(async (tx) => {
    if (!(await store.lockQueue(tx, organizationId, queueId))) throw notFound();
    const people = await lockPeople(tx, organizationId, agentIds);
    const now = ctx.clock.now().toISOString();
    const agents = agentIds.map((id) => id.toLowerCase()).filter((id) => people.get(id) === 'Agent');
    const added = await store.addMembers(tx, organizationId, queueId, now, agents);
    await appendEvents(
      tx,
      organizationId,
      now,
      added.map((personId) => ({ type: 'QueueMemberAdded', actorId: actor.personId, data: { queueId, personId } })),
    );
    return agentIds.map((sent): MemberOutcome => {
      const id = sent.toLowerCase();
      const kind = people.get(id);
      if (kind === undefined) return { id, failure: 'NotFound', message: 'User not found' };
      return kind === 'Agent' ? { id } : { id, failure: 'Validation', message: 'Member is neither Agent or Admin' };
    });
  });
}

export const MAX_REMOVED = 10;

/**
 * Takes agents out of a queue, all or none; who is not in it does no harm.
 * @throws Fault 404 (queue), 400 naming who does not exist, 400 for more than ten at once.
 */
export async function removeMembers(ctx: Context, actor: Actor, queueId: string, agentIds: readonly string[]): Promise<void> {
  const { organizationId } = actor;
  if (agentIds.length > MAX_REMOVED) throw invalid(`agentIds: at most ${MAX_REMOVED} agents can be removed at once`);
  await ctx.db.transaction(async (tx) => {
    if (!(await store.lockQueue(tx, organizationId, queueId))) throw notFound();
    const people = await lockPeople(tx, organizationId, agentIds);
    agentIds.forEach((id, index) => {
      if (!people.has(id.toLowerCase())) throw invalid(`agentIds[${index}]: User not found`);
    });
    const now = ctx.clock.now().toISOString();
    const removed = await store.removeMembers(tx, organizationId, queueId, agentIds);
    await appendEvents(
      tx,
      organizationId,
      now,
      removed.map((personId) => ({ type: 'QueueMemberRemoved', actorId: actor.personId, data: { queueId, personId } })),
    );
  });
}

/** Whether somebody of the queue could answer now, for each channel that programs work in. */
export interface ChannelAvailability {
  readonly channel: string;
  readonly available: boolean;
  /** How many conversations wait. */
  readonly size: number;
}

/**
 * Available means that a member of the queue is online and not away. Every organization has the channel for programs
 * (`genericapimessaging`), so there is always an answer.
 * @throws Fault 400 when there is no such queue.
 */
export async function getAvailability(ctx: Context, actor: Actor, queueId: string): Promise<ChannelAvailability[]> {
  const found = await store.selectAvailability(ctx.db, actor.organizationId, queueId);
  if (!found) throw invalid('queueId: queue does not exist');
  return availabilityChannels(found.ai_agents).map((channel) => ({ channel, available: found.agents, size: found.size }));
}

/**
 * Where a conversation stands in its queue, the next to be taken at 1.
 * @param queueId only in this queue.
 * @throws Fault 404 when there is no such conversation, or it does not wait (there).
 */
export async function getPosition(ctx: Context, actor: Actor, conversationId: number, queueId?: string): Promise<Position> {
  const position = await store.selectPosition(ctx.db, actor.organizationId, conversationId);
  if (!position || (queueId !== undefined && position.queue_id !== queueId)) throw notFound();
  return position;
}
