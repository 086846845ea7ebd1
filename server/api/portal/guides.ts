import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import sanitize from 'sanitize-html';
import { checkout } from '../../platform/checkout.ts';
import { highlight } from './highlight.ts';
import { Html } from './html.ts';

/** A page of `docs/`. */
export interface Guide {
  readonly name: string;
  readonly title: string;
  readonly group: string;
  readonly markdown: string;
  readonly content: Html;
  readonly headings: readonly { readonly id: string; readonly text: string }[];
}

/** Guides in reading order. One that is not named here stands in the last group. */
const groups: readonly (readonly [string, readonly string[]])[] = [
  ['Start', ['quick-start', 'authentication', 'errors', 'pagination', 'rate-limits']],
  ['Build', ['conversations', 'search', 'webhooks', 'import', 'exports', 'client', 'portal', 'mock', 'emulator', 'mcp', 'live', 'events']],
  ['Run', ['production', 'configuration', 'choices']],
];

const folder = path.join(checkout, 'docs');

/** Reads all guides, in their order. */
export function readGuides(): Guide[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length));
  const known = groups.flatMap(([group, members]) => members.filter((name) => names.includes(name)).map((name) => [group, name] as const));
  const others = names.filter((name) => !known.some(([, member]) => member === name)).map((name) => ['More', name] as const);
  return [...known, ...others].map(([group, name]) => readGuide(group, name));
}

function readGuide(group: string, name: string): Guide {
  const markdown = readFileSync(path.join(folder, `${name}.md`), 'utf8');
  const headings: { id: string; text: string }[] = [];
  return { name, group, title: /^# (.+)$/m.exec(markdown)?.[1] ?? name, markdown, content: new Html(clean(translate(markdown, headings))), headings };
}

/** A heading's text as an anchor. */
const anchor = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

function translate(markdown: string, headings: { id: string; text: string }[]): string {
  const marked = new Marked({
    renderer: {
      code: ({ text }) => `<pre tabindex="0"><code>${highlight(text)}</code></pre>`,
      heading({ tokens, depth, text }) {
        const content = this.parser.parseInline(tokens);
        if (depth !== 2) return `<h${depth}>${content}</h${depth}>`;
        headings.push({ id: anchor(text), text: text.replaceAll('`', '') });
        return `<h2 id="${anchor(text)}">${content}</h2>`;
      },
      table(token) {
        const cell = (part: (typeof token.header)[number], tag: string): string => `<${tag}>${this.parser.parseInline(part.tokens)}</${tag}>`;
        // A header cell without words tells a screen reader nothing; then the column has none.
        const head = token.header.map((part) => cell(part, part.text === '' ? 'td' : 'th')).join('');
        const rows = token.rows.map((row) => `<tr>${row.map((part) => cell(part, 'td')).join('')}</tr>`).join('');
        return `<div class="wide" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
      },
    },
  });
  return marked.parse(markdown, { async: false });
}

/** Links between files of the folder become links between pages; whatever could act is taken out. */
function clean(text: string): string {
  return sanitize(text, {
    allowedTags: [...sanitize.defaults.allowedTags, 'h1', 'img'],
    allowedAttributes: { a: ['href'], h2: ['id'], span: ['class'], pre: ['tabindex'], div: ['class', 'tabindex'], code: [] },
    allowedClasses: { span: ['comment', 'string', 'number', 'word', 'flag', 'key'], div: ['wide'] },
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, href: (attribs.href ?? '').replace(/^(?!\w+:)(?:\.\/)?([\w-]+)\.md(#.*)?$/, '/docs/guides/$1$2') } }),
    },
  });
}
