import { Data, DateTime, described, Enumeration, Maybe, Named, Page, pageQuery, type Static, Type, Uuid } from '../../base/schema.ts';
import { ActivityAttributes, ActivityPerson } from './attributes-schema.ts';

/** What can happen to a conversation: the value of `_type` of an entry. */
export const activityTypes = [
  'ConversationAssigned',
  'ConversationAutoreplySent',
  'ConversationChannelChanged',
  'ConversationClaimed',
  'ConversationClosed',
  'ConversationCreatedByAgent',
  'ConversationCreatedByCustomer',
  'ConversationCustomAttributesUpdated',
  'ConversationEndUserReplaced',
  'ConversationLanguageUpdated',
  'ConversationLinkedFromChild',
  'ConversationLinkedToParent',
  'ConversationMessageRedacted',
  'ConversationOffered',
  'ConversationOfferAccepted',
  'ConversationOfferRejected',
  'ConversationOfferTimeout',
  'ConversationPending',
  'ConversationRated',
  'ConversationRatingCancelled',
  'ConversationRatingNotOffered',
  'ConversationRatingOffered',
  'ConversationRatingScheduled',
  'ConversationRatingUnscheduled',
  'ConversationReopened',
  'ConversationReserved',
  'ConversationResolvedStateToggled',
  'ConversationTranscriptionEnded',
  'ConversationTranscriptionStarted',
  'ConversationUnassigned',
  'ConversationUnlinkedFromChild',
  'ConversationUnlinkedToParent',
  'FollowupAdded',
  'FollowupExpired',
  'FollowupRemoved',
  'MessageAddedByAgent',
  'MessageAddedByCustomer',
  'NoteAdded',
  'TagAdded',
  'TagRemoved',
  'TransferFailed',
  'TransferInitiated',
  'TransferSuccessful',
] as const;
export type ActivityType = (typeof activityTypes)[number];

/** Younger than the old names; they share one that says nothing. */
const withoutOldName: ReadonlySet<ActivityType> = new Set([
  'ConversationChannelChanged',
  'ConversationCustomAttributesUpdated',
  'ConversationLinkedFromChild',
  'ConversationLinkedToParent',
  'ConversationMessageRedacted',
  'ConversationRatingNotOffered',
  'ConversationResolvedStateToggled',
  'ConversationUnlinkedFromChild',
  'ConversationUnlinkedToParent',
]);

/** The name that an activity has in the old field `activityType`. */
export function oldActivityType(type: ActivityType): string {
  if (withoutOldName.has(type)) return 'UnknownActivityType';
  return type === 'ConversationReserved' ? 'ConversationReservedType' : `${type}ActivityType`;
}

const OldActivityType = Enumeration([...new Set(activityTypes.map(oldActivityType))], { description: 'The old form of `_type`.' });

export const ActivityLogEntry = Named('ActivityLogEntry', {
  id: Uuid,
  // The one place where the number of a conversation is a short integer. There is no limit, so that the log does not end there.
  conversationId: Type.Integer({ format: 'int32', description: 'The number of the conversation.' }),
  activityTimestamp: DateTime,
  activityType: OldActivityType,
  _type: Enumeration(activityTypes, { description: 'What happened.' }),
  author: Maybe(ActivityPerson),
  attributes: Maybe(ActivityAttributes),
});
export type ActivityLogEntry = Static<typeof ActivityLogEntry>;

export const ListActivityLogOutput = Page('ListActivityLogOutput', ActivityLogEntry);
export const GetActivityLogOutput = Data('GetActivityLogOutput', Type.Array(ActivityLogEntry));

export const activityLogQuery = Type.Object({
  ...pageQuery,
  fromDatetime: Maybe(described(DateTime, 'From this time on, itself included.')),
  toDatetime: Maybe(described(DateTime, 'Up to this time, itself included.')),
});
