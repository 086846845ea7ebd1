import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { invalid } from '../base/errors.ts';
import { isUuid } from '../base/ids.ts';
import { recursiveSchemas, type TObject, type TSchema } from '../base/schema.ts';
import { parseTime } from '../base/time.ts';

const formats = {
  uuid: isUuid,
  'date-time': (text: string) => parseTime(text) !== undefined,
  int32: true,
  int64: true,
  double: true,
  binary: true,
} as const;

function newAjv(shape: (schema: unknown) => unknown): Ajv {
  const ajv = new Ajv({ strict: false, discriminator: true, validateFormats: true, formats, allErrors: false, verbose: true });
  ajv.addKeyword({ keyword: LOWERED, type: 'string', modifying: true, errors: false, validate: lower });
  for (const schema of recursiveSchemas.values()) ajv.addSchema(shape(plain(schema)) as object);
  return ajv;
}

/** Our own keyword: an id that was sent in capitals goes on in small letters, as those of paths do. */
const LOWERED = 'loweredUuid';

function lower(_schema: unknown, text: string, _parent?: unknown, place?: { parentData: Record<string | number, unknown>; parentDataProperty: string | number }): boolean {
  if (place && isUuid(text)) place.parentData[place.parentDataProperty] = text.toLowerCase();
  return true;
}

/** The same schema with our keyword on every id. */
function lowering(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(lowering);
  if (typeof node !== 'object' || node === null) return node;
  const result = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === 'enum' || key === 'required' ? value : lowering(value)]));
  return result.format === 'uuid' ? { ...result, [LOWERED]: true } : result;
}

/** Compiled on first use, so that a start does not wait for checks that nobody needs yet. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const openAjv = lazily(() => newAjv(lowering));
const closedAjv = lazily(() => newAjv(closed));

/** A schema as plain JSON: the builder's own marks and undefined values gone. */
function plain(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema));
}

/** `/filters/conditions/0/field` as `filters.conditions[0].field`. */
function readablePath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path === '' ? part : `${path}.${part}`), '');
}

/** What was wrong, with the field named: `agentId is required`, `ratingType must be one of Csat, Nps`. */
function describe(error: ErrorObject): string {
  const at = readablePath(error.instancePath);
  const params = error.params as Record<string, unknown>;
  const field = (name: unknown): string => (at === '' ? String(name) : `${at}.${String(name)}`);
  switch (error.keyword) {
    case 'required':
      return `${field(params.missingProperty)} is required`;
    case 'discriminator':
      return `${field('_type')} must be one of ${unionTags(error).join(', ')}`;
    case 'additionalProperties':
      return `${field(params.additionalProperty)} is not known`;
    case 'enum':
      return `${at || 'it'} must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
    case 'type':
      return `${at || 'it'} must be of type ${String(params.type)}`;
    case 'format':
      return `${at || 'it'} is not a valid ${String(params.format)}`;
    default:
      return `${at || 'it'} ${error.message ?? 'is not valid'}`;
  }
}

function unionTags(error: ErrorObject): string[] {
  const members = (error.parentSchema as { oneOf?: { properties?: { _type?: { enum?: string[] } } }[] } | undefined)?.oneOf ?? [];
  return members.flatMap((member) => member.properties?._type?.enum ?? []);
}

export type Check = (value: unknown) => void;

/** Compiles the check of a body. Nothing is coerced but the case of ids; unknown fields are let through. @throws Fault 400 naming the field. */
export function bodyCheck(schema: TSchema): Check {
  const compiled = lazily(() => openAjv().compile(lowering(plain(schema)) as object));
  return (value) => {
    const validate = compiled();
    if (!validate(value)) throw invalid(`Invalid value for: body (${firstFault(validate)})`);
  };
}

/** The most telling of the errors: inside a union the one that lies deepest. */
function firstFault(validate: ValidateFunction): string {
  const errors = validate.errors ?? [];
  const deepest = errors.reduce<ErrorObject | undefined>((best, error) => (!best || error.instancePath.length > best.instancePath.length ? error : best), undefined);
  if (!deepest) return 'it is not valid';
  if (deepest.keyword !== 'type') return describe(deepest);
  const there = errors.filter((error) => error.instancePath === deepest.instancePath);
  // What has the type of one alternative and is refused by it is told by that one, not by those of another type.
  const nearest = there.find((error) => !['type', 'anyOf', 'oneOf'].includes(error.keyword));
  if (nearest) return describe(nearest);
  // Of a value that may be one of several types each refuses it.
  const types = new Set(there.filter((error) => error.keyword === 'type').map((error) => String((error.params as { type: unknown }).type)));
  return `${readablePath(deepest.instancePath) || 'it'} must be of type ${[...types].join(' or ')}`;
}

interface PlainSchema {
  type?: string;
  format?: string;
  enum?: unknown[];
  items?: PlainSchema;
}

const GREATEST_INT64 = 2n ** 63n - 1n;

/**
 * A well-formed int64 beyond 2^53 is the number of nothing, as are all up there: read as the greatest that a number holds,
 * it is not found, where a refusal would say that it is no number.
 */
function wholeNumber(schema: PlainSchema, text: string): number {
  const beyond = schema.format === 'int64' && Number(text) > Number.MAX_SAFE_INTEGER && text.length < 40 && BigInt(text.replace('+', '')) <= GREATEST_INT64;
  return beyond ? Number.MAX_SAFE_INTEGER : Number(text);
}

/** Turns a parameter's text into what its schema says; text that cannot be turned stays text and fails the check. */
function coerce(schema: PlainSchema, text: string): unknown {
  if (schema.type === 'integer') return /^[+-]?\d+$/.test(text) ? wholeNumber(schema, text) : text;
  if (schema.type === 'number') return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (schema.type === 'boolean') return { true: true, false: false }[text.toLowerCase()] ?? text;
  // The plus of an offset that was not escaped has become a space on the way.
  if (schema.format === 'date-time') return text.replace(/ (?=\d\d:?\d\d(\[|$))/, '+');
  return text;
}

/**
 * Compiles the reading of path or query parameters. Where there is a `pageKey` nothing else is required: the link to the
 * next page holds the key alone, and the rest lies inside it.
 * @throws Fault 400 naming the parameter.
 */
export function parameterReader(schema: TObject, kind: 'path' | 'query'): (raw: Readonly<Record<string, string>>) => Record<string, unknown> {
  const { properties, required = [] } = plain(schema) as { properties: Record<string, PlainSchema>; required?: string[] };
  const readers = Object.entries(properties).map(([name, property]) => ({ name, property, compiled: lazily(() => openAjv().compile(property as object)) }));
  return (raw) => {
    const result: Record<string, unknown> = {};
    for (const { name, property, compiled } of readers) {
      const text = raw[name];
      if (text === undefined) {
        if (required.includes(name) && raw.pageKey === undefined) throw invalid(`Invalid value for: ${kind} parameter ${name} (it is required)`);
        continue;
      }
      const value = coerce(property, text);
      const validate = compiled();
      if (!validate(value)) throw invalid(`Invalid value for: ${kind} parameter ${name} (${firstFault(validate)})`);
      result[name] = property.type === 'string' && isUuid(text) ? text.toLowerCase() : value;
    }
    return result;
  };
}

/** Compiles the check of an answer: also an undeclared field is a fault. @returns what is wrong, or undefined. */
export function answerCheck(schema: TSchema): (value: unknown) => string | undefined {
  const compiled = lazily(() => closedAjv().compile(closed(plain(schema)) as object));
  return (value) => (compiled()(JSON.parse(JSON.stringify(value))) ? undefined : `${firstFault(compiled())} (${JSON.stringify(value).slice(0, 300)})`);
}

/** The same schema with every object closed to fields that it does not name. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const result = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === 'enum' || key === 'required' ? value : closed(value)]));
  if (result.properties !== undefined && result.additionalProperties === undefined) result.additionalProperties = false;
  return result;
}
