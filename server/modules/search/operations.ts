import { invalid } from '../../base/errors.ts';
import { operation, type Operation } from '../../platform/operation.ts';
import { searchConversations, type SearchResult } from './actions.ts';
import * as calls from './calls.ts';
import type { OldSearchHit, SearchHit } from './schema.ts';
import type { Highlight } from './store.ts';

/** What the index calls the text of a message, the wire calls `text`. */
const wireNames: Readonly<Record<Highlight['field'], string>> = { subject: 'subject', content: 'text', note: 'note' };

/** Hits that stand side by side are marked as one. The text itself is escaped and cannot hold a mark. */
const joined = (snippet: string): string => snippet.replaceAll(/<\/em>(\s+)<em class="highlight">/g, '$1');

function viewHit(id: number, highlights: readonly Highlight[]): SearchHit {
  const byField: Record<string, string[]> = {};
  for (const { field, snippet } of highlights) (byField[wireNames[field]] ??= []).push(joined(snippet));
  return { id, highlights: byField };
}

/** An inner hit is a message or a note; either has one text. */
function viewOldHit(id: number, highlights: readonly Highlight[]): OldSearchHit {
  const inner = highlights.filter((highlight) => highlight.field !== 'subject');
  return { ...viewHit(id, highlights), innerHits: inner.map(({ entry_id, snippet }) => ({ id: entry_id, highlight: { text: joined(snippet) } })) };
}

const viewed = <H>(result: SearchResult, view: (id: number, highlights: readonly Highlight[]) => H): { data: H[]; meta: SearchResult['meta'] } => ({
  data: result.ids.map((id) => view(id, result.highlights.get(id) ?? [])),
  meta: result.meta,
});

export const searchOperations: readonly Operation[] = [
  operation({
    ...calls.postSearchConversations,
    handle: async (ctx, { actor, body, query, path }) => viewed(await searchConversations(ctx, actor, body, query, path), viewHit),
  }),
  operation({
    ...calls.getSearchConversations,
    handle: async (ctx, { actor, query, path }) => {
      const { query: value, exactMatch, ...page } = query as { query?: string; exactMatch?: boolean; pageLimit?: number; pageKey?: string };
      if (value !== undefined && value.trim() === '') throw invalid('Invalid value for: query parameter query (it must not be empty)');
      const words = value === undefined ? undefined : { value, ...(exactMatch === undefined ? {} : { exactMatch }) };
      return viewed(await searchConversations(ctx, actor, { query: words }, page, path), viewOldHit);
    },
  }),
];
