import { conflict, Fault, invalid, notFound } from '../../base/errors.ts';
import { isUuid, newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents, type NewEvent } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { setTimer, type Timer } from '../../platform/timers/timers.ts';
import { closeForGood, lockConversation } from '../conversations/index.ts';
import { removeFilesOfConversation, removeFilesOfMessages } from '../files/index.ts';
import { removeEntries } from '../search/index.ts';
import { scrubConversations, scrubMessages, scrubPerson } from './scrub.ts';
import { insertRequest, lockEndUser, selectConversationsOf, selectMessagesBy, selectRequest, selectStateAround, setProcessed, type EntityType, type RequestRow } from './store.ts';

export const ANONYMIZE_TIMER = 'anonymize';

const OPEN = 'There are open conversations; close them or force the anonymization';

/** Puts the work into the queue; a crash between here and its end loses nothing, as the work is one transaction. */
async function enqueue(ctx: Context, tx: Session, actor: Actor, entity_type: EntityType, target: string): Promise<RequestRow> {
  const row: RequestRow = { id: newId(), entity_type, target, requested_by: actor.personId, initiated_at: ctx.clock.now().toISOString(), processed_at: null };
  await insertRequest(tx, actor.organizationId, row);
  await setTimer(tx, { organizationId: actor.organizationId, kind: ANONYMIZE_TIMER, subject: row.id, dueAt: row.initiated_at });
  return row;
}

/** @throws Fault 404, 409 (not closed, and `force` is false). */
export async function anonymizeConversation(ctx: Context, actor: Actor, conversationId: number, force: boolean): Promise<RequestRow> {
  return await ctx.db.transaction(async (tx) => {
    const row = await lockConversation(tx, actor.organizationId, conversationId);
    if (!row) throw notFound();
    if (row.state !== 'Closed') {
      if (!force) throw conflict('The conversation is not closed; close it or force the anonymization');
      await closeForGood(ctx, tx, actor, [conversationId]);
    }
    return enqueue(ctx, tx, actor, 'Conversation', String(conversationId));
  });
}

/** @throws Fault 404 (end user), 409 (open conversations, and `force` is false). */
export async function anonymizeUser(ctx: Context, actor: Actor, userId: string, force: boolean): Promise<RequestRow> {
  const { organizationId } = actor;
  return await ctx.db.transaction(async (tx) => {
    if (!(await lockEndUser(tx, organizationId, userId))) throw notFound();
    const theirs = await selectConversationsOf(tx, organizationId, userId);
    const open = theirs.filter((row) => row.state !== 'Closed');
    if (open.length > 0 && !force) throw conflict(OPEN);
    await closeForGood(
      ctx,
      tx,
      actor,
      open.map((row) => row.id),
    );
    return enqueue(ctx, tx, actor, 'User', userId.toLowerCase());
  });
}

/** @throws Fault 404 (conversation, message), 409 (the conversation is not closed). */
export async function anonymizeMessage(ctx: Context, actor: Actor, conversationId: number, messageId: string): Promise<RequestRow> {
  const { organizationId } = actor;
  return await ctx.db.transaction(async (tx) => {
    const state = await selectStateAround(tx, organizationId, conversationId, messageId);
    if (state === undefined) throw notFound();
    if (state !== 'Closed') throw conflict('The conversation is not closed; close it before anonymizing its messages');
    return enqueue(ctx, tx, actor, 'Message', `${conversationId}_${messageId.toLowerCase()}`);
  });
}

/** The old call: one entry for all kinds. @throws Fault 400 for a missing kind, an id that does not fit it and one that is not there; 409 as the others. */
export async function anonymizeEntity(ctx: Context, actor: Actor, input: AnonymizeEntity): Promise<RequestRow> {
  try {
    return await anonymizeByKind(ctx, actor, input);
  } catch (error) {
    if (error instanceof Fault && error.code === 'notFound') throw invalid(`entityId: ${error.message}`);
    throw error;
  }
}

interface AnonymizeEntity {
  entityId: string;
  _type?: EntityType;
  entityType?: string;
  forceAnonymization?: boolean;
}

async function anonymizeByKind(ctx: Context, actor: Actor, input: AnonymizeEntity): Promise<RequestRow> {
  const type = input._type ?? /^(Conversation|Message|User)AnonymizationType$/.exec(input.entityType ?? '')?.[1];
  const force = input.forceAnonymization ?? false;
  if (type === 'User' && isUuid(input.entityId)) return anonymizeUser(ctx, actor, input.entityId, force);
  if (type === 'Conversation' && /^\d{1,15}$/.test(input.entityId)) return anonymizeConversation(ctx, actor, Number(input.entityId), force);
  const [, conversationId, messageId] = /^(\d{1,15})_([0-9a-f-]{36})$/i.exec(input.entityId) ?? [];
  if (type === 'Message' && messageId !== undefined && isUuid(messageId)) return anonymizeMessage(ctx, actor, Number(conversationId), messageId);
  throw invalid(type === undefined ? '_type: The entity type is missing' : "entityId: The entityId doesn't match the expected format for the specified type");
}

/** @throws Fault 404. */
export async function getRequest(ctx: Context, actor: Actor, id: string): Promise<RequestRow> {
  const row = await selectRequest(ctx.db, actor.organizationId, id);
  if (!row) throw notFound();
  return row;
}

/** Other modules that keep copies of personal data and come later in the order add their part here. */
export type Scrubber = (tx: Session, organizationId: string, what: { conversationIds: readonly number[]; personIds: readonly string[]; messageIds: readonly string[] }) => Promise<void>;

/** Does a request: one transaction with the timer that brought it, so it happens wholly or, after a crash, again. */
export async function processRequest(ctx: Context, tx: Session, timer: Timer, scrubbers: readonly Scrubber[]): Promise<void> {
  const { organization_id: organizationId } = timer;
  const request = await selectRequest(tx, organizationId, timer.subject);
  if (!request || request.processed_at !== null) return;
  const now = ctx.clock.now().toISOString();
  const events: NewEvent[] = [];
  const what = { conversationIds: [] as number[], personIds: [] as string[], messageIds: [] as string[] };
  if (request.entity_type === 'User') {
    const rows = await selectConversationsOf(tx, organizationId, request.target);
    what.conversationIds.push(...rows.map((row) => row.id));
    what.personIds.push(request.target);
  } else if (request.entity_type === 'Conversation') what.conversationIds.push(Number(request.target));
  else what.messageIds.push(request.target.split('_')[1]!);

  // A customer may have written since the request was taken: nobody could close it afterwards.
  await closeForGood(ctx, tx, { organizationId, personId: request.requested_by }, what.conversationIds);
  // The messages before their files: a copy of an attachment that is being made finds its message empty and is not kept.
  await scrubMessages(tx, organizationId, now, what);
  for (const conversationId of what.conversationIds) await removeFilesOfConversation(ctx, tx, organizationId, conversationId);
  const files = what.messageIds.length === 0 ? 0 : await removeFilesOfMessages(ctx, tx, organizationId, what.messageIds);
  await scrubConversations(tx, organizationId, now, what.conversationIds);
  for (const personId of what.personIds) {
    const written = await selectMessagesBy(tx, organizationId, personId);
    await removeEntries(tx, organizationId, { entryIds: written });
    await removeFilesOfMessages(ctx, tx, organizationId, written);
    await scrubPerson(tx, organizationId, now, personId);
    events.push({ type: 'PersonAnonymized', actorId: request.requested_by, data: { personId } });
  }
  await removeEntries(tx, organizationId, { conversationIds: what.conversationIds, entryIds: what.messageIds });
  for (const scrub of scrubbers) await scrub(tx, organizationId, what);
  for (const conversationId of what.conversationIds) events.push({ type: 'ConversationAnonymized', conversationId, actorId: request.requested_by });
  for (const messageId of what.messageIds) {
    const data = { messageId, wasTextRedacted: true, numberOfDeletedFiles: files };
    events.push({ type: 'ConversationMessageRedacted', conversationId: Number(request.target.split('_')[0]), actorId: request.requested_by, data });
  }
  await appendEvents(tx, organizationId, now, events);
  await setProcessed(tx, organizationId, request.id, now);
}
