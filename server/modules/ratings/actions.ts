import { invalid, notFound } from '../../base/errors.ts';
import { isUuid, newId } from '../../base/ids.ts';
import { wireTime } from '../../base/time.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { lockConversation, refuseAnonymized, requireAgent, selectConversation } from '../conversations/index.ts';
import { checkResult, type RatingType } from './rules.ts';
import * as store from './store.ts';
import type { RatingRow } from './store.ts';

interface OfferInput {
  readonly ratingType: RatingType;
  readonly userId?: string;
  readonly agentId?: string;
  readonly offeredAt?: string;
}

export interface Offer {
  readonly id: string;
  readonly userId: string;
  readonly agentId: string;
  readonly ratingType: RatingType;
  readonly offeredAt: string;
}

async function requirePerson(session: Session, organizationId: string, field: string, id: string): Promise<void> {
  if (!isUuid(id) || !(await store.personExists(session, organizationId, id))) throw invalid(`${field}: User not found`);
}

/**
 * Records that a customer was asked for a rating. One offer of each kind for a conversation.
 * @throws Fault 404, 400 (people, a second offer of the kind).
 */
export async function offerRating(ctx: Context, actor: Actor, conversationId: number, input: OfferInput): Promise<Offer> {
  const { organizationId } = actor;
  return await ctx.db.transaction(async (tx) => {
    // The lock keeps a second offer of the same kind out until this one is written.
    const conversation = await lockConversation(tx, organizationId, conversationId);
    if (!conversation) throw notFound();
    refuseAnonymized({ anonymized: conversation.anonymized_at !== null });
    const userId = input.userId ?? conversation.requester_id;
    const agentId = input.agentId ?? conversation.assigned_agent_id ?? (await store.lastAuthor(tx, organizationId, conversationId)) ?? actor.personId;
    if (input.userId !== undefined) await requirePerson(tx, organizationId, 'userId', userId);
    if (input.agentId !== undefined) {
      if (!isUuid(agentId)) throw invalid('agentId: User not found');
      await requireAgent(tx, organizationId, 'agentId', agentId);
    }
    const before = await store.selectRatings(tx, organizationId, conversationId);
    if (before.some((rating) => rating.type === input.ratingType)) throw invalid(`ratingType: a ${input.ratingType} rating was already offered in this conversation`);
    const now = ctx.clock.now().toISOString();
    const offeredAt = input.offeredAt === undefined ? now : wireTime(input.offeredAt);
    const id = newId();
    await store.insertRating(tx, organizationId, now, {
      key: id,
      id,
      conversation_id: conversationId,
      type: input.ratingType,
      status: 'Offered',
      user_id: userId.toLowerCase(),
      agent_id: agentId.toLowerCase(),
      language: conversation.language,
      timestamps: { created_at: now, offered_at: offeredAt },
    });
    await appendEvents(tx, organizationId, now, [
      { type: 'ConversationRatingOffered', conversationId, actorId: actor.personId, data: { ratingId: id, agentId: agentId.toLowerCase(), userId: userId.toLowerCase() } },
    ]);
    return { id, userId: userId.toLowerCase(), agentId: agentId.toLowerCase(), ratingType: input.ratingType, offeredAt };
  });
}

interface ResultInput {
  readonly ratingResult: { readonly _type: RatingType; readonly value: number };
  readonly comment?: string;
  readonly submittedAt?: string;
}

/**
 * Stores the answer to an offer. An answer is given once.
 * @returns the person who was asked; the time of the answer.
 * @throws Fault 400: no such conversation or offer, wrong kind, out of range, answered before.
 */
export async function submitRating(ctx: Context, actor: Actor, conversationId: number, ratingId: string, input: ResultInput): Promise<{ userId: string; submittedAt: string }> {
  const { organizationId } = actor;
  return await ctx.db.transaction(async (tx) => {
    const conversation = await lockConversation(tx, organizationId, conversationId);
    if (!conversation) throw invalid('conversationId: Conversation not found');
    refuseAnonymized({ anonymized: conversation.anonymized_at !== null });
    const rating = await store.lockRating(tx, organizationId, conversationId, ratingId);
    if (!rating) throw invalid('ratingId: Rating not found');
    if (rating.status === 'Rated') throw invalid('ratingId: The rating was already submitted');
    checkResult(rating.type, input.ratingResult);
    const now = ctx.clock.now().toISOString();
    const submittedAt = input.submittedAt === undefined ? now : wireTime(input.submittedAt);
    const score = input.ratingResult.value;
    await store.setResult(tx, organizationId, rating.key, { score, comment: input.comment ?? null, timestamps: { rated_at: submittedAt, modified_at: now } });
    await appendEvents(tx, organizationId, now, [{ type: 'ConversationRated', conversationId, actorId: rating.user_id, data: { ratingId, ratingType: rating.type, score } }]);
    return { userId: rating.user_id, submittedAt };
  });
}

/** The questions of a conversation with their state and channel. @throws Fault 404. */
export async function listRatings(ctx: Context, actor: Actor, conversationId: number): Promise<{ rows: RatingRow[]; channel: string }> {
  const conversation = await selectConversation(ctx.db, actor.organizationId, conversationId);
  if (!conversation) throw notFound();
  return { rows: await store.selectRatings(ctx.db, actor.organizationId, conversationId), channel: conversation.channel };
}
