import { present } from '../../base/present.ts';
import type { ArticleRow, TranslationRow } from './article-store.ts';
import type { CatalogRow, CategoryRow, CollectionRow } from './place-store.ts';
import { restrictionsOf, type Place } from './rules.ts';

export function viewCollection(row: CollectionRow) {
  // A restricted collection passes its restriction on from itself, so it names itself.
  const restrictions = restrictionsOf(row.is_restricted, { collections: [{ id: row.id, restricted: row.is_restricted }], restrictedCategories: [] });
  return { id: row.id, title: row.title, ...present({ description: row.description }), internalKbEnabled: row.internal_kb_enabled, restrictions };
}

/** @param place what lies above it, the category itself left out. */
export function viewCategory(row: CategoryRow, place: Place, language: string) {
  return {
    id: row.id,
    ...present({ title: row.title === null ? null : { languageId: language, title: row.title } }),
    isDefaultLocation: row.is_default_location,
    isLocked: row.is_locked,
    restrictions: restrictionsOf(row.is_restricted, place),
    ...present({ parentCategory: row.parent_category_id }),
    parentCollections: place.collections.map((collection) => collection.id),
  };
}

/** @param isIndexed whether search finds this very text. */
function viewTranslation(row: TranslationRow, isIndexed: boolean) {
  return {
    language: row.language,
    title: row.title,
    isIndexedVersion: isIndexed,
    contents: { html: row.html, plaintext: row.plaintext },
    // There is no help center of our own in which a text could be read.
    availableAt: { helpCenterLinks: [] },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...present({ createdBy: row.created_by, updatedBy: row.updated_by }),
  };
}

const sameText = (left: TranslationRow, right: TranslationRow | undefined): boolean => right !== undefined && left.title === right.title && left.html === right.html;

/** Draft and published text of one language, or undefined when there is no draft. */
function viewLanguage(rows: readonly TranslationRow[]) {
  const draft = rows.find((row) => row.version === 'Draft');
  if (!draft) return undefined;
  const published = rows.find((row) => row.version === 'Published');
  return { draft: viewTranslation(draft, sameText(draft, published)), ...(published ? { published: viewTranslation(published, true) } : {}) };
}

/**
 * @param place what lies above it.
 * @param texts of one language.
 */
export function viewArticle(row: ArticleRow, place: Place, texts: readonly TranslationRow[]) {
  return {
    id: row.id,
    isDefaultLocation: row.is_default_location,
    ...present({ translation: viewLanguage(texts) }),
    tags: row.tags,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...present({ indexedAt: row.indexed_at, createdBy: row.created_by, updatedBy: row.updated_by, ownedBy: row.owned_by, indexedBy: row.indexed_by }),
    restrictions: restrictionsOf(row.is_restricted, place),
    ...present({ parentCategory: row.parent_category_id }),
    parentCollections: place.collections.map((collection) => collection.id),
  };
}

/** All texts of an article, drafts and published ones apart. */
export function viewTranslations(rows: readonly TranslationRow[]) {
  const published = rows.filter((row) => row.version === 'Published');
  const publishedIn = (language: string): TranslationRow | undefined => published.find((row) => row.language === language);
  return {
    draft: rows.filter((row) => row.version === 'Draft').map((row) => viewTranslation(row, sameText(row, publishedIn(row.language)))),
    published: published.map((row) => viewTranslation(row, true)),
  };
}

interface CategoryNode {
  readonly id: string;
  readonly title?: { languageId: string; title: string };
  readonly categories: CategoryNode[];
  readonly articles: { id: string; title?: { languageId: string; title: string } }[];
}

/** @param rows parents before their children. */
export function viewCatalog(rows: readonly CatalogRow[], language: string): Pick<CategoryNode, 'categories' | 'articles'> {
  const top: Pick<CategoryNode, 'categories' | 'articles'> = { categories: [], articles: [] };
  const nodes = new Map<string, CategoryNode>();
  for (const row of rows) {
    const parent = row.parent === null ? top : nodes.get(row.parent);
    const item = { id: row.id, ...(row.title === null ? {} : { title: { languageId: language, title: row.title } }) };
    if (row.kind === 'article') parent?.articles.push(item);
    else {
      const node: CategoryNode = { ...item, categories: [], articles: [] };
      nodes.set(row.id, node);
      parent?.categories.push(node);
    }
  }
  return top;
}
