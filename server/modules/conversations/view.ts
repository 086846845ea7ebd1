import { present } from '../../base/present.ts';
import type { ConversationRow } from './store.ts';
import type { Conversation } from './schema.ts';

const linkTypes = new Set(['EmailForward', 'FollowUp', 'SideConversation']);

/** A `Related` link has no form on the wire: such a child is found through its parent's `/linked`. */
function linkOf(row: ConversationRow): { parentId: number; _type: string } | null {
  return row.parent_id !== null && linkTypes.has(row.link_type ?? '') ? { parentId: row.parent_id, _type: row.link_type! } : null;
}

/**
 * A conversation as the wire shows it, in the variant of its channel.
 * @param withAttributes false in the list of an end user's conversations, which leaves them out.
 */
export function viewConversation(row: ConversationRow, withAttributes = true): Conversation {
  const common = {
    id: row.id,
    requesterId: row.requester_id,
    channel: row.channel,
    createdAt: row.created_at,
    ...present({
      direction: row.direction,
      state: row.state,
      stateUpdatedAt: row.state_updated_at,
      link: linkOf(row),
      customAttributes: withAttributes ? (row.attribute_list ?? []) : null,
      transportExpiresAt: row.transport_expires_at,
    }),
  };
  if (row.anonymized_at !== null) return { ...common, anonymizedAt: row.anonymized_at, _type: 'AnonymizedConversation' } as Conversation;
  return {
    ...common,
    ...present({
      assignment: row.assigned_agent_id === null ? null : { agentId: row.assigned_agent_id, assignedAt: row.assigned_at },
      queue: row.queue_id === null ? null : present({ id: row.queue_id, queuedAt: row.queued_at }),
      language: languageOf(row),
      subject: withSubject.has(row.kind) ? row.subject : null,
    }),
    ...row.details,
    _type: row.kind,
  } as Conversation;
}

const withLanguage = new Set(['ChatConversation', 'MessengerConversation', 'EmailConversation', 'ContactFormConversation']);

const withSubject = new Set(['EmailConversation', 'ContactFormConversation']);

const languageOf = (row: ConversationRow): string | null => (withLanguage.has(row.kind) ? row.language : null);
