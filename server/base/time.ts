/**
 * Times on the wire. Inside, a time is an ISO text in UTC with milliseconds (`2026-01-31T09:30:00.000Z`): it
 * compares as text, goes to the database and onto the wire as it is. `Date` is for arithmetic.
 */
const WIRE = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})(\[[^\]]+\])?$/;

/**
 * Reads a wire time: RFC 3339, also without seconds' fraction, with an offset, and with a zone name behind
 * (`2021-12-01T12:46:36.581Z[GMT]`). The name says nothing that the offset does not.
 * @returns ISO text in UTC with milliseconds, or undefined when the text is no time.
 */
export function parseTime(text: string): string | undefined {
  const match = WIRE.exec(text);
  if (!match) return undefined;
  const [, day, minutes, seconds = ':00', offset] = match as unknown as [string, string, string, string | undefined, string];
  const zone = offset.toUpperCase() === 'Z' ? 'Z' : offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  // V8 rolls the 30th of February over to March; a day that does not exist is an error here.
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
  const at = new Date(`${day}T${minutes}${seconds}${zone}`);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9999) return undefined;
  return at.toISOString();
}

/** Reads a time that the schema has already accepted. */
export function wireTime(text: string): string {
  const at = parseTime(text);
  if (at === undefined) throw new RangeError(`not a time: ${text}`);
  return at;
}

/** Milliseconds since 1970. */
export const epoch = (iso: string): number => Date.parse(iso);

export const isoOf = (ms: number): string => new Date(ms).toISOString();
