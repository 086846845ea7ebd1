import { pageOf, readPage } from '../../base/page.ts';
import { operation, type Operation } from '../../platform/operation.ts';
import { deleteTemplate, listTemplates } from './actions.ts';
import * as calls from './calls.ts';
import { viewTemplate } from './view.ts';

export const templateOperations: readonly Operation[] = [
  operation({
    ...calls.getTemplates,
    handle: async (ctx, { actor, query, path }) => {
      const page = readPage(query, `templates:${actor.organizationId}`, query.type === undefined ? {} : { type: query.type });
      const { rows, meta } = pageOf(await listTemplates(ctx, actor, page), page, path, (row) => [row.created_at, row.id]);
      return { data: rows.map(viewTemplate), meta };
    },
  }),
  operation({ ...calls.deleteTemplatesTemplateid, handle: async (ctx, { actor, params }) => await deleteTemplate(ctx, actor, params.templateId) }),
];
