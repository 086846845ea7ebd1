import sanitizeHtml from 'sanitize-html';

const options: sanitizeHtml.IOptions = {
  allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'del', 'ins', 'details', 'summary'],
  allowedAttributes: {
    '*': ['lang', 'dir', 'style'],
    a: ['href', 'name', 'title', 'target', 'rel'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    ol: ['start', 'type'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    details: ['open'],
  },
  // What an editor's buttons make; nothing that moves an element out of its place or fetches anything.
  allowedStyles: { '*': { 'text-align': [/^(left|right|center|justify)$/], 'text-decoration': [/^(underline|line-through)$/] } },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['http', 'https'] },
  allowProtocolRelative: false,
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'iframe', 'object', 'embed', 'svg', 'math', 'template'],
  // A page that a link opens must not get hold of the one that it came from.
  transformTags: { a: (tagName, attribs) => ({ tagName, attribs: attribs.target === undefined ? attribs : { ...attribs, rel: 'noopener noreferrer' } }) },
  nestingLimit: 100,
};

/** HTML without anything that could act: scripts, handlers, frames, forms, foreign schemes, free styles. */
export const cleanHtml = (html: string): string => sanitizeHtml(html, options);

const BREAKS = /<\/?(?:address|article|aside|blockquote|br|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tr|ul)\b[^>]*>/g;
const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/**
 * The text of cleaned HTML, a line for each block. Cleaned HTML has its tags well-formed, `>` in attributes written as
 * an entity, and no entities but the four below, so that no parser is needed.
 */
export function plaintextOf(cleaned: string): string {
  return cleaned
    .replace(/\s+/g, ' ')
    .replace(BREAKS, '\n')
    .replace(/<\/t[dh]>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity]!)
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.replace(/ +/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
