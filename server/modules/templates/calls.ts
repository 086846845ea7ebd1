import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Templates'];
const template = {
  id: '0193a5a7-83ea-7c25-90b1-5f4d2e6ac817',
  name: 'Late delivery',
  content: 'Hello {{requester_firstname}}, the courier has your bicycle. {{agent_firstname}}',
  createdBy: sample.agentId,
  createdAt: '2025-06-11T09:00:00.000Z',
  lastEditedBy: sample.otherAgentId,
  lastEditedAt: '2026-01-20T13:45:12.004Z',
  translations: [{ locale: 'da', content: 'Hej {{requester_firstname}}, din cykel er på vej. {{agent_firstname}}', isDeactivated: false }],
  _type: 'QuickResponse',
};

export const getTemplates = describeCall({
  id: 'getTemplates',
  method: 'GET',
  path: '/templates',
  tags,
  summary: 'List templates',
  description: 'All templates, oldest first, or those of one kind.',
  effect: 'read',
  query: schema.templatesQuery,
  status: 200,
  answer: schema.ListTemplatesOutput,
  errors: [400, 500],
  example: { answer: { data: [template] } },
});

export const deleteTemplatesTemplateid = describeCall({
  id: 'deleteTemplatesTemplateid',
  method: 'DELETE',
  path: '/templates/{templateId}',
  tags,
  summary: 'Delete a template',
  description: 'Deletes the template for good, whether or not something uses it.',
  effect: 'destroy',
  params: schema.templatePath,
  status: 204,
  errors: [400, 404, 500],
});
