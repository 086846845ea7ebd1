import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { serve, stop, write } from '../support/live.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

if (noBrowser !== undefined) process.stdout.write(`The client was not tried in a browser: ${noBrowser}\n`);

/** A host over plain HTTP, to which a browser gives less than to localhost. */
const HOST = 'app.example';

const portOf = (server: Server): number => (server.address() as { port: number }).port;

describe.skipIf(noBrowser !== undefined)('the client in a page of another origin', () => {
  let site: Server;
  let browser: Browser;
  let page: Page;
  let parley: TestParley;
  let tenant: Tenant;
  let url: string;
  let origin: string;

  beforeAll(async () => {
    const { outputFiles } = await build({ entryPoints: [path.join(checkout, 'test/client/page.ts')], bundle: true, format: 'iife', globalName: 'app', target: 'es2022', write: false });
    const program = outputFiles[0]!.text;
    site = createServer((request, response) => {
      const script = request.url === '/app.js';
      response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
      response.end(script ? program : '<!doctype html><title>An app</title><script src="/app.js"></script>');
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    origin = `http://${HOST}:${portOf(site)}`;
    parley = await startParley({ PARLEY_CORS_ORIGINS: origin });
    tenant = await parley.tenant();
    url = await serve(parley);
    browser = await openBrowser([HOST]);
    page = await browser.newPage();
    await page.goto(origin);
    await ask('begin', url, tenant.token);
  });
  afterAll(async () => {
    await browser.close();
    await stop(parley);
    site.close();
    site.closeAllConnections();
  });

  /** Calls a function of the page. */
  const ask = <T>(name: string, ...args: unknown[]): Promise<T> => page.evaluate<T>(`app.${name}(...${JSON.stringify(args)})`);

  it('writes by every method, once for each key, and reads back', async () => {
    expect(await page.evaluate('isSecureContext')).toBe(false);
    const personId = await tenant.endUser();
    const tagId = await ask<string>('makeTag', 'from a page');
    const twins = [await ask('makeTag', 'once', { idempotencyKey: 'page-1' }), await ask('makeTag', 'once', { idempotencyKey: 'page-1' })];
    expect(twins[0]).toBe(twins[1]);
    expect(await ask('changeEach', tagId, personId)).toEqual(['Renamed in a page']);
    const { body } = await tenant.call('GET', '/tags');
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual(['once']);
  });

  it('uploads a file', async () => {
    expect(await ask('upload')).toEqual(['dot.png']);
  });

  it('walks the pages of a list', async () => {
    const other = await parley.tenant();
    for (const displayName of ['a', 'b', 'c', 'd', 'e']) await other.endUser({ displayName });
    await ask('begin', url, other.token);
    expect((await ask<string[]>('walk', 2)).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
    await ask('begin', url, tenant.token);
  });

  it('tells errors apart, also those before anybody is known', async () => {
    expect(await ask('fail', 'missing')).toEqual({ found: true, api: true, connection: false, status: 404 });
    expect(await ask('fail', 'stranger')).toEqual({ found: false, api: true, connection: false, status: 401 });
  });

  it('reads how long a server wants it to wait, and waits so long', async () => {
    // Another process on the same database, which counts calls; its clock moves when the page has been refused.
    const strict = await startParley({ PARLEY_CORS_ORIGINS: origin, PARLEY_RATE_LIMIT: 'dixa' }, { databaseUrl: parley.databaseUrl });
    try {
      const address = await serve(strict);
      expect(await ask('hurry', address, tenant.token)).toBe(1000);
      const refused = page.waitForResponse((response) => response.status() === 429);
      const answer = ask<{ sent: number; ms: number }>('patiently', address, tenant.token);
      await refused;
      strict.clock.advance(1000);
      const { sent, ms } = await answer;
      expect(sent).toBe(2);
      expect(ms).toBeGreaterThan(950);
    } finally {
      await stop(strict);
    }
  });

  it('follows what happens, and goes on without a gap when the server has been started anew', async () => {
    await ask('follow', url, tenant.token);
    const { organizationId } = tenant;
    await write(parley, organizationId, ['PageOne', 'PageTwo']);
    await page.waitForFunction(`app.told().includes('PageTwo')`);
    const { port } = new URL(url);
    await stop(parley);
    parley = await startParley({ PARLEY_CORS_ORIGINS: origin }, { databaseUrl: parley.databaseUrl });
    await write(parley, organizationId, ['PageThree']);
    await page.waitForFunction('app.broken() > 0');
    await serve(parley, Number(port));
    await write(parley, organizationId, ['PageFour']);
    await page.waitForFunction(`app.told().includes('PageFour')`);
    expect((await ask<string[]>('told')).filter((type) => type.startsWith('Page'))).toEqual(['PageOne', 'PageTwo', 'PageThree', 'PageFour']);
    await ask('unfollow');
    expect(await ask('makeTag', 'after the break')).toMatch(/^[\da-f-]{36}$/);
  });

  it('a page that is not let in gets no answer to read', async () => {
    const stranger = await browser.newPage();
    await stranger.goto(origin.replace(HOST, '127.0.0.1'));
    const begin = `app.begin(...${JSON.stringify([url, tenant.token])})`;
    expect(await stranger.evaluate(`${begin}; app.fail('missing')`)).toMatchObject({ connection: true });
  });
});
