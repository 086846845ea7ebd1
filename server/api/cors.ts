import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../platform/context.ts';

/** Where pages of this server's own stand, and the mock, which lets everybody in by itself. */
const OTHERS = /^\/(docs|_mock)(?=[/.?]|$)/;
/** How long a browser may keep what it was told, in seconds. */
const MAX_AGE = 7200;

/**
 * Lets pages of these origins read the answer to a request; `*` stands for every origin. Cookies have no part in it: a
 * page is let in by the token that it sends.
 * @returns true when the request only asked whether another may be made, and is answered.
 */
export function letOriginIn(origins: readonly string[], request: IncomingMessage, response: ServerResponse): boolean {
  if (origins.length === 0 || OTHERS.test(request.url ?? '')) return false;
  const everybody = origins.includes('*');
  // Also without an origin: a cache must not hand the answer of one to another.
  if (!everybody) response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined || !(everybody || origins.includes(origin))) return false;
  response.setHeader('access-control-allow-origin', everybody ? '*' : origin);
  response.setHeader('access-control-expose-headers', '*');
  if (!isPreflight(request)) return false;
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    // Named one by one: a star would leave out Authorization.
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'authorization, content-type, idempotency-key, last-event-id',
    'access-control-max-age': String(MAX_AGE),
  });
  response.end();
  return true;
}

/** Whether a browser asks here, before it makes another request for a page. */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean => method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** Pages of the origins in `PARLEY_CORS_ORIGINS` may call the API, follow `/live` and read files. None may when there are none. */
export function cors(app: FastifyInstance, ctx: Context): void {
  const { corsOrigins } = ctx.config;
  if (corsOrigins.length === 0) return;
  // On the bare answer, as some are written past Fastify: streams, exports.
  app.addHook('onRequest', async (request, reply) => {
    return letOriginIn(corsOrigins, request.raw, reply.raw) ? reply.hijack() : undefined;
  });
}
