/** Templates: texts that agents insert (quick responses) and that mail is answered with by itself (auto-replies), in several languages. */
export { templateSetting } from './setting.ts';
export { tables, type TemplateContent, type TemplateRow } from './store.ts';
