import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { viewMember, viewTeam } from './view.ts';

export const teamOperations: readonly Operation[] = [
  operation({ ...calls.getTeams, handle: async (ctx, { actor }) => ({ data: (await actions.listTeams(ctx, actor)).map(viewTeam) }) }),
  operation({ ...calls.postTeams, handle: async (ctx, { actor, body }) => ({ data: viewTeam(await actions.createTeam(ctx, actor, body)) }) }),
  operation({ ...calls.getTeamsTeamid, handle: async (ctx, { actor, params }) => ({ data: viewTeam(await actions.getTeam(ctx, actor, params.teamId)) }) }),
  operation({ ...calls.deleteTeamsTeamid, handle: async (ctx, { actor, params }) => await actions.deleteTeam(ctx, actor, params.teamId) }),
  operation({ ...calls.getTeamsTeamidAgents, handle: async (ctx, { actor, params }) => ({ data: (await actions.listMembers(ctx, actor, params.teamId)).map(viewMember) }) }),
  operation({ ...calls.patchTeamsTeamidAgents, handle: async (ctx, { actor, params, body }) => await actions.addMembers(ctx, actor, params.teamId, body.agentIds ?? []) }),
  operation({ ...calls.deleteTeamsTeamidAgents, handle: async (ctx, { actor, params, body }) => await actions.removeMembers(ctx, actor, params.teamId, body.agentIds ?? []) }),
  operation({ ...calls.getAgentsAgentidTeams, handle: async (ctx, { actor, params }) => ({ data: (await actions.listTeamsOf(ctx, actor, params.agentId)).map((id) => ({ id })) }) }),
];
