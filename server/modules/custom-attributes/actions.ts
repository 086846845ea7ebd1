import { invalid, notFound } from '../../base/errors.ts';
import { isUuid } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import type { AttributeValue } from './attribute-list.ts';
import { decidePatch, differing, type Definition } from './rules.ts';
import type { CustomAttributePatch } from './schema.ts';
import { lockOwner, patchValues, selectDefinition, selectDefinitions, type Owner } from './store.ts';

/** All definitions, archived and deactivated ones too, oldest first. */
export const listDefinitions = (ctx: Context, actor: Actor): Promise<Definition[]> => selectDefinitions(ctx.db, actor.organizationId);

/** @throws Fault 400 for what is no uuid, 404. */
export async function getDefinition(ctx: Context, actor: Actor, id: string): Promise<Definition> {
  if (!isUuid(id)) throw invalid('Invalid value for: path parameter customAttributeId (it is not a valid uuid)');
  const definition = await selectDefinition(ctx.db, actor.organizationId, id);
  if (!definition) throw notFound();
  return definition;
}

/**
 * Sets and clears values; what the patch does not name stays.
 * @returns all attributes that the owner has now.
 * @throws Fault 404, 400 (see decidePatch; anonymized).
 */
export async function patchAttributes(ctx: Context, actor: Actor, owner: Owner, patch: CustomAttributePatch): Promise<AttributeValue[]> {
  const { organizationId, personId } = actor;
  return await ctx.db.transaction(async (tx) => {
    const row = await lockOwner(tx, organizationId, owner);
    if (!row) throw notFound();
    if (row.anonymized) throw invalid('Invalid input for patching (it is anonymized and cannot be changed)');
    const ofConversation = 'conversationId' in owner;
    const wanted = decidePatch(await selectDefinitions(tx, organizationId), ofConversation ? 'Conversation' : 'Contact', patch);
    const change = differing(wanted, row.values);
    const attributes = await patchValues(tx, organizationId, owner, change);
    const updatedAttributeIds = [...Object.keys(change.set), ...change.clear];
    if (updatedAttributeIds.length > 0) {
      const event = ofConversation
        ? { type: 'ConversationCustomAttributesUpdated', conversationId: owner.conversationId, actorId: personId, data: { updatedAttributeIds, values: change.set } }
        : { type: 'PersonUpdated', actorId: personId, data: { personId: owner.personId, updatedAttributeIds } };
      await appendEvents(tx, organizationId, ctx.clock.now().toISOString(), [event]);
    }
    return attributes;
  });
}
