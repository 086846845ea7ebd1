import { sample } from '../../base/sample.ts';
import { conversationPath, CreateMessageInput } from '../../base/wire.ts';
import { describeCall } from '../../platform/operation.ts';
import { CreateMessageOutput, ListMessagesOutput } from './schema.ts';

const reply = { value: 'Your bicycle arrives on Thursday. Sorry for the wait!', _type: 'Text' };
const createdAt = '2026-03-02T10:21:47.905Z';

export const getConversationsConversationidMessages = describeCall({
  id: 'getConversationsConversationidMessages',
  method: 'GET',
  path: '/conversations/{conversationId}/messages',
  tags: ['Conversations', 'Messages'],
  summary: 'List messages',
  description: 'All messages of a conversation, oldest first. Their `attributes` have the form of the channel they came by.',
  effect: 'read',
  params: conversationPath,
  status: 200,
  answer: ListMessagesOutput,
  errors: [400, 404],
  example: {
    answer: {
      data: [
        {
          id: sample.messageId,
          authorId: sample.agentId,
          createdAt,
          attributes: { content: reply, direction: 'Outbound', attachments: [], isAutomated: false, _type: 'ChatAttributes' },
        },
      ],
    },
  },
});

export const postConversationsConversationidMessages = describeCall({
  id: 'postConversationsConversationidMessages',
  method: 'POST',
  path: '/conversations/{conversationId}/messages',
  tags: ['Conversations', 'Messages'],
  summary: 'Add a message',
  description:
    'Adds a message from the requester (`Inbound`) or from an agent (`Outbound`). Chats, e-mail and contact forms take both; Sms takes outbound text; ' +
    'WhatsApp takes outbound Markdown with at most one file, or the file alone. Attachments are fetched and kept. ' +
    'A message of the requester brings a pending or closed conversation back.',
  effect: 'write',
  params: conversationPath,
  body: CreateMessageInput,
  bodyRequired: true,
  status: 200,
  answer: CreateMessageOutput,
  errors: [400, 404, 500],
  example: {
    body: { content: reply, agentId: sample.agentId, attachments: [], _type: 'Outbound' },
    answer: { data: { content: reply, direction: 'Outbound', authorId: sample.agentId, messageId: sample.messageId, createdAt } },
  },
});
