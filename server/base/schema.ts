import { Type, type Static, type TObject, type TOptional, type TProperties, type TSchema, type TUnsafe } from 'typebox';

/**
 * The vocabulary in which every body, parameter and answer is described. A schema made here is at once the
 * validator's input, the source of the TypeScript type (`Static<typeof X>`) and a part of the OpenAPI description.
 *
 * `title` is the schema's name on the wire: a titled object or union becomes a component of the description, and
 * for a member of a union it is the value of `_type`.
 */
export { Type, type Static, type TObject, type TSchema };

/** A uuid in text form. Accepted in any case, emitted in lower case. */
export const Uuid = Type.String({ format: 'uuid' });
/** RFC 3339 with `Z` on the way out; on the way in also an offset, missing milliseconds or a zone suffix such as `[GMT]`. */
export const DateTime = Type.String({ format: 'date-time' });
export const Int32 = Type.Integer({ format: 'int32', minimum: -2147483648, maximum: 2147483647 });
/** Integers stay below 2^53, so that a JSON number holds them exactly. */
export const Int64 = Type.Integer({ format: 'int64', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
export const Double = Type.Number({ format: 'double' });
/** The number of a conversation (`csid`). */
export const Csid = Type.Integer({ format: 'int64', minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** One of a fixed list of strings. */
export function Enumeration<const T extends readonly string[]>(values: T, options: { title?: string; description?: string } = {}): TUnsafe<T[number]> {
  return Type.Unsafe<T[number]>({ type: 'string', enum: values, ...options });
}

/** The same values with a sentence about what they mean here. Not for titled schemas: those say it themselves. */
export function described<S extends TSchema>(schema: S, description: string): TUnsafe<Static<S>> {
  return Type.Unsafe<Static<S>>({ ...schema, description });
}

/** A value that may also be null. Only for the few places where null has a meaning of its own. */
export function Nullable<S extends TSchema>(schema: S): TUnsafe<Static<S> | null> {
  return Type.Unsafe<Static<S> | null>({ ...schema, nullable: true });
}

/** A named object; `title` becomes a component of the description. */
export function Named<P extends TProperties>(title: string, properties: P): TObject<P> {
  return Type.Object(properties, { title });
}

/** A member of a union: an object whose `_type` is its own title. */
export function Variant<const N extends string, P extends TProperties>(title: N, properties: P): TObject<{ _type: TUnsafe<N> } & P> {
  return Type.Object({ _type: Type.Unsafe<N>({ type: 'string', enum: [title] }), ...properties }, { title }) as never;
}

/** A union told apart by `_type`. Every member is a `Variant`. */
export function OneOf<const M extends readonly TSchema[]>(title: string, members: M): TUnsafe<Static<M[number]>> {
  return Type.Unsafe<Static<M[number]>>({
    title,
    type: 'object',
    oneOf: members,
    discriminator: { propertyName: '_type' },
    required: ['_type'],
  });
}

/** A union of which the members have no `_type` (string or list of strings, say). */
export function AnyOf<const M extends readonly TSchema[]>(members: M, options: { title?: string } = {}): TUnsafe<Static<M[number]>> {
  return Type.Unsafe<Static<M[number]>>({ ...options, anyOf: members });
}

/** A map from any key to one kind of value. */
export function MapOf<S extends TSchema>(value: S, options: { title?: string; description?: string } = {}): TUnsafe<Record<string, Static<S>>> {
  return Type.Unsafe<Record<string, Static<S>>>({ type: 'object', additionalProperties: value, ...options });
}

/** Optional. On the way out such a field is left out when it has no value; it is never null. */
export const Maybe = <S extends TSchema>(schema: S): TOptional<S> => Type.Optional(schema) as TOptional<S>;

/** Schemas that contain themselves, by name; the validator and the description resolve `$ref` through this table. */
export const recursiveSchemas = new Map<string, TSchema>();

/**
 * An object that contains itself. `build` gets the reference to put inside; `T` is the domain type, as TypeScript
 * cannot infer it from a schema that refers to itself.
 */
export function Recursive<T>(title: string, build: (self: TUnsafe<T>) => TSchema): TUnsafe<T> {
  const self = Type.Unsafe<T>({ $ref: title });
  if (!recursiveSchemas.has(title)) recursiveSchemas.set(title, Type.Unsafe<T>({ ...build(self), $id: title, title }));
  return self;
}

/** `{data: …}`, the envelope of a single result and of an unpaged list. */
export function Data<S extends TSchema>(title: string, data: S): TObject<{ data: S }> {
  return Type.Object({ data }, { title });
}

export const PaginationLinks = Named('PaginationLinks', {
  previous: Maybe(Type.String({ description: 'Root-relative link to the page before; absent on the first page.' })),
  next: Maybe(Type.String({ description: 'Root-relative link to the next page; absent on the last page.' })),
});

/** `{data: […], meta?}`, the envelope of a paged list. */
export function Page<S extends TSchema>(title: string, item: S) {
  return Named(title, { data: Type.Array(item), meta: Maybe(PaginationLinks) });
}

/** Query parameters of a paged list. */
export const pageQuery = {
  pageLimit: Maybe(Type.Integer({ format: 'int32', minimum: 1, maximum: 2147483647, description: 'How many entries a page holds at most.' })),
  pageKey: Maybe(Type.String({ description: 'The page to read, from `meta.next` or `meta.previous`. Opaque.' })),
};
