import { createHash } from 'node:crypto';
import { Fault, invalid } from '../../base/errors.ts';
import { pageOf, readPage, type Paged, type PageQuery } from '../../base/page.ts';
import type { Context } from '../../platform/context.ts';
import { isStatementTimeout } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { filterCondition, followersAsked } from './filters.ts';
import { findConversations } from './finding.ts';
import { SEARCH_FOLLOWER } from './follower.ts';
import type { SearchParametersInput } from './schema.ts';
import { findHighlights, lexemes, phraseQuery, similarWords, spellingsQuery, unknownWords, wordsQuery, type Highlight, type TextQuery } from './store.ts';
import { plainText } from './text.ts';

const MAX_PAGE = 50;
/** Many more are no search, and the database would run out of stack. */
const MAX_WORDS = 1000;
/** A client finds what it wrote just before, unless the index is further behind than this. */
const CATCH_UP_MS = 2000;

export interface SearchResult {
  readonly ids: number[];
  readonly highlights: ReadonlyMap<number, Highlight[]>;
  readonly meta: Paged<number>['meta'];
}

type Words = { readonly value: string; readonly exactMatch?: boolean };
type Asked = { readonly words?: Words | undefined; readonly filters?: SearchParametersInput['filters'] };

/** What a page key says of the search; `unknown` are the words that no text had when it began. */
type Carried = Asked & { readonly digest?: string; readonly unknown?: readonly string[] | undefined };

/** The longest search, in characters of JSON, that a page key carries: a longer one makes a link that servers and proxies refuse. */
const MAX_CARRIED = 4000;

/** The search as a page key carries it: as it is, or by a digest when it is long. */
function carried(asked: Asked): Carried {
  const text = JSON.stringify(asked);
  return text.length <= MAX_CARRIED ? asked : { digest: createHash('sha256').update(text).digest('base64url') };
}

/** The search that a page goes on with. @throws Fault 400: the key has only the digest of it, and the request is another. */
function resumed(key: Carried, asked: Asked): Asked {
  if (key.digest === undefined) return key;
  if (carried(asked).digest !== key.digest) throw invalid('Invalid value for: query parameter pageKey (a search as long as this one is to be sent again with each page)');
  return asked;
}

/** As texts are indexed. What is said twice is looked for once, unless the order counts. */
function sought({ value, exactMatch = false }: Words): Words {
  const plain = plainText(value);
  return { value: exactMatch ? plain : [...new Set(plain.split(/\s+/))].join(' '), exactMatch };
}

/** A search that runs too long is given up, so that it takes no connection from anybody for long. */
async function bounded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isStatementTimeout(error)) throw new Fault('unavailable', 'The search took too long; narrow it with filters or rarer words');
    throw error;
  }
}

/**
 * For each unknown word the words it may have been meant to be; undefined when one of them is like nothing known. A word
 * that some text has is no typo, and one with a digit names something: another order is not the one that was asked for.
 */
async function spellings(ctx: Context, actor: Actor, value: string, unknown: readonly string[]): Promise<TextQuery | undefined> {
  if (unknown.some((word) => /\d/.test(word))) return undefined;
  const groups: string[][] = [];
  for (const word of await lexemes(ctx.reports, value)) {
    const meant = unknown.includes(word) ? await similarWords(ctx.reports, actor.organizationId, word) : [word];
    if (meant.length === 0) return undefined;
    groups.push(meant);
  }
  return spellingsQuery(groups);
}

/**
 * Finds conversations, newest first. Without a query the filters decide alone; words of a query that no text has are tried
 * as words that look like them.
 * @param query the page's part of the request.
 * @throws Fault 400 (values that are no ids, too many words, a page key of another list), 503 (took too long).
 */
export async function searchConversations(
  ctx: Context,
  actor: Actor,
  input: { readonly query?: Words | undefined; readonly filters?: SearchParametersInput['filters'] },
  query: PageQuery,
  path: string,
): Promise<SearchResult> {
  const words = input.query !== undefined && input.query.value.trim() !== '' ? sought(input.query) : undefined;
  if (words && (input.query!.value.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) > MAX_WORDS) throw invalid(`query: it has more than ${MAX_WORDS} words`);
  const request: Asked = { words, filters: input.filters };
  const page = readPage<Carried>(query, `search ${actor.organizationId}`, carried(request), { max: MAX_PAGE });
  const { words: asked, filters } = resumed(page.filters, request);
  const condition = filterCondition(filters, ctx.clock.now().toISOString());
  const awaited = [...(asked ? [SEARCH_FOLLOWER] : []), ...followersAsked(filters)];
  await Promise.all(awaited.map((follower) => ctx.events.caughtUp(follower, CATCH_UP_MS)));
  return await bounded(async () => {
    // Later pages go on as the first began, whatever has been written since.
    const unknown = page.filters.unknown ?? (asked ? await unknownWords(ctx.reports, actor.organizationId, asked.value) : []);
    const loose = asked !== undefined && !asked.exactMatch && unknown.length > 0;
    const text = loose ? await spellings(ctx, actor, asked.value, unknown) : asked && (asked.exactMatch ? phraseQuery(asked.value) : wordsQuery(asked.value));
    const hopeless = loose ? text === undefined : unknown.length > 0;
    const found = hopeless ? [] : await findConversations(ctx.reports, actor.organizationId, condition, text, page);
    const { rows: ids, meta } = pageOf(found, { ...page, filters: { ...page.filters, unknown } }, path, (id) => [id]);
    const highlights = new Map<number, Highlight[]>();
    for (const highlight of text && ids.length > 0 ? await findHighlights(ctx.reports, actor.organizationId, ids, text) : []) {
      highlights.set(highlight.conversation_id, [...(highlights.get(highlight.conversation_id) ?? []), highlight]);
    }
    return { ids, highlights, meta };
  });
}
