import { operation, type Operation } from '../../platform/operation.ts';
import { knownContent, requireConversation } from '../conversations/index.ts';
import { addMessage } from './actions.ts';
import * as calls from './calls.ts';
import { selectMessages } from './store.ts';
import { viewMessage } from './view.ts';

export const messageOperations: readonly Operation[] = [
  operation({
    ...calls.getConversationsConversationidMessages,
    handle: async (ctx, { actor, params }) => {
      const rows = await selectMessages(ctx.db, actor.organizationId, params.conversationId);
      if (rows.length === 0) await requireConversation(ctx.db, actor.organizationId, params.conversationId);
      return { data: rows.map(viewMessage) };
    },
  }),
  operation({
    ...calls.postConversationsConversationidMessages,
    handle: async (ctx, { actor, params, body }) => {
      const added = await addMessage(ctx, actor, params.conversationId, body);
      const { content, externalId } = body;
      return { data: { direction: body._type, ...(content === undefined ? {} : { content: knownContent(content) }), ...(externalId ? { externalId } : {}), ...added } };
    },
  }),
];
