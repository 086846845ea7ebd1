import { Data, DateTime, described, Enumeration, Maybe, Named, type Static, Type, Uuid } from '../../base/schema.ts';
import { conversationPath } from '../../base/wire.ts';

const Entity = Enumeration(['Conversation', 'Message', 'User']);
const OldEntity = Enumeration(['ConversationAnonymizationType', 'MessageAnonymizationType', 'UnknownAnonymizationType', 'UserAnonymizationType'], {
  description: 'The old form of `_type`.',
});

export const AnonymizationRequest = Named('AnonymizationRequest', {
  id: Uuid,
  entityType: OldEntity,
  _type: described(Entity, 'What is anonymized.'),
  initiatedAt: DateTime,
  targetEntityId: Type.String({ description: 'The id of the user, the number of the conversation, or both ids of a message as `<conversation>_<message>`.' }),
  requestedBy: described(Uuid, 'Who asked for it.'),
  processedAt: Maybe(described(DateTime, 'When it was done; absent until then.')),
});
export type AnonymizationRequest = Static<typeof AnonymizationRequest>;

export const AnonymizeEntityOutput = Data('AnonymizeEntityOutput', AnonymizationRequest);

export const AnonymizeEntityInput = Named('AnonymizeEntityInput', {
  entityId: Type.String({ description: 'The id of a user, or the number of a conversation.' }),
  entityType: Maybe(OldEntity),
  forceAnonymization: Maybe(Type.Boolean({ description: 'Whether open conversations are closed first.' })),
  _type: Maybe(described(Entity, 'What is to be anonymized. One of `_type` and `entityType` is needed.')),
});

export const forceQuery = Type.Object({
  force: Maybe(Type.Boolean({ default: false, description: 'Whether open conversations are closed first.' })),
});

export const endUserPath = Type.Object({ userId: Uuid });
export const requestPath = Type.Object({ requestId: Uuid });
export const messagePath = Type.Object({ ...conversationPath.properties, messageId: Uuid });
