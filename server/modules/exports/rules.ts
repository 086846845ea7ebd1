import { parseTime } from '../../base/time.ts';
import type { Selection } from './store.ts';

/** Why a request for an export cannot be served. */
export interface ExportFault {
  readonly status: 400 | 422;
  readonly message: string;
}

const MAX_WINDOW_MS = 31 * 24 * 3600 * 1000;
const MAX_CSIDS = 10;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

const bad: ExportFault = { status: 400, message: 'Invalid query parameters' };

/** Unix milliseconds, a day in UTC, or a time; one without an offset is in UTC. @returns undefined for anything else. */
function instant(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (TIME.test(text)) {
    // In a query a bare + has become a space.
    const given = text.replace(/(:\d{2}(?:\.\d+)?) (\d{2}:?\d{2})$/, '$1+$2');
    const at = parseTime(given) ?? parseTime(`${given}Z`);
    return at === undefined ? undefined : Date.parse(at);
  }
  const at = DAY.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(at) || at > 8.64e15) return undefined;
  return DAY.test(text) && new Date(at).toISOString().slice(0, 10) !== text ? undefined : at;
}

/**
 * Reads which rows are asked for: a window (`<what>_after` and `<what>_before`, both included, at most 31 days) or `csids`.
 * @param windows the windows that this export knows.
 */
export function readSelection(query: Readonly<Record<string, string>>, windows: readonly ('created' | 'updated' | 'closed' | 'last_message_created')[]): Selection | ExportFault {
  const by = windows.find((window) => query[`${window}_after`] !== undefined || query[`${window}_before`] !== undefined);
  if (by === undefined) {
    const csids = query.csids?.split(',').map((part) => part.trim());
    if (!csids || csids.some((part) => !/^\d{1,15}$/.test(part))) return bad;
    if (csids.length > MAX_CSIDS) return { status: 422, message: `Exceeded max allowed ${MAX_CSIDS} csids per request` };
    return { csids: csids.map(Number) };
  }
  const after = instant(query[`${by}_after`]);
  const before = instant(query[`${by}_before`]);
  if (after === undefined || before === undefined || after > before || before - after > MAX_WINDOW_MS) return bad;
  return { by, after: new Date(after).toISOString(), before: new Date(before).toISOString() };
}
