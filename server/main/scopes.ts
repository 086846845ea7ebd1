import { operations } from './operations.ts';

const tags = [...new Set(operations.flatMap((operation) => operation.tags))].toSorted();
const known = new Set(['read', 'write', ...tags.flatMap((tag) => [`${tag}:read`, `${tag}:write`])]);

/**
 * What is wrong with the scopes of a token, as a sentence. One that is mistyped opens nothing, and a token whose scopes are all
 * left out may do everything, so neither may pass in silence.
 * @returns undefined when all are known.
 */
export function wrongScope(scopes: readonly string[]): string | undefined {
  const wrong = scopes.find((scope) => !known.has(scope));
  return wrong === undefined ? undefined : `"${wrong}" is no scope: use read, write, or a tag with one of them behind, such as Tags:write. The tags are ${tags.join(', ')}.`;
}
