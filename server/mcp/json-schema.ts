import { recursiveSchemas, type TObject, type TSchema } from '../base/schema.ts';

export type Json = Readonly<Record<string, unknown>>;

/** An object's schema as tools publish it. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Json>>;
  readonly required?: string[];
  readonly additionalProperties?: boolean;
  readonly $defs?: Readonly<Record<string, Json>>;
}

/** Formats that JSON Schema knows; the others only say how many bits a number has. */
const formats: ReadonlySet<unknown> = new Set(['uuid', 'date-time']);

/**
 * Schemas of the vocabulary as JSON Schema 2020-12: `nullable` becomes a type, discriminators go (the members tell
 * themselves apart), and schemas that contain themselves move to `$defs`.
 */
class Converter {
  readonly defs: Record<string, Json> = {};

  convert(node: unknown): unknown {
    if (Array.isArray(node)) return node.map((item) => this.convert(item));
    if (typeof node !== 'object' || node === null) return node;
    const schema = node as Json;
    if (typeof schema.$ref === 'string') return this.#reference(schema.$ref);
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(schema)) {
      if (key === '$id' || key === 'nullable' || key === 'discriminator' || (key === 'title' && !schema.description)) continue;
      if (key === 'format' && !formats.has(value)) continue;
      if (key === 'properties') result[key] = Object.fromEntries(Object.entries(value as Json).map(([name, property]) => [name, this.convert(property)]));
      else result[key] = key === 'enum' || key === 'required' || key === 'default' ? value : this.convert(value);
    }
    return schema.nullable === true ? { anyOf: [result, { type: 'null' }] } : result;
  }

  #reference(name: string): Json {
    if (!(name in this.defs)) {
      this.defs[name] = {};
      this.defs[name] = this.convert(plain(recursiveSchemas.get(name)!)) as Json;
    }
    return { $ref: `#/$defs/${name}` };
  }
}

const plain = (schema: TSchema): unknown => JSON.parse(JSON.stringify(schema));

/** One schema of the vocabulary, without what it refers to. */
export const jsonSchema = (schema: TSchema): Json => new Converter().convert(plain(schema)) as Json;

/** An input made of the properties of several objects, and of others by their name. */
export function inputSchema(objects: readonly (TObject | undefined)[], others: Readonly<Record<string, { schema: TSchema; required: boolean }>> = {}): ObjectSchema {
  const converter = new Converter();
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const object of objects) {
    if (!object) continue;
    for (const [name, property] of Object.entries(object.properties)) properties[name] = converter.convert(plain(property)) as Json;
    required.push(...((object.required as string[] | undefined) ?? []));
  }
  for (const [name, other] of Object.entries(others)) {
    properties[name] = converter.convert(plain(other.schema)) as Json;
    if (other.required) required.push(name);
  }
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
    additionalProperties: false,
    ...(Object.keys(converter.defs).length === 0 ? {} : { $defs: converter.defs }),
  };
}
