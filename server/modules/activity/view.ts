import { present } from '../../base/present.ts';
import type { ActivityAttributes, ActivityPerson } from './attributes-schema.ts';
import { oldActivityType, type ActivityLogEntry, type ActivityType } from './schema.ts';
import type { ActivityRow, Names } from './store.ts';

type Tell = (row: ActivityRow, names: Names) => ActivityAttributes | undefined;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function person(id: unknown, names: Names): ActivityPerson {
  const found = names.people.get(text(id));
  return present({ id: text(id), name: found?.name, email: found?.email, phoneNumber: found?.phone });
}

const created: Tell = (row, names) => present({ subject: names.subjects.get(row.conversation_id), _type: 'ConversationCreatedAttribute' as const });

const transferred: Tell = ({ data }, names) =>
  present({
    transferType: text(data.transferType),
    destinationType: text(data.destinationType),
    destinationId: text(data.destinationId),
    destinationLabel: names.queues.get(text(data.destinationId)),
    reason: data.reason as string | undefined,
    _type: 'ConversationTransferredAttribute' as const,
  });

const linked: Tell = ({ data }) => ({ child: Number(data.child), parent: Number(data.parent), linkType: text(data.linkType), _type: 'ConversationLinkedAttribute' });

const messageAdded: Tell = (row, names) =>
  present({
    messageId: text(row.data.messageId),
    fromEndpoint: names.endpoints.get(text(row.data.messageId)),
    avatarUrl: names.people.get(row.actor_id ?? '')?.avatar,
    _type: 'MessageAddedAttribute' as const,
  });

/** Values by the names of their attributes. */
function valuesByName(data: ActivityRow['data'], names: Names): Record<string, string | string[]> {
  const values = (data.values ?? {}) as Record<string, string | string[]>;
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [names.attributes.get(id) ?? id, value]));
}

/** How each activity that has more to tell is told. */
const tellers: Partial<Record<ActivityType, Tell>> = {
  ConversationAssigned: ({ data }, names) => present({ agentId: text(data.agentId), agentName: names.people.get(text(data.agentId))?.name, _type: 'ConversationAssignedAttribute' as const }),
  ConversationUnassigned: ({ data }, names) => ({ agent: person(data.agentId, names), _type: 'ConversationUnassignedAttribute' }),
  ConversationClaimed: ({ data }, names) => {
    const fromAgent = typeof data.agentId === 'string';
    const label = fromAgent ? names.people.get(text(data.agentId))?.name : names.queues.get(text(data.queueId));
    const type = fromAgent ? 'Agent' : typeof data.queueId === 'string' ? 'Queue' : undefined;
    return present({ claimedFromLabel: label, claimedFromType: type, _type: 'ConversationClaimedAttribute' as const });
  },
  ConversationCreatedByAgent: created,
  ConversationCreatedByCustomer: created,
  ConversationCustomAttributesUpdated: ({ data }, names) => ({
    updatedAttributeIds: (data.updatedAttributeIds ?? []) as string[],
    updatedAttributeValues: valuesByName(data, names),
    _type: 'ConversationCustomAttributesUpdatedAttribute',
  }),
  ConversationEndUserReplaced: ({ data }, names) => ({ oldUser: person(data.oldUserId, names), newUser: person(data.newUserId, names), _type: 'ConversationEndUserReplacedAttribute' }),
  ConversationLinkedFromChild: linked,
  ConversationLinkedToParent: linked,
  ConversationMessageRedacted: ({ data }) => ({
    messageId: text(data.messageId),
    wasTextRedacted: data.wasTextRedacted !== false,
    numberOfDeletedFiles: Number(data.numberOfDeletedFiles ?? 0),
    _type: 'MessageRedactedAttribute',
  }),
  ConversationRated: ({ data }, names) => {
    const rating = names.ratings.get(text(data.ratingId));
    return present({
      agent: rating?.agentId ? person(rating.agentId, names) : undefined,
      score: rating?.score ?? (typeof data.score === 'number' ? data.score : undefined),
      message: rating?.comment,
      _type: 'ConversationRatedAttribute' as const,
    });
  },
  ConversationRatingOffered: ({ data }, names) => ({ agent: person(data.agentId, names), user: person(data.userId, names), _type: 'ConversationRatingOfferedAttribute' }),
  MessageAddedByAgent: messageAdded,
  MessageAddedByCustomer: messageAdded,
  NoteAdded: (row, names) =>
    present({
      message: names.notes.get(text(row.data.noteId)) ?? '',
      avatarUrl: names.people.get(row.actor_id ?? '')?.avatar,
      _type: 'NoteAddedAttribute' as const,
    }),
  TagAdded: ({ data }) => ({ tag: text(data.tag), _type: 'TagAddedAttribute' }),
  TagRemoved: ({ data }) => ({ tag: text(data.tag), _type: 'TagRemovedAttribute' }),
  TransferFailed: transferred,
  TransferInitiated: transferred,
  TransferSuccessful: transferred,
};

export function viewActivity(row: ActivityRow, names: Names): ActivityLogEntry {
  const type = row.type as ActivityType;
  const attributes = tellers[type]?.(row, names);
  return {
    id: row.id,
    conversationId: row.conversation_id,
    activityTimestamp: row.at,
    activityType: oldActivityType(type),
    _type: type,
    ...(row.actor_id === null ? {} : { author: person(row.actor_id, names) }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}
