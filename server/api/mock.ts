import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../base/errors.ts';
import type { CallDescription, Version } from '../platform/operation.ts';
import type { Context } from '../platform/context.ts';
import { laxBodies, laxQueries } from './aliases.ts';
import { sendJson } from './json.ts';
import { namedAnswers, type MockAnswer } from './mock-examples.ts';
import { declaredErrors, inVersion, refusals } from './openapi.ts';
import { parseQuery, splitTarget } from './parse.ts';
import { prepareChecks } from './execution.ts';
import { mountMethodNotAllowed } from './method-not-allowed.ts';
import { BODY_LIMIT, rawBody, routePath, sendFailure } from './routes.ts';
import { bareServer } from './server.ts';

/** Where the mock of a version stands; a path of the API, version included, follows. */
export const rootOf = (version: Version): string => `/_mock/openapi/dixa-api/${version}`;

/** What a request wants by `Prefer: code=404` or `Prefer: example=empty`, as one header, several or a list. */
interface Preference {
  readonly code?: string;
  readonly example?: string;
}

function readPreference(header: string | string[] | undefined): Preference {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  const wishes = [...text.matchAll(/\b(code|status|example)\s*=\s*(?:"([^"]*)"|([^\s,;]+))/gi)];
  const wish = (...names: string[]): string | undefined => wishes.filter(([, name]) => names.includes(name!.toLowerCase())).map((found) => found[2] ?? found[3])[0];
  const [code, example] = [wish('code', 'status'), wish('example')];
  return { ...(code === undefined ? {} : { code }), ...(example === undefined ? {} : { example }) };
}

/**
 * The answer for a preference. An example that the call does not have is overlooked, as clients may ask for one name of
 * all calls; a status that it does not declare is a mistake worth telling.
 */
function preferred(call: CallDescription, answers: ReadonlyMap<string, MockAnswer>, { code, example }: Preference): MockAnswer {
  const named = example === undefined ? undefined : answers.get(example);
  if (code === undefined) return named ?? answers.get('default')!;
  const status = Number(code);
  if (named?.status === status) return named;
  if (status === call.status) return answers.get('default')!;
  const declared = declaredErrors(call);
  if (!declared.includes(status)) throw new Fault('invalid', `Prefer: code=${code} (${call.id} answers ${[call.status, ...declared].join(', ')})`);
  return { status, body: { message: refusals[status]!.message } };
}

/** Lets pages of any origin call the mock; it holds nothing that they could take. */
function allowOrigins(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', '*');
  if (request.method !== 'OPTIONS') return;
  reply
    .header('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS')
    .header('access-control-allow-headers', request.headers['access-control-request-headers'] ?? 'authorization, content-type, prefer, idempotency-key')
    .header('access-control-max-age', '86400');
}

function mountCall(app: FastifyInstance, ctx: Context, call: CallDescription, version: Version): void {
  let made: { readonly answers: ReadonlyMap<string, MockAnswer>; readonly reading: ReturnType<typeof prepareChecks> } | undefined;
  app.route({
    method: call.method,
    url: `${rootOf(version)}/${version}${routePath(call.path)}`,
    bodyLimit: call.bodyLimit ?? BODY_LIMIT,
    errorHandler: (error, request, reply) => sendFailure(error, request, reply, ctx),
    handler: async (request, reply) => {
      const { answers, reading } = (made ??= { answers: namedAnswers(call), reading: prepareChecks(call, { laxBodies, laxQueries }) });
      const wish = readPreference(request.headers.prefer);
      // A wish for a status comes first: whoever tests how a client takes a 404 need not find a request that fits.
      if (wish.code === undefined) {
        if ((request.headers.authorization ?? '').trim() === '') throw new Fault('unauthorized');
        reading.readParams(request.params as Record<string, string>);
        reading.readQuery(parseQuery(splitTarget(request.raw.url).search));
        if (call.bodyType === 'multipart/form-data') {
          if (!request.isMultipart()) throw new Fault('unsupportedMediaType');
        } else reading.readBody(rawBody(request, call));
      }
      if (request.isMultipart()) request.raw.resume();
      const { status, body } = preferred(call, answers, wish);
      reply.code(status);
      if (status === 429) reply.header('retry-after', '1');
      if (body === undefined) return reply.send();
      return sendJson(reply, JSON.stringify(inVersion(body, version)));
    },
  });
}

/** A server that answers the mock's calls. */
async function mockServer(ctx: Context, calls: readonly CallDescription[]): Promise<FastifyInstance> {
  const app = await bareServer(ctx);
  app.addHook('onRequest', async (request, reply) => allowOrigins(request, reply));
  const versions = ['beta', 'v1'] as const;
  for (const version of versions) {
    app.options(`${rootOf(version)}/*`, (_request, reply) => reply.code(204).send());
    for (const call of calls) mountCall(app, ctx, call, version);
  }
  const faultOf = mountMethodNotAllowed(
    app,
    calls,
    versions.map((version) => `${rootOf(version)}/${version}`),
    (fault, request, reply) => sendFailure(fault, request, reply, ctx),
  );
  app.setNotFoundHandler((request, reply) => sendFailure(faultOf(request), request, reply, ctx));
  await app.ready();
  return app;
}

/**
 * The mock: each published call answers its example, without state, from the operation table alone. It checks requests as
 * the API does and takes any token. The database is never asked. It is built when it is first called.
 */
export function mock(operations: readonly CallDescription[]) {
  return (app: FastifyInstance, ctx: Context): void => {
    let made: Promise<FastifyInstance> | undefined;
    for (const version of ['beta', 'v1'] as const) {
      app.all(`${rootOf(version)}/*`, {
        onRequest: async (request, reply) => {
          made ??= mockServer(
            ctx,
            operations.filter((call) => call.published !== false),
          );
          const inner = await made;
          reply.hijack();
          inner.routing(request.raw, reply.raw);
        },
        handler: () => undefined,
      });
    }
  };
}
