import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { lockPeople, personExists } from '../people/index.ts';
import * as store from './store.ts';
import type { TeamMemberRow, TeamRow } from './store.ts';

/** Makes a team. Two teams may bear one name. @throws Fault 400 for a name that nobody could read. */
export async function createTeam(ctx: Context, actor: Actor, input: { name: string }): Promise<TeamRow> {
  const team = { id: newId(), name: input.name.trim() };
  if (team.name === '') throw invalid('name: it must not be empty');
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now().toISOString();
    await store.insertTeam(tx, actor.organizationId, now, team);
    await appendEvents(tx, actor.organizationId, now, [{ type: 'TeamCreated', actorId: actor.personId, data: { teamId: team.id } }]);
  });
  return team;
}

export const listTeams = (ctx: Context, actor: Actor): Promise<TeamRow[]> => store.selectTeams(ctx.db, actor.organizationId);

/** @throws Fault 404. */
export async function getTeam(ctx: Context, actor: Actor, id: string): Promise<TeamRow> {
  const team = await store.selectTeam(ctx.db, actor.organizationId, id);
  if (!team) throw notFound();
  return team;
}

/** Deletes a team for good; its members stay agents. @throws Fault 404. */
export async function deleteTeam(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await store.deleteTeam(tx, actor.organizationId, id))) throw notFound();
    await appendEvents(tx, actor.organizationId, ctx.clock.now().toISOString(), [{ type: 'TeamDeleted', actorId: actor.personId, data: { teamId: id } }]);
  });
}

/** @throws Fault 404. */
export async function listMembers(ctx: Context, actor: Actor, teamId: string): Promise<TeamMemberRow[]> {
  const rows = await store.selectMembers(ctx.db, actor.organizationId, teamId);
  if (rows.length === 0) await getTeam(ctx, actor, teamId);
  return rows;
}

/** Ids of the teams that an agent is in. @throws Fault 404 when there is no such agent. */
export async function listTeamsOf(ctx: Context, actor: Actor, agentId: string): Promise<string[]> {
  const ids = await store.selectTeamsOf(ctx.db, actor.organizationId, agentId);
  if (ids.length === 0 && !(await personExists(ctx.db, actor.organizationId, 'Agent', agentId))) throw notFound();
  return ids;
}

async function record(ctx: Context, tx: Session, actor: Actor, type: string, teamId: string, personIds: readonly string[]): Promise<void> {
  await appendEvents(
    tx,
    actor.organizationId,
    ctx.clock.now().toISOString(),
    personIds.map((personId) => ({ type, actorId: actor.personId, data: { teamId, personId } })),
  );
}

/** Adds agents to a team, all or none; who is in it already stays. @throws Fault 404 (team), 400 naming who is no agent. */
export async function addMembers(ctx: Context, actor: Actor, teamId: string, agentIds: readonly string[]): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await store.lockTeam(tx, actor.organizationId, teamId))) throw notFound();
    const people = await lockPeople(tx, actor.organizationId, agentIds);
    agentIds.forEach((id, index) => {
      const kind = people.get(id.toLowerCase());
      if (kind === undefined) throw invalid(`agentIds[${index}]: User not found`);
      if (kind !== 'Agent') throw invalid(`agentIds[${index}]: Member is neither Agent or Admin`);
    });
    await record(ctx, tx, actor, 'TeamMemberAdded', teamId, await store.addMembers(tx, actor.organizationId, teamId, agentIds));
  });
}

/** Takes people out of a team, all or none; who is not in it does no harm. @throws Fault 404 (team), 400 naming who does not exist. */
export async function removeMembers(ctx: Context, actor: Actor, teamId: string, agentIds: readonly string[]): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await store.lockTeam(tx, actor.organizationId, teamId))) throw notFound();
    const people = await lockPeople(tx, actor.organizationId, agentIds);
    agentIds.forEach((id, index) => {
      if (!people.has(id.toLowerCase())) throw invalid(`agentIds[${index}]: User not found`);
    });
    await record(ctx, tx, actor, 'TeamMemberRemoved', teamId, await store.removeMembers(tx, actor.organizationId, teamId, agentIds));
  });
}
