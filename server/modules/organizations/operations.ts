import { notFound } from '../../base/errors.ts';
import { describeCall, operation, type Operation } from '../../platform/operation.ts';
import { GetOrganizationOutput } from './schema.ts';
import { selectOrganization, type OrganizationRow } from './store.ts';

const getOrganization = describeCall({
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

const viewOrganization = (row: OrganizationRow) => ({
  id: row.id,
  name: row.name,
  subdomain: row.subdomain,
  status: row.status,
  ...(row.avatar_url === null ? {} : { avatarUrl: row.avatar_url }),
});

export const organizationOperations: readonly Operation[] = [
  operation({
    ...getOrganization,
    handle: async (ctx, { actor }) => {
      const row = await selectOrganization(ctx.db, actor.organizationId);
      if (!row) throw notFound();
      return { data: viewOrganization(row) };
    },
  }),
];
