import { isUuid } from '../../base/ids.ts';
import type { PageRequest } from '../../base/page.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import { pageClause } from './place-store.ts';

export interface ArticleRow {
  readonly id: string;
  readonly parent_category_id: string | null;
  readonly is_default_location: boolean;
  readonly is_restricted: boolean;
  readonly owned_by: string | null;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly updated_at: string;
  readonly updated_by: string | null;
  readonly indexed_at: string | null;
  readonly indexed_by: string | null;
  readonly tags: string[];
  /** Collections at whose top it stands itself. */
  readonly collections: { id: string; restricted: boolean }[];
}

const columns = sql`t.id, t.parent_category_id, t.is_default_location, t.is_restricted, t.owned_by, t.created_at, t.created_by, t.updated_at, t.updated_by, t.indexed_at, t.indexed_by,
  ARRAY(SELECT g.tag_id FROM knowledge_article_tag g WHERE g.organization_id = t.organization_id AND g.article_id = t.id ORDER BY g.created_at, g.tag_id) AS tags,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('id', c.id, 'restricted', c.is_restricted) ORDER BY c.created_at, c.id)
    FROM knowledge_article_collection x JOIN knowledge_collection c ON c.organization_id = x.organization_id AND c.id = x.collection_id
    WHERE x.organization_id = t.organization_id AND x.article_id = t.id
  ), '[]') AS collections`;

export function selectArticle(session: Session, organizationId: string, id: string): Promise<ArticleRow | undefined> {
  return session.maybe<ArticleRow>(sql`SELECT ${columns} FROM knowledge_article t WHERE t.organization_id = ${organizationId} AND t.id = ${id}`);
}

export function selectArticles(session: Session, organizationId: string, page: PageRequest<unknown>): Promise<ArticleRow[]> {
  return session.query<ArticleRow>(sql`SELECT ${columns} FROM knowledge_article t WHERE t.organization_id = ${organizationId} ${pageClause(page)}`);
}

/** Keeps others from changing an article and its texts until the transaction ends. @returns whether there is one. */
export async function lockArticle(tx: Session, organizationId: string, id: string): Promise<boolean> {
  return (await tx.maybe(sql`SELECT 1 AS found FROM knowledge_article WHERE organization_id = ${organizationId} AND id = ${id} FOR UPDATE`)) !== undefined;
}

export async function insertArticle(tx: Session, organizationId: string, article: { id: string; preRelease: boolean; now: string; actorId: string }): Promise<void> {
  await tx.execute(sql`
    INSERT INTO knowledge_article (organization_id, id, is_default_location, pre_release, owned_by, created_at, created_by, updated_at, updated_by)
    VALUES (${organizationId}, ${article.id}, true, ${article.preRelease}, ${article.actorId}, ${article.now}, ${article.actorId}, ${article.now}, ${article.actorId})`);
}

/** Writes down who changed an article last; fields that are given change too. */
export async function touchArticle(
  tx: Session,
  organizationId: string,
  id: string,
  change: { now: string; actorId: string; ownedBy?: string | undefined; preRelease?: boolean | undefined },
): Promise<void> {
  await tx.execute(sql`
    UPDATE knowledge_article SET updated_at = ${change.now}, updated_by = ${change.actorId},
      owned_by = coalesce(${change.ownedBy ?? null}::uuid, owned_by), pre_release = coalesce(${change.preRelease ?? null}::boolean, pre_release)
    WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Remembers when the published texts changed; forgets it when none is left. */
export async function touchIndex(tx: Session, organizationId: string, id: string, now: string, actorId: string): Promise<void> {
  const published = sql`EXISTS (SELECT FROM knowledge_translation n WHERE n.organization_id = a.organization_id AND n.article_id = a.id AND n.version = 'Published')`;
  await tx.execute(sql`
    UPDATE knowledge_article a SET indexed_at = CASE WHEN ${published} THEN ${now}::timestamptz END, indexed_by = CASE WHEN ${published} THEN ${actorId}::uuid END
    WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Puts an article into a category, at the top of a collection, or nowhere (both null). It leaves where it was. */
export async function placeArticle(tx: Session, organizationId: string, id: string, place: { categoryId: string | null; collectionId: string | null }): Promise<void> {
  const nowhere = place.categoryId === null && place.collectionId === null;
  await tx.execute(sql`UPDATE knowledge_article SET parent_category_id = ${place.categoryId}, is_default_location = ${nowhere} WHERE organization_id = ${organizationId} AND id = ${id}`);
  await tx.execute(sql`DELETE FROM knowledge_article_collection WHERE organization_id = ${organizationId} AND article_id = ${id}`);
  if (place.collectionId !== null) {
    await tx.execute(sql`INSERT INTO knowledge_article_collection (organization_id, article_id, collection_id) VALUES (${organizationId}, ${id}, ${place.collectionId})`);
  }
}

export async function deleteArticleRow(tx: Session, organizationId: string, id: string): Promise<boolean> {
  return (await tx.execute(sql`DELETE FROM knowledge_article WHERE organization_id = ${organizationId} AND id = ${id}`)) > 0;
}

/**
 * Puts tags on an article; they keep the order in which they came.
 * @param tagIds any texts, uuids in small letters.
 * @returns those that do not exist here; then none was put.
 */
export async function addArticleTags(tx: Session, organizationId: string, id: string, tagIds: readonly string[], now: string): Promise<string[]> {
  const known = await tx.query<{ id: string }>(sql`SELECT id FROM tag WHERE organization_id = ${organizationId} AND id = ANY(${tagIds.filter(isUuid)}::uuid[]) FOR KEY SHARE`);
  const missing = tagIds.filter((tagId) => !known.some((tag) => tag.id === tagId));
  if (missing.length === 0 && tagIds.length > 0) {
    await tx.execute(sql`
      INSERT INTO knowledge_article_tag (organization_id, article_id, tag_id, created_at)
      SELECT ${organizationId}, ${id}, g.tag_id, ${now}::timestamptz + g.place * interval '1 microsecond'
      FROM unnest(${tagIds}::uuid[]) WITH ORDINALITY AS g (tag_id, place) ON CONFLICT DO NOTHING`);
  }
  return missing;
}

/** @param tagIds any texts; what is on the article of them goes. */
export async function removeArticleTags(tx: Session, organizationId: string, id: string, tagIds: readonly string[]): Promise<void> {
  await tx.execute(sql`DELETE FROM knowledge_article_tag WHERE organization_id = ${organizationId} AND article_id = ${id} AND tag_id = ANY(${tagIds.filter(isUuid)}::uuid[])`);
}

export interface TranslationRow {
  readonly article_id: string;
  readonly language: string;
  readonly version: 'Draft' | 'Published';
  readonly title: string;
  readonly html: string;
  readonly plaintext: string;
  readonly created_at: string;
  readonly created_by: string | null;
  readonly updated_at: string;
  readonly updated_by: string | null;
}

const texts = sql`t.article_id, t.language, t.version, t.title, t.html, t.plaintext, t.created_at, t.created_by, t.updated_at, t.updated_by`;

/** All texts of an article, in the order in which their languages came. */
export function selectTranslations(session: Session, organizationId: string, articleId: string): Promise<TranslationRow[]> {
  return session.query<TranslationRow>(sql`
    SELECT ${texts} FROM knowledge_translation t WHERE t.organization_id = ${organizationId} AND t.article_id = ${articleId} ORDER BY t.created_at, t.language, t.version`);
}

/**
 * The texts of articles in one language each.
 * @param strict only in this language; otherwise an article without it shows its first language.
 */
export function selectTextsIn(session: Session, organizationId: string, articleIds: readonly string[], language: string, strict: boolean): Promise<TranslationRow[]> {
  return session.query<TranslationRow>(sql`
    SELECT ${texts} FROM (
      SELECT DISTINCT ON (article_id) article_id, language FROM knowledge_translation
      WHERE organization_id = ${organizationId} AND article_id = ANY(${articleIds}::uuid[]) AND version = 'Draft' AND (language = ${language} OR NOT ${strict}::boolean)
      ORDER BY article_id, (language = ${language}) DESC, created_at, language
    ) pick
    JOIN knowledge_translation t ON t.organization_id = ${organizationId} AND t.article_id = pick.article_id AND t.language = pick.language`);
}

/** Saves a draft: a new one, or what is given of an old one. Content is cleaned before. */
export async function upsertDraft(
  tx: Session,
  organizationId: string,
  articleId: string,
  draft: { language: string; title: string; html: string; plaintext: string; now: string; actorId: string },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO knowledge_translation (organization_id, article_id, language, version, title, html, plaintext, created_at, created_by, updated_at, updated_by)
    VALUES (${organizationId}, ${articleId}, ${draft.language}, 'Draft', ${draft.title}, ${draft.html}, ${draft.plaintext}, ${draft.now}, ${draft.actorId}, ${draft.now}, ${draft.actorId})
    ON CONFLICT (organization_id, article_id, language, version) DO UPDATE SET title = excluded.title, html = excluded.html, plaintext = excluded.plaintext,
      revision = knowledge_translation.revision + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
}

/** Copies drafts over what is published, in one language or in all. @returns the languages. */
export async function publishDrafts(tx: Session, organizationId: string, articleId: string, language: string | undefined, now: string, actorId: string): Promise<string[]> {
  const rows = await tx.query<{ language: string }>(sql`
    INSERT INTO knowledge_translation (organization_id, article_id, language, version, title, html, plaintext, created_at, created_by, updated_at, updated_by)
    SELECT organization_id, article_id, language, 'Published', title, html, plaintext, ${now}::timestamptz, ${actorId}::uuid, ${now}::timestamptz, ${actorId}::uuid
    FROM knowledge_translation WHERE organization_id = ${organizationId} AND article_id = ${articleId} AND version = 'Draft' AND (${language ?? null}::text IS NULL OR language = ${language ?? null}::text)
    ON CONFLICT (organization_id, article_id, language, version) DO UPDATE SET title = excluded.title, html = excluded.html, plaintext = excluded.plaintext,
      revision = knowledge_translation.revision + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
    RETURNING language`);
  return rows.map((row) => row.language).toSorted();
}

/** Takes published texts back, in one language or in all. @returns the languages that were published. */
export async function deletePublished(tx: Session, organizationId: string, articleId: string, language: string | undefined): Promise<string[]> {
  const rows = await tx.query<{ language: string }>(sql`
    DELETE FROM knowledge_translation WHERE organization_id = ${organizationId} AND article_id = ${articleId} AND version = 'Published' AND (${language ?? null}::text IS NULL OR language = ${language ?? null}::text)
    RETURNING language`);
  return rows.map((row) => row.language).toSorted();
}

/** Deletes draft and published text of a language. */
export async function deleteTexts(tx: Session, organizationId: string, articleId: string, language: string): Promise<void> {
  await tx.execute(sql`DELETE FROM knowledge_translation WHERE organization_id = ${organizationId} AND article_id = ${articleId} AND language = ${language}`);
}
