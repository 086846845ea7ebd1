import { Fault, invalid } from '../base/errors.ts';
import { AnyOf, Type } from '../base/schema.ts';
import type { Context } from '../platform/context.ts';
import type { Actor, Call, CallDescription, Operation, RawCall, Version } from '../platform/operation.ts';
import { answerCheck, bodyCheck, parameterReader } from './validate.ts';

/** A step before an operation runs, whatever asks for it. It throws a Fault to refuse the call. */
export type Gate = (actor: Actor, operation: Operation) => Promise<void>;

/** A form that only clients know: another method, path or body that means an operation of the table. */
export interface Alias {
  readonly method: string;
  /** In the table's notation: `/conversations/{conversationId}/activity-log`. */
  readonly path: string;
  readonly operation: string;
  /** Brings the request into the operation's own form, before validation. */
  readonly rewrite?: (request: RawCall, ctx: Context, actor: Actor) => RawCall | Promise<RawCall>;
}

/** An operation as a rewriting alias answers it: it may name a thing that the documented form does not, and not find it. */
export const aliased = (operation: Operation): Operation => ({ ...operation, errors: [...operation.errors, 404] });

export interface ExecutionOptions {
  readonly ctx: Context;
  readonly gates: readonly Gate[];
  /** Body forms taken beside the published one, by operation id. */
  readonly laxBodies: Readonly<Record<string, (body: unknown) => unknown>>;
  /** Query parameters taken beside the published ones, by operation id. */
  readonly laxQueries: Readonly<Record<string, (query: RawCall['query']) => RawCall['query']>>;
}

/** What was asked for, and where from. */
interface Asked {
  readonly actor: Actor;
  readonly version: Version;
  readonly path: string;
  readonly raw: RawCall;
  readonly rewrite: Alias['rewrite'];
}

/** An operation made ready to run: its checks compiled once, for every surface that calls it. */
export interface Execution {
  /** Validates. @throws Fault naming the field. */
  read(asked: Asked): Promise<Call<unknown, unknown, unknown>>;
  /** Runs the handler, wakes those who follow the log, and checks the answer where that is asked for. */
  handle(call: Call<unknown, unknown, unknown>): Promise<unknown>;
}

/** The checks of a call's request and answer, compiled on first use. */
export function prepareChecks(call: CallDescription, options: Pick<ExecutionOptions, 'laxBodies' | 'laxQueries'>) {
  const none = Type.Object({});
  const readParams = parameterReader(call.params ?? none, 'path');
  const readDocumented = parameterReader(call.query ?? none, 'query');
  const laxQuery = options.laxQueries[call.id];
  const readQuery: typeof readDocumented = (raw) => readDocumented(laxQuery ? laxQuery(raw) : raw);
  const checkBody = call.body && bodyCheck(call.accepts ?? call.body);
  const checkAnswer = call.answer && answerCheck(call.alsoAnswers ? AnyOf([call.answer, call.alsoAnswers]) : call.answer);
  const lax = options.laxBodies[call.id];
  const emptyBody = call.body && (call.body as { type?: string }).type === 'array' ? [] : {};

  const readBody = (body: unknown): unknown => {
    if (!checkBody) return undefined;
    if (body === undefined) {
      if (call.bodyRequired) throw new Fault('undecodable', 'Decoding failure in request: a JSON body is required');
      return structuredClone(emptyBody);
    }
    const value = lax ? lax(body) : body;
    checkBody(value);
    return value;
  };
  return { readParams, readQuery, readBody, checkAnswer };
}

/** Makes an operation ready to run. */
export function prepareExecution(operation: Operation, options: ExecutionOptions): Execution {
  const { ctx } = options;
  const { readParams, readQuery, readBody, checkAnswer } = prepareChecks(operation, options);
  return {
    async read({ actor, version, path, raw: sent, rewrite }) {
      const raw = rewrite ? await rewrite(sent, ctx, actor) : sent;
      return {
        actor,
        version,
        path,
        params: readParams(raw.params),
        query: readQuery(raw.query),
        body: operation.bodyType === 'multipart/form-data' ? raw.body : readBody(raw.body),
      };
    },
    async handle(call) {
      const answer = await operation.handle(ctx, call).catch((error: unknown) => {
        throw (call.query as { pageKey?: string }).pageKey === undefined ? error : faultOfKey(error, ctx);
      });
      if (operation.effect !== 'read') ctx.events.wake();
      if (ctx.config.responseCheck !== 'off') refuseUndeclared(operation, checkAnswer, answer, ctx);
      return answer;
    },
  };
}

/**
 * The content of a page key is the caller's to read, and so to change: what cannot be worked with (a filter of another
 * shape, a sort key of another type) is a bad value, not a defect of ours.
 */
function faultOfKey(error: unknown, ctx: Context): unknown {
  const changed = error instanceof TypeError || /^(22|42)...$/.test((error as { code?: string }).code ?? '');
  if (!changed) return error;
  ctx.log.info({ err: error }, 'a page key could not be worked with');
  return invalid('Invalid value for: query parameter pageKey (it was not made by this list)');
}

/** In tests an answer off its schema is a failure; in production it is a warning, if checked at all. */
function refuseUndeclared(operation: Operation, check: ((value: unknown) => string | undefined) | undefined, answer: unknown, ctx: Context): void {
  const wrong = check ? check(answer) : answer === undefined ? undefined : 'the answer should be empty';
  if (wrong === undefined) return;
  if (ctx.config.responseCheck === 'refuse') throw new Error(`${operation.id} answers off its schema: ${wrong}`);
  ctx.log.warn({ operation: operation.id, wrong }, 'an answer is off its schema');
}
