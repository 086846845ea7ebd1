import { operation, type Operation } from '../../platform/operation.ts';
import { getDefinition, listDefinitions, patchAttributes } from './actions.ts';
import * as calls from './calls.ts';
import { viewDefinition } from './view.ts';

export const customAttributeOperations: readonly Operation[] = [
  operation({ ...calls.getCustomAttributes, handle: async (ctx, { actor }) => ({ data: (await listDefinitions(ctx, actor)).map(viewDefinition) }) }),
  operation({
    ...calls.getCustomAttributesCustomattributeid,
    handle: async (ctx, { actor, params }) => ({ data: viewDefinition(await getDefinition(ctx, actor, params.customAttributeId)) }),
  }),
  operation({
    ...calls.patchConversationsConversationidCustomAttributes,
    handle: async (ctx, { actor, params, body }) => ({ data: await patchAttributes(ctx, actor, { conversationId: params.conversationId }, body) }),
  }),
  operation({
    ...calls.patchEndusersUseridCustomAttributes,
    handle: async (ctx, { actor, params, body }) => ({ data: await patchAttributes(ctx, actor, { personId: params.userId }, body) }),
  }),
];
