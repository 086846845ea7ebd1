const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of HTML: tags become spaces, entities characters. For looking up, not for showing. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
      const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
      return NAMED[name!.toLowerCase()] ?? whole;
    })
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

/** Texts longer than this are found by their beginning; PostgreSQL holds no more words of one text than fit into 1 MB. */
export const MAX_INDEXED = 200_000;

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
