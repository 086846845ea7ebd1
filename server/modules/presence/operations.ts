import { pageOf, readPage } from '../../base/page.ts';
import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { viewPresence } from './view.ts';

export const presenceOperations: readonly Operation[] = [
  operation({
    ...calls.getAgentsPresence,
    handle: async (ctx, { actor }) => {
      const now = ctx.clock.now().toISOString();
      return (await actions.listPresence(ctx, actor)).map((row) => viewPresence(row, now));
    },
  }),
  operation({
    ...calls.getAgentsAgentidPresence,
    handle: async (ctx, { actor, params }) => ({ data: viewPresence(await actions.getPresence(ctx, actor, params.agentId), ctx.clock.now().toISOString()) }),
  }),
  operation({
    ...calls.putAgentsAgentidPresenceWorkingChannel,
    handle: async (ctx, { actor, params, body }) => await actions.setWorkingChannel(ctx, actor, params.agentId, body),
  }),
  operation({
    ...calls.getTeamsTeamidPresence,
    handle: async (ctx, { actor, params, query, path }) => {
      const page = readPage(query, `presence:${actor.organizationId}:${params.teamId}`, {});
      const { rows, meta } = pageOf(await actions.listTeamPresence(ctx, actor, params.teamId, page), page, path, (row) => [row.person_created_at, row.person_id]);
      const now = ctx.clock.now().toISOString();
      return { data: rows.map((row) => viewPresence(row, now)), meta };
    },
  }),
];
