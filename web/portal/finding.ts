import { distance, slips } from '../../server/base/spelling.ts';
import type { Findable } from '../../server/api/portal/findable.ts';

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Host, mock and version before a path, and a query behind it, say nothing of the operation. */
const barePath = (text: string): string =>
  text
    .replace(/^https?:\/\/[^/]+/, '')
    .replace(/^\/_mock\/openapi\/dixa-api\/\w+/, '')
    .replace(/^\/(?:beta|v1)(?=\/)/, '')
    .replace(/[?#].*$/, '')
    .replace(/(?<=.)\/$/, '');

/** How well a path as somebody called it fits that of an operation: with ids in the place of its parameters, or its beginning. */
function weighPath(path: string, line: string): number {
  const template = line.slice(line.indexOf('/')).toLowerCase().split('/');
  const parts = barePath(path).split('/');
  if (parts.length > template.length) return 0;
  const fits = parts.every((part, at) => template[at]!.startsWith('{') || template[at] === part || (at === parts.length - 1 && template[at]!.startsWith(part)));
  if (!fits) return 0;
  return parts.length === template.length && parts.every((part, at) => template[at]!.startsWith('{') === /[\d{]/.test(part)) ? 40 : 10;
}

function weighWord(entry: Findable, word: string, tolerant: boolean): number {
  const [title, line] = [entry.title.toLowerCase(), entry.line.toLowerCase()];
  if (entry.id?.toLowerCase() === word) return 50;
  if (word.includes('/') && entry.id !== undefined) {
    const weight = weighPath(word, entry.line);
    if (weight > 0) return weight;
  }
  const weight = (title.startsWith(word) ? 8 : title.includes(word) ? 5 : 0) + (line.includes(word) ? 3 : 0) + (entry.words.includes(word) ? 1 : 0);
  if (weight > 0 || !tolerant) return weight;
  const most = slips(word.length);
  const slipped = (text: string): boolean => most > 0 && wordsOf(text).some((other) => Math.abs(other.length - word.length) <= most && distance(word, other) <= most);
  return slipped(entry.title) ? 4 : slipped(entry.line) ? 2 : slipped(entry.words) ? 0.5 : 0;
}

/** All words must be somewhere in an entry; those in the title weigh most. 0: not at all. */
function weigh(entry: Findable, words: readonly string[], tolerant: boolean): number {
  let sum = 0;
  for (const word of words) {
    const weight = weighWord(entry, word, tolerant);
    if (weight === 0) return 0;
    sum += weight;
  }
  return sum;
}

/**
 * What fits some words, the best first. A word may be one of a title or text, an operation's id, or a path as it is called,
 * with its host and real ids. When nothing fits, mistyped words are looked for too.
 */
export function find<T extends Findable>(entries: readonly T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  for (const tolerant of [false, true]) {
    const hits = entries.map((entry) => ({ entry, weight: weigh(entry, words, tolerant) })).filter(({ weight }) => weight > 0);
    if (hits.length > 0) return hits.toSorted((left, right) => right.weight - left.weight).map(({ entry }) => entry);
  }
  return [];
}
