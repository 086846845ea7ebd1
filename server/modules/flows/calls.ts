import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import { flowsQuery, ListFlowsOutput } from './schema.ts';

export const getConversationsFlows = describeCall({
  id: 'getConversationsFlows',
  method: 'GET',
  path: '/conversations/flows',
  tags: ['Conversations'],
  summary: 'List flows',
  description: 'The flows of one channel: what happens to a conversation before an agent sees it.',
  effect: 'read',
  query: flowsQuery,
  status: 200,
  answer: ListFlowsOutput,
  errors: [400, 500],
  example: {
    answer: { data: [{ id: '0193a5a3-08d6-7f52-b417-6a9c3e20d5f8', name: 'Workshop hotline', channel: 'PstnPhone', contactEndpointId: sample.phoneNumber }] },
  },
});
