/** Organizations: the tenants of an install. Everything else belongs to exactly one of them, and none sees another's. */
export { createOrganization, firstAdmin, OrganizationError } from './actions.ts';
export { selectOrganization, selectOrganizationBySubdomain, selectOrganizations, tables, type OrganizationRow } from './store.ts';
