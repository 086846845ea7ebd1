import { recursiveSchemas, type TSchema } from '../base/schema.ts';

export type Json = { [key: string]: unknown };

/** Bounds that the format says already. */
const naturalBounds: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-2147483648, 2147483647],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

const pointer = (name: string): string => `#/components/schemas/${name}`;

/**
 * Turns schemas of the vocabulary into OpenAPI 3.0.3 ones. Whatever has a title becomes a component, once: schemas that
 * are equal share one, and those that only share a title are numbered (`Text`, `Text1`).
 */
export class Components {
  readonly #schemas = new Map<string, Json>();
  readonly #names = new Map<string, string>();

  /** @returns the schema as it stands in the place where it is used: a reference when it has a title. */
  use(schema: TSchema): Json {
    return this.#convert(JSON.parse(JSON.stringify(schema)) as Json);
  }

  /** All components met so far, by name. */
  all(): Record<string, Json> {
    return Object.fromEntries([...this.#schemas].toSorted(([left], [right]) => (left < right ? -1 : 1)));
  }

  #convert(node: Json): Json {
    if (typeof node.$ref === 'string') return this.#recursive(node.$ref);
    const schema = this.#plain(node);
    return typeof schema.title === 'string' ? { $ref: pointer(this.#nameOf(schema.title, schema)) } : schema;
  }

  /** A schema that contains itself goes by its name, which nobody else gets. */
  #recursive(name: string): Json {
    if (!this.#schemas.has(name)) {
      const schema = recursiveSchemas.get(name);
      if (!schema) throw new Error(`there is no recursive schema ${name}`);
      this.#schemas.set(name, {});
      this.#schemas.set(name, this.#plain(JSON.parse(JSON.stringify(schema)) as Json));
    }
    return { $ref: pointer(name) };
  }

  #plain(node: Json): Json {
    const result: Json = {};
    for (const [key, value] of Object.entries(node)) {
      if (key === '$id') continue;
      if (key === 'const') result.enum = [value];
      else if (key === 'properties') result.properties = mapValues(value as Record<string, Json>, (property) => this.#convert(property));
      else if (key === 'items' || (key === 'additionalProperties' && typeof value === 'object')) result[key] = this.#convert(value as Json);
      else if (key === 'oneOf' || key === 'anyOf') result[key] = (value as Json[]).map((member) => this.#convert(member));
      else result[key] = value;
    }
    return this.#withMapping(withoutNaturalBounds(result), node);
  }

  /** Says of a union with a discriminator which value leads to which member. The members say the rest. */
  #withMapping(schema: Json, node: Json): Json {
    if (!schema.discriminator) return schema;
    const { type: _type, required: _required, ...rest } = schema;
    const { propertyName } = schema.discriminator as { propertyName: string };
    const references = schema.oneOf as { $ref: string }[];
    const titles = (node.oneOf as { title: string }[]).map(({ title }) => title);
    const mapping = Object.fromEntries(titles.map((title, index) => [title, references[index]!.$ref]));
    return { ...rest, discriminator: { propertyName, mapping } };
  }

  #nameOf(title: string, schema: Json): string {
    const key = JSON.stringify(schema);
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const base = title.replace(/[^\w.-]+/g, '');
    let name = base;
    for (let number = 1; this.#schemas.has(name) || recursiveSchemas.has(name); number++) name = `${base}${number}`;
    this.#schemas.set(name, schema);
    this.#names.set(key, name);
    return name;
  }
}

function withoutNaturalBounds(schema: Json): Json {
  const [minimum, maximum] = naturalBounds[String(schema.format)] ?? [];
  return Object.fromEntries(Object.entries(schema).filter(([key, value]) => !((key === 'minimum' && value === minimum) || (key === 'maximum' && value === maximum))));
}

function mapValues<T, U>(record: Record<string, T>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
