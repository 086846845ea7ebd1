import type { PageRequest } from '../../base/page.ts';
import { sql, type Session, type Sql } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/keyset.ts';
import type { Place } from './rules.ts';

export interface CollectionRow {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly internal_kb_enabled: boolean;
  readonly is_restricted: boolean;
  readonly created_at: string;
}

/** The end of a statement that reads a page of a list in order of creation. The table goes by the name `t`. */
export function pageClause(page: PageRequest<unknown>): Sql {
  const { after, order } = keyset(page, { at: 't.created_at', id: 't.id' });
  return sql`${after} ${order}`;
}

const collectionColumns = sql`t.id, t.title, t.description, t.internal_kb_enabled, t.is_restricted, t.created_at`;

export function selectCollection(session: Session, organizationId: string, id: string): Promise<CollectionRow | undefined> {
  return session.maybe<CollectionRow>(sql`SELECT ${collectionColumns} FROM knowledge_collection t WHERE organization_id = ${organizationId} AND id = ${id}`);
}

export function selectCollections(session: Session, organizationId: string, page: PageRequest<unknown>): Promise<CollectionRow[]> {
  return session.query<CollectionRow>(sql`SELECT ${collectionColumns} FROM knowledge_collection t WHERE t.organization_id = ${organizationId} ${pageClause(page)}`);
}

/** The oldest collection: where a category goes that nobody gave a place. */
export async function firstCollection(session: Session, organizationId: string): Promise<string | undefined> {
  const row = await session.maybe<{ id: string }>(sql`SELECT id FROM knowledge_collection WHERE organization_id = ${organizationId} ORDER BY created_at, id LIMIT 1`);
  return row?.id;
}

export async function insertCollection(tx: Session, organizationId: string, collection: CollectionRow): Promise<void> {
  await tx.execute(sql`
    INSERT INTO knowledge_collection (organization_id, id, title, description, internal_kb_enabled, is_restricted, created_at, updated_at)
    VALUES (${organizationId}, ${collection.id}, ${collection.title}, ${collection.description}, ${collection.internal_kb_enabled}, ${collection.is_restricted}, ${collection.created_at}, ${collection.created_at})`);
}

export interface CategoryRow {
  readonly id: string;
  readonly parent_category_id: string | null;
  readonly is_default_location: boolean;
  readonly is_locked: boolean;
  readonly is_restricted: boolean;
  readonly created_at: string;
  /** In the language asked for; null when it has none there. */
  readonly title: string | null;
}

const categoryColumns = sql`t.id, t.parent_category_id, t.is_default_location, t.is_locked, t.is_restricted, t.created_at, n.title`;
const categoryWithTitle = (language: string): Sql => sql`knowledge_category t
  LEFT JOIN knowledge_category_title n ON n.organization_id = t.organization_id AND n.category_id = t.id AND n.language = ${language}`;

export function selectCategory(session: Session, organizationId: string, id: string, language: string): Promise<CategoryRow | undefined> {
  return session.maybe<CategoryRow>(sql`SELECT ${categoryColumns} FROM ${categoryWithTitle(language)} WHERE t.organization_id = ${organizationId} AND t.id = ${id}`);
}

export function selectCategories(session: Session, organizationId: string, language: string, page: PageRequest<unknown>): Promise<CategoryRow[]> {
  return session.query<CategoryRow>(sql`SELECT ${categoryColumns} FROM ${categoryWithTitle(language)} WHERE t.organization_id = ${organizationId} ${pageClause(page)}`);
}

/** All titles of a category by language; undefined when there is no such category. */
export async function selectCategoryTitles(session: Session, organizationId: string, id: string): Promise<{ language: string; title: string }[] | undefined> {
  const rows = await session.query<{ language: string | null; title: string | null }>(sql`
    SELECT n.language, n.title FROM knowledge_category t
    LEFT JOIN knowledge_category_title n ON n.organization_id = t.organization_id AND n.category_id = t.id
    WHERE t.organization_id = ${organizationId} AND t.id = ${id} ORDER BY n.language`);
  if (rows.length === 0) return undefined;
  return rows.filter((row): row is { language: string; title: string } => row.language !== null);
}

/** Writes a category below a category or at the top of a collection; whichever is not null. */
export async function insertCategory(
  tx: Session,
  organizationId: string,
  category: { id: string; parentCategoryId: string | null; collectionId: string | null; isDefaultLocation: boolean; now: string; titles: readonly { language: string; title: string }[] },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO knowledge_category (organization_id, id, parent_category_id, is_default_location, created_at, updated_at)
    VALUES (${organizationId}, ${category.id}, ${category.parentCategoryId}, ${category.isDefaultLocation}, ${category.now}, ${category.now})`);
  await tx.execute(sql`
    INSERT INTO knowledge_category_title (organization_id, category_id, language, title)
    SELECT ${organizationId}, ${category.id}, t.language, t.title FROM jsonb_to_recordset(${JSON.stringify(category.titles)}::jsonb) AS t(language text, title text)`);
  if (category.collectionId !== null) {
    await tx.execute(sql`INSERT INTO knowledge_category_collection (organization_id, category_id, collection_id) VALUES (${organizationId}, ${category.id}, ${category.collectionId})`);
  }
}

/** What an id means as a parent. Read with a lock, so that it is still there when the child is written. */
export async function lockParent(tx: Session, organizationId: string, id: string): Promise<'category' | 'collection' | undefined> {
  if (await tx.maybe(sql`SELECT 1 AS found FROM knowledge_category WHERE organization_id = ${organizationId} AND id = ${id} FOR KEY SHARE`)) return 'category';
  if (await tx.maybe(sql`SELECT 1 AS found FROM knowledge_collection WHERE organization_id = ${organizationId} AND id = ${id} FOR KEY SHARE`)) return 'collection';
  return undefined;
}

/** A category's place with the category itself counted in, as what lies in it sees it. */
interface Chain {
  readonly start: string;
  readonly restricted: string[];
  readonly collections: { id: string; restricted: boolean }[];
}

/** What lies above each of these categories, the categories themselves included. */
export async function selectPlaces(session: Session, organizationId: string, categoryIds: readonly string[]): Promise<Map<string, Place>> {
  const rows = await session.query<Chain>(sql`
    WITH RECURSIVE chain AS (
      SELECT id AS start, id, parent_category_id, is_restricted, 0 AS depth FROM knowledge_category WHERE organization_id = ${organizationId} AND id = ANY(${categoryIds}::uuid[])
      UNION ALL
      SELECT chain.start, c.id, c.parent_category_id, c.is_restricted, chain.depth + 1
      FROM chain JOIN knowledge_category c ON c.organization_id = ${organizationId} AND c.id = chain.parent_category_id WHERE chain.depth < 100
    )
    SELECT start,
      coalesce(array_agg(id ORDER BY depth) FILTER (WHERE is_restricted), '{}') AS restricted,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', c.id, 'restricted', c.is_restricted) ORDER BY c.created_at, c.id)
        FROM knowledge_category_collection x JOIN knowledge_collection c ON c.organization_id = x.organization_id AND c.id = x.collection_id
        WHERE x.organization_id = ${organizationId} AND x.category_id = (array_agg(chain.id ORDER BY depth DESC))[1]
      ), '[]') AS collections
    FROM chain GROUP BY start`);
  return new Map(rows.map((row) => [row.start, { collections: row.collections, restrictedCategories: row.restricted }]));
}

/** A node of a collection's tree. `parent` is null at the top. */
export interface CatalogRow {
  readonly kind: 'category' | 'article';
  readonly id: string;
  readonly parent: string | null;
  readonly title: string | null;
}

/** All categories and articles of a collection, parents before children, each level oldest first. */
export function selectCatalog(session: Session, organizationId: string, collectionId: string, language: string): Promise<CatalogRow[]> {
  return session.query<CatalogRow>(sql`
    WITH RECURSIVE tree AS (
      SELECT x.category_id AS id, NULL::uuid AS parent, 0 AS depth FROM knowledge_category_collection x WHERE x.organization_id = ${organizationId} AND x.collection_id = ${collectionId}
      UNION ALL
      SELECT c.id, c.parent_category_id, tree.depth + 1 FROM tree
      JOIN knowledge_category c ON c.organization_id = ${organizationId} AND c.parent_category_id = tree.id WHERE tree.depth < 100
    ),
    node AS (
      SELECT 'category' AS kind, tree.id, tree.parent, tree.depth, c.created_at, n.title FROM tree
      JOIN knowledge_category c ON c.organization_id = ${organizationId} AND c.id = tree.id
      LEFT JOIN knowledge_category_title n ON n.organization_id = c.organization_id AND n.category_id = c.id AND n.language = ${language}
      UNION ALL
      SELECT 'article', a.id, place.parent, place.depth, a.created_at,
        (SELECT title FROM knowledge_translation n WHERE n.organization_id = a.organization_id AND n.article_id = a.id AND n.language = ${language} ORDER BY version DESC LIMIT 1)
      FROM (
        SELECT article_id AS id, NULL::uuid AS parent, 0 AS depth FROM knowledge_article_collection WHERE organization_id = ${organizationId} AND collection_id = ${collectionId}
        UNION ALL
        SELECT a.id, tree.id, tree.depth + 1 FROM tree JOIN knowledge_article a ON a.organization_id = ${organizationId} AND a.parent_category_id = tree.id
      ) place JOIN knowledge_article a ON a.organization_id = ${organizationId} AND a.id = place.id
    )
    SELECT kind, id, parent, title FROM node ORDER BY depth, created_at, id`);
}
