import { aliases } from '../../api/aliases.ts';
import { byOpenness, fits } from '../../api/method-not-allowed.ts';
import type { CallDescription } from '../../platform/operation.ts';

interface Pattern {
  readonly method: string;
  readonly segments: readonly string[];
  readonly operation: string;
}

/** Tells which operation a request means, before any server has seen it; undefined for what is not a call of the API. */
export function operationMatcher(calls: readonly CallDescription[]): (method: string, path: string) => string | undefined {
  const patterns: Pattern[] = [...calls.map(({ method, path, id }) => ({ method, path, operation: id })), ...aliases]
    .map(({ method, path, operation }) => ({ method, operation, segments: path.split('/').slice(1) }))
    .toSorted(byOpenness);
  return (method, path) => {
    const [, version, ...segments] = path.replace(/\/$/, '').split('/');
    if (version !== 'beta' && version !== 'v1') return undefined;
    const wanted = method === 'HEAD' ? 'GET' : method;
    return patterns.find((pattern) => pattern.method === wanted && fits(pattern.segments, segments))?.operation;
  };
}
