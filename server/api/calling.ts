import { randomUUID } from 'node:crypto';
import { Fault } from '../base/errors.ts';
import type { Context } from '../platform/context.ts';
import type { Actor, Invoke, InvokeRequest, Operation, RawCall } from '../platform/operation.ts';
import { traceOperation } from '../platform/tracing.ts';
import { aliases, laxBodies, laxQueries } from './aliases.ts';
import { aliased, prepareExecution, type Alias, type Execution, type Gate } from './execution.ts';
import { failureOf } from './faults.ts';
import { cleanBody, parseQuery } from './parse.ts';

interface Target {
  readonly operation: Operation;
  readonly execution: Execution;
  readonly rewrite: Alias['rewrite'];
}

/**
 * Calls an operation from inside, for surfaces other than HTTP: the same gates, validation, aliases and handlers, and the
 * same answers. What fails comes back as a status and a public message, never as an exception.
 */
export function callInside(options: { readonly ctx: Context; readonly operations: readonly Operation[]; readonly gates: readonly Gate[] }): Invoke {
  const { ctx, operations, gates } = options;
  const targets = new Map<string, Target>();
  for (const operation of operations) {
    const execution = prepareExecution(operation, { ctx, gates, laxBodies, laxQueries });
    targets.set(`${operation.method} ${operation.path}`, { operation, execution, rewrite: undefined });
    for (const alias of aliases) if (alias.operation === operation.id) targets.set(`${alias.method} ${alias.path}`, { operation, execution, rewrite: alias.rewrite });
  }
  return async (actor, request) => {
    const target = targets.get(request.route);
    if (!target) throw new Error(`there is no call ${request.route}`);
    const { operation, execution, rewrite } = target;
    try {
      for (const gate of gates) await gate(actor, operation);
      const raw = rawOf(request, operation);
      const call = await execution.read({ actor, version: 'beta', path: pathOf(request.route, raw), raw, rewrite });
      return { operation: operation.id, status: operation.status, body: await trace(actor, operation, () => execution.handle(call)) };
    } catch (error) {
      const failure = failureOf(error, rewrite ? aliased(operation) : operation, ctx.log, randomUUID());
      return { operation: operation.id, status: failure.status, message: failure.message };
    }
  };
}

const trace = <T>({ organizationId }: Actor, { id, status }: Operation, work: () => Promise<T>): Promise<T> => traceOperation(() => ({ operation: id, organizationId, status }), work);

/** Strings are read from inside exactly as the wire would carry them. */
function textOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Fault('invalid', `Invalid value for: parameter ${name} (it must be a text, a number, true or false)`);
}

function rawOf(request: InvokeRequest, operation: Operation): RawCall {
  const given = (values: Readonly<Record<string, unknown>> = {}): [string, string][] =>
    Object.entries(values)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, textOf(value, name)]);
  const body = operation.bodyType === 'multipart/form-data' || request.body === undefined ? request.body : cleanBody(request.body, operation.keepNulls ?? false);
  return { params: Object.fromEntries(given(request.params)), query: parseQuery(new URLSearchParams(given(request.query)).toString()), body };
}

/** The path that a client would have called; links to other pages carry it. */
function pathOf(route: string, { params }: RawCall): string {
  const path = route.slice(route.indexOf(' ') + 1).replace(/\{([^}]+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
  return `/beta${path}`;
}
