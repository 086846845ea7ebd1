import { describe, expect, it } from 'vitest';
import type { Findable } from '../../server/api/portal/findable.ts';
import { readGuides } from '../../server/api/portal/guides.ts';
import { readReference } from '../../server/api/portal/reference.ts';
import { searchIndex } from '../../server/api/portal/search-index.ts';
import { operations } from '../../server/main/operations.ts';
import { find } from '../../web/portal/finding.ts';

const index = JSON.parse(searchIndex(readReference(operations), readGuides())) as Findable[];
const found = (text: string): string[] => find(index, text).map(({ url }) => url);

describe('the search of the portal', () => {
  it.each([
    // By what the page is called.
    ['internal note', '/docs/api/getConversationsConversationidNotes'],
    ['quick start', '/docs/guides/quick-start'],
    // By operation id, in any case.
    ['postConversationsConversationidNotes', '/docs/api/postConversationsConversationidNotes'],
    ['getbusiness-hoursschedules', '/docs/api/getBusiness-hoursSchedules'],
    // By path: as described, as called, with host, version, ids and query, or its beginning.
    ['/conversations/{conversationId}/notes', '/docs/api/getConversationsConversationidNotes'],
    ['POST /conversations/{conversationId}/notes', '/docs/api/postConversationsConversationidNotes'],
    ['/beta/conversations/10001/notes', '/docs/api/getConversationsConversationidNotes'],
    ['https://parley.example/v1/tags/0193a5a1-7b60-7d28-a3c5-90e4f1b27d68?x=1', '/docs/api/getTagsTagid'],
    ['PUT /conversations/10001/tags/0193a5a1-7b60-7d28-a3c5-90e4f1b27d68', '/docs/api/putConversationsConversationidTagsTagid'],
    ['/analytics/metr', '/docs/api/getAnalyticsMetrics'],
    // By tag.
    ['business hours', '/docs#tag-business-hours'],
    // By words of a section, which opens at it.
    ['idempotency', '/docs/guides/rate-limits#idempotency'],
    // Mistyped: a letter wrong, left out, doubled or swapped.
    ['conversatoin notes', '/docs/api/getConversationsConversationidNotes'],
    ['webhoks', '/docs/guides/webhooks'],
    ['quikc start', '/docs/guides/quick-start'],
    ['anonymise', '/docs/api/postAnonymization'],
  ])('%s', (words, url) => expect(found(words).slice(0, 6)).toContain(url));

  it('puts what is meant exactly first', () => {
    expect(found('postTags')[0]).toBe('/docs/api/postTags');
    expect(found('/conversations/10001/close')[0]).toBe('/docs/api/putConversationsConversationidClose');
    expect(found('PATCH /conversations/10001/anonymize')[0]).toBe('/docs/api/patchConversationsConversationidAnonymize');
  });

  it('finds nothing for what is nowhere, and for no words', () => {
    for (const words of ['', '  ', 'xylophone', 'tags xylophone', '/no/such/path']) expect(found(words)).toEqual([]);
  });
});
