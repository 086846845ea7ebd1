import { notFound } from '../../base/errors.ts';
import type { PageRequest } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { lockPeople } from '../people/index.ts';
import { getTeam } from '../teams/index.ts';
import type { ChannelGroup } from './rules.ts';
import * as store from './store.ts';
import type { PresenceRow } from './store.ts';

/** All agents, also those who were never here. */
export const listPresence = (ctx: Context, actor: Actor): Promise<PresenceRow[]> => store.selectAll(ctx.db, actor.organizationId);

/** @throws Fault 404. */
export async function getPresence(ctx: Context, actor: Actor, agentId: string): Promise<PresenceRow> {
  const row = await store.selectOne(ctx.db, actor.organizationId, agentId);
  if (!row) throw notFound();
  return row;
}

/** One page of the members of a team. @throws Fault 404. */
export async function listTeamPresence(ctx: Context, actor: Actor, teamId: string, page: PageRequest<unknown>): Promise<PresenceRow[]> {
  const rows = await store.selectTeam(ctx.db, actor.organizationId, teamId, page);
  if (rows.length === 0) await getTeam(ctx, actor, teamId);
  return rows;
}

/** Turns one of an agent's switches on or off; once more does nothing. @throws Fault 404. */
export async function setWorkingChannel(ctx: Context, actor: Actor, agentId: string, input: { channel: ChannelGroup; working: boolean }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if ((await lockPeople(tx, actor.organizationId, [agentId])).get(agentId) !== 'Agent') throw notFound();
    if (!(await store.setWorkingChannel(tx, actor.organizationId, agentId, input.channel, input.working))) return;
    const data = { personId: agentId, channel: input.channel, working: input.working };
    await appendEvents(tx, actor.organizationId, ctx.clock.now().toISOString(), [{ type: 'AgentWorkingChannelChanged', actorId: actor.personId, data }]);
  });
}
