import { sample } from '../../base/sample.ts';
import { Type } from '../../base/schema.ts';
import { describeCall } from '../../platform/operation.ts';
import { agentPath } from '../people/index.ts';
import { teamPath } from '../teams/index.ts';
import * as schema from './schema.ts';

const working = {
  userId: sample.agentId,
  requestTime: '2026-03-02T10:15:04.120Z',
  lastSeen: '2026-03-02T10:14:51.007Z',
  presenceStatus: 'Working',
  connectionStatus: 'Online',
  activeChannels: ['Email', 'ContactForm'],
};
const absent = { userId: sample.otherAgentId, requestTime: '2026-03-02T10:15:04.120Z', connectionStatus: 'Offline', activeChannels: [] };

export const getAgentsPresence = describeCall({
  id: 'getAgentsPresence',
  method: 'GET',
  path: '/agents/presence',
  tags: ['Agents'],
  summary: 'List who is there',
  description: 'The presence of all agents, as a bare list.',
  effect: 'read',
  status: 200,
  answer: Type.Array(schema.UserPresence),
  errors: [400, 500],
  example: { answer: [working, absent] },
});

export const getAgentsAgentidPresence = describeCall({
  id: 'getAgentsAgentidPresence',
  method: 'GET',
  path: '/agents/{agentId}/presence',
  tags: ['Agents'],
  summary: 'Read the presence of an agent',
  effect: 'read',
  params: agentPath,
  status: 200,
  answer: schema.UserPresenceOutput,
  errors: [400, 404, 500],
  example: { answer: { data: working } },
});

export const putAgentsAgentidPresenceWorkingChannel = describeCall({
  id: 'putAgentsAgentidPresenceWorking-channel',
  method: 'PUT',
  path: '/agents/{agentId}/presence/working-channel',
  tags: ['Agents'],
  summary: 'Switch a channel of an agent on or off',
  description: 'Says whether an agent works in a group of channels. The other groups stay as they are.',
  effect: 'write',
  params: agentPath,
  body: schema.UpdateAgentPresenceChannelInput,
  bodyRequired: true,
  status: 204,
  errors: [400, 500],
  example: { body: { channel: 'Email', working: true } },
});

export const getTeamsTeamidPresence = describeCall({
  id: 'getTeamsTeamidPresence',
  method: 'GET',
  path: '/teams/{teamId}/presence',
  tags: ['Teams'],
  summary: 'List who of a team is there',
  effect: 'read',
  params: teamPath,
  query: schema.presenceQuery,
  status: 200,
  answer: schema.ListPresenceOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [working] } },
});
