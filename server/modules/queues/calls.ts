import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Queues'];
const settings = { queueThresholds: { WaitingConversations: 10 }, offerTimeout: 20, wrapupTimeout: 30, priority: 1, doNotOfferTimeouts: { Email: 300 }, isDoNotOfferEnabled: true };
const queue = {
  id: sample.queueId,
  name: 'Orders and delivery',
  isDefault: true,
  organizationId: '0193a5a0-02c4-7b18-9d3e-71f05c8ae264',
  ...settings,
  slaCalculationMethod: 'AbandonedIgnored',
  offeringAlgorithm: 'LongestIdle',
  memberListType: 'Default',
  usages: { queueId: sample.queueId, usages: { Email: [sample.emailAddress], WidgetChat: [sample.widgetId] } },
};

export const getQueues = describeCall({
  id: 'getQueues',
  method: 'GET',
  path: '/queues',
  tags,
  summary: 'List queues',
  description: 'All queues of the organization, oldest first, each with the contact points that lead into it.',
  effect: 'read',
  status: 200,
  answer: schema.ListQueuesOutput,
  errors: [400, 500],
  example: { answer: { data: [queue] } },
});

export const postQueues = describeCall({
  id: 'postQueues',
  method: 'POST',
  path: '/queues',
  tags,
  summary: 'Create a queue',
  description: 'Makes a queue. A new default queue takes over from the one before.',
  effect: 'write',
  body: schema.CreateQueueInput,
  accepts: schema.AcceptedQueueInput,
  bodyRequired: true,
  status: 201,
  answer: schema.CreateQueueOutput,
  errors: [400, 500],
  example: {
    body: { request: { name: queue.name, callFunctionality: false, isDefault: true, offerAlgorithm: queue.offeringAlgorithm, ...settings } },
    answer: { data: { ...queue, usages: { queueId: sample.queueId, usages: {} } } },
  },
});

export const getQueuesQueueid = describeCall({
  id: 'getQueuesQueueid',
  method: 'GET',
  path: '/queues/{queueId}',
  tags,
  summary: 'Read a queue',
  effect: 'read',
  params: schema.queuePath,
  status: 200,
  answer: schema.GetQueueByIdOutput,
  errors: [400, 404, 500],
  example: { answer: { data: queue } },
});

export const getQueuesQueueidMembers = describeCall({
  id: 'getQueuesQueueidMembers',
  method: 'GET',
  path: '/queues/{queueId}/members',
  tags,
  summary: 'List the members of a queue',
  description: 'The agents who take conversations from the queue, in the order in which they were added.',
  effect: 'read',
  params: schema.queuePath,
  status: 200,
  answer: schema.QueueMembersOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [{ agentId: sample.agentId }, { agentId: sample.otherAgentId, priority: 2 }] } },
});

export const patchQueuesQueueidMembers = describeCall({
  id: 'patchQueuesQueueidMembers',
  method: 'PATCH',
  path: '/queues/{queueId}/members',
  tags,
  summary: 'Add members to a queue',
  description: 'Adds each agent by itself; who is a member already stays. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  params: schema.queuePath,
  body: schema.BulkQueueEndpointInput,
  bodyRequired: true,
  status: 200,
  answer: schema.BulkQueueEndpointOutput,
  errors: [400, 404, 500],
  example: {
    body: { agentIds: [sample.agentId, sample.customerId] },
    answer: {
      data: [
        { data: sample.agentId, _type: 'BulkActionSuccess' },
        { error: { id: sample.customerId, message: 'Member is neither Agent or Admin', _type: 'Validation' }, _type: 'BulkActionFailure' },
      ],
    },
  },
});

export const deleteQueuesQueueidMembers = describeCall({
  id: 'deleteQueuesQueueidMembers',
  method: 'DELETE',
  path: '/queues/{queueId}/members',
  tags,
  summary: 'Take members out of a queue',
  description: 'Takes agents out of the queue, all or none, ten at most at once. Who is no member does no harm.',
  effect: 'write',
  params: schema.queuePath,
  body: schema.BulkQueueEndpointInput,
  bodyRequired: true,
  status: 204,
  errors: [400, 404, 500],
  example: { body: { agentIds: [sample.otherAgentId] } },
});

export const getQueuesQueueidAvailability = describeCall({
  id: 'getQueuesQueueidAvailability',
  method: 'GET',
  path: '/queues/{queueId}/availability',
  tags: ['Queues', 'Chatbots'],
  summary: 'Ask whether a queue could answer',
  description:
    'Says for each channel of chatbots whether a member of the queue is online and not away. `genericapimessaging` is always told of; `adachat`, `kindlychat` and `digitalgeniuschat` where the organization has such an AI agent.',
  effect: 'read',
  params: schema.queuePath,
  status: 200,
  answer: schema.QueueAvailabilityOutput,
  errors: [400, 409, 500],
  example: { answer: { data: [{ channelAvailability: { genericChannelName: 'genericapimessaging', availability: 'NotAvailable', queueSize: 3, _type: 'GenericChannel' }, _type: 'Success' }] } },
});

export const getQueuesConversationPositionCsid = describeCall({
  id: 'getQueuesConversation-positionCsid',
  method: 'GET',
  path: '/queues/conversation-position/{csid}',
  tags: ['Queues', 'Chatbots'],
  summary: 'Ask where a conversation stands in its queue',
  description: 'The next conversation to be taken stands at 1. A conversation that waits in no queue, or is unknown, is not found.',
  effect: 'read',
  params: schema.csidPath,
  status: 200,
  answer: schema.GetQueuedConversationPositionOutput,
  errors: [400, 404, 500],
  example: { answer: { data: { position: 2, queuedAt: '2026-03-02T10:02:41.310Z' } } },
});
