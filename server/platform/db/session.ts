import type { Sql } from 'sql-template-tag';

/** A statement whose text is made once, under the name that connections know it by. */
export interface Prepared {
  readonly text: string;
  /** Absent when there are too many already. */
  readonly name: string | undefined;
}

/** Names for prepared statements. Bounded: a text beyond the bound is sent unprepared instead of filling the server's memory. */
const names = new Map<string, string>();
const MAX_PREPARED = 2000;

/** The name for a text, the same each time. */
export function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MAX_PREPARED) {
    name = `p${names.size}`;
    names.set(text, name);
  }
  return name;
}

/** @throws when the statement has values: they would be lost. */
export function prepared(statement: Sql): Prepared {
  if (statement.values.length > 0) throw new Error('A prepared statement has values of its own');
  const text = statement.text;
  return { text, name: nameOf(text) };
}

/** Something that runs statements: the pool, or one transaction on it. Stores take either. */
export interface Session {
  /** All rows. A statement is prepared once for each connection; pass `{ prepare: false }` for texts made on the fly. */
  query<R extends object>(statement: Sql, options?: { prepare?: boolean }): Promise<R[]>;
  /** The only row, or undefined. */
  maybe<R extends object>(statement: Sql): Promise<R | undefined>;
  /** All rows of a statement whose text is known, with the values of its parameters. */
  run<R extends object>(statement: Prepared, values: unknown[]): Promise<R[]>;
  /** Runs a statement and says how many rows it touched. */
  execute(statement: Sql): Promise<number>;
}
