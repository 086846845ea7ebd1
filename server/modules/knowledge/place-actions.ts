import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { pageOf, readPage, type Paged, type PageQuery, type PageRequest } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { selectOrganization } from '../organizations/index.ts';
import {
  firstCollection,
  insertCategory,
  insertCollection,
  lockParent,
  selectCatalog,
  selectCategories,
  selectCategory,
  selectCategoryTitles,
  selectCollection,
  selectCollections,
  selectPlaces,
  type CatalogRow,
  type CategoryRow,
  type CollectionRow,
} from './place-store.ts';
import { checkTexts, languageOf, type Place } from './rules.ts';

/** A row of a list in order of creation. */
interface Created {
  readonly created_at: string;
  readonly id: string;
}

const byCreation = (row: Created): [string, string] => [row.created_at, row.id];

/** Reads a page of a list in order of creation. @param path the path that was called, for the links. */
export async function listPage<R extends Created>(actor: Actor, list: string, query: PageQuery, path: string, read: (page: PageRequest<object>) => Promise<R[]>): Promise<Paged<R>> {
  const page = readPage(query, `${list}:${actor.organizationId}`, {});
  return pageOf(await read(page), page, path, byCreation);
}

/** The language of the organization, in which things are read and written when no other is named. */
export async function languageOfOrganization(session: Session, actor: Actor): Promise<string> {
  const organization = await selectOrganization(session, actor.organizationId);
  return languageOf(organization?.language ?? '') ?? 'en';
}

/** The language that a query asks for. @throws Fault 400 for what is no language code. */
export function askedLanguage(asked: string): string {
  const language = languageOf(asked);
  if (language === undefined) throw invalid('Invalid value for: query parameter language (it is not a language code)');
  return language;
}

export async function getCollection(ctx: Context, actor: Actor, id: string): Promise<CollectionRow> {
  const collection = await selectCollection(ctx.db, actor.organizationId, id);
  if (!collection) throw notFound();
  return collection;
}

export const listCollections = (ctx: Context, actor: Actor, query: PageQuery, path: string): Promise<Paged<CollectionRow>> =>
  listPage(actor, 'knowledge-collections', query, path, (page) => selectCollections(ctx.db, actor.organizationId, page));

/** @throws Fault 400 for an empty title. */
export async function createCollection(ctx: Context, actor: Actor, input: { title: string; description?: string; internalKbEnabled?: boolean }): Promise<CollectionRow> {
  const title = input.title.trim();
  if (title === '') throw invalid('title: it must not be empty');
  const now = ctx.clock.now().toISOString();
  const row: CollectionRow = { id: newId(), title, description: input.description ?? null, internal_kb_enabled: input.internalKbEnabled ?? true, is_restricted: false, created_at: now };
  await ctx.db.transaction(async (tx) => {
    await insertCollection(tx, actor.organizationId, row);
    await appendEvents(tx, actor.organizationId, now, [{ type: 'CollectionCreated', actorId: actor.personId, data: { collectionId: row.id } }]);
  });
  return row;
}

/** The tree of a collection. @throws Fault 404, 400 (language). */
export async function getCatalog(ctx: Context, actor: Actor, collectionId: string, asked: string | undefined): Promise<{ rows: CatalogRow[]; language: string }> {
  const language = asked === undefined ? await languageOfOrganization(ctx.db, actor) : askedLanguage(asked);
  await getCollection(ctx, actor, collectionId);
  return { rows: await selectCatalog(ctx.db, actor.organizationId, collectionId, language), language };
}

const nowhere: Place = { collections: [], restrictedCategories: [] };

/** A category with what lies above it and the language of its title. */
export interface PlacedCategory {
  readonly row: CategoryRow;
  readonly place: Place;
  readonly language: string;
}

async function placed(session: Session, actor: Actor, rows: readonly CategoryRow[], language: string): Promise<PlacedCategory[]> {
  const places = await selectPlaces(
    session,
    actor.organizationId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    // The chain begins with the category itself, whose own restriction is not inherited.
    const { collections, restrictedCategories } = places.get(row.id) ?? nowhere;
    return { row, place: { collections, restrictedCategories: restrictedCategories.filter((id) => id !== row.id) }, language };
  });
}

async function readCategory(session: Session, actor: Actor, id: string, language: string): Promise<PlacedCategory> {
  const row = await selectCategory(session, actor.organizationId, id, language);
  if (!row) throw notFound();
  return (await placed(session, actor, [row], language))[0]!;
}

/** @throws Fault 404, 400 (language). */
export async function getCategory(ctx: Context, actor: Actor, id: string, asked: string | undefined): Promise<PlacedCategory> {
  return await readCategory(ctx.db, actor, id, asked === undefined ? await languageOfOrganization(ctx.db, actor) : askedLanguage(asked));
}

export async function listCategories(ctx: Context, actor: Actor, query: PageQuery, path: string): Promise<Paged<PlacedCategory>> {
  const language = await languageOfOrganization(ctx.db, actor);
  const { rows, meta } = await listPage(actor, 'knowledge-categories', query, path, (page) => selectCategories(ctx.db, actor.organizationId, language, page));
  return { rows: await placed(ctx.db, actor, rows, language), meta };
}

/** @throws Fault 404. */
export async function getCategoryTitles(ctx: Context, actor: Actor, id: string): Promise<{ language: string; title: string }[]> {
  const titles = await selectCategoryTitles(ctx.db, actor.organizationId, id);
  if (!titles) throw notFound();
  return titles;
}

export interface NewCategory {
  readonly translations?: readonly { readonly languageId: string; readonly title: string }[];
  /** One title in the organization's language, under either name. */
  readonly title?: string;
  readonly name?: string;
  readonly parentId?: string;
}

/** @throws Fault 400 for no title at all or one that cannot be. */
function titlesOf(input: NewCategory, language: string): { language: string; title: string }[] {
  const short = input.title ?? input.name;
  const texts = input.translations ?? (short === undefined ? [] : [{ languageId: language, title: short }]);
  const { good, bad } = checkTexts(texts);
  if (bad[0]) throw invalid(input.translations ? `translations[${bad[0].index}].${bad[0].field}: ${bad[0].message}` : `title: ${bad[0].message}`);
  if (good.length === 0) throw invalid('translations: a category needs a title in at least one language');
  return good.map((text) => ({ language: text.languageId, title: text.title! }));
}

/**
 * Makes a category below `parentId` (a category or a collection), or at the top of the oldest collection when no parent
 * is named.
 * @throws Fault 404 for an unknown parent, 400 for titles that cannot be or when there is no collection at all.
 */
export async function createCategory(ctx: Context, actor: Actor, input: NewCategory): Promise<PlacedCategory> {
  const { organizationId } = actor;
  const language = await languageOfOrganization(ctx.db, actor);
  const titles = titlesOf(input, language);
  return await ctx.db.transaction(async (tx) => {
    const parentId = input.parentId ?? (await firstCollection(tx, organizationId));
    if (parentId === undefined) throw invalid('parentId: it is required as long as there is no collection');
    const parent = await lockParent(tx, organizationId, parentId);
    if (!parent) throw notFound();
    const now = ctx.clock.now().toISOString();
    const id = newId();
    await insertCategory(tx, organizationId, {
      id,
      parentCategoryId: parent === 'category' ? parentId : null,
      collectionId: parent === 'collection' ? parentId : null,
      isDefaultLocation: input.parentId === undefined,
      now,
      titles,
    });
    await appendEvents(tx, organizationId, now, [{ type: 'CategoryCreated', actorId: actor.personId, data: { categoryId: id, parentId } }]);
    // Shown in the organization's language, or else in the first one given.
    return await readCategory(tx, actor, id, titles.some((title) => title.language === language) ? language : titles[0]!.language);
  });
}
