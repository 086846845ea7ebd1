import type { Findable } from './findable.ts';
import { type Guide, sectionsOf } from './guides.ts';
import { operationUrl, tagUrl } from './pages.ts';
import type { Reference } from './reference.ts';

/** What the search of the pages looks through, as JSON: a list of `Findable`. */
export function searchIndex(reference: Reference, guides: readonly Guide[]): string {
  const found: Findable[] = [
    ...guides.flatMap((guide) =>
      sectionsOf(guide).map(({ title, id, text }) => ({
        title,
        line: id === undefined ? `Guide · ${guide.group}` : `Guide · ${guide.title}`,
        url: `/docs/guides/${guide.name}${id === undefined ? '' : `#${id}`}`,
        words: text.toLowerCase(),
      })),
    ),
    ...reference.tags.map(({ name, description, entries }) => ({ title: name, line: `Group · ${entries.length} operations`, url: tagUrl(name), words: description.toLowerCase() })),
    ...reference.entries.map((entry) => ({
      title: entry.summary,
      line: `${entry.method} ${entry.path}`,
      url: operationUrl(entry),
      words: [entry.id, entry.description, ...entry.tags, ...entry.parameters.map(({ name }) => name)].join(' ').toLowerCase(),
      id: entry.id,
    })),
  ];
  return JSON.stringify(found);
}
