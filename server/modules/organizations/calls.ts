import { describeCall } from '../../platform/operation.ts';
import { GetOrganizationOutput } from './schema.ts';

export const getOrganization = describeCall({
  id: 'getOrganization',
  method: 'GET',
  path: '/organization',
  tags: ['Organization'],
  summary: 'Read the organization',
  description: 'The organization that the token belongs to.',
  effect: 'read',
  status: 200,
  answer: GetOrganizationOutput,
  errors: [400, 404, 500],
  example: { answer: { data: { id: '0193a5a0-02c4-7b18-9d3e-71f05c8ae264', name: 'Nordhavn Cycles', subdomain: 'nordhavn-cycles', status: 'Active' } } },
});
