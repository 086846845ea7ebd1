import { conflict, invalid } from '../../base/errors.ts';

/**
 * The life of a conversation. The same table stands in docs/conversations.md.
 *
 * | call          | Open            | Pending                     | Closed                       |
 * | ------------- | --------------- | --------------------------- | ---------------------------- |
 * | claim         | assigned        | assigned                    | 409                          |
 * | close         | Closed          | Closed, follow-up removed   | nothing happens              |
 * | reopen        | nothing happens | Open, follow-up removed     | Open, offered in its queue   |
 * | followup      | Pending         | Pending, new time           | 400                          |
 * | transfer      | in the queue    | Open in the queue           | 400                          |
 * | message (in)  | -               | Open, follow-up removed     | Open, offered in its queue   |
 * | message (out) | -               | -                           | -                            |
 * | time passes   | -               | Open at the follow-up time  | -                            |
 *
 * An anonymized conversation takes no further change (400). AwaitingPending is treated as Pending.
 */
export interface Facts {
  readonly state: 'AwaitingPending' | 'Closed' | 'Open' | 'Pending';
  readonly assignedAgentId: string | null;
  readonly queueId: string | null;
  readonly anonymized: boolean;
}

/** What a call does to a conversation. Fields left out stay as they are. */
export interface Change {
  readonly state?: Facts['state'];
  readonly assignment?: { readonly agentId: string } | null;
  /** The queue in which it waits from now on. */
  readonly queueId?: string;
  /** The time at which it comes back; null takes the follow-up away. */
  readonly followupAt?: string | null;
  readonly events: readonly { readonly type: string; readonly data?: Readonly<Record<string, unknown>> }[];
}

export const nothing: Change = { events: [] };
const isPending = (facts: Facts): boolean => facts.state === 'Pending' || facts.state === 'AwaitingPending';

/** @throws Fault 400: what was anonymized stays as it is. */
export function refuseAnonymized(facts: { readonly anonymized: boolean }): void {
  if (facts.anonymized) throw invalid('The conversation is anonymized and cannot be changed');
}

const unassigned = (facts: Facts): Change['events'] => (facts.assignedAgentId === null ? [] : [{ type: 'ConversationUnassigned', data: { agentId: facts.assignedAgentId } }]);

const followupGone = (facts: Facts): Change['events'] => (isPending(facts) ? [{ type: 'FollowupRemoved' }] : []);

/** @param force take it over from another agent. @throws Fault 409 when it is taken (and `force` is false) or closed. */
export function claim(facts: Facts, agentId: string, force: boolean): Change {
  refuseAnonymized(facts);
  if (facts.state === 'Closed') throw conflict('The conversation is closed; reopen it before claiming it');
  if (facts.assignedAgentId !== null && !force) throw conflict('The conversation is already assigned to an agent');
  if (facts.assignedAgentId === agentId) return nothing;
  const claimedFrom = facts.assignedAgentId !== null ? { agentId: facts.assignedAgentId } : facts.queueId !== null ? { queueId: facts.queueId } : {};
  return {
    assignment: { agentId },
    events: [...unassigned(facts), { type: 'ConversationClaimed', data: claimedFrom }, { type: 'ConversationAssigned', data: { agentId } }],
  };
}

export function close(facts: Facts): Change {
  refuseAnonymized(facts);
  if (facts.state === 'Closed') return nothing;
  const data = { assigned: facts.assignedAgentId !== null, ...(facts.queueId === null ? {} : { queueId: facts.queueId }) };
  return { state: 'Closed', followupAt: null, events: [...followupGone(facts), { type: 'ConversationClosed', data }] };
}

/** A closed conversation is offered again: its agent lets go, and it waits in its old queue or in the default one. */
export function reopen(facts: Facts, defaultQueueId: string | undefined): Change {
  refuseAnonymized(facts);
  if (facts.state === 'Open') return nothing;
  if (isPending(facts)) return { state: 'Open', followupAt: null, events: [...followupGone(facts), { type: 'ConversationReopened' }] };
  const queueId = facts.queueId ?? defaultQueueId;
  return {
    state: 'Open',
    assignment: null,
    followupAt: null,
    ...(queueId === undefined ? {} : { queueId }),
    events: [{ type: 'ConversationReopened' }, ...unassigned(facts), ...enqueued(queueId)],
  };
}

const enqueued = (queueId: string | undefined): Change['events'] => (queueId === undefined ? [] : [{ type: 'ConversationEnqueued', data: { queueId } }]);

/** A time that has passed is taken too: the follow-up then expires at once. */
export function followup(facts: Facts, at: string): Change {
  refuseAnonymized(facts);
  if (facts.state === 'Closed') throw invalid('The conversation is closed; reopen it before setting a follow-up');
  return {
    state: 'Pending',
    followupAt: at,
    events: [...(isPending(facts) ? [] : [{ type: 'ConversationPending' }]), { type: 'FollowupAdded', data: { followupAt: at } }],
  };
}

export function expireFollowup(facts: Facts): Change {
  if (!isPending(facts)) return nothing;
  return { state: 'Open', followupAt: null, events: [{ type: 'FollowupExpired' }] };
}

export function transferToQueue(facts: Facts, queueId: string): Change {
  refuseAnonymized(facts);
  if (facts.state === 'Closed') throw invalid('The conversation is closed; reopen it before transferring it');
  const transfer = { transferType: 'Queue', destinationType: 'Queue', destinationId: queueId };
  return {
    ...(facts.state === 'Open' ? {} : { state: 'Open' as const }),
    assignment: null,
    followupAt: null,
    queueId,
    events: [{ type: 'TransferInitiated', data: transfer }, ...followupGone(facts), ...unassigned(facts), { type: 'TransferSuccessful', data: transfer }, ...enqueued(queueId)],
  };
}

/** A customer who writes wants to be heard: the conversation comes back from Pending and Closed. */
export const inboundMessage = (facts: Facts, defaultQueueId: string | undefined): Change => reopen(facts, defaultQueueId);

export const MAX_CHILDREN = 100;

/** @throws Fault 400 when the link would break a limit: one parent for each child, two levels, 100 children. */
export function checkLink(child: { id: number; parentId: number | null; children: number }, parent: { id: number; parentId: number | null; children: number }): void {
  if (child.id === parent.id) throw invalid('parentId: a conversation cannot be linked to itself');
  if (child.parentId !== null) throw invalid('The conversation already has a parent');
  if (child.children > 0) throw invalid('The conversation has children of its own and cannot become a child');
  if (parent.parentId !== null) throw invalid('parentId: the parent is itself a child of another conversation');
  if (parent.children >= MAX_CHILDREN) throw invalid(`parentId: the parent already has ${MAX_CHILDREN} children`);
}
