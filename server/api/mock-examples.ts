import { recursiveSchemas, type TSchema } from '../base/schema.ts';
import type { CallDescription } from '../platform/operation.ts';
import { declaredErrors, refusals } from './openapi.ts';

/** An answer that the mock can give. */
export interface MockAnswer {
  readonly status: number;
  /** Absent for an empty answer. */
  readonly body?: unknown;
}

interface PlainSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly nullable?: boolean;
  readonly oneOf?: readonly PlainSchema[];
  readonly anyOf?: readonly PlainSchema[];
  readonly items?: PlainSchema;
  readonly properties?: Readonly<Record<string, PlainSchema>>;
  readonly required?: readonly string[];
}

const texts: Readonly<Record<string, string>> = {
  uuid: '0193a5c2-6f1e-7b3a-9d40-5a1c8e2f7b10',
  'date-time': '2026-03-02T10:00:00.000Z',
};

const seen = (schema: PlainSchema): PlainSchema => (schema.$ref === undefined ? schema : (recursiveSchemas.get(schema.$ref) as PlainSchema));

/** The smallest value of a schema: what it requires and nothing else. The same for each call. */
function smallest(given: PlainSchema): unknown {
  const schema = seen(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const members = schema.oneOf ?? schema.anyOf;
  if (members) return smallest(members[0]!);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, smallest(schema.properties![name]!)]));
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => smallest(schema.items!));
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return false;
    default:
      return texts[schema.format ?? ''] ?? 'text'.padEnd(schema.minLength ?? 0, '.');
  }
}

/** The union that an answer holds, alone, in `data` or as the entries of `data`; and how to put a member back there. */
function unionOf(answer: PlainSchema): { readonly members: readonly PlainSchema[]; readonly wrap: (member: unknown) => unknown } | undefined {
  const { data } = answer.properties ?? {};
  const inner = data ? seen(data) : undefined;
  const places: readonly (readonly [PlainSchema | undefined, (member: unknown) => unknown])[] = [
    [answer, (member) => member],
    [inner, (member) => ({ data: member })],
    [inner?.items && seen(inner.items), (member) => ({ data: [member] })],
    [answer.items && seen(answer.items), (member) => [member]],
  ];
  for (const [place, wrap] of places) if (place?.oneOf) return { members: place.oneOf, wrap };
  return undefined;
}

/** The entry of an answer's example that is the named member, when the example has one. */
function shown(example: unknown, title: string): unknown {
  const data = (example as { data?: unknown } | undefined)?.data ?? example;
  return (Array.isArray(data) ? data : [data]).find((entry: unknown) => (entry as { _type?: unknown } | undefined)?._type === title);
}

/**
 * The answers of a call by name, the ordinary one (`default`) first: `minimal` has no optional field, `empty` is a list
 * without entries, a member of a union goes by its `_type`, and an error by its name in the description (`NotFound`).
 */
export function namedAnswers(call: CallDescription): Map<string, MockAnswer> {
  const { status } = call;
  const example = call.example?.answer;
  const answers = new Map<string, MockAnswer>([['default', call.answer === undefined ? { status } : { status, body: example }]]);
  if (call.answer !== undefined) {
    const schema = seen(call.answer as TSchema & PlainSchema);
    answers.set('minimal', { status, body: smallest(schema) });
    if (Array.isArray(example)) answers.set('empty', { status, body: [] });
    if (Array.isArray((example as { data?: unknown } | undefined)?.data)) answers.set('empty', { status, body: { ...(smallest(schema) as object), data: [] } });
    const union = unionOf(schema);
    for (const member of union?.members ?? []) {
      const { title } = seen(member);
      if (title !== undefined) answers.set(title, { status, body: union!.wrap(shown(example, title) ?? smallest(member)) });
    }
  }
  for (const error of declaredErrors(call)) {
    const { name, message } = refusals[error]!;
    answers.set(name, { status: error, body: { message } });
  }
  return answers;
}
