import type { Operation } from '../platform/operation.ts';
import { organizationOperations } from '../modules/organizations/operations.ts';
import { peopleOperations } from '../modules/people/operations.ts';
import { teamOperations } from '../modules/teams/operations.ts';
import { presenceOperations } from '../modules/presence/operations.ts';
import { queueOperations } from '../modules/queues/operations.ts';
import { contactEndpointOperations } from '../modules/contact-endpoints/operations.ts';
import { businessHoursOperations } from '../modules/business-hours/operations.ts';
import { templateOperations } from '../modules/templates/operations.ts';
import { noteOperations } from '../modules/notes/operations.ts';
import { tagOperations } from '../modules/tags/operations.ts';

/** The operation table: every call that Parley answers. */
export const operations: readonly Operation[] = [
  ...organizationOperations,
  ...peopleOperations,
  ...teamOperations,
  ...presenceOperations,
  ...queueOperations,
  ...contactEndpointOperations,
  ...businessHoursOperations,
  ...templateOperations,
  ...noteOperations,
  ...tagOperations,
];
