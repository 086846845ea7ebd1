import type { ConversationChannel } from '../../base/wire.ts';
import type { Context } from '../../platform/context.ts';
import { operation, type Actor, type Operation } from '../../platform/operation.ts';
import { listRatings, offerRating, submitRating } from './actions.ts';
import * as calls from './calls.ts';
import { viewRating } from './view.ts';

async function list(ctx: Context, actor: Actor, conversationId: number) {
  const { rows, channel } = await listRatings(ctx, actor, conversationId);
  return { data: rows.map((row) => viewRating(row, channel as ConversationChannel)) };
}

export const ratingOperations: readonly Operation[] = [
  operation({ ...calls.getConversationsConversationidRatings, handle: (ctx, { actor, params }) => list(ctx, actor, params.conversationId) }),
  operation({ ...calls.getConversationsConversationidRating, handle: (ctx, { actor, params }) => list(ctx, actor, params.conversationId) }),
  operation({
    ...calls.postConversationsConversationidRatingsOffer,
    handle: async (ctx, { actor, params, body }) => ({ data: await offerRating(ctx, actor, params.conversationId, body) }),
  }),
  operation({
    ...calls.postConversationsConversationidRatingsRatingidSubmit,
    handle: async (ctx, { actor, params, body }) => {
      const { userId, submittedAt } = await submitRating(ctx, actor, params.conversationId, params.ratingId, body);
      const { ratingResult, comment } = body;
      return { data: { ratingId: params.ratingId, userId, ratingResult: { value: ratingResult.value, _type: ratingResult._type }, ...(comment === undefined ? {} : { comment }), submittedAt } };
    },
  }),
];
