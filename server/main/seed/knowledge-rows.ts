import { cleanHtml, plaintextOf } from '../../modules/knowledge/index.ts';
import type { Session } from '../../platform/db/database.ts';
import { articles, categories, collections, type SeedArticle } from './knowledge.ts';
import { DAY, HOUR, insertRows, iso, type Row, type Scope } from './scope.ts';

type Tables = readonly (readonly [table: string, rows: readonly Row[]])[];

const written = (scope: Scope, daysAgo: number, edited = daysAgo): { created_at: string; updated_at: string } => ({
  created_at: iso(scope.at - daysAgo * DAY),
  updated_at: iso(scope.at - edited * DAY),
});

/** Rows of all tables, in the order of their keys. */
export function knowledgeRows(scope: Scope): Tables {
  const { organizationId: organization_id } = scope;
  const categoryId = (name: string): string => scope.id('category', name);
  return [
    [
      'knowledge_collection',
      collections.map((one, index) => ({
        organization_id,
        id: scope.id('collection', one.name),
        title: one.title,
        internal_kb_enabled: true,
        is_restricted: one.restricted,
        ...written(scope, 320 - index),
      })),
    ],
    [
      'knowledge_category',
      categories.map((one, index) => ({
        organization_id,
        id: categoryId(one.name),
        parent_category_id: 'category' in one.parent ? categoryId(one.parent.category) : null,
        ...written(scope, 318 - index),
      })),
    ],
    ['knowledge_category_title', categories.flatMap((one) => Object.entries(one.titles).map(([language, title]) => ({ organization_id, category_id: categoryId(one.name), language, title })))],
    [
      'knowledge_category_collection',
      categories.flatMap((one) => ('collection' in one.parent ? [{ organization_id, category_id: categoryId(one.name), collection_id: scope.id('collection', one.parent.collection) }] : [])),
    ],
    ['knowledge_article', articles.map((one, index) => articleRow(scope, one, index))],
    [
      'knowledge_article_tag',
      articles.flatMap((one, index) =>
        one.tags.map((tag) => ({ organization_id, article_id: scope.id('article', one.name), tag_id: scope.id('tag', tag), created_at: iso(scope.at - (300 - index) * DAY) })),
      ),
    ],
    ['knowledge_translation', articles.flatMap((one, index) => translationRows(scope, one, index))],
  ];
}

function articleRow(scope: Scope, article: SeedArticle, index: number): Row {
  const author = scope.id('agent', article.author);
  const published = article.published.length > 0;
  return {
    organization_id: scope.organizationId,
    id: scope.id('article', article.name),
    parent_category_id: scope.id('category', article.category),
    owned_by: article.owner === undefined ? null : scope.id('agent', article.owner),
    ...written(scope, 300 - index, 90 - index),
    created_by: author,
    updated_by: author,
    indexed_at: published ? iso(scope.at - (90 - index) * DAY + HOUR) : null,
    indexed_by: published ? author : null,
  };
}

/** The draft of each language, and the same text once more where it is published. */
function translationRows(scope: Scope, article: SeedArticle, index: number): Row[] {
  const author = scope.id('agent', article.author);
  return (['en', 'da'] as const).flatMap((language) => {
    const { title, html: given } = article.texts[language];
    const html = cleanHtml(given);
    const versions = article.published.includes(language) ? ['Draft', 'Published'] : ['Draft'];
    return versions.map((version) => ({
      organization_id: scope.organizationId,
      article_id: scope.id('article', article.name),
      language,
      version,
      title,
      html,
      plaintext: plaintextOf(html),
      ...written(scope, 300 - index, 90 - index),
      created_by: author,
      updated_by: author,
    }));
  });
}

export async function seedKnowledge(tx: Session, scope: Scope): Promise<void> {
  for (const [table, rows] of knowledgeRows(scope)) await insertRows(tx, table, rows);
}
