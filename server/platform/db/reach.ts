import pg from 'pg';
import { OperatorError } from '../../base/errors.ts';

/** Where a database is, without the password. */
export interface Whereabouts {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly database?: string | undefined;
}

/** Where a connection string leads. */
export const whereaboutsOf = (url: string): Whereabouts => new pg.Client(url);

/** The oldest PostgreSQL that Parley works with, as `server_version_num`. */
export const OLDEST_POSTGRES = 150_000;

/** @throws OperatorError when the server is older than Parley can use. */
export function refuseOld({ number, text }: { readonly number: number; readonly text: string }): void {
  if (number < OLDEST_POSTGRES) throw new OperatorError(`PostgreSQL ${text} is too old: use 15 or newer.`);
}

/** @throws OperatorError when the database cannot hold the letters of all languages. */
export function refuseEncoding(encoding: string): void {
  if (encoding !== 'UTF8') throw new OperatorError(`The database holds text as ${encoding}, which lacks letters that people write: make another, with ENCODING 'UTF8'.`);
}

/**
 * Why a database cannot be used, as a sentence for the operator. What PostgreSQL says itself is kept where it helps: it names
 * no password.
 * @returns the error itself when it is none of those that an operator can mend.
 */
export function unreachable(error: unknown, { host, port, user = '', database = '' }: Whereabouts): unknown {
  const { code = '', message } = error as { code?: string; message: string };
  const at = host.startsWith('/') ? host : `${host}:${port}`;
  const sentence = (text: string): OperatorError => new OperatorError(text, { cause: error });
  switch (code) {
    case 'ECONNREFUSED':
    case 'ENOENT':
      return sentence(`No PostgreSQL answers at ${at}: start it, or correct DATABASE_URL.`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return sentence(`The host ${host} is not known: correct DATABASE_URL, or see why the name cannot be looked up (${code}).`);
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return sentence(`PostgreSQL at ${at} cannot be reached (${code}): see whether it runs, and whether a firewall stands between.`);
    case '28P01':
    case '28000':
      if (message.includes('no encryption'))
        return sentence(`PostgreSQL at ${at} wants TLS (${message}): add sslmode=verify-full to DATABASE_URL, with sslrootcert=FILE unless a known authority vouches for it.`);
      return sentence(`PostgreSQL at ${at} lets "${user}" not in (${message}): correct the user or password in DATABASE_URL, or the server's pg_hba.conf.`);
    case '3D000':
      return sentence(`There is no database "${database}" at ${at}: make it (CREATE DATABASE), or correct DATABASE_URL.`);
    case '42501':
      return sentence(`"${user}" lacks rights in the database "${database}" (${message}): make it the owner (ALTER DATABASE … OWNER TO …).`);
    case '53300':
      return sentence(`PostgreSQL at ${at} has no connection left (${message}): raise its max_connections, or lower PARLEY_POOL_SIZE (a process takes 12 more).`);
    case '53100':
      return sentence(`PostgreSQL at ${at} has no room on its disk (${message}): make some.`);
    case '25006':
      return sentence(`PostgreSQL at ${at} takes no writes (${message}): it may be a standby, so name the primary in DATABASE_URL.`);
    case '57P03':
      return sentence(`PostgreSQL at ${at} is not ready (${message}): try again in a moment.`);
    default:
      // The driver has no codes for these.
      if (/extension .* is not available/.test(message)) return sentence(`PostgreSQL at ${at} lacks an extension that comes with it (${message}): install its package postgresql-contrib.`);
      if (/timeout expired/.test(message)) return sentence(`PostgreSQL at ${at} does not answer: see whether it runs, and whether a firewall stands between.`);
      if (/does not support SSL|certificate/.test(message) || code.startsWith('ERR_TLS')) return sentence(`No TLS with PostgreSQL at ${at} (${message}): see sslmode in DATABASE_URL.`);
      if (/password must be a string/.test(message)) return sentence(`PostgreSQL at ${at} wants a password for "${user}", and DATABASE_URL has none.`);
      return error;
  }
}
