import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../base/errors.ts';
import { routePath } from './routes.ts';

/** A path of the table, version left out, with the methods that it has. */
interface Shape {
  readonly path: string;
  readonly segments: readonly string[];
  readonly allowed: ReadonlySet<string>;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const isOpen = (segment: string): boolean => segment.startsWith('{');

/** Written-out segments win over open ones, from the left, as in the router. An order of all paths, for `toSorted`: those of one length stand together. */
export function byOpenness(left: { readonly segments: readonly string[] }, right: { readonly segments: readonly string[] }): number {
  if (left.segments.length !== right.segments.length) return left.segments.length - right.segments.length;
  for (const [index, segment] of left.segments.entries()) {
    const difference = Number(isOpen(segment)) - Number(isOpen(right.segments[index]!));
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a path with these segments has this form. */
export const fits = (form: readonly string[], segments: readonly string[]): boolean =>
  form.length === segments.length && form.every((segment, index) => isOpen(segment) || segment === segments[index]);

function shapesOf(table: readonly { method: string; path: string }[]): Shape[] {
  const shapes = new Map<string, { path: string; segments: string[]; allowed: Set<string> }>();
  for (const { method, path } of table) {
    const name = path.replace(/\{[^}]+\}/g, '{}');
    const shape = shapes.get(name) ?? { path, segments: path.split('/').slice(1), allowed: new Set() };
    shapes.set(name, shape);
    shape.allowed.add(method);
    if (method === 'GET') shape.allowed.add('HEAD');
  }
  return [...shapes.values()].toSorted(byOpenness);
}

const refusal = (shape: Shape): Fault => new Fault('methodNotAllowed', undefined, { allow: [...shape.allowed].toSorted().join(', ') });

/**
 * Answers the other methods of known paths with 405 and the list of those that work. A route for each would double the
 * router and the time in which the server starts, so most are found when no route is.
 * @param prefixes what stands before the table's paths.
 * @param refuse sends the refusal.
 * @returns what a request that met no route deserves.
 */
export function mountMethodNotAllowed(
  app: FastifyInstance,
  table: readonly { method: string; path: string }[],
  prefixes: readonly string[],
  refuse: (fault: Fault, request: FastifyRequest, reply: FastifyReply) => unknown,
): (request: FastifyRequest) => Fault {
  const shapes = shapesOf(table);
  // Where a longer reach of another path would take the call, the router has to know.
  for (const shape of shapes) {
    const taken = METHODS.filter((method) => !shape.allowed.has(method) && shapes.some((other) => other !== shape && other.allowed.has(method) && fits(other.segments, shape.segments)));
    for (const prefix of taken.length === 0 ? [] : prefixes)
      app.route({ method: taken, url: `${prefix}${routePath(shape.path)}`, handler: (request, reply) => refuse(refusal(shape), request, reply) });
  }
  return (request) => {
    const path = (request.raw.url ?? '').replace(/\?.*$/s, '').replace(/\/$/, '');
    const prefix = prefixes.find((candidate) => path.startsWith(`${candidate}/`));
    if (prefix === undefined || !METHODS.includes(request.method)) return new Fault('notFound');
    const segments = path.slice(prefix.length).split('/').slice(1);
    const shape = shapes.find((candidate) => fits(candidate.segments, segments));
    return shape === undefined || shape.allowed.has(request.method) ? new Fault('notFound') : refusal(shape);
  };
}
