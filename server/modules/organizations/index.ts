/** Organizations: the tenants of an install. Everything else belongs to exactly one of them, and none sees another's. */
export { createOrganization, createOrganizationIn, OrganizationError } from './actions.ts';
export { selectFirstAdmin, selectOrganization, selectOrganizationBySubdomain, selectOrganizations, tables, updateOrganization, type OrganizationRow } from './store.ts';
