import { Data, described, Maybe, Named, Type, Uuid } from '../../base/schema.ts';

const Team = Named('Team', { id: Type.String(), name: Type.String() });
const name = Type.String({ description: 'It may be shared with another team.' });
const agentIds = { agentIds: Maybe(Type.Array(Uuid, { description: 'The agents.' })) };

export const CreateTeamInput = Named('CreateTeamInput', { name });
export const CreateTeamOutput = Data('CreateTeamOutput', Team);
export const ListTeamsOutput = Data('ListTeamsOutput', Type.Array(Team));
export const ListTeamMembersOutput = Data(
  'ListTeamMembersOutput',
  Type.Array(Named('TeamMember', { id: Type.String(), name: Maybe(Type.String()), email: Maybe(Type.String()), phoneNumber: Maybe(Type.String()) })),
);
export const AgentsToTeamInput = Named('AgentsToTeamInput', agentIds);
export const DeleteAgentsFromTeamInput = Named('DeleteAgentsFromTeamInput', agentIds);
export const AgentTeamsOutput = Data('AgentTeamsOutput', Type.Array(Named('AgentTeam', { id: Uuid })));

export const teamPath = Type.Object({ teamId: described(Uuid, 'The team.') });
