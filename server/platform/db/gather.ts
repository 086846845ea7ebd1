import pg from 'pg';
import sql, { empty, raw, type Sql } from 'sql-template-tag';
import { prepared, type Session } from './session.ts';

/**
 * A statement that does for many what it does for one, each on its own account: what stands in the way of one item
 * keeps no other out.
 */
export interface GatheredStatement<Item, Outcome> {
  /** Items that one run takes at most. */
  readonly most: number;
  /** Runs once for all items. @returns their outcomes, in their order. */
  run(session: Session, items: readonly Item[]): Promise<readonly Outcome[]>;
}

interface Waiting {
  readonly item: unknown;
  resolve(outcome: unknown): void;
  reject(error: unknown): void;
}

/** Runs at once of one statement. One would leave the database idle while we read its answer. */
const LANES = 2;

/**
 * Lets calls that come at the same time share a round trip and a commit. A call that comes alone runs at once; calls
 * that come while all lanes are taken wait for one and then run together, so the more there is to do, the less each
 * costs. Nobody is answered before the commit of the run that holds their item.
 */
class Gatherer {
  #waiting: Waiting[] = [];
  #running = 0;
  #scheduled = false;
  readonly #session: Session;
  readonly #statement: GatheredStatement<unknown, unknown>;

  constructor(session: Session, statement: GatheredStatement<unknown, unknown>) {
    this.#session = session;
    this.#statement = statement;
  }

  add(item: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#running === 0 && !this.#scheduled) this.#start();
      else this.#schedule();
    });
  }

  /** Starts behind what this turn of the event loop still brings. */
  #schedule(): void {
    if (this.#scheduled || this.#running >= LANES || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#start();
    });
  }

  #start(): void {
    const batch = this.#waiting.splice(0, this.#statement.most);
    this.#running++;
    void this.#run(batch).finally(() => {
      this.#running--;
      this.#schedule();
    });
    this.#schedule();
  }

  async #run(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#statement.run(
        this.#session,
        batch.map((one) => one.item),
      );
      batch.forEach((one, index) => one.resolve(outcomes[index]));
    } catch (error) {
      const [only] = batch;
      if (batch.length === 1) return only!.reject(error);
      // The database refused the statement, so nothing of it was written, and only one of the items may be at fault.
      // After a lost connection nobody knows what was written: trying again could write twice.
      if (!isRefusal(error)) return batch.forEach((one) => one.reject(error));
      await Promise.all(batch.map((one) => this.#run([one])));
    }
  }
}

/** Whether the server itself said no to the statement, over a connection that still stands. */
const isRefusal = (error: unknown): boolean => error instanceof pg.DatabaseError && error.severity === 'ERROR';

/** PostgreSQL's type for each field of an item. */
export type Columns<Item> = Readonly<Record<keyof Item & string, string>>;

/** How a statement over items speaks of them. */
export interface Items<Name extends string> {
  /** The items, for a FROM that calls them `i`; each has its place `n`. */
  readonly rows: Sql;
  /** A field of `i`. A single item's is the parameter itself, which costs the database less than carrying it along. */
  readonly at: Readonly<Record<Name, Sql>>;
  /** What a WITH passes on so that whoever reads it as `i` finds `n` and all fields. */
  readonly all: Sql;
  /** Puts rows into the items' order. */
  readonly inOrder: Sql;
  /** Joins the row of a table that a unique key finds; its columns are null when there is none. */
  readonly lookUp: (table: string, alias: string, key: Sql) => Sql;
}

/** One item: plain parameters. */
function asParameters<Name extends string>(columns: readonly (readonly [Name, string])[]): Items<Name> {
  return {
    rows: raw('(SELECT 0 AS n)'),
    at: Object.fromEntries(columns.map(([name, type], n) => [name, raw(`$${n + 1}::${type}`)])) as Record<Name, Sql>,
    all: raw('i.n'),
    inOrder: empty,
    lookUp: (table, alias, key) => sql`LEFT JOIN ${raw(table)} AS ${raw(alias)} ON ${key}`,
  };
}

/** Many items: one parameter with a list. */
function asRows<Name extends string>(columns: readonly (readonly [Name, string])[]): Items<Name> {
  return {
    rows: raw(`(SELECT * FROM json_to_recordset($1::json) AS r(n int, ${columns.map(([name, type]) => `"${name}" ${type}`).join(', ')}))`),
    at: Object.fromEntries(columns.map(([name]) => [name, raw(`i."${name}"`)])) as Record<Name, Sql>,
    all: raw('i.*'),
    inOrder: raw('ORDER BY n'),
    // The LIMIT keeps the planner, who takes the list for a long one, from reading the whole table.
    lookUp: (table, alias, key) => sql`LEFT JOIN LATERAL (SELECT * FROM ${raw(table)} AS ${raw(alias)} WHERE ${key} LIMIT 1) AS ${raw(alias)} ON true`,
  };
}

/**
 * A statement over items with a text that is made once: putting two kilobytes together for each call costs a tenth of it.
 * @param build makes the statement, without values of its own.
 */
export function overRows<Item extends object, Row extends object>(
  columns: Columns<Item>,
  build: (items: Items<keyof Item & string>) => Sql,
): (session: Session, items: readonly Item[]) => Promise<Row[]> {
  const entries = Object.entries<string>(columns) as [keyof Item & string, string][];
  const one = once(() => prepared(build(asParameters(entries))));
  const many = once(() => prepared(build(asRows(entries))));
  return (session, items) => {
    const [only] = items;
    return items.length === 1
      ? session.run<Row>(
          one(),
          entries.map(([name, type]) => parameter(only![name], type)),
        )
      : session.run<Row>(many(), [JSON.stringify(items.map((item, n) => ({ n, ...item })))]);
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const parameter = (value: unknown, type: string): unknown => (value === undefined || value === null ? null : type === 'jsonb' ? JSON.stringify(value) : value);

/** The gatherers of one pool, one for each statement. */
export function gatherers(session: Session): <Item, Outcome>(statement: GatheredStatement<Item, Outcome>, item: Item) => Promise<Outcome> {
  const known = new Map<unknown, Gatherer>();
  return <Item, Outcome>(statement: GatheredStatement<Item, Outcome>, item: Item) => {
    let gatherer = known.get(statement);
    if (!gatherer) known.set(statement, (gatherer = new Gatherer(session, statement as GatheredStatement<unknown, unknown>)));
    return gatherer.add(item) as Promise<Outcome>;
  };
}
