import type { Sql } from 'sql-template-tag';

/** Something that runs statements: the pool, or one transaction on it. Stores take either. */
export interface Session {
  /** All rows. A statement is prepared once for each connection; pass `{ prepare: false }` for texts made on the fly. */
  query<R extends object>(statement: Sql, options?: { prepare?: boolean }): Promise<R[]>;
  /** The only row, or undefined. */
  maybe<R extends object>(statement: Sql): Promise<R | undefined>;
  /** Runs a statement and says how many rows it touched. */
  execute(statement: Sql): Promise<number>;
}
