import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../base/errors.ts';
import { AnyOf, Type } from '../base/schema.ts';
import type { Context } from '../platform/context.ts';
import type { Actor, CallDescription, Operation, Version } from '../platform/operation.ts';
import { failureOf, gatewayStatuses } from './faults.ts';
import { once, readKey, type Finished } from './idempotency.ts';
import { parseBody, parseQuery } from './parse.ts';
import { answerCheck, bodyCheck, parameterReader } from './validate.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined;
  }
  interface FastifyContextConfig {
    operation?: Operation;
  }
}

/** What a gateway step sees of a request before the operation runs. It throws a Fault to refuse it. */
export type Gate = (request: FastifyRequest, operation: Operation) => Promise<void>;

/** A form that only clients know: another method, path or body that means an operation of the table. */
export interface Alias {
  readonly method: string;
  /** In the table's notation: `/conversations/{conversationId}/activity-log`. */
  readonly path: string;
  readonly operation: string;
  /** Brings the request into the operation's own form, before validation. */
  readonly rewrite?: (request: RawCall, ctx: Context, actor: Actor) => RawCall | Promise<RawCall>;
}

/** A request before validation. */
export interface RawCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface RouteOptions {
  readonly ctx: Context;
  readonly authenticate: (request: FastifyRequest) => Promise<Actor>;
  readonly gates: readonly Gate[];
  /** Body forms taken beside the published one, by operation id. */
  readonly laxBodies: Readonly<Record<string, (body: unknown) => unknown>>;
}

const MB = 1024 * 1024;
export const routePath = (path: string): string => path.replace(/\{([^}]+)\}/g, ':$1');

/** What is prepared once for an operation and used by each of its routes. */
export function prepare(operation: CallDescription, options: Pick<RouteOptions, 'laxBodies'>) {
  const none = Type.Object({});
  const readParams = parameterReader(operation.params ?? none, 'path');
  const readQuery = parameterReader(operation.query ?? none, 'query');
  const checkBody = operation.body && bodyCheck(operation.accepts ?? operation.body);
  const checkAnswer = operation.answer && answerCheck(operation.alsoAnswers ? AnyOf([operation.answer, operation.alsoAnswers]) : operation.answer);
  const lax = options.laxBodies[operation.id];
  const emptyBody = operation.body && (operation.body as { type?: string }).type === 'array' ? [] : {};

  const readBody = (body: unknown): unknown => {
    if (!checkBody) return undefined;
    if (body === undefined) {
      if (operation.bodyRequired) throw new Fault('undecodable', 'Decoding failure in request: a JSON body is required');
      return structuredClone(emptyBody);
    }
    const value = lax ? lax(body) : body;
    checkBody(value);
    return value;
  };
  return { readParams, readQuery, readBody, checkAnswer };
}

/** The body as sent, read as JSON. @returns undefined when there is none. */
export function rawBody(request: FastifyRequest, operation: CallDescription): unknown {
  if (!operation.body || operation.bodyType === 'multipart/form-data') return undefined;
  if (request.isMultipart()) throw new Fault('unsupportedMediaType');
  const text = request.body as string | undefined;
  if (text === undefined || text.trim() === '') return undefined;
  const type = request.headers['content-type'];
  if (type !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(type.trim())) throw new Fault('unsupportedMediaType');
  return parseBody(text, operation.keepNulls ?? false);
}

/** Routes one operation, under each version, and the aliases that mean it. */
export function mountOperation(app: FastifyInstance, operation: Operation, aliases: readonly Alias[], options: RouteOptions): void {
  const { ctx } = options;
  const prepared = prepare(operation, options);

  const handler = (version: Version, rewrite: Alias['rewrite']) => async (request: FastifyRequest, reply: FastifyReply) => {
    const url = request.raw.url ?? '';
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const actor = request.actor!;
    let raw: RawCall = {
      params: request.params as Record<string, string>,
      query: mark < 0 ? {} : parseQuery(url.slice(mark + 1)),
      body: rawBody(request, operation),
    };
    if (rewrite) raw = await rewrite(raw, ctx, actor);
    const call = {
      actor,
      version,
      path: path.endsWith('/') ? path.slice(0, -1) : path,
      params: prepared.readParams(raw.params),
      query: prepared.readQuery(raw.query),
      body: operation.bodyType === 'multipart/form-data' ? request : prepared.readBody(raw.body),
    };
    const run = async (): Promise<Finished> => {
      const answer = await operation.handle(ctx, call);
      if (operation.effect !== 'read') ctx.events.wake();
      if (ctx.config.responseCheck !== 'off') refuseUndeclared(operation, prepared.checkAnswer, answer, ctx);
      return { status: operation.status, text: answer === undefined ? undefined : JSON.stringify(answer) };
    };
    const key = request.method === 'POST' && operation.effect !== 'read' && operation.bodyType === undefined ? readKey(request.headers['idempotency-key']) : undefined;
    const { status, text } = key === undefined ? await run() : await once(ctx, actor, key, `POST ${url}\n${(request.body as string | undefined) ?? ''}`, run);
    reply.code(status);
    if (text === undefined) return reply.send();
    return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  };

  const route = (version: Version, method: string, path: string, rewrite?: Alias['rewrite']): void => {
    app.route({
      method,
      url: `/${version}${routePath(path)}`,
      bodyLimit: operation.bodyLimit ?? MB,
      config: { operation },
      onRequest: async (request) => {
        request.actor = await options.authenticate(request);
        for (const gate of options.gates) await gate(request, operation);
      },
      // An alias may name a thing that the documented form does not, so it may also not find it.
      errorHandler: (error, request, reply) => sendFailure(error, request, reply, ctx, rewrite ? { ...operation, errors: [...operation.errors, 404] } : operation),
      handler: handler(version, rewrite),
    });
  };

  for (const version of ['beta', 'v1'] as const) {
    route(version, operation.method, operation.path);
    for (const alias of aliases) route(version, alias.method, alias.path, alias.rewrite);
  }
}

/** In tests an answer off its schema is a failure; in production it is a warning, if checked at all. */
function refuseUndeclared(operation: Operation, check: ((value: unknown) => string | undefined) | undefined, answer: unknown, ctx: Context): void {
  const wrong = check ? check(answer) : answer === undefined ? undefined : 'the answer should be empty';
  if (wrong === undefined) return;
  if (ctx.config.responseCheck === 'refuse') throw new Error(`${operation.id} answers off its schema: ${wrong}`);
  ctx.log.warn({ operation: operation.id, wrong }, 'an answer is off its schema');
}

/** Sends an error as `{message}`. */
export function sendFailure(error: unknown, request: FastifyRequest, reply: FastifyReply, ctx: Context, operation?: Operation): void {
  const failure = failureOf(error, operation?.errors, ctx.log, request.id);
  if (ctx.config.responseCheck === 'refuse' && operation && !operation.errors.includes(failure.status) && !gatewayStatuses.has(failure.status)) {
    ctx.log.error({ operation: operation.id, status: failure.status }, 'an undeclared status');
    reply.code(500);
  } else reply.code(failure.status);
  for (const [name, value] of Object.entries(failure.headers)) reply.header(name, value);
  if (failure.status >= 500) reply.header('x-request-id', request.id);
  reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify({ message: failure.message }));
}

/** Answers the other methods of every known path with 405 and the list of those that work. */
export function mountMethodNotAllowed(app: FastifyInstance, ctx: Context, table: readonly { method: string; path: string }[]): void {
  const methods = new Map<string, Set<string>>();
  for (const { method, path } of table) {
    const shape = path.replace(/\{[^}]+\}/g, '{}');
    const known = methods.get(shape) ?? new Set();
    methods.set(shape, known.add(method));
    if (method === 'GET') known.add('HEAD');
  }
  const done = new Set<string>();
  for (const { path } of table) {
    const shape = path.replace(/\{[^}]+\}/g, '{}');
    if (done.has(shape)) continue;
    done.add(shape);
    const allowed = methods.get(shape)!;
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((method) => !allowed.has(method));
    for (const version of ['beta', 'v1']) {
      app.route({
        method: others,
        url: `/${version}${routePath(path)}`,
        handler: (request, reply) => sendFailure(new Fault('methodNotAllowed', undefined, { allow: [...allowed].toSorted().join(', ') }), request, reply, ctx),
      });
    }
  }
}
