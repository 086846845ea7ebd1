import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { viewTag } from './view.ts';

export const tagOperations: readonly Operation[] = [
  operation({
    ...calls.getTags,
    handle: async (ctx, { actor, query }) => ({ data: (await actions.listTags(ctx, actor, query.includeDeactivated ?? false)).map(viewTag) }),
  }),
  operation({ ...calls.postTags, handle: async (ctx, { actor, body }) => ({ data: viewTag(await actions.createTag(ctx, actor, body)) }) }),
  operation({ ...calls.getTagsTagid, handle: async (ctx, { actor, params }) => ({ data: viewTag(await actions.getTag(ctx, actor, params.tagId)) }) }),
  operation({ ...calls.deleteTagsTagid, handle: (ctx, { actor, params }) => actions.deleteTag(ctx, actor, params.tagId) }),
  operation({ ...calls.patchTagsTagidActivate, handle: (ctx, { actor, params }) => actions.setTagState(ctx, actor, params.tagId, 'Active') }),
  operation({ ...calls.patchTagsTagidDeactivate, handle: (ctx, { actor, params }) => actions.setTagState(ctx, actor, params.tagId, 'Inactive') }),
  operation({
    ...calls.getConversationsConversationidTags,
    handle: async (ctx, { actor, params }) => ({ data: (await actions.listConversationTags(ctx, actor, params.conversationId)).map(viewTag) }),
  }),
  operation({
    ...calls.putConversationsConversationidTagsTagid,
    handle: (ctx, { actor, params }) => actions.tagConversation(ctx, actor, params.conversationId, params.tagId),
  }),
  operation({
    ...calls.deleteConversationsConversationidTagsTagid,
    handle: (ctx, { actor, params }) => actions.untagConversation(ctx, actor, params.conversationId, params.tagId),
  }),
  operation({
    ...calls.postConversationsConversationidTagsBulk,
    handle: (ctx, { actor, params, body }) =>
      actions.tagConversationByName(
        ctx,
        actor,
        params.conversationId,
        (body.data ?? []).map((tag) => tag.name),
      ),
  }),
];
