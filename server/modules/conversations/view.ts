import type { ConversationRow } from './store.ts';
import type { Conversation } from './schema.ts';

const linkTypes = new Set(['EmailForward', 'FollowUp', 'SideConversation']);

/** A `Related` link has no form on the wire: such a child is found through its parent's `/linked`. */
function linkOf(row: ConversationRow): { parentId: number; _type: string } | undefined {
  return row.parent_id !== null && linkTypes.has(row.link_type ?? '') ? { parentId: row.parent_id, _type: row.link_type! } : undefined;
}

/**
 * A conversation as the wire shows it, in the variant of its channel. What is undefined JSON leaves out.
 * @param withAttributes false in the list of an end user's conversations, which leaves them out.
 */
export function viewConversation(row: ConversationRow, withAttributes = true): Conversation {
  const anonymized = row.anonymized_at !== null;
  return {
    id: row.id,
    requesterId: row.requester_id,
    channel: row.channel,
    createdAt: row.created_at,
    direction: row.direction ?? undefined,
    state: row.state ?? undefined,
    stateUpdatedAt: row.state_updated_at ?? undefined,
    link: linkOf(row),
    customAttributes: withAttributes ? (row.attribute_list ?? []) : undefined,
    transportExpiresAt: row.transport_expires_at ?? undefined,
    ...(anonymized ? { anonymizedAt: row.anonymized_at } : handled(row)),
    _type: anonymized ? 'AnonymizedConversation' : row.kind,
  } as Conversation;
}

/** What only those show that nobody made anonymous. */
const handled = (row: ConversationRow): object => ({
  assignment: row.assigned_agent_id === null ? undefined : { agentId: row.assigned_agent_id, assignedAt: row.assigned_at },
  queue: row.queue_id === null ? undefined : { id: row.queue_id, queuedAt: row.queued_at ?? undefined },
  language: languageOf(row) ?? undefined,
  subject: (withSubject.has(row.kind) ? row.subject : null) ?? undefined,
  ...row.details,
});

const withLanguage = new Set(['ChatConversation', 'MessengerConversation', 'EmailConversation', 'ContactFormConversation']);

const withSubject = new Set(['EmailConversation', 'ContactFormConversation']);

const languageOf = (row: ConversationRow): string | null => (withLanguage.has(row.kind) ? row.language : null);
