import { Fault } from '../base/errors.ts';
import type { Context } from '../platform/context.ts';
import { sql } from '../platform/db/database.ts';
import type { Gate } from './execution.ts';

/** A bucket: it fills at `perSecond` up to `burst`, and each request takes one. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Counts requests for all processes together, in the database. Off unless `PARLEY_RATE_LIMIT=dixa`. */
export class Limiter {
  readonly #ctx: Context;

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  /** @returns 0 when the request may run, else the whole seconds to wait. */
  async take(key: string, rate: Rate): Promise<number> {
    if (this.#ctx.config.rateLimit === 'off') return 0;
    const now = this.#ctx.clock.now().toISOString();
    // The bucket as it is now: what was left, and what has run in since. One statement, so that twins cannot both take the last.
    const filled = sql`least(${rate.burst}::float8, rate_bucket.level + greatest(0, extract(epoch FROM ${now}::timestamptz - rate_bucket.at)) * ${rate.perSecond}::float8)`;
    const row = await this.#ctx.db.maybe<{ level: number; taken: boolean }>(sql`
      INSERT INTO rate_bucket (key, level, at, taken) VALUES (${key}, ${rate.burst}::float8 - 1, ${now}, true)
      ON CONFLICT (key) DO UPDATE SET level = CASE WHEN ${filled} >= 1 THEN ${filled} - 1 ELSE ${filled} END, taken = ${filled} >= 1, at = greatest(rate_bucket.at, excluded.at)
      RETURNING level, taken`);
    return row!.taken ? 0 : Math.max(1, Math.ceil((1 - row!.level) / rate.perSecond));
  }
}

const PER_SECOND: Rate = { perSecond: 10, burst: 4 };
const PER_DAY: Rate = { perSecond: 10, burst: 864_000 };

/** Ten requests a second with a burst of four, and 864,000 a day, for each token. */
export function rateGate(limiter: Limiter): Gate {
  return async ({ tokenId }) => {
    for (const [name, rate] of [
      ['second', PER_SECOND],
      ['day', PER_DAY],
    ] as const) {
      const wait = await limiter.take(`${name} ${tokenId}`, rate);
      if (wait > 0) throw new Fault('tooManyRequests', undefined, { 'retry-after': String(wait) });
    }
  };
}
