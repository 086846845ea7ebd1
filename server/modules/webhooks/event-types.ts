/** What can be subscribed to, by the names of the wire. */
export const webhookEventTypes = [
  'AgentBannedEnduser',
  'AgentBannedIp',
  'AgentUnbannedEnduser',
  'AgentUnbannedIp',
  'ConversationAbandoned',
  'ConversationAssigned',
  'ConversationClosed',
  'ConversationCreated',
  'ConversationCustomAttributeUpdated',
  'ConversationEndUserReplaced',
  'ConversationEnqueued',
  'ConversationMessageAdded',
  'ConversationMessageDeliveryDelivered',
  'ConversationMessageDeliveryFailed',
  'ConversationMessageDeliveryInfo',
  'ConversationMessageDeliverySeen',
  'ConversationMessageDeliverySent',
  'ConversationMessageDeliverySpamComplaint',
  'ConversationNoteAdded',
  'ConversationOpen',
  'ConversationPending',
  'ConversationPendingExpired',
  'ConversationRated',
  'ConversationTagAdded',
  'ConversationTagRemoved',
  'ConversationTransferred',
  'ConversationUnassigned',
  'SLAEvaluationAchieved',
  'SLAEvaluationBreached',
  'SLAEvaluationPending',
  'SLAEvaluationVoided',
  'TypingStarted',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

const known: ReadonlySet<string> = new Set(webhookEventTypes);
export const isEventType = (name: string): name is WebhookEventType => known.has(name);

/** Events of our log that are told under another name. All others are told under their own, if it is one of the list. */
const told: Readonly<Record<string, WebhookEventType>> = {
  ConversationCreatedByCustomer: 'ConversationCreated',
  ConversationCreatedByAgent: 'ConversationCreated',
  ConversationReopened: 'ConversationOpen',
  FollowupExpired: 'ConversationPendingExpired',
  TransferSuccessful: 'ConversationTransferred',
  MessageAddedByCustomer: 'ConversationMessageAdded',
  MessageAddedByAgent: 'ConversationMessageAdded',
  NoteAdded: 'ConversationNoteAdded',
  TagAdded: 'ConversationTagAdded',
  TagRemoved: 'ConversationTagRemoved',
  ConversationCustomAttributesUpdated: 'ConversationCustomAttributeUpdated',
};

/** Under which names an event of the log is told. Closing a conversation that nobody held is told twice: also as abandoned. */
export function typesOf(event: { readonly type: string; readonly data: Readonly<Record<string, unknown>> }): WebhookEventType[] {
  if (event.type === 'ConversationClosed' && event.data.assigned === false) return ['ConversationClosed', 'ConversationAbandoned'];
  const type = told[event.type] ?? event.type;
  return isEventType(type) ? [type] : [];
}

/** Types of the log that are told at all. */
export const isTold = (type: string): boolean => type in told || known.has(type);

/** The name in the payload: `ConversationMessageAdded` → `CONVERSATION_MESSAGE_ADDED`, `SLAEvaluationPending` → `SLA_EVALUATION_PENDING`. */
export const upperSnake = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toUpperCase();
