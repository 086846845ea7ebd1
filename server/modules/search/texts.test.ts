import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { SEARCH_FOLLOWER } from './follower.ts';
import { beginningOf, textOfHtml } from './text.ts';

let parley: TestParley;
let us: Tenant;

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
});
afterAll(() => parley.close());

async function say(value: string, _type = 'Text'): Promise<number> {
  const id = await us.conversation();
  expect((await us.call('POST', `/conversations/${id}/messages`, { content: { value, _type }, _type: 'Inbound' })).status).toBe(200);
  // A search waits for the index as well, but on a busy machine not long enough for all of these texts.
  await parley.ctx.events.caughtUp(SEARCH_FOLLOWER, 30_000);
  return id;
}
type Hit = { id: number; highlights: { text: string[] } };
async function hits(value: string, exactMatch = false): Promise<Hit[]> {
  const answer = await us.call('POST', '/search/conversations', { query: { value, exactMatch } });
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data;
}
const found = async (value: string, exactMatch = false): Promise<number[]> => (await hits(value, exactMatch)).map((hit) => hit.id);

describe('a text that the index cannot take as it is', () => {
  // Each of them stopped the index, for everybody and for good.
  it.each([
    ['half a character, by its number in HTML', '<p>oddity&#xD800; one&#56320;</p>', 'Html'],
    ['more different words than the database holds for one text', `oddity ${Array.from({ length: 24_000 }, (_, count) => `æ${count}-ø${count}`).join(' ')}`, 'Text'],
  ])('is found by its beginning, and what comes after it is found: %s', async (what, value, type) => {
    const id = await say(value, type);
    const next = await say(`follows ${what}`);
    expect((await found('follows')).at(0)).toBe(next);
    expect((await found('oddity')).at(0)).toBe(id);
  });
});

it('a text that is cut short ends with a whole character', () => expect(beginningOf('a🎉🎉', 4)).toBe('a🎉\ufffd'));

describe('a long text', () => {
  it('is found by its last word, and the highlight shows it', async () => {
    const id = await say(`${'filler '.repeat(40_000)} lastword`);
    expect(await hits('lastword')).toEqual([{ id, highlights: { text: [expect.stringContaining('<em class="highlight">lastword</em>')] } }]);
  });

  it('is found by itself, also when it says one thing again and again', async () => {
    const id = await say('again and '.repeat(3000));
    expect(await found('again and '.repeat(400))).toContain(id);
  });
});

it('a letter and its accent are one, however they are written', async () => {
  const ids = [await say('smørrebrød på caf\u00e9en'), await say('ny cafe\u0301en')];
  for (const value of ['caf\u00e9en', 'cafe\u0301en', 'CAF\u00c9EN']) expect(await found(value)).toEqual(ids.toReversed());
  expect(await found('ny cafe\u0301en', true)).toEqual([ids[1]]);
});

it('spaces of every width part words, and an apostrophe is one however it is typed', async () => {
  const id = await say('prisen er 500\u00a0kroner\u202finkl\u200bmoms, l\u2019addition ne va pas');
  for (const value of ['kroner', 'moms', '500\u00a0kroner', "l'addition", 'l\u2019addition']) expect(await found(value)).toEqual([id]);
  expect(await found('500 kroner', true)).toEqual([id]);
});

it.each([
  ['Bl&aring;b&aelig;r til &Oslash;sters&oslash;en &ndash; gr&uuml;&szlig;e, 5&euro;', 'Blåbær til Østersøen – grüße, 5€'],
  ['<!--[if mso]><xml><o:Office>96</o:Office></xml><![endif]-->shown<!-- a > b -->', 'shown'],
  ['<p>un<b>believ</b>able<br>line<span style="x">s</span></p><p>next</p>', 'unbelievable lines next'],
  ['a&#0;b&#xDFFF;c&#128512; sil&shy;ence &nosuch; &AMP;', 'a b c😀 silence &nosuch; &'],
  ['5 < 6, 7 > 3<br/>x<b>y</b><SCRIPT src="a>b">no</SCRIPT >z<style>p>a</style><a>1</a><a>2</a>', '5 < 6, 7 > 3 xy z 1 2'],
  ['read<!-- never closed', 'read'],
  ['<bdi>a</bdi><section>b</section><img src=x>c<abbr>d</abbr>', 'a b cd'],
])('the words of %s', (html, text) => expect(textOfHtml(html)).toBe(text));

it.each(['<', '<a', '<a ', '<!--', '<script>', '&#', '&a', '<b>', '</', '<!-- x --'])('a text of %s alone is read in no time', (part) => {
  const begun = performance.now();
  textOfHtml(part.repeat(500_000 / part.length));
  // Half a minute and more, where each is followed to the end of the text.
  expect(performance.now() - begun).toBeLessThan(2000);
});
