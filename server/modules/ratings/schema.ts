import { Data, DateTime, described, Enumeration, Int32, MapOf, Maybe, Named, OneOf, type Static, Type, Variant } from '../../base/schema.ts';
import { conversationPath, ConversationChannel } from '../../base/wire.ts';

export const RatingType = Enumeration(['Csat', 'Nps', 'ThumbsUpOrDown']);
export type RatingType = Static<typeof RatingType>;

/** The score, in the form of its type. The ranges are rules, so that a score out of range is refused with a reason. */
export const SubmittedRatingResult = OneOf('SubmittedRatingResult', [
  Variant('Csat', { value: described(Int32, 'From 1 (worst) to 5 (best).') }),
  Variant('Nps', { value: described(Int32, 'From 0 (worst) to 10 (best).') }),
  Variant('ThumbsUpOrDown', { value: described(Int32, '0 for down, 1 for up.') }),
]);
export type SubmittedRatingResult = Static<typeof SubmittedRatingResult>;

const offeredAt = Maybe(described(DateTime, 'When the customer was asked.'));

export const CreateRatingOfferInput = Named('CreateRatingOfferInput', {
  userId: Maybe(Type.String({ description: 'Who is asked; the requester of the conversation when left out.' })),
  agentId: Maybe(Type.String({ description: 'Who is rated; the agent who most likely is when left out.' })),
  ratingType: RatingType,
  offeredAt,
});

export const CreateRatingOfferOutput = Data(
  'CreateRatingOfferOutput',
  Named('RatingOffer', {
    id: Type.String({ description: 'Needed to submit the rating.' }),
    userId: Type.String(),
    agentId: Type.String(),
    ratingType: RatingType,
    offeredAt,
  }),
);

const comment = Maybe(Type.String({ description: 'What the customer said besides.' }));
const submittedAt = Maybe(described(DateTime, 'When the customer rated.'));

export const CreateRatingResultInput = Named('CreateRatingResultInput', {
  userId: Maybe(Type.String({ description: 'Not looked at: the offer says who was asked.' })),
  ratingResult: SubmittedRatingResult,
  comment,
  submittedAt,
});

export const CreateRatingResultOutput = Data(
  'CreateRatingResultOutput',
  Named('RatingResult', {
    ratingId: Type.String(),
    userId: Maybe(Type.String()),
    ratingResult: SubmittedRatingResult,
    comment,
    submittedAt,
  }),
);

export const ConversationRating = Named('ConversationRating', {
  id: Type.String({ description: 'The questions of one survey share it.' }),
  ratingScore: Maybe(Int32),
  ratingType: RatingType,
  ratingComment: Maybe(Type.String()),
  conversationChannel: ConversationChannel,
  agentId: Maybe(Type.String({ description: 'Who is rated.' })),
  userId: Type.String({ description: 'Who rates.' }),
  ratingStatus: Enumeration(['Unscheduled', 'Scheduled', 'Offered', 'Rated', 'Cancelled']),
  language: Maybe(Type.String()),
  timestamps: MapOf(Type.String(), { description: 'When it was scheduled, offered, rated: `scheduled_at`, `scheduled_for`, `offered_at`, `rated_at` and the like.' }),
});
export type ConversationRating = Static<typeof ConversationRating>;

export const ListConversationRatingsOutput = Data('ListConversationRatingsOutput', Type.Array(ConversationRating));

export const ratingPath = Type.Object({
  ...conversationPath.properties,
  ratingId: Type.String({ description: 'The id of the offer.' }),
});
