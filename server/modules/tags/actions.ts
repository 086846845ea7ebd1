import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { lockConversation, refuseAnonymized, requireConversation } from '../conversations/index.ts';
import * as store from './store.ts';
import type { TagRow } from './store.ts';

/** @throws Fault 400 for a name that nobody could read. */
function cleanName(field: string, name: string): string {
  const clean = name.trim();
  if (clean === '') throw invalid(`${field}: it must not be empty`);
  return clean;
}

/** The tag of that name; a new one when there is none. An existing tag keeps its colour and state. */
export async function createTag(ctx: Context, actor: Actor, input: { name: string; color?: string }): Promise<TagRow> {
  const name = cleanName('name', input.name);
  return await ctx.db.transaction(async (tx) => {
    const [tag] = await ensureTags(ctx, tx, actor, [{ name, color: input.color ?? null }]);
    return tag!;
  });
}

/** Tags for all names, in their order, new ones where there were none. */
async function ensureTags(ctx: Context, tx: Session, actor: Actor, wanted: readonly { name: string; color: string | null }[]): Promise<TagRow[]> {
  const now = ctx.clock.now().toISOString();
  const unique = [...new Map(wanted.map((tag) => [tag.name, tag])).values()];
  const made = await store.insertMissingTags(
    tx,
    actor.organizationId,
    now,
    unique.map((tag) => ({ id: newId(), ...tag })),
  );
  await appendEvents(
    tx,
    actor.organizationId,
    now,
    made.map((tag) => ({ type: 'TagCreated', actorId: actor.personId, data: { tagId: tag.id } })),
  );
  const all = await store.keepTagsByName(
    tx,
    actor.organizationId,
    unique.map((tag) => tag.name),
  );
  // One that was there and was deleted meanwhile is made anew.
  if (all.length < unique.length) return ensureTags(ctx, tx, actor, wanted);
  const byName = new Map(all.map((tag) => [tag.name, tag]));
  return wanted.map((tag) => byName.get(tag.name)!);
}

export const listTags = (ctx: Context, actor: Actor, withInactive: boolean): Promise<TagRow[]> => store.selectTags(ctx.db, actor.organizationId, withInactive);

/** @throws Fault 404. */
export async function getTag(ctx: Context, actor: Actor, id: string): Promise<TagRow> {
  const tag = await store.selectTag(ctx.db, actor.organizationId, id);
  if (!tag) throw notFound();
  return tag;
}

/** Removes the tag and every use of it, for good. @throws Fault 404. */
export async function deleteTag(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const tag = await store.selectTag(tx, actor.organizationId, id);
    const uses = tag && (await store.deleteTag(tx, actor.organizationId, id));
    if (!uses) throw notFound();
    const now = ctx.clock.now().toISOString();
    const removed = uses.map((conversationId) => ({ type: 'TagRemoved', conversationId, actorId: actor.personId, data: { tagId: id, tag: tag.name } }));
    await appendEvents(tx, actor.organizationId, now, [...removed, { type: 'TagDeleted', actorId: actor.personId, data: { tagId: id } }]);
  });
}

/** @throws Fault 404. */
export async function setTagState(ctx: Context, actor: Actor, id: string, state: TagRow['state']): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await store.setTagState(tx, actor.organizationId, id, state))) throw notFound();
    await appendEvents(tx, actor.organizationId, ctx.clock.now().toISOString(), [{ type: state === 'Active' ? 'TagActivated' : 'TagDeactivated', actorId: actor.personId, data: { tagId: id } }]);
  });
}

/** @throws Fault 404. */
export async function listConversationTags(ctx: Context, actor: Actor, conversationId: number): Promise<TagRow[]> {
  const rows = await store.selectConversationTags(ctx.db, actor.organizationId, conversationId);
  if (rows.length === 0) await requireConversation(ctx.db, actor.organizationId, conversationId);
  return rows;
}

async function putOn(ctx: Context, tx: Session, actor: Actor, conversationId: number, tags: readonly TagRow[]): Promise<void> {
  const now = ctx.clock.now().toISOString();
  const names = new Map(tags.map((tag) => [tag.id, tag.name]));
  const added = await store.addConversationTags(tx, actor.organizationId, conversationId, [...names.keys()], now);
  // The name is kept beside the id: the log still tells it when the tag is long deleted.
  await appendEvents(
    tx,
    actor.organizationId,
    now,
    added.map((tagId) => ({ type: 'TagAdded', conversationId, actorId: actor.personId, data: { tagId, tag: names.get(tagId) } })),
  );
}

async function requireChangeable(tx: Session, actor: Actor, conversationId: number): Promise<void> {
  const conversation = await lockConversation(tx, actor.organizationId, conversationId);
  if (!conversation) throw notFound();
  refuseAnonymized({ anonymized: conversation.anonymized_at !== null });
}

/** Puts an active tag on a conversation; once more does nothing. @throws Fault 404 (conversation, tag), 400 (inactive tag). */
export async function tagConversation(ctx: Context, actor: Actor, conversationId: number, tagId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await requireChangeable(tx, actor, conversationId);
    const tag = await store.keepTag(tx, actor.organizationId, tagId);
    if (!tag) throw notFound();
    if (tag.state !== 'Active') throw invalid('tagId: The tag is deactivated; activate it before adding it');
    await putOn(ctx, tx, actor, conversationId, [tag]);
  });
}

/** Takes a tag off a conversation, active or not; when it is not there nothing happens. @throws Fault 404 (conversation, tag). */
export async function untagConversation(ctx: Context, actor: Actor, conversationId: number, tagId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await requireChangeable(tx, actor, conversationId);
    const tag = await store.selectTag(tx, actor.organizationId, tagId);
    if (!tag) throw notFound();
    if (!(await store.removeConversationTag(tx, actor.organizationId, conversationId, tagId))) return;
    await appendEvents(tx, actor.organizationId, ctx.clock.now().toISOString(), [{ type: 'TagRemoved', conversationId, actorId: actor.personId, data: { tagId, tag: tag.name } }]);
  });
}

/** Puts tags on a conversation by name; unknown names become tags, inactive ones stay off. @throws Fault 404, 400. */
export async function tagConversationByName(ctx: Context, actor: Actor, conversationId: number, names: readonly string[]): Promise<void> {
  const wanted = names.map((name, index) => ({ name: cleanName(`data[${index}].name`, name), color: null }));
  await ctx.db.transaction(async (tx) => {
    await requireChangeable(tx, actor, conversationId);
    if (wanted.length === 0) return;
    const tags = await ensureTags(ctx, tx, actor, wanted);
    await putOn(
      ctx,
      tx,
      actor,
      conversationId,
      tags.filter((tag) => tag.state === 'Active'),
    );
  });
}
