import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../server/api/portal/samples.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';
import { noBrowser, openBrowser, picture } from '../support/browser.ts';
import { tabThrough } from './focus.ts';

if (noBrowser !== undefined) process.stdout.write(`The portal was not looked at in a browser: ${noBrowser}\n`);

/**
 * What one loop of a template writes is looked at once, as looking is slow: of rows of operations one for each method, of
 * folded groups one, of fields one of each make, of coloured words one of each colour in a sample.
 */
const LEAVE_OUT_REPETITIONS = `(() => {
  const leave = (selector, kind) => {
    const seen = new Set();
    for (const element of document.querySelectorAll(selector)) {
      if (!element.isConnected) continue;
      const key = kind(element);
      if (seen.has(key)) element.remove();
      seen.add(key);
    }
  };
  const method = (row) => row.querySelector('.method').className + (row.querySelector('[aria-current]') !== null);
  leave('.operations li', method);
  document.querySelectorAll('section:has(.operations:empty)').forEach((section) => section.remove());
  leave('.side details', (group) => group.open);
  leave('.side details[open] li', method);
  leave('.side > ul li', (row) => row.parentElement.previousElementSibling?.textContent + (row.querySelector('[aria-current]') !== null));
  leave('.fields > li', (row) => [...row.children].map((part) => part.localName + part.className + part.children.length) + (row.closest('details') === null));
  leave('.response', (part) => part.localName + part.querySelector('.status').className);
  const samples = [...document.querySelectorAll('pre')];
  leave('pre span', (word) => samples.indexOf(word.closest('pre')) + word.className);
})()`;

describe.skipIf(noBrowser !== undefined)('the portal in a browser', () => {
  let parley: TestParley;
  let tenant: Tenant;
  let browser: Browser;
  let origin: string;
  beforeAll(async () => {
    parley = await startParley();
    tenant = await parley.tenant();
    await parley.app.listen({ port: 0, host: '127.0.0.1' });
    origin = `http://127.0.0.1:${(parley.app.server.address() as AddressInfo).port}`;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await parley.close();
  });

  /** What must not have happened on a page: a request to another host, a word of complaint from the browser. */
  let faults: string[] = [];
  async function open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1440, height: 900 }, ...options });
    faults = [];
    context.on('request', (request) => {
      if (!request.url().startsWith('blob:') && !request.url().startsWith(`${origin}/`)) faults.push(`asks ${request.url()}`);
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4|net::ERR_FAILED/.test(message.text())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(origin + url);
    return page;
  }
  const close = async (page: Page): Promise<void> => {
    await page.context().close();
    expect(faults).toEqual([]);
  };

  /** The pages have no frames, so axe need not look for any. @param part what alone is new on this page. */
  const faultsOfAxe = async (page: Page, part = 'html'): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page })
      .include(part)
      .setLegacyMode(true)
      .options({ resultTypes: ['violations'] })
      .analyze();
    return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  };
  const inBothThemes = async (page: Page, look: (theme: string) => Promise<void>): Promise<void> => {
    for (const theme of ['dark', 'light']) {
      if ((await page.evaluate('document.documentElement.dataset.theme')) !== theme) await page.locator('#theme').dispatchEvent('click');
      await look(theme);
    }
  };
  const widthOf = (page: Page): Promise<number> => page.evaluate<number>('document.documentElement.scrollWidth');

  describe.each([
    ['overview', '/docs', 'html'],
    ['operation-with-union', '/docs/api/postConversationsConversationidMessages', 'html'],
    ['operation-with-choices', '/docs/api/getTemplates', 'main'],
    ['operation-upload', '/docs/api/postKnowledgeArticlesAttachments', '.code'],
    ['guide', '/docs/guides/webhooks', 'main'],
  ])('%s', (name, url, part) => {
    let page: Page;
    beforeAll(async () => {
      page = await open(url);
      await inBothThemes(page, async (theme) => void (await page.screenshot({ path: picture(`${name}-${theme}`) })));
      await page.evaluate(LEAVE_OUT_REPETITIONS);
      // What is folded must be as good as what is open.
      await page.evaluate(`document.querySelectorAll('main details').forEach((part) => (part.open = true))`);
    });
    afterAll(() => close(page));

    it('axe finds nothing, light or dark, and nothing is asked of another host', async () => {
      await inBothThemes(page, async () => expect(await faultsOfAxe(page, part)).toEqual([]));
    });

    it('whatever Tab comes to shows that it has the focus, light or dark', async () => {
      const stops = await tabThrough(page);
      expect(stops.length).toBeGreaterThan(name === 'guide' ? 15 : 20);
      expect(stops.filter((stop) => stop.faults.length > 0)).toEqual([]);
    });

    it('fits 320 pixels, and a window enlarged to 200 %, without moving sideways; what has the focus is seen there too', async () => {
      await page.setViewportSize({ width: 720, height: 450 });
      expect(await widthOf(page)).toBeLessThanOrEqual(720);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await widthOf(page)).toBeLessThanOrEqual(320);
      if (name === 'operation-with-union') expect((await tabThrough(page)).filter((stop) => stop.faults.length > 0)).toEqual([]);
      await page.screenshot({ path: picture(`${name}-320`) });
    });
  });

  describe('the page of an operation', () => {
    let page: Page;
    beforeAll(async () => {
      page = await open('/docs/api/postTags');
    });
    afterAll(() => close(page));
    const answer = (): Promise<string> => page.locator('#answer').innerText();
    const send = async (): Promise<void> => {
      await page.evaluate(`document.querySelector('#answer').replaceChildren()`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForSelector('#answer .status, #answer .warning');
    };

    it('shows the sample of each of the ten languages, by mouse and by arrow keys', async () => {
      const seen = new Set<string>();
      for (const { name } of languages) {
        await page.getByRole('tab', { name, exact: true }).click();
        const text = await page.getByRole('tabpanel').innerText();
        expect(text).toContain(`${origin}/beta/tags`);
        seen.add(text);
      }
      expect(seen.size).toBe(10);
      await page.getByRole('tab', { name: 'curl', exact: true }).focus();
      await page.getByRole('tab', { name: 'curl', exact: true }).press('ArrowRight');
      expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('JavaScript');
    });

    it('says what to do about a missing and a wrong token', async () => {
      await send();
      expect(await answer()).toMatch(/401[\s\S]*Fill in a token[\s\S]*Unauthorized/);
      await page.getByLabel('Token').fill('parley_mistyped');
      await send();
      expect(await answer()).toMatch(/401[\s\S]*does not take this token[\s\S]*Unauthorized/);
    });

    it('makes a real call, and the samples follow the form', async () => {
      await page.getByLabel('Token').fill(tenant.token);
      await page.getByLabel('Body (JSON)').fill('{"name": "made-in-the-portal", "color": "#112233"}');
      expect(await page.getByRole('tabpanel').innerText()).toContain('made-in-the-portal');
      expect(await page.getByRole('tabpanel').innerText()).not.toContain(tenant.token);
      await send();
      expect(await page.locator('#answer .status').innerText()).toBe('200');
      await page.locator('#answer').scrollIntoViewIfNeeded();
      await page.screenshot({ path: picture('tried') });
      expect(await faultsOfAxe(page, '.try')).toEqual([]);
      const { body } = await tenant.call('GET', '/tags');
      expect(body.data.map((tag: { name: string }) => tag.name)).toContain('made-in-the-portal');
    });

    it('says which part of a call was refused', async () => {
      await page.getByLabel('Body (JSON)').fill('{"color": 1');
      await send();
      expect(await answer()).toMatch(/400[\s\S]*not valid JSON/);
    });

    it('asks any server of the selector, and the mock leaves nothing behind and is not warned of', async () => {
      const statuses: string[] = [];
      for (const server of ['Mock · beta', 'Mock · v1', 'This server · v1']) {
        await page.getByLabel('Server').selectOption({ label: server });
        expect(await page.locator('#warning').isVisible()).toBe(server.startsWith('This'));
        await page.getByLabel('Body (JSON)').fill(`{"name": "by ${server}"}`);
        await send();
        statuses.push(await page.locator('#answer .status').innerText());
      }
      expect(statuses).toEqual(['200', '200', '200']);
      expect(await page.getByRole('tabpanel').innerText()).toContain(`${origin}/v1/tags`);
      const { body } = await tenant.call('GET', '/tags');
      expect(body.data.map((tag: { name: string }) => tag.name).filter((name: string) => name.startsWith('by '))).toEqual(['by This server · v1']);
    });

    it('says that no answer came', async () => {
      await page.route('**/v1/tags', (route) => route.abort());
      await send();
      expect(await answer()).toMatch(/^No answer came from http.*whether the call took effect/);
      await page.unroute('**/v1/tags');
    });

    it('shows the beginning of a very long answer at once, and saves all of it', async () => {
      const long = JSON.stringify({ data: Array.from({ length: 60_000 }, (_, at) => ({ id: at, name: `tag ${at}` })) });
      await page.route('**/v1/tags', (route) => route.fulfill({ contentType: 'application/json', body: long }));
      await send();
      expect(await answer()).toContain('Only the beginning is shown');
      expect(await page.evaluate(`document.querySelector('#answer code').textContent.length`)).toBe(100_000);
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Save all of it' }).click()]);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toBe(long);
    });

    it('moves nothing for those who want no motion', async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      const moving = `[...document.querySelectorAll('*')].filter((one) => { const { scrollBehavior, transitionDuration, animationName } = getComputedStyle(one); return scrollBehavior !== 'auto' || transitionDuration !== '0s' || animationName !== 'none'; }).length`;
      expect(await page.evaluate(moving)).toBe(0);
      await page.emulateMedia({ reducedMotion: 'no-preference' });
      expect(await page.evaluate(moving)).toBe(1);
    });

    it('prints what is to be read: black on white, nothing cut off, no buttons', async () => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
      for (const gone of ['header.top', 'nav.side', '.try', '.copy', '.tabs']) expect(await page.locator(gone).isVisible(), gone).toBe(false);
      expect(await page.evaluate(`[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]`)).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      expect(await page.evaluate(`[...document.querySelectorAll('pre')].filter((pre) => pre.scrollWidth > pre.clientWidth || pre.scrollHeight > pre.clientHeight + 1).length`)).toBe(0);
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    });
  });

  describe('the search and the way around', () => {
    let page: Page;
    beforeAll(async () => {
      page = await open('/docs');
    });
    afterAll(() => close(page));

    it('has no fault for axe while open and with hits, light or dark', async () => {
      // The page behind it is looked at above.
      await page.evaluate(LEAVE_OUT_REPETITIONS);
      await page.keyboard.press('/');
      await page.fill('#words', 'tag');
      await page.waitForSelector('#hits li');
      await inBothThemes(page, async (theme) => {
        await page.screenshot({ path: picture(`search-${theme}`) });
        expect(await faultsOfAxe(page, '#search')).toEqual([]);
      });
      expect((await tabThrough(page)).filter((stop) => stop.faults.length > 0)).toEqual([]);
    });

    it('finds an operation by keyboard alone', async () => {
      await page.focus('#words');
      await page.keyboard.press('Control+A');
      await page.keyboard.type('internal note');
      await page.waitForSelector('#hits li[aria-selected=true]:has-text("internal note")');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/docs\/api\/\w+ConversationsConversationidNotes/);
      await page.keyboard.press('Control+K');
      expect(await page.evaluate('document.activeElement.id')).toBe('words');
      await page.keyboard.press('Escape');
      expect(await page.locator('#search').isVisible()).toBe(false);
    });

    it('opens at what a deep link names, with its place in the navigation in sight', async () => {
      await page.goto(`${origin}/docs/api/getBusiness-hoursSchedules`);
      expect(await page.getByText('getBusiness-hoursSchedules', { exact: true }).isVisible()).toBe(true);
      const place = await page.locator('.side [aria-current=page]').boundingBox();
      expect(place!.y).toBeGreaterThan(0);
      expect(place!.y).toBeLessThan(900);
      await page.goto(`${origin}/docs#tag-tags`);
      const [heading, header] = [page.locator('#tag-tags'), await page.locator('header.top').boundingBox()];
      // The page may be on its way, smoothly.
      await expect.poll(async () => (await heading.boundingBox())!.y, { timeout: 10_000 }).toBeLessThan(450);
      expect((await heading.boundingBox())!.y).toBeGreaterThanOrEqual(header!.y + header!.height);
    });

    it('stays dark on the next page', async () => {
      await page.getByRole('button', { name: 'Dark' }).click();
      await page.goto(`${origin}/docs/guides/errors`);
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    });

    it('has its navigation behind a button on a telephone', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.getByRole('link', { name: 'Quick start' }).isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.screenshot({ path: picture('menu') });
      await page.getByRole('link', { name: 'Quick start' }).click();
      await page.waitForURL(/quick-start/);
    });
  });

  it('can be read without JavaScript: it says what is missing, shows no button that does nothing, and has its navigation', async () => {
    const page = await open('/docs/api/postTags', { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    expect(await page.locator('noscript .note').isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Quick start' }).isVisible()).toBe(true);
    expect(await page.getByRole('tabpanel').innerText()).toContain('/beta/tags');
    expect(await widthOf(page)).toBeLessThanOrEqual(390);
    await close(page);
  });
});
