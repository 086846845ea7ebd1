import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import type { AnonymizationRequest } from './schema.ts';
import type { RequestRow } from './store.ts';

const viewRequest = (row: RequestRow): { data: AnonymizationRequest } => ({
  data: {
    id: row.id,
    entityType: `${row.entity_type}AnonymizationType`,
    _type: row.entity_type,
    initiatedAt: row.initiated_at,
    targetEntityId: row.target,
    requestedBy: row.requested_by,
    ...(row.processed_at === null ? {} : { processedAt: row.processed_at }),
  },
});

export const anonymizationOperations: readonly Operation[] = [
  operation({
    ...calls.patchEndusersUseridAnonymize,
    handle: async (ctx, { actor, params, query }) => viewRequest(await actions.anonymizeUser(ctx, actor, params.userId, query.force ?? false)),
  }),
  operation({
    ...calls.patchConversationsConversationidAnonymize,
    handle: async (ctx, { actor, params, query }) => viewRequest(await actions.anonymizeConversation(ctx, actor, params.conversationId, query.force ?? false)),
  }),
  operation({
    ...calls.patchConversationsConversationidMessagesMessageidAnonymize,
    handle: async (ctx, { actor, params }) => viewRequest(await actions.anonymizeMessage(ctx, actor, params.conversationId, params.messageId)),
  }),
  operation({ ...calls.getAnonymizationRequestRequestid, handle: async (ctx, { actor, params }) => viewRequest(await actions.getRequest(ctx, actor, params.requestId)) }),
  operation({ ...calls.postAnonymization, handle: async (ctx, { actor, body }) => viewRequest(await actions.anonymizeEntity(ctx, actor, body)) }),
];
