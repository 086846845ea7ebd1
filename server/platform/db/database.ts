import pg from 'pg';
import sql, { raw, Sql } from 'sql-template-tag';
import { gatherers, type GatheredStatement } from './gather.ts';
import { traceStatement } from '../tracing.ts';
import { nameOf, type Prepared, type Session } from './session.ts';
import { isStalePlan, runPrepared, type Answer } from './statement.ts';

export { sql, Sql };
export { empty, join, raw } from 'sql-template-tag';
export { overRows } from './gather.ts';
export type { GatheredStatement } from './gather.ts';
export type { Session } from './session.ts';

/** Text that is part of a statement, not a value of it: for lists and tables of the program. */
export const constant = (text: string): Sql => raw(pg.escapeLiteral(text));

export interface TransactionOptions {
  /** False: the commit does not wait for the disk. Only for what is done again after a crash. */
  readonly synchronousCommit?: boolean;
}

export interface Database extends Session {
  /** Runs `work` in one transaction. Deadlocks and serialization failures are tried again, so `work` must have no effect outside. */
  transaction<T>(work: (tx: Session) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Runs a statement for one item, in one round trip with those of other calls that come at the same time. */
  gather<Item, Outcome>(statement: GatheredStatement<Item, Outcome>, item: Item): Promise<Outcome>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** PostgreSQL's text for a timestamp in UTC (`2026-01-31 09:30:00.5+00`) as ISO text with milliseconds. */
function isoFromPostgres(text: string): string {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

const parsers = new Map<number, (text: string) => unknown>([
  [20, Number], // int8: ids and counts stay below 2^53
  [1700, Number], // numeric
  [1184, isoFromPostgres],
]);

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (format === 'binary' ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

const plainly = (client: pg.Pool | pg.PoolClient, text: string, values?: unknown[]): Promise<pg.QueryResult> =>
  traceStatement(text, () => client.query(values === undefined ? { text } : { text, values }));

/** Runs a statement by its name, or plainly when it has none. */
async function ask(client: pg.Pool | pg.PoolClient, name: string | undefined, text: string, values: unknown[]): Promise<Answer> {
  if (name === undefined) {
    const { rows, rowCount } = await plainly(client, text, values);
    return { rows, count: rowCount ?? 0 };
  }
  for (;;) {
    try {
      return await traceStatement(text, () => runPrepared(client, { name, text }, values, types.getTypeParser));
    } catch (error) {
      // Once for each connection at most. A transaction has failed with it, and begins anew.
      if (client instanceof pg.Pool && isStalePlan(error)) continue;
      // Its stack leads to the socket's reader; whoever asked is of more use.
      Error.captureStackTrace(error as Error);
      throw error;
    }
  }
}

function sessionOver(client: pg.Pool | pg.PoolClient): Session {
  const send = ({ text, values }: Sql, prepare = true): Promise<Answer> => ask(client, prepare ? nameOf(text) : undefined, text, values);
  return {
    run: async <R extends object>({ name, text }: Prepared, values: unknown[]) => (await ask(client, name, text, values)).rows as R[],
    query: async <R extends object>(statement: Sql, options?: { prepare?: boolean }) => (await send(statement, options?.prepare)).rows as R[],
    maybe: async <R extends object>(statement: Sql) => (await send(statement)).rows[0] as R | undefined,
    execute: async (statement) => (await send(statement)).count,
  };
}

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
  /** Milliseconds after which the server gives up on a statement. */
  readonly statementTimeout?: number;
  /** Megabytes that a statement may take for each sort or hash before it writes to the disk; the server's setting when not given. */
  readonly workMemory?: number;
  /** Called when an idle connection breaks, which happens whenever the database restarts. */
  readonly onError?: (error: Error) => void;
}

/** Opens a pool. Connections are made when they are needed. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: options.name,
    types,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 15_000,
    options: `-c TimeZone=UTC -c DateStyle=ISO -c jit=off -c pg_trgm.similarity_threshold=0.2 -c statement_timeout=${options.statementTimeout ?? 60_000}${options.workMemory === undefined ? '' : ` -c work_mem=${options.workMemory}MB`}`,
  });
  let closing = false;
  pool.on('error', (error) => {
    // Closing does not wait for the last good-bye, which the server may have forestalled.
    if (closing) return;
    // The pool hangs the whole client onto it, which is nothing for a log.
    delete (error as { client?: unknown }).client;
    options.onError?.(error);
  });
  // A connection that breaks between two statements of a transaction says so by this event alone, and an error event
  // that nobody hears ends the process. The next statement on it fails, which is soon enough.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const attempt = async <T>(work: (tx: Session) => Promise<T>, begin: string): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await plainly(client, begin);
      const result = await work(sessionOver(client));
      await plainly(client, 'COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const session = sessionOver(pool);
  return {
    ...session,
    pool,
    gather: gatherers(session),
    async transaction(work, settings) {
      const begin = settings?.synchronousCommit === false ? 'BEGIN; SET LOCAL synchronous_commit = off' : 'BEGIN';
      for (let attempts = 1; ;) {
        try {
          return await attempt(work, begin);
        } catch (error) {
          if (isStalePlan(error)) continue;
          if (attempts++ >= ATTEMPTS || !RETRIED.has((error as { code?: string }).code ?? '')) throw error;
        }
      }
    },
    close() {
      closing = true;
      return pool.end();
    },
  };
}

/** Whether a statement failed because a row like it exists; `constraint` names the index, when given. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const failure = error as { code?: string; constraint?: string };
  return failure.code === '23505' && (constraint === undefined || failure.constraint === constraint);
}

/** Whether the server gave up on a statement that ran for too long. */
export const isStatementTimeout = (error: unknown): boolean => (error as { code?: string }).code === '57014';

/** Whether the database could not be reached or went away: the caller may try again. */
export function isConnectionFailure(error: unknown): boolean {
  const failure = error as { code?: string; message?: string };
  if (/^(08|57P0)/.test(failure.code ?? '')) return true;
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(failure.code ?? '') || /Connection terminated|timeout exceeded when trying to connect/.test(failure.message ?? '');
}

/**
 * Whether there was no room for it: a full disk, no connection or memory left (class 53), no file that may be opened; or the
 * database takes no writes while another takes its place. Nothing was written, and the caller may try again.
 */
export const lacksRoom = (error: unknown): boolean => /^(53...|25006|ENOSPC|EDQUOT|EMFILE|ENFILE)$/.test((error as { code?: string }).code ?? '');
