import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../base/errors.ts';
import type { Context } from '../platform/context.ts';
import type { Actor, CallDescription, Operation, RawCall, Version } from '../platform/operation.ts';
import { traceOperation, type OperationTrace } from '../platform/tracing.ts';
import { aliased, prepareExecution, type Alias, type ExecutionOptions } from './execution.ts';
import { failureOf, mayAnswer } from './faults.ts';
import { once, readKey, type Finished } from './idempotency.ts';
import { sendJson } from './json.ts';
import { parseBody, parseQuery, splitTarget } from './parse.ts';
import { dropUnread, isUnread } from './unread-body.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

export interface RouteOptions extends ExecutionOptions {
  readonly authenticate: (request: FastifyRequest) => Promise<Actor>;
}

/** Bytes of a body, unless its call says otherwise. */
export const BODY_LIMIT = 1024 * 1024;
export const routePath = (path: string): string => path.replace(/\{([^}]+)\}/g, ':$1');

const JSON_TYPES = /^(application\/([\w.-]+\+)?|text\/)json\b/i;
/** What curl and several libraries call a body when nobody names its type. A form does not begin like JSON. */
const FORM = /^application\/x-www-form-urlencoded\b/i;

/**
 * The body as sent, read as JSON.
 * @returns undefined when there is none; `null` is how some clients write that.
 */
export function rawBody(request: FastifyRequest, operation: CallDescription): unknown {
  if (!operation.body || operation.bodyType === 'multipart/form-data') return undefined;
  if (request.isMultipart()) throw new Fault('unsupportedMediaType');
  const text = request.body as string | undefined;
  if (text === undefined || text.trim() === '') return undefined;
  const type = request.headers['content-type']?.trim();
  if (type !== undefined && !JSON_TYPES.test(type) && !(FORM.test(type) && /^\s*[[{]/.test(text))) throw new Fault('unsupportedMediaType');
  return parseBody(text, operation.keepNulls ?? false) ?? undefined;
}

const traceOf = ({ id, status }: Operation, route: string, request: FastifyRequest): OperationTrace => ({
  operation: id,
  organizationId: request.actor!.organizationId,
  status,
  http: { method: request.method, route, requestId: request.id, traceparent: request.headers.traceparent as string | undefined },
});

/** Routes one operation, under each version, and the aliases that mean it. */
export function mountOperation(app: FastifyInstance, operation: Operation, aliases: readonly Alias[], options: RouteOptions): void {
  const { ctx } = options;
  const execution = prepareExecution(operation, options);

  const handler = (version: Version, rewrite: Alias['rewrite']) => async (request: FastifyRequest, reply: FastifyReply) => {
    const url = request.raw.url ?? '';
    const { path, search } = splitTarget(url);
    const actor = request.actor!;
    const raw: RawCall = {
      params: request.params as Record<string, string>,
      query: parseQuery(search),
      body: operation.bodyType === 'multipart/form-data' ? request : rawBody(request, operation),
    };
    const call = await execution.read({ actor, version, path: path.endsWith('/') ? path.slice(0, -1) : path, raw, rewrite });
    const run = async (): Promise<Finished> => {
      const answer = await execution.handle(call);
      return { status: operation.status, text: answer === undefined ? undefined : JSON.stringify(answer) };
    };
    const key = request.method === 'POST' && operation.effect !== 'read' && operation.bodyType === undefined ? readKey(request.headers['idempotency-key']) : undefined;
    const { status, text } = key === undefined ? await run() : await once(ctx, actor, key, `POST ${url}\n${(request.body as string | undefined) ?? ''}`, run);
    reply.code(status);
    if (text === undefined) return reply.send();
    return sendJson(reply, text);
  };

  const route = (version: Version, method: string, path: string, rewrite?: Alias['rewrite']): void => {
    const answer = handler(version, rewrite);
    app.route({
      method,
      url: `/${version}${routePath(path)}`,
      bodyLimit: operation.bodyLimit ?? BODY_LIMIT,
      config: { operation },
      onRequest: async (request) => {
        request.actor = await options.authenticate(request);
        for (const gate of options.gates) await gate(request.actor, operation);
      },
      errorHandler: (error, request, reply) => sendFailure(error, request, reply, ctx, rewrite ? aliased(operation) : operation),
      handler: (request, reply) =>
        traceOperation(
          () => traceOf(operation, `/${version}${path}`, request),
          () => answer(request, reply),
        ),
    });
  };

  for (const version of ['beta', 'v1'] as const) {
    route(version, operation.method, operation.path);
    for (const alias of aliases) route(version, alias.method, alias.path, alias.rewrite);
  }
}

/** Sends an error as `{message}`. */
export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply, ctx: Context, operation?: Operation): void {
  const failure = failureOf(error, operation, ctx.log, request.id);
  if (ctx.config.responseCheck === 'refuse' && operation && !mayAnswer(failure.status, operation.errors, error)) {
    ctx.log.error({ operation: operation.id, status: failure.status }, 'an undeclared status');
    reply.code(500);
  } else reply.code(failure.status);
  for (const [name, value] of Object.entries(failure.headers)) reply.header(name, value);
  if (failure.status >= 500) reply.header('x-request-id', request.id);
  const send = (): void => void sendJson(reply, JSON.stringify({ message: failure.message }));
  if (!isUnread(request.raw)) return send();
  dropUnread(request.raw, (all) => {
    if (all) reply.removeHeader('connection');
    else reply.header('connection', 'close');
    send();
  });
}
