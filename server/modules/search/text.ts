// From U+00A0 on, in their order, as HTML names them.
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** A name and, behind a space, what it stands for. */
const pair = (text: string): [string, string] => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)];

const named = new Map<string, string>([
  ...LATIN.split(' ').map((name, index): [string, string] => [name, String.fromCodePoint(0xa0 + index)]),
  ...['amp &', 'lt <', 'gt >', 'quot "', "apos '", 'euro €', 'OElig Œ', 'oelig œ', 'Scaron Š', 'scaron š', 'Zcaron Ž', 'zcaron ž', 'Yuml Ÿ', 'trade ™'].map(pair),
  ...['ndash –', 'mdash —', 'lsquo ‘', 'rsquo ’', 'sbquo ‚', 'ldquo “', 'rdquo ”', 'bdquo „', 'lsaquo ‹', 'rsaquo ›', 'hellip …', 'bull •'].map(pair),
  ...['ensp  ', 'emsp  ', 'thinsp  ', 'zwnj ', 'zwj '].map(pair),
]);

/** Half a surrogate pair is no character, and the database takes none. */
const isCharacter = (code: number): boolean => code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);

/** Tags that stand within a word as well as around one. */
const INLINE = new Set('abbr b big del em font i ins mark s small span strike strong sub sup u wbr'.split(' '));
const TAG = /^<[/!?]?([a-z][a-z0-9]*)?/i;
const HIDDEN: Readonly<Record<string, RegExp>> = { script: /<\/script\s*>/gi, style: /<\/style\s*>/gi };

/** Where the tag, comment or script ends that begins at `open`, and what stands in its place; undefined when the rest of the text belongs to it. */
function skip(html: string, open: number): { readonly at: number; readonly instead: string } | undefined {
  const [start, name = ''] = TAG.exec(html.slice(open, open + 16))!;
  if (start === '<') return { at: open + 1, instead: '<' };
  const comment = html.startsWith('<!--', open);
  const close = html.indexOf(comment ? '-->' : '>', open);
  if (close === -1) return undefined;
  const hidden = start.startsWith('</') ? undefined : HIDDEN[name.toLowerCase()];
  if (hidden === undefined) return { at: close + (comment ? 3 : 1), instead: INLINE.has(name.toLowerCase()) ? '' : ' ' };
  hidden.lastIndex = close;
  return hidden.test(html) ? { at: hidden.lastIndex, instead: ' ' } : undefined;
}

/** In one pass, as strangers write these texts: an expression that looks for the end of each tag takes minutes for a text of `<` alone. */
function withoutTags(html: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', at)) {
    parts.push(html.slice(at, open));
    const skipped = skip(html, open);
    if (skipped === undefined) return parts.join('');
    parts.push(skipped.instead);
    at = skipped.at;
  }
  return parts.join('') + html.slice(at);
}

/** The words of HTML: what parts words becomes a space, entities characters. For looking up, not for showing. */
export function textOfHtml(html: string): string {
  return withoutTags(html)
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined) return isCharacter(code) ? String.fromCodePoint(code) : ' ';
      return named.get(name!) ?? named.get(name!.toLowerCase()) ?? whole;
    })
    .replaceAll('\u00ad', '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What a message says, of whichever channel it is; empty when it says nothing. */
export function textOfMessage(attributes: Readonly<Record<string, unknown>>): string {
  const wrapped = attributes.emailContent as { content?: unknown } | undefined;
  const content = (attributes.content ?? wrapped?.content) as { _type?: string; value?: unknown } | undefined;
  if (typeof content?.value !== 'string') return '';
  return content._type === 'Html' ? textOfHtml(content.value) : content.value;
}

/** Texts longer than this are found by their beginning. */
export const MAX_INDEXED = 1_000_000;

/**
 * A text as the index takes it, and a query: a letter and its accent in one, every space a plain one, and the apostrophe of
 * telephones the one of keyboards. The database would take a space that does not break for a letter.
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/g, ' ')
    .replace(/[\u2018\u2019]/g, "'");

/** The first `length` letters, nothing cut in half. */
export const beginningOf = (text: string, length: number): string => plainText(text.slice(0, length)).toWellFormed();

/** How many letters must be changed, added, taken away or swapped with their neighbour to make one word of the other. */
export function editDistance(left: string, right: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row++) {
    const now = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(last[column]! + 1, now[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1);
      now.push(cost);
    }
    [before, last] = [last, now];
  }
  return last[right.length]!;
}

/** One slip in a short word, two in a longer one. */
export const isTypo = (asked: string, known: string): boolean => editDistance(asked, known) <= (asked.length <= 5 ? 1 : 2);
