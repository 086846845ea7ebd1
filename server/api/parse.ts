import { Fault, invalid } from '../base/errors.ts';

/** Deeper than any real body; keeps hostile nesting from exhausting the stack. */
const MAX_DEPTH = 64;

/**
 * Reads a JSON body and brings it into the shape that validation expects:
 * - null fields are left out (test/wire/nulls.test.ts), unless `keepNulls`;
 * - text is well-formed Unicode without NUL, which the database could not store;
 * - keys that would reach an object's prototype are refused.
 * @throws Fault `undecodable` naming what could not be read.
 */
export function parseBody(text: string, keepNulls: boolean): unknown {
  let value: unknown;
  try {
    // Some clients put a byte order mark before it.
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch {
    throw new Fault('undecodable', 'Decoding failure in request: the body is not valid JSON');
  }
  return cleanBody(value, keepNulls);
}

/** Brings a body that was read already into the same shape. @throws Fault naming what does not fit. */
export const cleanBody = (value: unknown, keepNulls: boolean): unknown => clean(value, keepNulls, 'body', 0);

function clean(value: unknown, keepNulls: boolean, path: string, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value, path);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) throw new Fault('undecodable', `Decoding failure in request: ${path.slice(0, 60)}… is nested too deeply`);
  if (Array.isArray(value)) return value.map((item, index) => clean(item, keepNulls, `${path}[${index}]`, depth + 1));
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') throw new Fault('undecodable', `Decoding failure in request: ${path} has a forbidden key`);
    if (item === null && !keepNulls) continue;
    result[cleanText(key, path)] = clean(item, keepNulls, `${path}.${key}`, depth + 1);
  }
  return result;
}

function cleanText(text: string, path: string): string {
  if (text.includes('\u0000')) throw invalid(`Invalid value for: ${path} (text must not contain the NUL character)`);
  return text.isWellFormed() ? text : text.toWellFormed();
}

/** The target of a request taken apart: its path, and what stands behind the question mark. */
export function splitTarget(target = ''): { path: string; search: string } {
  const mark = target.indexOf('?');
  return mark < 0 ? { path: target, search: '' } : { path: target.slice(0, mark), search: target.slice(mark + 1) };
}

/**
 * A target as if the base address before it had no slash at its end: `//v1/tags` and `/v1//tags` are `/v1/tags`. Slashes
 * further on stay, as there one may stand for an id that is missing.
 */
export const withoutDoubleSlash = (target: string): string => (target.includes('//') ? target.replace(/^\/+(beta|v1)\/+/, '/$1/') : target);

/**
 * Reads the query into one text for each name: the first of a doubled parameter, and nothing for an empty one
 * (test/wire/query.test.ts).
 */
export function parseQuery(search: string): Record<string, string> {
  const result: Record<string, string> = {};
  if (search === '') return result;
  for (const [name, value] of new URLSearchParams(search)) {
    if (value === '' || name === '__proto__' || Object.hasOwn(result, name)) continue;
    result[name] = cleanText(value, `query parameter ${name}`);
  }
  return result;
}
