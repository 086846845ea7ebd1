import type { CallDescription } from '../platform/operation.ts';
import { jsonSchema, type Json, type ObjectSchema } from './json-schema.ts';
import { dixaTable, type Row } from './dixa-table.ts';
import { isObject, routeOf, type Arguments, type Tool } from './tool.ts';

/** `page_key` as `pageKey`; `_type` stays. */
export const camel = (name: string): string => name.replace(/(?<=[a-z0-9])_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());

const kinds: Readonly<Record<string, Json>> = {
  string: { type: 'string' },
  int: { type: 'integer' },
  bool: { type: 'boolean' },
  object: { type: 'object' },
  'string[]': { type: 'array', items: { type: 'string' } },
  'int[]': { type: 'array', items: { type: 'integer' } },
  'object[]': { type: 'array', items: { type: 'object' } },
};

const descriptions: Readonly<Record<string, string>> = {
  page_key: 'The page to read, from `meta.next` of the page before. Opaque.',
  page_limit: 'How many entries a page holds at most.',
};

/** What the description of the API says of a parameter of the same name. */
function descriptionOf(call: CallDescription, name: string): string | undefined {
  const body = call.body as { properties?: Record<string, object>; oneOf?: { properties?: Record<string, object> }[] } | undefined;
  const places = [call.params?.properties, call.query?.properties, body?.properties, ...(body?.oneOf ?? []).map((member) => member.properties)] as (Record<string, object> | undefined)[];
  for (const place of places) {
    const found = (place?.[camel(name)] as { description?: string } | undefined)?.description;
    if (found !== undefined) return found;
  }
  return descriptions[name];
}

function schemaOf(row: Row, call: CallDescription): ObjectSchema {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const [key, kind] of Object.entries({ ...row.parameters, ...row.more })) {
    const name = key.replace('?', '');
    if (name === key) required.push(name);
    const description = descriptionOf(call, name);
    const schema = typeof kind === 'string' ? kinds[kind]! : Array.isArray(kind) ? { type: 'string', enum: kind } : jsonSchema(kind as never);
    properties[name] = { ...schema, ...(description === undefined || 'description' in schema ? {} : { description }) };
  }
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }), additionalProperties: false };
}

/** Keys of the entries of a list, as the API calls them. */
const entries = (value: unknown): unknown =>
  Array.isArray(value) && value.every(isObject) ? value.map((entry) => Object.fromEntries(Object.entries(entry).map(([key, item]) => [camel(key), item]))) : value;

/** Spreads arguments over a request: a parameter of the path or query goes there, everything else into the body. */
function requestOf(route: string, call: CallDescription, args: Arguments, body: ((fields: Record<string, unknown>) => unknown) | undefined) {
  const params: Record<string, unknown> = {};
  const query: Record<string, unknown> = {};
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined || value === null) continue;
    const key = camel(name);
    if (route.includes(`{${key}}`)) params[key] = value;
    else if (call.query && key in call.query.properties) query[key] = value;
    else fields[key] = entries(value);
  }
  const made = call.body ? (body ? body(fields) : fields) : undefined;
  return { route, params, query, body: isObject(made) && Object.keys(made).length === 0 && !call.bodyRequired ? undefined : made };
}

/** The tools of the vendor's own server, by its names and parameters, over the calls that do what they say. */
export function dixaTools(find: (id: string) => CallDescription): Tool[] {
  return dixaTable.map((row) => {
    const call = find(row.call);
    const route = row.route ?? routeOf(call);
    const inputSchema = schemaOf(row, call);
    return {
      name: row.name,
      title: row.title ?? call.summary,
      description: [`${row.title ?? call.summary}.`, row.says ?? (row.title === undefined ? call.description : undefined)].filter(Boolean).join(' '),
      inputSchema,
      calls: [call, ...(row.also ?? []).map(find)],
      checked: true,
      names: Object.fromEntries(Object.keys(inputSchema.properties).map((name) => [camel(name), name])),
      run: row.run ? (args, ctx) => row.run!(args, ctx) : (args, ctx) => ctx.call(requestOf(route, call, args, row.body)),
    };
  });
}
