import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import { agentPath } from '../people/index.ts';
import * as schema from './schema.ts';

const tags = ['Teams'];
const team = { id: '0193a5a5-40be-7a63-8f92-d1c7053be48a', name: 'Workshop' };
const member = { id: sample.agentId, name: 'Ingrid Solberg', email: 'ingrid@nordhavn-cycles.example' };

export const getTeams = describeCall({
  id: 'getTeams',
  method: 'GET',
  path: '/teams',
  tags,
  summary: 'List teams',
  description: 'All teams of the organization, oldest first.',
  effect: 'read',
  status: 200,
  answer: schema.ListTeamsOutput,
  errors: [400, 500],
  example: { answer: { data: [team] } },
});

export const postTeams = describeCall({
  id: 'postTeams',
  method: 'POST',
  path: '/teams',
  tags,
  summary: 'Create a team',
  effect: 'write',
  body: schema.CreateTeamInput,
  bodyRequired: true,
  status: 201,
  answer: schema.CreateTeamOutput,
  errors: [400, 500],
  example: { body: { name: team.name }, answer: { data: team } },
});

export const getTeamsTeamid = describeCall({
  id: 'getTeamsTeamid',
  method: 'GET',
  path: '/teams/{teamId}',
  tags,
  summary: 'Read a team',
  effect: 'read',
  params: schema.teamPath,
  status: 200,
  answer: schema.CreateTeamOutput,
  errors: [400, 404],
  example: { answer: { data: team } },
});

export const deleteTeamsTeamid = describeCall({
  id: 'deleteTeamsTeamid',
  method: 'DELETE',
  path: '/teams/{teamId}',
  tags,
  summary: 'Delete a team',
  description: 'Deletes the team for good. Its members stay agents.',
  effect: 'destroy',
  params: schema.teamPath,
  status: 204,
  errors: [400, 500],
});

export const getTeamsTeamidAgents = describeCall({
  id: 'getTeamsTeamidAgents',
  method: 'GET',
  path: '/teams/{teamId}/agents',
  tags,
  summary: 'List the members of a team',
  effect: 'read',
  params: schema.teamPath,
  status: 200,
  answer: schema.ListTeamMembersOutput,
  errors: [400, 500],
  example: { answer: { data: [member] } },
});

export const patchTeamsTeamidAgents = describeCall({
  id: 'patchTeamsTeamidAgents',
  method: 'PATCH',
  path: '/teams/{teamId}/agents',
  tags,
  summary: 'Add members to a team',
  description: 'Adds agents to the team, all or none. Who is in it already stays. The answer is empty.',
  effect: 'write',
  params: schema.teamPath,
  body: schema.AgentsToTeamInput,
  bodyRequired: true,
  status: 200,
  errors: [400, 500],
  example: { body: { agentIds: [sample.agentId, sample.otherAgentId] } },
});

export const deleteTeamsTeamidAgents = describeCall({
  id: 'deleteTeamsTeamidAgents',
  method: 'DELETE',
  path: '/teams/{teamId}/agents',
  tags,
  summary: 'Take members out of a team',
  description: 'Takes agents out of the team, all or none. Who is not in it does no harm.',
  effect: 'write',
  params: schema.teamPath,
  body: schema.DeleteAgentsFromTeamInput,
  bodyRequired: true,
  status: 204,
  errors: [400, 500],
  example: { body: { agentIds: [sample.otherAgentId] } },
});

export const getAgentsAgentidTeams = describeCall({
  id: 'getAgentsAgentidTeams',
  method: 'GET',
  path: '/agents/{agentId}/teams',
  tags: ['Agents'],
  summary: 'List the teams of an agent',
  effect: 'read',
  params: agentPath,
  status: 200,
  answer: schema.AgentTeamsOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [{ id: team.id }] } },
});
