/**
 * Knowledge: collections of categories and articles. A category lies in one category or at the top of collections; so does
 * an article, or nowhere. An article always has a draft in at least one language; a draft is published by copying it, so
 * that readers keep their text while the next one is written. HTML is cleaned before it is stored.
 */
export { cleanHtml, plaintextOf } from './content.ts';
export const tables = [
  'knowledge_article',
  'knowledge_article_collection',
  'knowledge_article_tag',
  'knowledge_category',
  'knowledge_category_collection',
  'knowledge_category_title',
  'knowledge_collection',
  'knowledge_translation',
] as const;
