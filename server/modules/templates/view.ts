import type { TemplateRow } from './store.ts';

export const viewTemplate = (row: TemplateRow) => ({
  ...row.content,
  translations: (row.content.translations ?? []).map((translation) => ({ ...translation })),
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  _type: row.kind,
});
