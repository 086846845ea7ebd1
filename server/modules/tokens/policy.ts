import type { Actor, Effect } from '../../platform/operation.ts';

/**
 * Whether a token may do something: the one rule for every surface (API, files, live, tools).
 *
 * A token without scopes may do everything. `read` and `write` hold for all of the API, `<tag>:read` and
 * `<tag>:write` for the calls under that tag; writing includes reading.
 */
export function allows(actor: Pick<Actor, 'scopes'>, what: { readonly effect: Effect; readonly tags: readonly string[] }): boolean {
  if (actor.scopes.length === 0) return true;
  const wanted = what.effect === 'read' ? ['read', 'write'] : ['write'];
  return actor.scopes.some((scope) => wanted.some((word) => scope === word || what.tags.some((tag) => scope === `${tag}:${word}`)));
}
