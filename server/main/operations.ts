import type { Operation } from '../platform/operation.ts';
import { organizationOperations } from '../modules/organizations/operations.ts';
import { peopleOperations } from '../modules/people/operations.ts';
import { teamOperations } from '../modules/teams/operations.ts';
import { presenceOperations } from '../modules/presence/operations.ts';
import { queueOperations } from '../modules/queues/operations.ts';
import { contactEndpointOperations } from '../modules/contact-endpoints/operations.ts';
import { businessHoursOperations } from '../modules/business-hours/operations.ts';
import { templateOperations } from '../modules/templates/operations.ts';
import { customAttributeOperations } from '../modules/custom-attributes/operations.ts';
import { flowOperations } from '../modules/flows/operations.ts';
import { conversationOperations } from '../modules/conversations/operations.ts';
import { messageOperations } from '../modules/messages/operations.ts';
import { ratingOperations } from '../modules/ratings/operations.ts';
import { activityOperations } from '../modules/activity/operations.ts';
import { searchOperations } from '../modules/search/operations.ts';
import { intelligenceOperations } from '../modules/intelligence/operations.ts';
import { anonymizationOperations } from '../modules/anonymization/operations.ts';
import { knowledgeOperations } from '../modules/knowledge/operations.ts';
import { analyticsOperations } from '../modules/analytics/operations.ts';
import { noteOperations } from '../modules/notes/operations.ts';
import { tagOperations } from '../modules/tags/operations.ts';
import { webhookOperations } from '../modules/webhooks/operations.ts';

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
  ...customAttributeOperations,
  ...flowOperations,
  ...conversationOperations,
  ...messageOperations,
  ...noteOperations,
  ...tagOperations,
  ...ratingOperations,
  ...activityOperations,
  ...searchOperations,
  ...anonymizationOperations,
  ...analyticsOperations,
  ...intelligenceOperations,
  ...webhookOperations,
  ...knowledgeOperations,
];
