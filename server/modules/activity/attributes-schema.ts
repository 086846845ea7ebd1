import { Csid, described, Int32, MapOf, Maybe, Named, OneOf, type Static, Type, Variant } from '../../base/schema.ts';
import { AttributeValue } from '../../base/wire.ts';

/** Somebody as the log remembers them. */
export const ActivityPerson = Named('ActivityLogUser', {
  id: Type.String(),
  name: Maybe(Type.String()),
  email: Maybe(Type.String()),
  phoneNumber: Maybe(Type.String()),
});
export type ActivityPerson = Static<typeof ActivityPerson>;

const avatarUrl = Maybe(Type.String());

/** What an activity tells besides its type; most types tell nothing more. */
export const ActivityAttributes = OneOf('ActivityLogAttribute', [
  Variant('ConversationAssignedAttribute', { agentId: Type.String(), agentName: Maybe(Type.String()) }),
  Variant('ConversationAutoReplySentAttribute', { templateName: Type.String() }),
  Variant('ConversationChannelChangedAttribute', { channelReference: Type.String() }),
  Variant('ConversationClaimedAttribute', {
    claimedFromLabel: Maybe(Type.String({ description: 'The name of the queue or agent it was taken from.' })),
    claimedFromType: Maybe(Type.String()),
  }),
  Variant('ConversationCreatedAttribute', { subject: Maybe(Type.String()) }),
  Variant('ConversationCustomAttributesUpdatedAttribute', {
    updatedAttributeIds: Maybe(Type.Array(Type.String())),
    updatedAttributeValues: MapOf(AttributeValue, { description: 'The new values by the names of their attributes.' }),
  }),
  Variant('ConversationEndUserReplacedAttribute', { oldUser: ActivityPerson, newUser: ActivityPerson }),
  Variant('ConversationLanguageUpdatedAttribute', { language: Type.String() }),
  Variant('ConversationLinkedAttribute', { child: Csid, parent: Csid, linkType: Type.String() }),
  Variant('ConversationOfferedAttribute', { agentNames: Maybe(Type.Array(Type.String())), queueLabel: Maybe(Type.String()) }),
  Variant('ConversationRatedAttribute', { agent: Maybe(ActivityPerson), score: Maybe(Int32), message: Maybe(Type.String()) }),
  Variant('ConversationRatingNotOfferedAttribute', { evaluationFilters: Maybe(Type.String({ description: 'The filters that kept it back.' })) }),
  Variant('ConversationRatingOfferedAttribute', { agent: ActivityPerson, user: ActivityPerson }),
  Variant('ConversationRatingScheduledAttribute', { ratingScheduledTime: Type.String() }),
  Variant('ConversationReservedAttribute', {
    agent: ActivityPerson,
    queueId: Type.String(),
    queueName: Type.String(),
    reservationType: Type.String(),
    validUntil: Type.String(),
  }),
  Variant('ConversationResolvedStateToggledAttribute', { isResolved: Type.Boolean() }),
  Variant('ConversationSubjectUpdatedAttribute', { oldSubject: Type.String(), newSubject: Type.String() }),
  Variant('ConversationTranscriptionEndedAttribute', { isSuccessful: Type.Boolean(), failureReason: Maybe(Type.String()) }),
  Variant('ConversationTransferredAttribute', {
    transferType: Type.String(),
    destinationType: Type.String(),
    destinationId: Type.String(),
    destinationLabel: Maybe(Type.String({ description: 'The name of the queue it went to.' })),
    reason: Maybe(Type.String({ description: 'Why it failed.' })),
  }),
  Variant('ConversationUnassignedAttribute', { agent: ActivityPerson }),
  Variant('MessageAddedAttribute', {
    messageId: Type.String(),
    fromEndpoint: Maybe(Type.String({ description: 'The address or number it came from.' })),
    avatarUrl,
  }),
  Variant('MessageRedactedAttribute', {
    messageId: Type.String(),
    wasTextRedacted: Type.Boolean(),
    numberOfDeletedFiles: described(Int32, 'How many of its files were removed.'),
  }),
  Variant('NoteAddedAttribute', { message: Type.String(), avatarUrl }),
  Variant('TagAddedAttribute', { tag: Type.String({ description: 'The name of the tag.' }) }),
  Variant('TagRemovedAttribute', { tag: Type.String({ description: 'The name of the tag.' }) }),
]);
export type ActivityAttributes = Static<typeof ActivityAttributes>;
