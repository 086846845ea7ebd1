import type { Clock } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import type { Session } from '../../platform/db/database.ts';
import { signal } from '../../platform/events/log.ts';
import { bytesOf, hashOf, newSecret, prefixOf } from './secret.ts';
import { insertToken, revokeByPrefix, selectTokens, type TokenRow } from './store.ts';

export type { TokenRow };

/** Said to all processes when a token was revoked. */
export const TOKENS_CHANGED = 'tokens';

/**
 * Makes a token.
 * @param secret a fixed token in place of a random one, for emulators and tests.
 * @returns the token itself; it cannot be read again.
 */
export async function createToken(session: Session, clock: Clock, token: { organizationId: string; personId: string; name: string; scopes?: readonly string[]; secret?: string }): Promise<string> {
  const made = token.secret === undefined ? newSecret() : { token: token.secret, prefix: prefixOf(token.secret), hash: bytesOf(hashOf(token.secret)) };
  if (made.prefix === undefined) throw new Error('a token has the form parley_<10 letters or digits>_<32 letters or digits>');
  await insertToken(session, {
    id: newId(),
    organization_id: token.organizationId,
    person_id: token.personId,
    name: token.name,
    prefix: made.prefix,
    hash: made.hash,
    scopes: [...(token.scopes ?? [])],
    created_at: clock.now().toISOString(),
  });
  return made.token;
}

/** All tokens, revoked ones too, of one organization or of all. */
export const listTokens = (session: Session, organizationId?: string): Promise<TokenRow[]> => selectTokens(session, organizationId);

/** Revokes a token by its prefix (or by itself). @returns false when there is no such token in use. */
export async function revokeToken(session: Session, clock: Clock, prefix: string): Promise<boolean> {
  const revoked = await revokeByPrefix(session, prefixOf(prefix) ?? prefix, clock.now().toISOString());
  if (revoked > 0) await signal(session, TOKENS_CHANGED);
  return revoked > 0;
}
