/** The fields that have a value: those that may be null or undefined become optional, and are never either. */
type Present<T> = { [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** Only what has a value: on the wire an optional field is left out, never null. */
export function present<T extends object>(fields: T): Present<T> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== null && value !== undefined) found[name] = value;
  return found as Present<T>;
}
