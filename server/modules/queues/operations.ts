import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { viewAvailability, viewMember, viewMemberOutcome, viewPosition, viewQueue } from './view.ts';

export const queueOperations: readonly Operation[] = [
  operation({ ...calls.getQueues, handle: async (ctx, { actor }) => ({ data: (await actions.listQueues(ctx, actor)).map(viewQueue) }) }),
  operation({ ...calls.postQueues, handle: async (ctx, { actor, body }) => ({ data: viewQueue(await actions.createQueue(ctx, actor, body.request)) }) }),
  operation({ ...calls.getQueuesQueueid, handle: async (ctx, { actor, params }) => ({ data: viewQueue(await actions.getQueue(ctx, actor, params.queueId)) }) }),
  operation({ ...calls.getQueuesQueueidMembers, handle: async (ctx, { actor, params }) => ({ data: (await actions.listMembers(ctx, actor, params.queueId)).map(viewMember) }) }),
  operation({
    ...calls.patchQueuesQueueidMembers,
    handle: async (ctx, { actor, params, body }) => ({ data: (await actions.addMembers(ctx, actor, params.queueId, body.agentIds ?? [])).map(viewMemberOutcome) }),
  }),
  operation({ ...calls.deleteQueuesQueueidMembers, handle: async (ctx, { actor, params, body }) => await actions.removeMembers(ctx, actor, params.queueId, body.agentIds ?? []) }),
  operation({ ...calls.getQueuesQueueidAvailability, handle: async (ctx, { actor, params }) => ({ data: (await actions.getAvailability(ctx, actor, params.queueId)).map(viewAvailability) }) }),
  operation({ ...calls.getQueuesConversationPositionCsid, handle: async (ctx, { actor, params }) => ({ data: viewPosition(await actions.getPosition(ctx, actor, params.csid)) }) }),
];
