import type { Database } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { bytesOf, hashOf, prefixOf, sameHash } from './secret.ts';
import { findUsableToken } from './store.ts';

/** Only a bound: revoking a token makes every process forget at once (`forget`). */
const REMEMBERED_MS = 2000;
const MAX_REMEMBERED = 10_000;

/**
 * Tells who calls, from the `Authorization` header: the bare token or `Bearer <token>`, the scheme in any case.
 * A token is remembered for two seconds, by its hash, so that a busy client costs no look-up for each call.
 */
export class TokenReader {
  readonly #db: Database;
  readonly #remembered = new Map<string, { actor: Actor; until: number }>();
  /** How often everything was forgotten: what was looked up before is not remembered after. */
  #forgotten = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** @returns undefined for a missing, malformed, unknown or revoked token; nothing tells these apart. */
  async read(header: string | undefined): Promise<Actor | undefined> {
    const token = header
      ?.trim()
      .replace(/^bearer\s+/i, '')
      .trim();
    return token ? await this.find(token) : undefined;
  }

  /** Looks every token up anew. */
  forget(): void {
    this.#forgotten++;
    this.#remembered.clear();
  }

  async find(token: string): Promise<Actor | undefined> {
    const prefix = prefixOf(token);
    if (prefix === undefined) return undefined;
    const hash = hashOf(token);
    const known = this.#remembered.get(hash);
    if (known && known.until > performance.now()) return known.actor;
    const forgotten = this.#forgotten;
    const row = await findUsableToken(this.#db, prefix);
    if (!row || !sameHash(bytesOf(hash), row.hash)) {
      this.#remembered.delete(hash);
      return undefined;
    }
    const actor: Actor = { organizationId: row.organization_id, personId: row.person_id, tokenId: row.id, scopes: row.scopes };
    if (forgotten !== this.#forgotten) return actor;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(hash, { actor, until: performance.now() + REMEMBERED_MS });
    return actor;
  }
}
