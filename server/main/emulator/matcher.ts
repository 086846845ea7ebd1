import { aliases } from '../../api/aliases.ts';
import type { CallDescription } from '../../platform/operation.ts';

interface Pattern {
  readonly method: string;
  readonly segments: readonly string[];
  readonly operation: string;
}

const isOpen = (segment: string): boolean => segment.startsWith('{');

/** Written-out segments win over open ones, from the left, as in the router. */
function order(left: Pattern, right: Pattern): number {
  for (const [index, segment] of left.segments.entries()) {
    const difference = Number(isOpen(segment)) - Number(isOpen(right.segments[index] ?? ''));
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Tells which operation a request means, before any server has seen it; undefined for what is not a call of the API. */
export function operationMatcher(calls: readonly CallDescription[]): (method: string, path: string) => string | undefined {
  const patterns: Pattern[] = [...calls.map(({ method, path, id }) => ({ method, path, operation: id })), ...aliases]
    .map(({ method, path, operation }) => ({ method, operation, segments: path.split('/').slice(1) }))
    .toSorted(order);
  return (method, path) => {
    const [, version, ...segments] = path.replace(/\/$/, '').split('/');
    if (version !== 'beta' && version !== 'v1') return undefined;
    const wanted = method === 'HEAD' ? 'GET' : method;
    const fits = (pattern: Pattern): boolean =>
      pattern.method === wanted && pattern.segments.length === segments.length && pattern.segments.every((segment, index) => isOpen(segment) || segment === segments[index]);
    return patterns.find(fits)?.operation;
  };
}
