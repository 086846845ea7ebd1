import { allows } from '../modules/tokens/index.ts';
import type { LoggedEvent } from '../platform/events/log.ts';
import type { Actor } from '../platform/operation.ts';

type Rule = readonly [begins: string, tags: readonly string[]];

/** What an event of a conversation is about besides the conversation, by how its type begins. */
const ofConversations: readonly Rule[] = [
  ['Note', ['Internal Notes']],
  ['ConversationMessage', ['Messages']],
  ['Message', ['Messages']],
  ['ConversationRat', ['Ratings']],
  ['Tag', ['Tags']],
  ['ConversationCustomAttributes', ['Custom Attributes']],
];

const ofOthers: readonly Rule[] = [
  ['Agent', ['Agents']],
  ['Team', ['Teams']],
  ['Queue', ['Queues']],
  ['DefaultQueue', ['Queues']],
  ['Tag', ['Tags']],
  ['Template', ['Templates']],
  ['Article', ['Knowledge']],
  ['Category', ['Knowledge']],
  ['Collection', ['Knowledge']],
  ['Webhook', ['Webhooks']],
];

const tagsOf = (rules: readonly Rule[], type: string): readonly string[] => rules.find(([begins]) => type.startsWith(begins))?.[1] ?? [];

/**
 * Whether a token may hear of an event: when it may read what the event is about. Events that belong to no group, or to
 * people of either kind, are for tokens that may read everything.
 */
export function mayHear(actor: Pick<Actor, 'scopes'>, event: Pick<LoggedEvent, 'type' | 'conversation_id'>): boolean {
  const tags = event.conversation_id === null ? tagsOf(ofOthers, event.type) : ['Conversations', ...tagsOf(ofConversations, event.type)];
  return allows(actor, { effect: 'read', tags });
}

/** The same for tokens that hear the same. */
export const viewOf = (actor: Pick<Actor, 'scopes'>): string => actor.scopes.toSorted().join('\n');
