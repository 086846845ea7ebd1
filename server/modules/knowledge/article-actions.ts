import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Paged, PageQuery } from '../../base/page.ts';
import { present } from '../../base/present.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents, type NewEvent } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { selectPerson } from '../people/index.ts';
import * as store from './article-store.ts';
import type { ArticleRow, TranslationRow } from './article-store.ts';
import { cleanHtml, plaintextOf } from './content.ts';
import { askedLanguage, languageOfOrganization, listPage } from './place-actions.ts';
import { lockParent, selectPlaces } from './place-store.ts';
import { checkTexts, languageOf, type Place, type Text, type TextInput } from './rules.ts';

/** An article with what lies above it and its texts in one language. */
export interface PlacedArticle {
  readonly row: ArticleRow;
  readonly place: Place;
  readonly texts: readonly TranslationRow[];
}

async function placed(session: Session, actor: Actor, rows: readonly ArticleRow[], language: string, strict: boolean): Promise<PlacedArticle[]> {
  const { organizationId } = actor;
  const categories = rows.flatMap((row) => row.parent_category_id ?? []);
  const places = categories.length === 0 ? new Map<string, Place>() : await selectPlaces(session, organizationId, categories);
  const texts = await store.selectTextsIn(
    session,
    organizationId,
    rows.map((row) => row.id),
    language,
    strict,
  );
  return rows.map((row) => ({
    row,
    place: places.get(row.parent_category_id ?? '') ?? { collections: row.collections, restrictedCategories: [] },
    texts: texts.filter((text) => text.article_id === row.id),
  }));
}

/** The article in the organization's language, else in the first one that it has. @throws Fault 404. */
async function readArticle(session: Session, actor: Actor, id: string): Promise<PlacedArticle> {
  const row = await store.selectArticle(session, actor.organizationId, id);
  if (!row) throw notFound();
  return (await placed(session, actor, [row], await languageOfOrganization(session, actor), false))[0]!;
}

/**
 * @param asked the language of the texts; an article without it is not found.
 * @throws Fault 404, 400 (language).
 */
export async function getArticle(ctx: Context, actor: Actor, id: string, asked: string | undefined): Promise<PlacedArticle> {
  if (asked === undefined) return await readArticle(ctx.db, actor, id);
  const language = askedLanguage(asked);
  const row = await store.selectArticle(ctx.db, actor.organizationId, id);
  const [article] = row ? await placed(ctx.db, actor, [row], language, true) : [];
  if (!article || article.texts.length === 0) throw notFound();
  return article;
}

export async function listArticles(ctx: Context, actor: Actor, query: PageQuery, path: string): Promise<Paged<PlacedArticle>> {
  const { rows, meta } = await listPage(actor, 'knowledge-articles', query, path, (page) => store.selectArticles(ctx.db, actor.organizationId, page));
  return { rows: await placed(ctx.db, actor, rows, await languageOfOrganization(ctx.db, actor), false), meta };
}

/** @throws Fault 404. */
export async function getTranslations(ctx: Context, actor: Actor, id: string): Promise<TranslationRow[]> {
  const rows = await store.selectTranslations(ctx.db, actor.organizationId, id);
  // An article whose languages have all been deleted has none to show.
  if (rows.length === 0 && !(await store.selectArticle(ctx.db, actor.organizationId, id))) throw notFound();
  return rows;
}

/** A change of one article: its row is locked, what happened is written down, and it counts as changed. */
interface Change {
  readonly tx: Session;
  readonly actor: Actor;
  readonly articleId: string;
  readonly now: string;
  readonly events: NewEvent[];
}

const happened = (change: Change, type: string, data: Record<string, unknown> = {}): void =>
  void change.events.push({ type, actorId: change.actor.personId, data: { articleId: change.articleId, ...data } });

/** Runs a change of an article in one transaction with its events. @throws Fault 404. */
async function changeArticle<T>(ctx: Context, actor: Actor, articleId: string, work: (change: Change) => Promise<T>): Promise<T> {
  return await ctx.db.transaction(async (tx) => {
    if (!(await store.lockArticle(tx, actor.organizationId, articleId))) throw notFound();
    const change: Change = { tx, actor, articleId, now: ctx.clock.now().toISOString(), events: [] };
    const result = await work(change);
    await appendEvents(tx, actor.organizationId, change.now, change.events);
    return result;
  });
}

const touch = (change: Change, fields: { ownedBy?: string | undefined; preRelease?: boolean | undefined } = {}): Promise<void> =>
  store.touchArticle(change.tx, change.actor.organizationId, change.articleId, { now: change.now, actorId: change.actor.personId, ...fields });

/** Saves drafts. @returns the languages that were saved, and those that lack a title because they are new. */
async function saveDrafts(change: Change, texts: readonly Text[]): Promise<{ saved: string[]; untitled: Text[] }> {
  const { tx, actor, articleId, now } = change;
  const drafts = new Map((await store.selectTranslations(tx, actor.organizationId, articleId)).filter((row) => row.version === 'Draft').map((row) => [row.language, row]));
  const saved: string[] = [];
  const untitled: Text[] = [];
  for (const text of texts) {
    const old = drafts.get(text.languageId);
    const title = text.title ?? old?.title;
    if (title === undefined) {
      untitled.push(text);
      continue;
    }
    const html = text.content === undefined ? (old?.html ?? '') : cleanHtml(text.content);
    await store.upsertDraft(tx, actor.organizationId, articleId, { language: text.languageId, title, html, plaintext: plaintextOf(html), now, actorId: actor.personId });
    saved.push(text.languageId);
  }
  return { saved, untitled };
}

/** @throws Fault 404 when there is no such category or collection. */
async function place(change: Change, parentId: string): Promise<void> {
  const { tx, actor, articleId } = change;
  const parent = await lockParent(tx, actor.organizationId, parentId);
  if (!parent) throw notFound();
  await store.placeArticle(tx, actor.organizationId, articleId, { categoryId: parent === 'category' ? parentId : null, collectionId: parent === 'collection' ? parentId : null });
}

/** @throws Fault 400 naming the field that holds a tag unknown here. */
async function addTags(change: Change, field: string, tagIds: readonly string[]): Promise<void> {
  const ids = [...new Set(tagIds.map((id) => id.toLowerCase()))];
  const missing = await store.addArticleTags(change.tx, change.actor.organizationId, change.articleId, ids, change.now);
  if (missing.length > 0) throw invalid(`${field}: Tag not found (${missing[0]})`);
}

async function publish(change: Change, language: string | undefined): Promise<string[]> {
  const { tx, actor, articleId, now } = change;
  const languages = await store.publishDrafts(tx, actor.organizationId, articleId, language, now, actor.personId);
  if (languages.length > 0) await store.touchIndex(tx, actor.organizationId, articleId, now, actor.personId);
  for (const languageId of languages) happened(change, 'ArticlePublished', { languageId });
  return languages;
}

async function unpublish(change: Change, language: string | undefined): Promise<void> {
  const { tx, actor, articleId, now } = change;
  const languages = await store.deletePublished(tx, actor.organizationId, articleId, language);
  if (languages.length > 0) await store.touchIndex(tx, actor.organizationId, articleId, now, actor.personId);
  for (const languageId of languages) happened(change, 'ArticleUnpublished', { languageId });
}

export interface NewArticle {
  readonly translations?: readonly TextInput[];
  /** A category, or a collection at whose top it shall stand. */
  readonly parentId?: string;
  readonly tags?: readonly string[];
  readonly preRelease?: boolean;
}

/** The short form that known programs send: one text in the organization's language, and its place. */
export interface ShortForm {
  readonly title?: string;
  readonly content?: string;
  readonly categoryId?: string;
  readonly published?: boolean;
}

/**
 * Makes an article. Its texts are drafts, unless the short form says `published`.
 * @throws Fault 400 (no text, a text that cannot be saved, an unknown tag), 404 (no such parent).
 */
export async function createArticle(ctx: Context, actor: Actor, input: NewArticle & ShortForm): Promise<PlacedArticle> {
  const short = input.translations === undefined && input.title !== undefined;
  const texts = short ? [{ languageId: await languageOfOrganization(ctx.db, actor), ...present({ title: input.title, content: input.content }) }] : (input.translations ?? []);
  const { good, bad } = checkTexts(texts);
  if (bad[0]) throw invalid(short ? `${bad[0].field}: ${bad[0].message}` : `translations[${bad[0].index}].${bad[0].field}: ${bad[0].message}`);
  if (good.length === 0) throw invalid('translations: an article needs a text in at least one language');
  const parentId = input.parentId ?? (short ? input.categoryId : undefined);
  return await ctx.db.transaction(async (tx) => {
    const change: Change = { tx, actor, articleId: newId(), now: ctx.clock.now().toISOString(), events: [] };
    await store.insertArticle(tx, actor.organizationId, { id: change.articleId, preRelease: input.preRelease ?? false, now: change.now, actorId: actor.personId });
    happened(change, 'ArticleCreated', { languageIds: good.map((text) => text.languageId) });
    const { untitled } = await saveDrafts(change, good);
    if (untitled[0]) throw invalid(`translations[${untitled[0].index}].title: it is required`);
    if (parentId !== undefined) await place(change, parentId);
    await addTags(change, 'tags', input.tags ?? []);
    if (short && input.published === true) await publish(change, undefined);
    await appendEvents(tx, actor.organizationId, change.now, change.events);
    return await readArticle(tx, actor, change.articleId);
  });
}

export interface ArticleChange {
  readonly ownedBy?: string;
  readonly tags?: { readonly add?: readonly string[]; readonly remove?: readonly string[] };
  readonly preRelease?: boolean;
}

/** Takes what the short form says about text, place and publication. */
async function applyShortForm(ctx: Context, change: Change, input: ShortForm): Promise<void> {
  const language = await languageOfOrganization(change.tx, change.actor);
  if (input.title !== undefined || input.content !== undefined) {
    const { good, bad } = checkTexts([{ languageId: language, ...present({ title: input.title, content: input.content }) }]);
    if (bad[0]) throw invalid(`${bad[0].field}: ${bad[0].message}`);
    const { saved, untitled } = await saveDrafts(change, good);
    if (untitled.length > 0) throw invalid('title: it is required for a text in a new language');
    happened(change, 'ArticleTranslationsUpdated', { languageIds: saved });
  }
  if (input.categoryId !== undefined) {
    await place(change, input.categoryId);
    happened(change, 'ArticleMoved', { parentId: input.categoryId });
  }
  if (input.published === true) await publish(change, undefined);
  if (input.published === false) await unpublish(change, undefined);
}

const changesSomething = (input: ArticleChange & ShortForm): boolean =>
  [input.ownedBy, input.tags, input.preRelease, input.title, input.content, input.categoryId, input.published].some((value) => value !== undefined);

/**
 * Changes an article apart from its texts; in the short form its text, place and publication too.
 * @throws Fault 404, 400 (unknown owner or tag).
 */
export async function updateArticle(ctx: Context, actor: Actor, id: string, input: ArticleChange & ShortForm): Promise<PlacedArticle> {
  return await changeArticle(ctx, actor, id, async (change) => {
    if (input.ownedBy !== undefined && (await selectPerson(change.tx, actor.organizationId, 'Agent', input.ownedBy)) === undefined) throw invalid('ownedBy: User not found');
    if (changesSomething(input)) await touch(change, { ownedBy: input.ownedBy, preRelease: input.preRelease });
    await addTags(change, 'tags.add', input.tags?.add ?? []);
    await store.removeArticleTags(change.tx, actor.organizationId, id, input.tags?.remove ?? []);
    if (input.ownedBy !== undefined || input.tags !== undefined || input.preRelease !== undefined) happened(change, 'ArticleUpdated');
    await applyShortForm(ctx, change, input);
    return await readArticle(change.tx, actor, id);
  });
}

/** @throws Fault 404. */
export async function deleteArticle(ctx: Context, actor: Actor, id: string): Promise<void> {
  await changeArticle(ctx, actor, id, async (change) => {
    await store.deleteArticleRow(change.tx, actor.organizationId, id);
    happened(change, 'ArticleDeleted');
  });
}

export interface SavedTexts {
  /** The languages that were saved, in the order given. */
  readonly saved: string[];
  /** All texts of the article as they are now. */
  readonly rows: TranslationRow[];
  readonly errors: { languageId: string; message: string }[];
}

/** Saves drafts, each by itself: one that cannot be saved does not stop the others. @throws Fault 404. */
export async function updateTranslations(ctx: Context, actor: Actor, id: string, texts: readonly TextInput[]): Promise<SavedTexts> {
  return await changeArticle(ctx, actor, id, async (change) => {
    const { good, bad } = checkTexts(texts);
    const { saved } = await saveDrafts(change, good);
    if (saved.length > 0) {
      await touch(change);
      happened(change, 'ArticleTranslationsUpdated', { languageIds: saved });
    }
    return { saved, rows: await store.selectTranslations(change.tx, actor.organizationId, id), errors: bad.map(({ languageId, message }) => ({ languageId, message })) };
  });
}

/** A language that the article has a draft in, spelled as usual. @throws Fault 404. */
async function requireLanguage(change: Change, languageId: string): Promise<string> {
  const rows = await store.selectTranslations(change.tx, change.actor.organizationId, change.articleId);
  const language = languageOf(languageId);
  if (!rows.some((row) => row.version === 'Draft' && row.language === language)) throw notFound();
  return language!;
}

/** Deletes a language of an article, draft and published; the last one too. @throws Fault 404. */
export async function deleteTranslation(ctx: Context, actor: Actor, id: string, languageId: string): Promise<void> {
  await changeArticle(ctx, actor, id, async (change) => {
    const language = await requireLanguage(change, languageId);
    await unpublish(change, language);
    await store.deleteTexts(change.tx, actor.organizationId, id, language);
    await touch(change);
    happened(change, 'ArticleTranslationDeleted', { languageId: language });
  });
}

/** Publishes the drafts of one language or of all. @throws Fault 404. */
export async function publishArticle(ctx: Context, actor: Actor, id: string, languageId?: string): Promise<void> {
  await changeArticle(ctx, actor, id, async (change) => {
    await publish(change, languageId === undefined ? undefined : await requireLanguage(change, languageId));
  });
}

/** Takes what is published back, in one language or in all. What is not published stays so. @throws Fault 404. */
export async function unpublishArticle(ctx: Context, actor: Actor, id: string, languageId?: string): Promise<void> {
  await changeArticle(ctx, actor, id, async (change) => {
    await unpublish(change, languageId === undefined ? undefined : await requireLanguage(change, languageId));
  });
}

/** Moves an article below a category or to the top of a collection; it leaves where it was. @throws Fault 404 for either. */
export async function moveArticle(ctx: Context, actor: Actor, id: string, parentId: string): Promise<void> {
  await changeArticle(ctx, actor, id, async (change) => {
    await place(change, parentId);
    await touch(change);
    happened(change, 'ArticleMoved', { parentId });
  });
}

/** Takes an article out of its category and collections. @throws Fault 404. */
export async function detachArticle(ctx: Context, actor: Actor, id: string): Promise<void> {
  await changeArticle(ctx, actor, id, async (change) => {
    await store.placeArticle(change.tx, actor.organizationId, id, { categoryId: null, collectionId: null });
    await touch(change);
    happened(change, 'ArticleMoved');
  });
}
