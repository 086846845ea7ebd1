import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
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

/** What `pg` tells a connection's query, and the little of a connection that a query uses. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  /** Texts by the names that this connection has prepared. */
  readonly parsedStatements: Readonly<Record<string, string>>;
  parse(statement: { name: string; text: string }): void;
  describe(what: { type: 'S'; name: string }): void;
  bind(portal: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  execute(portal: object): void;
  sync(): void;
}

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
  readonly #values: readonly unknown[];
  readonly #parserOf: TypeParser;
  readonly #rows: unknown[] = [];
  #shape: Shape = NOTHING;
  #shapes: Map<string, Shape> | undefined;
  #count = 0;
  #failure: Error | undefined;

  constructor(statement: Named, values: readonly unknown[], parserOf: TypeParser) {
    this.name = statement.name;
    this.text = statement.text;
    this.#values = values;
    this.#parserOf = parserOf;
  }

  /** Writes it to the connection. @returns what keeps it from being sent, before anything is. */
  submit(connection: Connection): Error | null {
    const { name, text } = this;
    this.#shapes = shapesOf(connection);
    this.#shape = this.#shapes.get(name) ?? NOTHING;
    connection.stream.cork();
    try {
      if (connection.parsedStatements[name] === undefined) {
        connection.parse({ name, text });
        connection.describe({ type: 'S', name });
      }
      this.#bind(connection);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  #bind(connection: Connection): void {
    try {
      connection.bind({ statement: this.name, values: this.#values, valueMapper: prepareValue });
      connection.execute({});
    } catch (error) {
      // A value that has no text. The server is in step again with the sync that follows, and then the caller hears of it.
      this.#failure = error as Error;
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

  handleError(error: Error): void {
    this.callback!(error);
  }

  handleEmptyQuery(): void {
    // No statement of ours is empty; it would be one without rows.
  }
}

/** Runs a prepared statement. @throws pg.DatabaseError when the server refuses it. */
export function runPrepared(client: pg.Pool | pg.PoolClient, statement: Named, values: readonly unknown[], parserOf: TypeParser): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const query = new Run(statement, values, parserOf);
    const done: Callback = (error, answer) => {
      if (!error) return resolve(answer!);
      // It leads to the socket's reader; the caller is of more use.
      Error.captureStackTrace(error);
      reject(error);
    };
    (client.query as (query: Run, values: undefined, callback: Callback) => void)(query, undefined, done);
  });
}
