import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import { serialize } from 'pg-protocol';
import type { Prepared } from './session.ts';

/** What a statement came back with. */
export interface Answer {
  readonly rows: unknown[];
  /** Rows that it returned or touched. */
  readonly count: number;
}

/** The columns of a statement's rows, and how each one's text becomes a value. */
interface Shape {
  readonly names: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
}

/** A statement that connections know by its name. */
type Named = Prepared & { readonly name: string };
type TypeParser = (oid: number) => (text: string) => unknown;
type Callback = (error: Error | null | undefined, answer?: Answer) => void;

/** The little of one of `pg`'s connections that a query uses. */
interface Connection {
  readonly stream: { write(bytes: Buffer): void };
  /** Texts by the names that this connection has prepared. */
  readonly parsedStatements: Record<string, string>;
}

const EXECUTE = Buffer.concat([serialize.execute(), serialize.sync()]);
/** Closes first: the server may know the name for a plan that it gave up. */
const preparation = ({ name, text }: Named): Buffer[] => [serialize.close({ type: 'S', name }), serialize.parse({ name, text }), serialize.describe({ type: 'S', name })];

const NOTHING: Shape = { names: [], parsers: [] };

/** The shapes that a connection's server has told. They live and die with the prepared statements. */
const shapes = new WeakMap<Connection, Map<string, Shape>>();

function shapesOf(connection: Connection): Map<string, Shape> {
  let known = shapes.get(connection);
  if (known === undefined) shapes.set(connection, (known = new Map()));
  return known;
}

/**
 * One run of a prepared statement, for `pg` to submit. `pg`'s own query asks for the description of the rows each time, and
 * reads and keeps it anew; the rows of a prepared statement cannot change (the server refuses a plan whose result did), so
 * this one asks when it prepares. That is a third of what a look-up costs us, and spares the server as much work again.
 */
class Run {
  // `pg` reads these three.
  readonly name: string;
  readonly text: string;
  callback: Callback | undefined;
  readonly #values: unknown[];
  readonly #parserOf: TypeParser;
  readonly #rows: unknown[] = [];
  #shape: Shape = NOTHING;
  #shapes: Map<string, Shape> | undefined;
  #count = 0;
  #failure: Error | undefined;

  constructor(statement: Named, values: unknown[], parserOf: TypeParser) {
    this.name = statement.name;
    this.text = statement.text;
    this.#values = values;
    this.#parserOf = parserOf;
  }

  /**
   * Writes it to the connection, in one piece: each write is a call to the system, the dearest part of a small query.
   * @returns why nothing was written: a value that has no text.
   */
  submit(connection: Connection): Error | null {
    const { name, text } = this;
    this.#shapes = shapesOf(connection);
    this.#shape = this.#shapes.get(name) ?? NOTHING;
    const prepare = connection.parsedStatements[name] === undefined ? preparation({ name, text }) : [];
    try {
      connection.stream.write(Buffer.concat([...prepare, serialize.bind({ statement: name, values: this.#values, valueMapper: prepareValue }), EXECUTE]));
      return null;
    } catch (error) {
      return error as Error;
    }
  }

  handleRowDescription({ fields }: { fields: readonly { name: string; dataTypeID: number }[] }): void {
    this.#shape = { names: fields.map((field) => field.name), parsers: fields.map((field) => this.#parserOf(field.dataTypeID)) };
    this.#shapes!.set(this.name, this.#shape);
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const { names, parsers } = this.#shape;
    const row: Record<string, unknown> = {};
    try {
      for (let index = 0; index < names.length; index++) {
        const text = fields[index]!;
        row[names[index]!] = text === null ? null : parsers[index]!(text);
      }
      this.#rows.push(row);
    } catch (error) {
      this.#failure ??= error as Error;
    }
  }

  /** @param text such as `SELECT 3` or `INSERT 0 1`. */
  handleCommandComplete({ text }: { text: string }): void {
    this.#count = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0;
  }

  handleReadyForQuery(): void {
    this.callback!(this.#failure, { rows: this.#rows, count: this.#count });
  }

  handleError(error: Error, connection: Connection): void {
    if (isStalePlan(error)) delete connection.parsedStatements[this.name];
    this.callback!(error);
  }

  handleEmptyQuery(): void {
    // No statement of ours is empty; it would be one without rows.
  }
}

/**
 * Whether the server refused a plan because a migration changed what its rows look like. Nothing ran; the connection
 * prepares the statement anew when it runs again.
 */
export const isStalePlan = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';

/** Runs a prepared statement. @throws pg.DatabaseError when the server refuses it. */
export function runPrepared(client: pg.Pool | pg.PoolClient, statement: Named, values: unknown[], parserOf: TypeParser): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const query = new Run(statement, values, parserOf);
    const done: Callback = (error, answer) => (error ? reject(error) : resolve(answer!));
    (client.query as (query: Run, values: undefined, callback: Callback) => void)(query, undefined, done);
  });
}
