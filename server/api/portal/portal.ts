import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../../base/errors.ts';
import type { Context } from '../../platform/context.ts';
import type { CallDescription } from '../../platform/operation.ts';
import { originOf } from '../../platform/origin.ts';
import { rootOf } from '../mock.ts';
import { programs, readProgram, webFolder } from './browser-code.ts';
import { type Guide, readGuides } from './guides.ts';
import { guidePage, homePage, layout, operationPage, type Site } from './pages.ts';
import { readReference } from './reference.ts';
import { searchIndex } from './search-index.ts';
import { map, operationTwin } from './twins.ts';

/** Nothing inline, nothing from another host: not even the styles need an exception. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
};

const assets: Readonly<Record<string, { readonly type: string; readonly read: () => string | Promise<string> }>> = {
  ...Object.fromEntries(programs.map((name) => [`${name}.js`, { type: 'text/javascript', read: () => readProgram(name) }])),
  'portal.css': { type: 'text/css', read: () => readFileSync(path.join(webFolder, 'portal.css'), 'utf8') },
  'icon.svg': { type: 'image/svg+xml', read: () => readFileSync(path.join(webFolder, 'icon.svg'), 'utf8') },
};

/** Reads once, at the first request: the portal costs a server that nobody reads nothing. */
function once<T>(read: () => T): () => T {
  let value: { readonly it: T } | undefined;
  return () => (value ??= { it: read() }).it;
}

const servers: Site['servers'] = [
  { name: 'This server · beta', path: '/beta' },
  { name: 'This server · v1', path: '/v1' },
  { name: 'Mock · beta', path: `${rootOf('beta')}/beta` },
  { name: 'Mock · v1', path: `${rootOf('v1')}/v1` },
];

/**
 * `/docs`: the API portal with its guides, and `/llms.txt`. No token needed: it shows what the description says, and a
 * call tried in it bears the reader's own.
 */
export function portal(calls: readonly CallDescription[]) {
  return (app: FastifyInstance, ctx: Context): void => {
    const reference = once(() => readReference(calls));
    const guides = once(readGuides);
    const index = once(() => searchIndex(reference(), guides()));
    const texts = Object.fromEntries(Object.entries(assets).map(([name, { read }]) => [name, once(read)]));
    const site = (request: FastifyRequest): Site => ({ reference: reference(), guides: guides(), servers, origin: originOf(request, ctx.config.publicUrl) });
    const send = (reply: FastifyReply, type: string, text: string): FastifyReply => reply.headers(headers).header('content-type', `${type}; charset=utf-8`).send(text);
    const page = (url: string, make: (site: Site, name: string) => string | undefined, type = 'text/html'): void => {
      app.get<{ Params: { name?: string } }>(url, (request, reply) => {
        const text = make(site(request), request.params.name ?? '');
        if (text === undefined) throw notFound();
        return send(reply, type, text);
      });
    };
    const guideOf = (it: Site, name: string): Guide | undefined => it.guides.find((guide) => guide.name === name);
    const entryOf = (it: Site, id: string) => it.reference.entries.find((entry) => entry.id === id);

    page('/docs', (it) => layout(it, homePage(it)));
    page('/docs/guides/:name', (it, name) => {
      const guide = guideOf(it, name);
      return guide && layout(it, guidePage(guide));
    });
    page('/docs/api/:name', (it, name) => {
      const entry = entryOf(it, name);
      return entry && layout(it, operationPage(it, entry));
    });
    page('/docs/guides/:name.md', (it, name) => guideOf(it, name)?.markdown, 'text/markdown');
    page(
      '/docs/api/:name.md',
      (it, name) => {
        const entry = entryOf(it, name);
        return entry && operationTwin(it, entry);
      },
      'text/markdown',
    );
    page('/docs.md', map, 'text/markdown');
    page('/llms.txt', map, 'text/plain');
    page('/docs/llms.txt', map, 'text/plain');
    page('/docs/search.json', () => index(), 'application/json');
    app.get<{ Params: { file: string } }>('/docs/assets/:file', async (request, reply) => {
      const { file } = request.params;
      const text = Object.hasOwn(texts, file) ? await texts[file]!() : undefined;
      if (text === undefined) throw notFound();
      return await send(reply, assets[file]!.type, text);
    });
  };
}
