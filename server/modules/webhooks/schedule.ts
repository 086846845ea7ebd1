const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long to wait after each failed attempt, unless the settings say otherwise. The first attempt is made at once; after the last there is no other. */
export const RETRY_DELAYS: readonly number[] = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

/** Added to each pause, up to this share of it, so that what failed together does not come back together. */
const JITTER = 0.1;
/** No receiver holds us off longer than this. */
const LONGEST_RETRY_AFTER = DAY;

/**
 * When to try again.
 * @param attempts how many attempts were made, at least one.
 * @param retryAfter the receiver's wish in milliseconds; we wait at least that long.
 * @param random from 0 to 1.
 * @param delays the schedule in milliseconds.
 * @returns milliseconds to wait, or undefined when it is time to give up.
 */
export function pauseAfter(attempts: number, retryAfter: number | undefined, random: number, delays: readonly number[] = RETRY_DELAYS): number | undefined {
  const delay = delays[attempts - 1];
  if (delay === undefined) return undefined;
  return Math.max(Math.round(delay * (1 + JITTER * random)), retryAfter ?? 0);
}

/** Reads `Retry-After`: seconds, or a date. @returns milliseconds from `now`, at most a day; undefined when it says nothing. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const ms = /^\d{1,10}$/.test(text) ? Number(text) * SECOND : /[A-Za-z]/.test(text) ? Date.parse(text) - now : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER);
}

/** A subscription of which nothing was taken for this long is disabled. */
export const FAILING_FOR = 5 * DAY;
/** Failures further apart than this are not one and the same outage: nothing was sent in between. */
export const OUTAGE_GAP = DAY;
