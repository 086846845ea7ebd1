import { sample } from '../../base/sample.ts';
import { conversationPath } from '../../base/wire.ts';
import { describeCall } from '../../platform/operation.ts';
import { CreateRatingOfferInput, CreateRatingOfferOutput, CreateRatingResultInput, CreateRatingResultOutput, ListConversationRatingsOutput, ratingPath } from './schema.ts';

const exampleRating = {
  id: sample.ratingId,
  ratingScore: 5,
  ratingType: 'Csat',
  ratingComment: 'Quick and friendly.',
  conversationChannel: 'Email',
  agentId: sample.agentId,
  userId: sample.customerId,
  ratingStatus: 'Rated',
  language: 'en',
  timestamps: { offered_at: '2026-03-03T15:00:00.000Z', rated_at: '2026-03-03T15:12:40.000Z' },
};

const listing = {
  method: 'GET',
  tags: ['Conversations', 'Ratings'],
  effect: 'read',
  params: conversationPath,
  status: 200,
  answer: ListConversationRatingsOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [exampleRating] } },
} as const;

export const getConversationsConversationidRatings = describeCall({
  ...listing,
  id: 'getConversationsConversationidRatings',
  path: '/conversations/{conversationId}/ratings',
  summary: 'List the ratings of a conversation',
  description: 'Every question that was or will be asked, with where it stands now. The questions of one survey share their id.',
});

export const getConversationsConversationidRating = describeCall({
  ...listing,
  id: 'getConversationsConversationidRating',
  path: '/conversations/{conversationId}/rating',
  summary: 'List the ratings of a conversation (old form)',
  description: 'Answers the same as `/ratings`; use that.',
  deprecated: true,
});

export const postConversationsConversationidRatingsOffer = describeCall({
  id: 'postConversationsConversationidRatingsOffer',
  method: 'POST',
  path: '/conversations/{conversationId}/ratings/offer',
  tags: ['Conversations', 'Ratings', 'Chatbots'],
  summary: 'Offer a rating',
  description: 'Notes that the customer was asked for a rating, once for each type of rating. The id in the answer is needed to submit what they say.',
  effect: 'write',
  params: conversationPath,
  body: CreateRatingOfferInput,
  bodyRequired: true,
  status: 201,
  answer: CreateRatingOfferOutput,
  errors: [400, 404, 500],
  example: {
    body: { ratingType: 'Csat', agentId: sample.agentId },
    answer: {
      data: { id: sample.ratingId, userId: sample.customerId, agentId: sample.agentId, ratingType: 'Csat', offeredAt: '2026-03-03T15:00:00.000Z' },
    },
  },
});

export const postConversationsConversationidRatingsRatingidSubmit = describeCall({
  id: 'postConversationsConversationidRatingsRatingidSubmit',
  method: 'POST',
  path: '/conversations/{conversationId}/ratings/{ratingId}/submit',
  tags: ['Conversations', 'Ratings', 'Chatbots'],
  summary: 'Submit a rating',
  description: 'Stores the score for an offer. Its type is that of the offer; a score out of range, an unknown offer and an unknown conversation are a 400.',
  effect: 'write',
  params: ratingPath,
  body: CreateRatingResultInput,
  bodyRequired: true,
  status: 201,
  answer: CreateRatingResultOutput,
  errors: [400, 500],
  example: {
    body: { ratingResult: { value: 5, _type: 'Csat' }, comment: exampleRating.ratingComment, submittedAt: exampleRating.timestamps.rated_at },
    answer: {
      data: {
        ratingId: sample.ratingId,
        userId: sample.customerId,
        ratingResult: { value: 5, _type: 'Csat' },
        comment: exampleRating.ratingComment,
        submittedAt: exampleRating.timestamps.rated_at,
      },
    },
  },
});
