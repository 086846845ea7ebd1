import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../server/api/portal/samples.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';
import { noBrowser, openBrowser, picture } from '../support/browser.ts';

if (noBrowser !== undefined) process.stdout.write(`The portal was not looked at in a browser: ${noBrowser}\n`);

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

  /** Opens a page and notes what must not happen: a request to another host, a word of complaint from the browser. */
  async function visit<T>(url: string, look: (page: Page, context: BrowserContext) => Promise<T>, options: { colorScheme?: 'light' | 'dark'; width?: number } = {}): Promise<T> {
    const context = await browser.newContext({ colorScheme: options.colorScheme ?? 'light', viewport: { width: options.width ?? 1440, height: 900 } });
    const faults: string[] = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) faults.push(`asks ${request.url()}`);
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('status of 4')) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    try {
      await page.goto(origin + url);
      const result = await look(page, context);
      expect(faults).toEqual([]);
      return result;
    } finally {
      await context.close();
    }
  }

  const faultsOfAxe = async (page: Page): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  };

  const pages = [
    ['overview', '/docs'],
    ['operation-with-union', '/docs/api/postConversationsConversationidMessages'],
    ['guide', '/docs/guides/webhooks'],
    ['operation-with-query', '/docs/api/getAgents'],
    ['operation-upload', '/docs/api/postKnowledgeArticlesAttachments'],
  ] as const;

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    it.each(pages.slice(0, colorScheme === 'dark' ? 3 : undefined))('%s: axe finds nothing, and nothing is asked of another host', async (name, url) => {
      await visit(
        url,
        async (page) => {
          await page.waitForLoadState('networkidle');
          await page.screenshot({ path: picture(`${name}-${colorScheme}`) });
          // What is folded must be as good as what is open.
          await page.evaluate(`document.querySelectorAll('main details').forEach((part) => (part.open = true))`);
          expect(await faultsOfAxe(page)).toEqual([]);
        },
        { colorScheme },
      );
    });

    it('the search, open and with hits, has no fault for axe', async () => {
      await visit(
        '/docs',
        async (page) => {
          await page.keyboard.press('/');
          await page.fill('#words', 'tag');
          await page.waitForSelector('#hits li');
          await page.screenshot({ path: picture(`search-${colorScheme}`) });
          expect(await faultsOfAxe(page)).toEqual([]);
        },
        { colorScheme },
      );
    });
  });

  it('search finds an operation by its words and its path, by keyboard alone', async () => {
    for (const words of ['internal note', 'notes conversations']) {
      await visit('/docs', async (page) => {
        await page.keyboard.press('/');
        await page.keyboard.type(words);
        await page.waitForSelector('#hits li[aria-selected=true]');
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/docs\/api\//);
        expect(decodeURIComponent(page.url())).toMatch(/\/docs\/api\/\w+ConversationsConversationidNotes/);
      });
    }
  });

  it('each of the ten languages shows its sample, by mouse and by arrow keys', async () => {
    await visit('/docs/api/postTags', async (page) => {
      const shown = new Set<string>();
      for (const { name } of languages) {
        await page.getByRole('tab', { name, exact: true }).click();
        const text = await page.getByRole('tabpanel').innerText();
        expect(text).toContain(`${origin}/beta/tags`);
        shown.add(text);
      }
      expect(shown.size).toBe(10);
      await page.getByRole('tab', { name: 'curl', exact: true }).focus();
      await page.getByRole('tab', { name: 'curl', exact: true }).press('ArrowRight');
      expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('JavaScript');
    });
  });

  it('a call tried in the page is a real one, and the samples follow the form', async () => {
    await visit('/docs/api/postTags', async (page) => {
      await page.getByLabel('Token').fill(tenant.token);
      await page.getByLabel('Body (JSON)').fill('{"name": "made-in-the-portal", "color": "#112233"}');
      expect(await page.getByRole('tabpanel').innerText()).toContain('made-in-the-portal');
      expect(await page.getByRole('tabpanel').innerText()).not.toContain(tenant.token);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForSelector('#answer .status');
      expect(await page.locator('#answer .status').innerText()).toBe('200');
      await page.locator('#answer').scrollIntoViewIfNeeded();
      await page.screenshot({ path: picture('tried') });
      expect(await faultsOfAxe(page)).toEqual([]);
    });
    const { body } = await tenant.call('GET', '/tags');
    expect(body.data.map((tag: { name: string }) => tag.name)).toContain('made-in-the-portal');
  });

  it('each server of the selector answers, and the mock leaves nothing behind', async () => {
    await visit('/docs/api/postTags', async (page) => {
      await page.getByLabel('Token').fill(tenant.token);
      const statuses: string[] = [];
      for (const server of ['Mock · beta', 'Mock · v1', 'This server · v1']) {
        await page.getByLabel('Server').selectOption({ label: server });
        await page.getByLabel('Body (JSON)').fill(`{"name": "by ${server}"}`);
        await page.getByRole('button', { name: 'Send' }).click();
        await page.waitForSelector('#answer .status');
        statuses.push(await page.locator('#answer .status').innerText());
        await page.evaluate(`document.querySelector('#answer').replaceChildren()`);
      }
      expect(statuses).toEqual(['200', '200', '200']);
      expect(await page.getByRole('tabpanel').innerText()).toContain(`${origin}/v1/tags`);
    });
    const { body } = await tenant.call('GET', '/tags');
    expect(body.data.map((tag: { name: string }) => tag.name).filter((name: string) => name.startsWith('by '))).toEqual(['by This server · v1']);
  });

  it('a refused call shows what was wrong', async () => {
    await visit('/docs/api/getTags', async (page) => {
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForSelector('#answer .status');
      expect(await page.locator('#answer').innerText()).toMatch(/401[\s\S]*Unauthorized/);
    });
  });

  it('a deep link opens at what it names, with its place in the navigation in sight', async () => {
    await visit('/docs/api/getBusiness-hoursSchedules', async (page) => {
      expect(await page.getByText('getBusiness-hoursSchedules', { exact: true }).isVisible()).toBe(true);
      const place = await page.locator('.side [aria-current=page]').boundingBox();
      expect(place!.y).toBeGreaterThan(0);
      expect(place!.y).toBeLessThan(900);
    });
    await visit('/docs#tag-tags', async (page) => {
      const [heading, header] = [page.locator('#tag-tags'), await page.locator('header.top').boundingBox()];
      // The page may be on its way, smoothly.
      await expect.poll(async () => (await heading.boundingBox())!.y, { timeout: 10_000 }).toBeLessThan(450);
      expect((await heading.boundingBox())!.y).toBeGreaterThanOrEqual(header!.y + header!.height);
    });
  });

  it('dark stays dark on the next page', async () => {
    await visit('/docs', async (page) => {
      await page.getByRole('button', { name: 'Dark' }).click();
      await page.goto(`${origin}/docs/guides/errors`);
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    });
  });

  it('on a narrow screen nothing is wider than it, and the navigation opens', async () => {
    await visit(
      '/docs/api/postTags',
      async (page) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
        await page.screenshot({ path: picture('narrow') });
        await page.getByRole('button', { name: 'Menu' }).click();
        await page.getByRole('link', { name: 'Quick start' }).click();
        await page.waitForURL(/quick-start/);
      },
      { width: 390 },
    );
  });
});
