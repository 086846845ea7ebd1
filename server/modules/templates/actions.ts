import { notFound } from '../../base/errors.ts';
import type { PageRequest } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import * as store from './store.ts';
import type { TemplateRow } from './store.ts';

export const listTemplates = (ctx: Context, actor: Actor, page: PageRequest<{ readonly type?: string }>): Promise<TemplateRow[]> => store.selectTemplates(ctx.db, actor.organizationId, page);

/** Deletes a template for good, whether or not it is in use. @throws Fault 404. */
export async function deleteTemplate(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await store.deleteTemplate(tx, actor.organizationId, id))) throw notFound();
    await appendEvents(tx, actor.organizationId, ctx.clock.now().toISOString(), [{ type: 'TemplateDeleted', actorId: actor.personId, data: { templateId: id } }]);
  });
}
