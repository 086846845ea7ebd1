import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import { oldSearchQuery, SearchConversationsWithFiltersOutput, SearchOutput, SearchParametersInput, searchQuery } from './schema.ts';

const exampleHit = { id: sample.conversationId, highlights: { subject: ['Where is my <em class="highlight">bicycle</em>?'] } };

export const postSearchConversations = describeCall({
  id: 'postSearchConversations',
  method: 'POST',
  path: '/search/conversations',
  tags: ['Search', 'Conversations'],
  summary: 'Search conversations',
  description: 'Finds conversations by words, by conditions on their fields, or by both. Without either it finds all. Send the body again with each page.',
  effect: 'read',
  query: searchQuery,
  body: SearchParametersInput,
  status: 200,
  answer: SearchConversationsWithFiltersOutput,
  errors: [400, 401, 500],
  example: {
    body: {
      query: { value: 'bicycle' },
      filters: {
        strategy: 'All',
        conditions: [
          { field: { operator: { values: ['open', 'pending'], _type: 'IsOneOf' }, _type: 'Status' } },
          { field: { operator: { timestamp: '2026-03-01T00:00:00.000Z', _type: 'Since' }, _type: 'CreationDate' } },
        ],
      },
    },
    answer: { data: [exampleHit] },
  },
});

export const getSearchConversations = describeCall({
  id: 'getSearchConversations',
  method: 'GET',
  path: '/search/conversations',
  tags: ['Search', 'Conversations'],
  summary: 'Search conversations (old form)',
  description: 'Finds conversations by words alone. The POST form can do more.',
  effect: 'read',
  deprecated: true,
  query: oldSearchQuery,
  status: 200,
  answer: SearchOutput,
  errors: [400, 401, 500],
  example: { answer: { data: [{ ...exampleHit, innerHits: [{ id: sample.messageId, highlight: { text: 'Your <em class="highlight">bicycle</em> arrives' } }] }] } },
});
