import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Marked } from 'marked';
import sanitize from 'sanitize-html';
import { checkout } from '../../platform/checkout.ts';
import { highlight } from './highlight.ts';
import { escape, Html } from './html.ts';

/** A page of `docs/`. */
export interface Guide {
  readonly name: string;
  readonly title: string;
  readonly group: string;
  readonly markdown: string;
  /** The title's heading stands apart, so that the list of sections can follow it. */
  readonly heading: Html;
  readonly content: Html;
  readonly headings: readonly { readonly id: string; readonly text: string }[];
}

/** Guides in reading order. One that is not named here stands in the last group. */
const groups: readonly (readonly [string, readonly string[]])[] = [
  ['Start', ['quick-start', 'authentication', 'errors', 'pagination', 'rate-limits']],
  ['Build', ['conversations', 'search', 'webhooks', 'live', 'exports', 'import', 'choices']],
  ['Tools', ['client', 'emulator', 'mock', 'mcp', 'terminal', 'portal']],
  ['Run', ['configuration', 'configuration-file', 'production', 'backups', 'security-cases']],
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
  const page = clean(translate(markdown, headings));
  const end = page.indexOf('</h1>') + '</h1>'.length;
  return { name, group, title: /^# (.+)$/m.exec(markdown)?.[1] ?? name, markdown, heading: new Html(page.slice(0, end)), content: new Html(page.slice(end)), headings };
}

/** The sections of a guide, for the search: what stands before the first heading has the title of the page and no anchor. */
export function sectionsOf({ title, markdown }: Guide): { readonly title: string; readonly id: string | undefined; readonly text: string }[] {
  return markdown.split(/^## (?=.)/m).map((part, index) => {
    if (index === 0) return { title, id: undefined, text: part };
    const heading = part.slice(0, part.indexOf('\n'));
    return { title: heading.replaceAll('`', ''), id: anchor(heading), text: part };
  });
}

/** What a guide says first, without Markdown: the first sentence of its first paragraph. */
export function firstSentence({ title, markdown }: Guide): string {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').split(/\n{2,}/);
  const paragraph = prose.find((text) => /^[\p{L}\d`*/]/u.test(text.trim())) ?? title;
  const plain = paragraph
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/`|\*\*|\]\([^)]*\)|\[/g, '');
  return /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain.replace(/:$/, '.');
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
      // Long names break where their parts meet, and nowhere else.
      codespan: ({ text }) => `<code>${escape(text).replaceAll(/(?<=[_/=,:@?])(?=[\w{])/g, '<wbr>')}</code>`,
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
    allowedTags: [...sanitize.defaults.allowedTags, 'h1', 'img', 'wbr'],
    allowedAttributes: { a: ['href'], h2: ['id'], span: ['class'], pre: ['tabindex'], div: ['class', 'tabindex'], code: [] },
    allowedClasses: { span: ['comment', 'string', 'number', 'word', 'flag', 'key'], div: ['wide'] },
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, href: (attribs.href ?? '').replace(/^(?!\w+:)(?:\.\/)?([\w-]+)\.md(#.*)?$/, '/docs/guides/$1$2') } }),
    },
  });
}
