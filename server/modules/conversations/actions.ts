import { invalid, notFound } from '../../base/errors.ts';
import { wireTime } from '../../base/time.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { clearTimer, setTimer, type Timer } from '../../platform/timers/timers.ts';
import * as rules from './rules.ts';
import { applyChange, conversationExists, countChildren, factsOf, lockConversation, queueExists, selectDefaultQueue, selectPeople, setLink, type ConversationRow } from './store.ts';

export const FOLLOWUP_TIMER = 'followup';

/** @throws Fault 404 when the organization has no such conversation. For lists, where an empty one alone does not tell. */
export async function requireConversation(session: Session, organizationId: string, id: number): Promise<void> {
  if (!(await conversationExists(session, organizationId, id))) throw notFound();
}

/** @throws Fault 400 unless the person is an agent of the organization. */
export async function requireAgent(session: Session, organizationId: string, field: string, personId: string): Promise<void> {
  const [person] = await selectPeople(session, organizationId, [personId]);
  if (!person) throw invalid(`${field}: User not found`);
  if (person.kind !== 'Agent') throw invalid(`${field}: User is not agent/admin`);
}

/**
 * Changes one conversation by the rules: locks it, decides, writes state, events and the follow-up timer together.
 * @param by whom the events name; null for what the system does by itself.
 * @throws Fault 404 when the organization has no such conversation, and what the rules throw.
 */
export async function changeConversation(
  ctx: Pick<Context, 'clock'>,
  tx: Session,
  organizationId: string,
  id: number,
  by: string | null,
  decide: (row: ConversationRow) => rules.Change | Promise<rules.Change>,
): Promise<ConversationRow> {
  const row = await lockConversation(tx, organizationId, id);
  if (!row) throw notFound();
  const change = await decide(row);
  const now = ctx.clock.now().toISOString();
  await applyChange(tx, organizationId, id, now, change, by);
  if (change.followupAt === null && row.followup_at !== null) await clearTimer(tx, organizationId, FOLLOWUP_TIMER, String(id));
  else if (change.followupAt) await setTimer(tx, { organizationId, kind: FOLLOWUP_TIMER, subject: String(id), dueAt: change.followupAt });
  await appendEvents(
    tx,
    organizationId,
    now,
    change.events.map((event) => ({ ...event, conversationId: id, actorId: by ?? undefined })),
  );
  return row;
}

type Acting = { readonly userId?: string };

/** Runs a rule for a caller, who may act for another agent (`userId`). */
async function act(ctx: Context, actor: Actor, id: number, input: Acting, decide: (row: ConversationRow, tx: Session) => rules.Change | Promise<rules.Change>): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await changeConversation(ctx, tx, actor.organizationId, id, input.userId ?? actor.personId, async (row) => {
      if (input.userId !== undefined) await requireAgent(tx, actor.organizationId, 'userId', input.userId);
      return decide(row, tx);
    });
  });
}

/** @throws Fault 404, 400 (no such agent), 409 (taken, and `force` is false; or closed). */
export async function claim(ctx: Context, actor: Actor, id: number, input: { agentId: string; force?: boolean }): Promise<void> {
  const { organizationId } = actor;
  await ctx.db.transaction(async (tx) => {
    // The log says that the agent claimed it, whoever's token it was: as with notes and messages, the call names its author.
    await changeConversation(ctx, tx, organizationId, id, input.agentId, async (row) => {
      await requireAgent(tx, organizationId, 'agentId', input.agentId);
      return rules.claim(factsOf(row), input.agentId, input.force ?? true);
    });
  });
}

export const close = (ctx: Context, actor: Actor, id: number, input: Acting): Promise<void> => act(ctx, actor, id, input, (row) => rules.close(factsOf(row)));

export const reopen = (ctx: Context, actor: Actor, id: number, input: Acting): Promise<void> =>
  act(ctx, actor, id, input, async (row, tx) => rules.reopen(factsOf(row), await selectDefaultQueue(tx, actor.organizationId)));

export const followup = (ctx: Context, actor: Actor, id: number, input: Acting & { timestamp: string }): Promise<void> =>
  act(ctx, actor, id, input, (row) => rules.followup(factsOf(row), wireTime(input.timestamp)));

/** @throws Fault 404, 400 (no such queue, closed). */
export function transferToQueue(ctx: Context, actor: Actor, id: number, input: Acting & { queueId: string }): Promise<void> {
  return act(ctx, actor, id, input, async (row, tx) => {
    if (!(await queueExists(tx, actor.organizationId, input.queueId))) throw invalid('queueId: Queue does not exist');
    return rules.transferToQueue(factsOf(row), input.queueId);
  });
}

/** Closes conversations inside a bigger change, as an anonymization does; those that were anonymized already stay as they are. */
export async function closeForGood(ctx: Pick<Context, 'clock'>, tx: Session, actor: Pick<Actor, 'organizationId' | 'personId'>, ids: readonly number[]): Promise<void> {
  for (const id of ids) await changeConversation(ctx, tx, actor.organizationId, id, actor.personId, (row) => (row.anonymized_at === null ? rules.close(factsOf(row)) : rules.nothing));
}

/** The timer's side of a follow-up. */
export async function expireFollowup(ctx: Pick<Context, 'clock'>, tx: Session, timer: Timer): Promise<void> {
  const row = await lockConversation(tx, timer.organization_id, Number(timer.subject));
  if (!row) return;
  await changeConversation(ctx, tx, timer.organization_id, row.id, null, (current) => rules.expireFollowup(factsOf(current)));
}

/** What an inbound message does to the state of its conversation. */
export async function wakeByCustomer(ctx: Pick<Context, 'clock'>, tx: Session, organizationId: string, id: number, requesterId: string): Promise<void> {
  await changeConversation(ctx, tx, organizationId, id, requesterId, async (row) => rules.inboundMessage(factsOf(row), await selectDefaultQueue(tx, organizationId)));
}

/**
 * Links a child to its parent. Both rows are locked in the order of their numbers, so that two links at once neither
 * exceed the limit nor wait for each other for ever. The same link once more does nothing, for those who repeat a call
 * whose answer was lost.
 * @throws Fault 404 for the child, 400 for the parent and for a broken limit.
 */
export async function link(ctx: Context, actor: Actor, childId: number, input: { parentId: number; linkType: string }): Promise<void> {
  const { organizationId } = actor;
  await ctx.db.transaction(async (tx) => {
    const rows = new Map<number, ConversationRow>();
    for (const id of [...new Set([childId, input.parentId])].toSorted((a, b) => a - b)) {
      const row = await lockConversation(tx, organizationId, id);
      if (row) rows.set(id, row);
    }
    const child = rows.get(childId);
    if (!child) throw notFound();
    const parent = rows.get(input.parentId);
    if (!parent) throw invalid('parentId: Conversation not found');
    rules.refuseAnonymized(factsOf(child));
    rules.refuseAnonymized(factsOf(parent));
    if (child.parent_id === parent.id && child.link_type === input.linkType) return;
    rules.checkLink(
      { id: child.id, parentId: child.parent_id, children: await countChildren(tx, organizationId, child.id) },
      { id: parent.id, parentId: parent.parent_id, children: await countChildren(tx, organizationId, parent.id) },
    );
    await setLink(tx, organizationId, child.id, parent.id, input.linkType);
    const now = ctx.clock.now().toISOString();
    const data = { child: child.id, parent: parent.id, linkType: input.linkType };
    await appendEvents(tx, organizationId, now, [
      { type: 'ConversationLinkedToParent', conversationId: child.id, actorId: actor.personId, data },
      { type: 'ConversationLinkedFromChild', conversationId: parent.id, actorId: actor.personId, data },
    ]);
  });
}
