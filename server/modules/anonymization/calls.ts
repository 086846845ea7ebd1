import { sample } from '../../base/sample.ts';
import { conversationPath } from '../../base/wire.ts';
import { describeCall } from '../../platform/operation.ts';
import { AnonymizeEntityInput, AnonymizeEntityOutput, endUserPath, forceQuery, messagePath, requestPath } from './schema.ts';

const request = { id: sample.requestId, initiatedAt: '2026-04-01T07:30:00.000Z', requestedBy: sample.agentId };
const ofConversation = { ...request, entityType: 'ConversationAnonymizationType', _type: 'Conversation', targetEntityId: String(sample.conversationId) };
const ofUser = { ...request, entityType: 'UserAnonymizationType', _type: 'User', targetEntityId: sample.customerId };
const ofMessage = {
  ...request,
  entityType: 'MessageAnonymizationType',
  _type: 'Message',
  targetEntityId: `${sample.conversationId}_${sample.messageId}`,
};

export const patchEndusersUseridAnonymize = describeCall({
  id: 'patchEndusersUseridAnonymize',
  method: 'PATCH',
  path: '/endusers/{userId}/anonymize',
  tags: ['End Users', 'Anonymization'],
  summary: 'Anonymize an end user',
  description: 'Asks for the personal data of an end user, of all their conversations and of the messages in them to be removed for good. Open conversations are a 409 unless `force` closes them.',
  effect: 'destroy',
  params: endUserPath,
  query: forceQuery,
  status: 202,
  answer: AnonymizeEntityOutput,
  errors: [400, 404, 409, 500],
  example: { answer: { data: ofUser } },
});

export const patchConversationsConversationidAnonymize = describeCall({
  id: 'patchConversationsConversationidAnonymize',
  method: 'PATCH',
  path: '/conversations/{conversationId}/anonymize',
  tags: ['Conversations', 'Anonymization'],
  summary: 'Anonymize a conversation',
  description: 'Asks for the personal data of a conversation and its messages to be removed for good. A conversation that is not closed is a 409 unless `force` closes it.',
  effect: 'destroy',
  params: conversationPath,
  query: forceQuery,
  status: 202,
  answer: AnonymizeEntityOutput,
  errors: [400, 404, 409, 500],
  example: { answer: { data: ofConversation } },
});

export const patchConversationsConversationidMessagesMessageidAnonymize = describeCall({
  id: 'patchConversationsConversationidMessagesMessageidAnonymize',
  method: 'PATCH',
  path: '/conversations/{conversationId}/messages/{messageId}/anonymize',
  tags: ['Conversations', 'Messages', 'Anonymization'],
  summary: 'Anonymize a message',
  description: 'Asks for what one message says, and its files, to be removed for good. The message itself stays in its place.',
  effect: 'destroy',
  params: messagePath,
  status: 202,
  answer: AnonymizeEntityOutput,
  errors: [400, 404, 409, 500],
  example: { answer: { data: ofMessage } },
});

export const getAnonymizationRequestRequestid = describeCall({
  id: 'getAnonymizationRequestRequestid',
  method: 'GET',
  path: '/anonymization/request/{requestId}',
  tags: ['Anonymization'],
  summary: 'Read an anonymization request',
  description: 'Tells whether an anonymization is done: then `processedAt` is there.',
  effect: 'read',
  params: requestPath,
  status: 200,
  answer: AnonymizeEntityOutput,
  errors: [400, 401, 404, 500],
  example: { answer: { data: { ...ofConversation, processedAt: '2026-04-01T07:30:02.481Z' } } },
});

export const postAnonymization = describeCall({
  id: 'postAnonymization',
  method: 'POST',
  path: '/anonymization',
  tags: ['Anonymization'],
  summary: 'Anonymize a user or a conversation (old form)',
  description: 'Does what the calls of the end user, the conversation and the message do; use those.',
  effect: 'destroy',
  deprecated: true,
  body: AnonymizeEntityInput,
  bodyRequired: true,
  status: 200,
  answer: AnonymizeEntityOutput,
  errors: [400, 500],
  example: { body: { entityId: sample.customerId, _type: 'User', forceAnonymization: true }, answer: { data: ofUser } },
});
