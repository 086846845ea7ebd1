import { sample } from '../../base/sample.ts';
import { conversationPath } from '../../base/wire.ts';
import { describeCall } from '../../platform/operation.ts';
import { activityLogQuery, GetActivityLogOutput, ListActivityLogOutput } from './schema.ts';

const exampleEntry = {
  id: '0193a5c8-44b9-7e26-a7d1-f03c9b58e612',
  conversationId: sample.conversationId,
  activityTimestamp: '2026-03-02T10:12:30.004Z',
  activityType: 'TagAddedActivityType',
  _type: 'TagAdded',
  author: { id: sample.agentId, name: 'Mads Lund', email: 'mads@nordhavn-cycles.example' },
  attributes: { tag: 'late delivery', _type: 'TagAddedAttribute' },
};

export const getConversationsActivitylog = describeCall({
  id: 'getConversationsActivitylog',
  method: 'GET',
  path: '/conversations/activitylog',
  tags: ['Conversations'],
  summary: 'Read the activity log',
  description: 'What happened to all conversations of the organization, oldest first. Both ends of the time window are included.',
  effect: 'read',
  query: activityLogQuery,
  status: 200,
  answer: ListActivityLogOutput,
  errors: [400, 500],
  example: { answer: { data: [exampleEntry], meta: { next: '/beta/conversations/activitylog?pageKey=eyJhZnRlciI6MTA0ODJ9' } } },
});

export const getConversationsConversationidActivitylog = describeCall({
  id: 'getConversationsConversationidActivitylog',
  method: 'GET',
  path: '/conversations/{conversationId}/activitylog',
  tags: ['Conversations'],
  summary: 'Read the activity log of a conversation',
  description: 'Everything that happened to one conversation, oldest first.',
  effect: 'read',
  params: conversationPath,
  status: 200,
  answer: GetActivityLogOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [exampleEntry] } },
});
