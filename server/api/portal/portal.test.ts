import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type TestParley } from '../../../test/support/parley.ts';
import { operations } from '../../main/operations.ts';
import { checkout } from '../../platform/checkout.ts';
import { firstSentence, readGuides } from './guides.ts';
import { escape, html } from './html.ts';

let parley: TestParley;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());

const get = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await parley.app.inject({ url, headers });
  return { status: answer.statusCode, headers: answer.headers, text: answer.payload };
};

describe('the portal', () => {
  it('has a page and a Markdown twin for every published operation, and all are linked from the first page and the map', async () => {
    const [home, map] = [(await get('/docs')).text, (await get('/llms.txt')).text];
    for (const { id, path, summary } of operations.filter((operation) => operation.published !== false)) {
      const page = await get(`/docs/api/${encodeURIComponent(id)}`);
      expect(page.status, id).toBe(200);
      expect(page.text).toContain(escape(summary));
      const twin = await get(`/docs/api/${encodeURIComponent(id)}.md`);
      expect(twin.headers['content-type']).toBe('text/markdown; charset=utf-8');
      expect(twin.text).toContain(`/beta${path}\``);
      expect(home).toContain(`/docs/api/${encodeURIComponent(id)}"`);
      expect(map).toContain(`/docs/api/${encodeURIComponent(id)}.md)`);
    }
  });

  it('tells of every guide in a sentence, which the guide begins with', async () => {
    const map = (await get('/llms.txt')).text;
    for (const guide of readGuides()) {
      const said = firstSentence(guide);
      expect(map).toContain(`- [${guide.title}](/docs/guides/${guide.name}.md): ${said}\n`);
      // Prose of its own, before any list, table or sample.
      expect(said, guide.name).toMatch(/^.{30,}[.!?]$/);
      expect(
        guide.markdown
          .split('\n')[2]!
          .replaceAll(/`|\*\*/g, '')
          .slice(0, 15),
        guide.name,
      ).toBe(said.slice(0, 15));
    }
  });

  it('has a page and a twin for every guide, and every link between pages leads to one', async () => {
    const map = (await get('/llms.txt')).text;
    const guides = [...map.matchAll(/\((\/docs\/guides\/[\w-]+)\.md\)/g)].map((match) => match[1]!);
    const files = readdirSync(path.join(checkout, 'docs')).filter((name) => name.endsWith('.md'));
    expect(guides.toSorted()).toEqual(files.map((name) => `/docs/guides/${name.slice(0, -'.md'.length)}`).toSorted());
    const links = new Set<string>();
    for (const url of guides) {
      const page = await get(url);
      expect(page.status, url).toBe(200);
      expect((await get(`${url}.md`)).text).toMatch(/^# /);
      for (const [, link, anchor] of page.text.matchAll(/href="((?:\/[^"#]*)?)(?:#([^"]*))?"/g)) {
        if (link !== '') links.add(link!);
        // A link to a section leads to one.
        if (anchor !== undefined && anchor !== 'content') expect((await get(link === '' ? url : link!)).text, `${url}: ${link}#${anchor}`).toContain(`id="${anchor}"`);
      }
    }
    for (const link of links) expect((await get(link)).status, link).toBe(200);
  });

  it('lets a page do nothing but run its own files and talk to its own host', async () => {
    for (const url of ['/docs', '/docs/api/postTags', '/docs/guides/errors']) {
      const page = await get(url);
      const policy = String(page.headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(page.text).not.toMatch(/ style=| on\w+=|<style/);
      // Addresses of other hosts are links for readers at most, never something that a page loads.
      expect(page.text).not.toMatch(/(?:src|<link[^>]*href)="(?:https?:)?\/\//);
    }
  });

  it('shows samples for the address that the reader came by', async () => {
    expect((await get('/docs/api/getTags', { host: 'desk.example:8443' })).text).toContain('http://desk.example:8443/beta/tags');
    expect((await get('/docs/api/getTags', { host: 'a"><script>' })).text).not.toContain('a&quot;&gt;');
  });

  it.each(['/docs/api/nothing', '/docs/api/nothing.md', '/docs/guides/nothing', '/docs/guides/..%2FREADME', '/docs/guides/..%2FREADME.md', '/docs/assets/portal.ts', '/docs/assets/toString'])(
    '%s is a 404',
    async (url) => expect((await get(url)).status).toBe(404),
  );

  it('gives the same map under both names, with every description to download', async () => {
    const map = (await get('/llms.txt')).text;
    expect((await get('/docs/llms.txt')).text).toBe(map);
    for (const name of ['beta.yaml', 'beta.json', 'v1.yaml', 'v1.json']) expect(map).toContain(`(/openapi/${name})`);
  });
});

it('a template escapes what it is given, and leaves markup', () => {
  expect(html`<p>${'<b>"&\''}</p>${html`<i>${1}</i>`}${[html`<u></u>`, undefined, false]}`.text).toBe('<p>&lt;b&gt;&quot;&amp;&#39;</p><i>1</i><u></u>');
});
