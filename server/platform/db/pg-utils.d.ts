declare module 'pg/lib/utils.js' {
  /** A value as a parameter goes over the wire. @throws TypeError for what JSON cannot hold. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
