import { sample } from '../../base/sample.ts';
import { Type } from '../../base/schema.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Agents'];
const input = {
  displayName: 'Ingrid Solberg',
  email: 'ingrid@nordhavn-cycles.example',
  phoneNumber: '+4531234568',
  additionalEmails: [],
  additionalPhoneNumbers: [],
  firstName: 'Ingrid',
  lastName: 'Solberg',
  middleNames: [],
};
const agent = { id: sample.agentId, createdAt: '2025-01-06T08:00:00.000Z', ...input, roles: ['Agent'] };
const { email: _fixed, ...change } = input;
const success = { data: agent, _type: 'BulkActionSuccess' };
const unknown = { error: { id: sample.customerId, message: 'Agent not found', _type: 'NotFound' }, _type: 'BulkActionFailure' };

export const getAgents = describeCall({
  id: 'getAgents',
  method: 'GET',
  path: '/agents',
  tags,
  summary: 'List agents',
  description: 'All agents and admins, oldest first, or the one with an e-mail address or a phone number.',
  effect: 'read',
  query: schema.agentsQuery,
  status: 200,
  answer: schema.ListAgentsOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [agent] } },
});

export const postAgents = describeCall({
  id: 'postAgents',
  method: 'POST',
  path: '/agents',
  tags,
  summary: 'Create an agent',
  description: 'Makes a person who can answer conversations. Refused when somebody, agent or end user, has the e-mail address or the phone number already.',
  effect: 'write',
  body: schema.CreateAgentInput,
  bodyRequired: true,
  status: 201,
  answer: schema.AgentOutput,
  errors: [400, 500],
  example: { body: input, answer: { data: agent } },
});

export const postAgentsBulk = describeCall({
  id: 'postAgentsBulk',
  method: 'POST',
  path: '/agents/bulk',
  tags,
  summary: 'Create several agents',
  description: 'Makes each agent by itself: one that cannot be made does not stop the others. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  body: schema.CreateAgentsInput,
  bodyRequired: true,
  status: 201,
  answer: schema.CreateAgentsOutput,
  errors: [400, 500],
  example: { body: { data: [input] }, answer: { data: [success] } },
});

export const putAgents = describeCall({
  id: 'putAgents',
  method: 'PUT',
  path: '/agents',
  tags,
  summary: 'Replace several agents',
  description: 'Replaces what is known of each agent; fields left out are cleared. The e-mail address stays. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  body: Type.Array(schema.BulkUpdateAgentInput),
  status: 200,
  answer: schema.BulkUpdateAgentOutput,
  errors: [400, 500],
  example: { body: [{ id: sample.agentId, ...change }], answer: { data: [success] } },
});

export const patchAgents = describeCall({
  id: 'patchAgents',
  method: 'PATCH',
  path: '/agents',
  tags,
  summary: 'Change several agents',
  description: 'Changes the fields that are sent, for each agent; lists are replaced as a whole. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  body: Type.Array(schema.BulkPatchAgentInput),
  status: 200,
  answer: schema.BulkUpdateAgentOutput,
  errors: [400, 500],
  example: {
    body: [
      { id: sample.agentId, lastName: 'Solberg' },
      { id: sample.customerId, lastName: 'Holm' },
    ],
    answer: { data: [success, unknown] },
  },
});

export const getAgentsAgentid = describeCall({
  id: 'getAgentsAgentid',
  method: 'GET',
  path: '/agents/{agentId}',
  tags,
  summary: 'Read an agent',
  effect: 'read',
  params: schema.agentPath,
  status: 200,
  answer: schema.AgentOutput,
  errors: [400, 404, 500],
  example: { answer: { data: agent } },
});

export const putAgentsAgentid = describeCall({
  id: 'putAgentsAgentid',
  method: 'PUT',
  path: '/agents/{agentId}',
  tags,
  summary: 'Replace an agent',
  description: 'Replaces what is known of an agent; fields left out are cleared. The e-mail address stays.',
  effect: 'write',
  params: schema.agentPath,
  body: schema.UpdateAgentInput,
  bodyRequired: true,
  status: 200,
  answer: schema.AgentOutput,
  errors: [400, 404, 500],
  example: { body: change, answer: { data: agent } },
});

export const patchAgentsAgentid = describeCall({
  id: 'patchAgentsAgentid',
  method: 'PATCH',
  path: '/agents/{agentId}',
  tags,
  summary: 'Change an agent',
  description: 'Changes the fields that are sent; lists are replaced as a whole.',
  effect: 'write',
  params: schema.agentPath,
  body: schema.PatchAgentInput,
  bodyRequired: true,
  status: 200,
  answer: schema.AgentOutput,
  errors: [400, 404, 500],
  example: { body: { lastName: 'Solberg' }, answer: { data: agent } },
});

export const deleteAgentsAgentid = describeCall({
  id: 'deleteAgentsAgentid',
  method: 'DELETE',
  path: '/agents/{agentId}',
  tags,
  summary: 'Downgrade an agent',
  description: 'Makes an end user of an agent, who leaves all teams and queues and keeps id, name and addresses. Refused for the agent whom the token acts as.',
  effect: 'destroy',
  params: schema.agentPath,
  status: 204,
  errors: [400, 404],
});

export const getAiAgents = describeCall({
  id: 'getAi-agents',
  method: 'GET',
  path: '/ai-agents',
  tags,
  summary: 'List AI agents',
  description: 'The AI agents and chatbots of the organization, by name, each with the person it acts as.',
  effect: 'read',
  published: false,
  status: 200,
  answer: schema.ListAiAgentsOutput,
  errors: [400, 500],
  example: { answer: { data: [{ id: '0193a5b4-7c19-7e52-8a06-c4d91f3b20e7', name: 'Workshop helper', systemUserId: '0193a5b4-7c1a-7b83-9f4d-5e0a62c8d117', _type: 'MimSupport' }] } },
});
