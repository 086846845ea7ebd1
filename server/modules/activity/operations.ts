import { pageOf, readPage } from '../../base/page.ts';
import { wireTime } from '../../base/time.ts';
import type { Context } from '../../platform/context.ts';
import { operation, type Actor, type Operation } from '../../platform/operation.ts';
import { requireConversation } from '../conversations/index.ts';
import * as calls from './calls.ts';
import { selectNames, selectOfConversation, selectOfOrganization, type ActivityRow, type Window } from './store.ts';
import { viewActivity } from './view.ts';

/** Exporters ask for pages of this size. */
const MAX_PAGE = 10_000;

async function told(ctx: Context, actor: Actor, rows: readonly ActivityRow[]) {
  const names = await selectNames(ctx.db, actor.organizationId, rows);
  return rows.map((row) => viewActivity(row, names));
}

export const activityOperations: readonly Operation[] = [
  operation({
    ...calls.getConversationsActivitylog,
    handle: async (ctx, { actor, query, path }) => {
      const window: Window = {
        ...(query.fromDatetime === undefined ? {} : { from: wireTime(query.fromDatetime) }),
        ...(query.toDatetime === undefined ? {} : { to: wireTime(query.toDatetime) }),
      };
      const page = readPage(query, `activity ${actor.organizationId}`, window, { max: MAX_PAGE });
      const rows = await selectOfOrganization(ctx.db, actor.organizationId, page);
      const { rows: kept, meta } = pageOf(rows, page, path, (row) => [row.at, row.seq]);
      return { data: await told(ctx, actor, kept), meta };
    },
  }),
  operation({
    ...calls.getConversationsConversationidActivitylog,
    handle: async (ctx, { actor, params }) => {
      const rows = await selectOfConversation(ctx.db, actor.organizationId, params.conversationId);
      if (rows.length === 0) await requireConversation(ctx.db, actor.organizationId, params.conversationId);
      return { data: await told(ctx, actor, rows) };
    },
  }),
];
