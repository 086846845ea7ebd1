import { notFound } from '../../base/errors.ts';
import { operation, type Operation } from '../../platform/operation.ts';
import { getOrganization } from './calls.ts';
import { selectOrganization, type OrganizationRow } from './store.ts';

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
