import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { Fault } from '../base/errors.ts';
import { newId } from '../base/ids.ts';
import type { Context } from '../platform/context.ts';
import type { Actor, Operation, ReadToken } from '../platform/operation.ts';
import { aliases, laxBodies, laxQueries } from './aliases.ts';
import { bodyText } from './body-text.ts';
import type { Gate } from './execution.ts';
import { mountMethodNotAllowed } from './method-not-allowed.ts';
import { withoutDoubleSlash } from './parse.ts';
import { BODY_LIMIT, mountOperation, sendFailure } from './routes.ts';
import { answerUnreadable } from './unreadable.ts';
import { MaybeUpgrade } from './upgrade.ts';

export interface ServerOptions {
  readonly ctx: Context;
  readonly operations: readonly Operation[];
  readonly readToken: ReadToken;
  readonly gates?: readonly Gate[];
  /** Further surfaces: health, description, exports, files, live. They find `authenticate` and the same error envelope. */
  readonly surfaces?: readonly ((app: FastifyInstance, ctx: Context) => void | Promise<void>)[];
}

/** A server without routes, which reads and fails as all of ours do. It listens when the caller says so. */
export async function bareServer(ctx: Context): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    genReqId: () => newId(),
    bodyLimit: BODY_LIMIT,
    keepAliveTimeout: 75_000,
    // For all of a request: whoever drips one holds a connection no longer than this.
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: true,
    // Without a Host header Node would answer by itself, and not in JSON.
    http: { requireHostHeader: false, IncomingMessage: MaybeUpgrade },
    clientErrorHandler: answerUnreadable,
    rewriteUrl: ({ url = '/' }) => withoutDoubleSlash(url),
    frameworkErrors: (error, request, reply) => sendFailure(error, request as never, reply as never, ctx),
    // As long as Node reads a request line: an id that is too long is refused as any other that is none.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16 * 1024 },
  });
  app.server.headersTimeout = 80_000;
  app.removeAllContentTypeParsers();
  // One parser for every content type: many clients send one with no body behind it. Reading it is the operation's affair.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request: FastifyRequest, body: Buffer, done) => {
    const text = bodyText(body, request.headers, request.routeOptions.bodyLimit ?? BODY_LIMIT);
    if (typeof text === 'string') done(null, text);
    else text.then((unpacked) => done(null, unpacked), done);
  });
  // Nobody asks what the type of nothing is, and what is no type says nothing: Fastify would refuse it by itself.
  app.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    const { 'content-length': length = '0', 'transfer-encoding': encoding, 'content-type': type = '' } = headers;
    if ((length === '0' && encoding === undefined) || !/^\s*[\w*.+-]+\/[\w*.+-]+\s*(;|$)/.test(type)) delete headers['content-type'];
    done();
  });
  await app.register(multipart);
  app.decorateRequest('actor', undefined);
  app.setErrorHandler((error, request, reply) => sendFailure(error, request, reply, ctx));
  return app;
}

/** Builds the HTTP server. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { ctx, operations } = options;
  const app = await bareServer(ctx);
  const authenticate = async (request: { headers: { authorization?: string | undefined } }): Promise<Actor> => {
    const actor = await options.readToken(request.headers.authorization);
    if (!actor) throw new Fault('unauthorized');
    return actor;
  };
  const routes = { ctx, authenticate, gates: options.gates ?? [], laxBodies, laxQueries };
  for (const operation of operations) {
    mountOperation(
      app,
      operation,
      aliases.filter((alias) => alias.operation === operation.id),
      routes,
    );
  }
  const known = new Set(operations.map((operation) => operation.id));
  const table = [...operations, ...aliases.filter((alias) => known.has(alias.operation))];
  const faultOf = mountMethodNotAllowed(app, table, ['/beta', '/v1'], (fault, request, reply) => sendFailure(fault, request, reply, ctx));
  app.setNotFoundHandler((request, reply) => sendFailure(faultOf(request), request, reply, ctx));
  for (const surface of options.surfaces ?? []) await surface(app, ctx);
  return app;
}
