import { pageQuery, Type, Uuid } from '../../base/schema.ts';
import { sample } from '../../base/sample.ts';
import { conversationPath } from '../../base/wire.ts';
import { describeCall } from '../../platform/operation.ts';
import * as change from './change-schema.ts';
import { CreateConversationInput, CreateConversationOutput, GenericConversationImport, ImportConversationOutput } from './create-schema.ts';
import { GetConversationOutput, ListEndUserConversationsOutput, ListLinkedConversationsOutput } from './schema.ts';

const { customAttributes, ...listed } = {
  id: sample.conversationId,
  requesterId: sample.customerId,
  channel: 'Email',
  createdAt: '2026-03-02T09:41:43.000Z',
  direction: 'Inbound',
  state: 'Open',
  stateUpdatedAt: '2026-03-02T09:41:43.000Z',
  assignment: { agentId: sample.agentId, assignedAt: '2026-03-02T10:02:11.318Z' },
  queue: { id: sample.queueId, queuedAt: '2026-03-02T09:41:43.120Z' },
  toEmail: sample.emailAddress,
  fromEmail: 'freja.holm@example.com',
  integrationEmail: sample.emailAddress,
  language: 'en',
  subject: 'Where is my bicycle?',
  link: { parentId: sample.parentConversationId, _type: 'SideConversation' },
  customAttributes: [{ id: sample.textAttributeId, name: 'Order number', identifier: 'order_number', value: 'NC-20931' }],
  _type: 'EmailConversation',
};

export const postConversations = describeCall({
  id: 'postConversations',
  method: 'POST',
  path: '/conversations',
  tags: ['Conversations', 'Chatbots'],
  summary: 'Start a conversation',
  description:
    'Starts a conversation with its first message, by the requester (`Inbound`) or by an agent (`Outbound`). ' +
    'A callback has no message and names the queue it waits in; an Sms starts with an outbound message.',
  effect: 'write',
  body: CreateConversationInput,
  bodyRequired: true,
  status: 201,
  answer: CreateConversationOutput,
  errors: [400, 404, 500],
  example: {
    body: {
      requesterId: sample.customerId,
      emailIntegrationId: sample.emailAddress,
      subject: listed.subject,
      message: { content: { value: 'I ordered two weeks ago and have heard nothing since.', _type: 'Text' }, attachments: [], _type: 'Inbound' },
      language: 'en',
      _type: 'Email',
    },
    answer: { data: { id: sample.conversationId } },
  },
});

export const postConversationsImport = describeCall({
  id: 'postConversationsImport',
  method: 'POST',
  path: '/conversations/import',
  tags: ['Conversations', 'Chatbots'],
  summary: 'Import a conversation',
  description:
    'Brings in a conversation that was held elsewhere, with its messages and their own times; with `closing` it is closed at once. ' +
    'An assignment or attachment that does not work out is reported in `partialErrors`; people and messages that do not fit are an error.',
  effect: 'write',
  body: GenericConversationImport,
  bodyRequired: true,
  bodyLimit: 10 * 1024 * 1024,
  status: 201,
  answer: ImportConversationOutput,
  errors: [400, 404, 500],
  example: {
    body: {
      genericChannelName: 'genericapimessaging',
      requesterId: sample.customerId,
      direction: 'Inbound',
      messages: [
        { content: { value: 'Do you repair hub gears?', _type: 'Text' }, createdAt: '2025-11-18T08:30:00.000Z', _type: 'InboundImport' },
        { content: { value: 'We do, within a week.', _type: 'Text' }, agentId: sample.agentId, createdAt: '2025-11-18T08:34:10.000Z', _type: 'OutboundImport' },
      ],
      createdAt: '2025-11-18T08:30:00.000Z',
      assignment: { agentId: sample.agentId, assignedAt: '2025-11-18T08:32:00.000Z' },
      externalId: 'old-desk-88213',
      closing: { closedAt: '2025-11-18T09:00:00.000Z', closedBy: sample.agentId },
      _type: 'GenericConversationImport',
    },
    answer: { data: { id: sample.parentConversationId, partialErrors: [{ message: 'The file https://files.example.com/gears.jpg could not be fetched' }] } },
  },
});

export const getConversationsConversationid = describeCall({
  id: 'getConversationsConversationid',
  method: 'GET',
  path: '/conversations/{conversationId}',
  tags: ['Conversations'],
  summary: 'Read a conversation',
  description: 'The conversation in the form of its channel, with its custom attributes. Tags, notes, messages and ratings have calls of their own.',
  effect: 'read',
  params: conversationPath,
  status: 200,
  answer: GetConversationOutput,
  errors: [400, 404, 500],
  example: { answer: { data: { ...listed, customAttributes } } },
});

export const getEndusersUseridConversations = describeCall({
  id: 'getEndusersUseridConversations',
  method: 'GET',
  path: '/endusers/{userId}/conversations',
  tags: ['End Users', 'Chatbots'],
  summary: 'List the conversations of an end user',
  description: 'The conversations that an end user requested, oldest first, without their custom attributes.',
  effect: 'read',
  params: Type.Object({ userId: Uuid }),
  query: Type.Object(pageQuery),
  status: 200,
  answer: ListEndUserConversationsOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [listed] } },
});

export const putConversationsConversationidClaim = describeCall({
  id: 'putConversationsConversationidClaim',
  method: 'PUT',
  path: '/conversations/{conversationId}/claim',
  tags: ['Conversations', 'Chatbots'],
  summary: 'Assign a conversation to an agent',
  description: 'Takes the conversation over from whoever holds it, unless `force` is false: then one that an agent holds already, even the same one, is a 409. So is a closed one.',
  effect: 'write',
  params: conversationPath,
  body: change.ClaimConversationInput,
  bodyRequired: true,
  status: 204,
  errors: [400, 404, 409],
  example: { body: { agentId: sample.agentId, force: false } },
});

export const putConversationsConversationidClose = describeCall({
  id: 'putConversationsConversationidClose',
  method: 'PUT',
  path: '/conversations/{conversationId}/close',
  tags: ['Conversations', 'Chatbots'],
  summary: 'Close a conversation',
  description: 'Closes the conversation and removes its follow-up. Nothing happens when it is closed already.',
  effect: 'write',
  params: conversationPath,
  body: change.CloseConversationInput,
  status: 204,
  errors: [400, 404],
  example: { body: { userId: sample.agentId } },
});

export const putConversationsConversationidReopen = describeCall({
  id: 'putConversationsConversationidReopen',
  method: 'PUT',
  path: '/conversations/{conversationId}/reopen',
  tags: ['Conversations'],
  summary: 'Reopen a conversation',
  description: 'Opens a closed conversation and offers it in its old queue, or in the default queue when it had none. A pending one opens where it is.',
  effect: 'write',
  params: conversationPath,
  body: change.ReopenConversationInput,
  status: 204,
  errors: [400, 404, 500],
  example: { body: { userId: sample.agentId } },
});

export const putConversationsConversationidFollowup = describeCall({
  id: 'putConversationsConversationidFollowup',
  method: 'PUT',
  path: '/conversations/{conversationId}/followup',
  tags: ['Conversations', 'Chatbots'],
  summary: 'Put a conversation aside',
  description: 'The conversation is pending until the given time and then open again. A time in the past opens it at once; a closed conversation cannot be put aside.',
  effect: 'write',
  params: conversationPath,
  body: change.FollowupConversationInput,
  bodyRequired: true,
  status: 204,
  errors: [400, 404],
  example: { body: { timestamp: '2026-03-05T08:00:00.000Z', userId: sample.agentId } },
});

export const putConversationsConversationidTransferQueue = describeCall({
  id: 'putConversationsConversationidTransferQueue',
  method: 'PUT',
  path: '/conversations/{conversationId}/transfer/queue',
  tags: ['Conversations', 'Chatbots'],
  summary: 'Move a conversation to a queue',
  description: 'Takes the conversation from its agent and offers it in another queue. This is also how a bot hands over to people.',
  effect: 'write',
  params: conversationPath,
  body: change.TransferConversationInput,
  bodyRequired: true,
  status: 204,
  errors: [400, 404, 500],
  example: { body: { queueId: sample.queueId, userId: sample.agentId } },
});

export const putConversationsConversationidLink = describeCall({
  id: 'putConversationsConversationidLink',
  method: 'PUT',
  path: '/conversations/{conversationId}/link',
  tags: ['Conversations'],
  summary: 'Link a conversation to a parent',
  description: 'Makes the conversation of the path a child of the one in the body. A child has one parent and no children; a parent has at most 100.',
  effect: 'write',
  params: conversationPath,
  body: change.LinkConversationInput,
  bodyRequired: true,
  status: 204,
  errors: [400, 404, 500],
  example: { body: { parentId: sample.parentConversationId, linkType: 'SideConversation' } },
});

export const getConversationsConversationidLinked = describeCall({
  id: 'getConversationsConversationidLinked',
  method: 'GET',
  path: '/conversations/{conversationId}/linked',
  tags: ['Conversations'],
  summary: 'List linked conversations',
  description: 'The children of a conversation, in the order of their numbers.',
  effect: 'read',
  params: conversationPath,
  status: 200,
  answer: ListLinkedConversationsOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [{ ...listed, customAttributes }] } },
});
