import type { LoggedEvent } from '../../platform/events/log.ts';
import type { ConversationRow } from '../conversations/index.ts';

/** An event that changes what payloads show of a conversation. */
export type Turn = Pick<LoggedEvent, 'seq' | 'xid' | 'type' | 'data'> & { readonly conversation_id: number };

const states: Readonly<Record<string, ConversationRow['state']>> = {
  ConversationReopened: 'Open',
  FollowupExpired: 'Open',
  FollowupRemoved: 'Open',
  ConversationPending: 'Pending',
  ConversationClosed: 'Closed',
};
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const agents: Readonly<Record<string, (turn: Turn) => string | null>> = {
  ConversationAssigned: ({ data }) => text(data.agentId),
  ConversationUnassigned: () => null,
};
const queues: Readonly<Record<string, (turn: Turn) => string | null>> = { ConversationEnqueued: ({ data }) => text(data.queueId) };
const tagTurns = ['TagAdded', 'TagRemoved'];

export const turnTypes: readonly string[] = [...Object.keys(states), ...Object.keys(agents), ...Object.keys(queues), ...tagTurns];

export interface ConversationTag {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

/** A conversation with its tags. */
export interface Moment {
  readonly row: ConversationRow;
  readonly tags: readonly ConversationTag[];
}

/** What the last turn up to the event made of a field that was changed since, or how a conversation begins. */
function before<T>(now: T, beginning: T, read: Readonly<Record<string, (turn: Turn) => T>>, past: readonly Turn[], since: readonly Turn[]): T {
  if (!since.some((turn) => turn.type in read)) return now;
  const last = past.findLast((turn) => turn.type in read);
  return last === undefined ? beginning : read[last.type]!(last);
}

function tagsBefore(now: readonly ConversationTag[], since: readonly Turn[]): readonly ConversationTag[] {
  return since.toReversed().reduce((tags, { type, data }) => {
    const id = text(data.tagId);
    if (id === null || !tagTurns.includes(type)) return tags;
    const others = tags.filter((tag) => tag.id !== id);
    return type === 'TagAdded' ? others : [...others, { id, name: text(data.tag) ?? '', state: 'Active' }];
  }, now);
}

/**
 * The conversation as it was when the event's transaction had ended. Events are told some moments later, or much later
 * when they are sent again, and then the rows may have moved on.
 * @param turns all turns of the conversation, in the order of the log.
 */
export function momentOf(now: Moment, turns: readonly Turn[], event: LoggedEvent): Moment {
  const isLater = (turn: Turn): boolean => turn.seq > event.seq && turn.xid !== event.xid;
  const since = turns.filter(isLater);
  if (since.length === 0) return now;
  const past = turns.filter((turn) => !isLater(turn));
  const stateOf = Object.fromEntries(Object.entries(states).map(([type, state]) => [type, () => state]));
  return {
    row: {
      ...now.row,
      state: before(now.row.state, 'Open', stateOf, past, since),
      assigned_agent_id: before(now.row.assigned_agent_id, null, agents, past, since),
      queue_id: before(now.row.queue_id, null, queues, past, since),
    },
    tags: tagsBefore(now.tags, since),
  };
}
