import { escape } from './html.ts';

const words =
  'await async break byte case catch class const def defer do else end err export false finally for from func function if import in include let library local new nil null none None not package panic private public raise require return static string then throw true True False try using var void while with';
const pattern = new RegExp(
  [
    // An address in a command line is one word: its numbers are none.
    String.raw`(?<plain>\bhttps?://[^\s'"\`<>]+)`,
    String.raw`(?<comment>(?<![:\w'"])//[^\n]*|(?<=^|\n)\s*#(?!\{)[^\n]*)`,
    String.raw`(?<string>"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])*'|\`[^\`]*\`)`,
    String.raw`(?<number>\b\d+(?:\.\d+)?\b)`,
    String.raw`(?<word>\b(?:${words.replaceAll(' ', '|')})\b)`,
    String.raw`(?<flag>(?<=\s)--?[a-z][\w-]*)`,
  ].join('|'),
  'g',
);

/** Code as markup, coloured by one light rule for all the languages we show: strings, numbers, comments, common words. */
export function highlight(code: string): string {
  let text = '';
  let from = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.groups!.plain !== undefined) continue;
    const kind = Object.entries(match.groups!).find(([, value]) => value !== undefined)![0];
    const isKey = kind === 'string' && /^\s*:/.test(code.slice(match.index + match[0].length, match.index + match[0].length + 4));
    text += `${escape(code.slice(from, match.index))}<span class="${isKey ? 'key' : kind}">${escape(match[0])}</span>`;
    from = match.index + match[0].length;
  }
  return text + escape(code.slice(from));
}
