import { expect, test } from 'vitest';
import { OperatorError } from '../../base/errors.ts';
import { refuseOld, unreachable } from './reach.ts';

const at = { host: 'db.example', port: 5432, user: 'parley', database: 'shop', password: 'hush-hush' };
const said = (code: string, message = ''): unknown => unreachable(Object.assign(new Error(message), { code }), at);

test.each([
  ['ETIMEDOUT', '', 'PostgreSQL at db.example:5432 cannot be reached (ETIMEDOUT): see whether it runs, and whether a firewall stands between.'],
  ['', 'timeout expired', 'PostgreSQL at db.example:5432 does not answer: see whether it runs, and whether a firewall stands between.'],
  ['42501', 'permission denied for schema public', '"parley" lacks rights in the database "shop" (permission denied for schema public): make it the owner (ALTER DATABASE … OWNER TO …).'],
  [
    '28000',
    'pg_hba.conf rejects connection, no encryption',
    'PostgreSQL at db.example:5432 wants TLS (pg_hba.conf rejects connection, no encryption): add sslmode=verify-full to DATABASE_URL, with sslrootcert=FILE unless a known authority vouches for it.',
  ],
  ['53300', 'too many clients', 'PostgreSQL at db.example:5432 has no connection left (too many clients): raise its max_connections, or lower PARLEY_POOL_SIZE (a process takes 12 more).'],
  ['53100', 'could not extend file', 'PostgreSQL at db.example:5432 has no room on its disk (could not extend file): make some.'],
  ['25006', 'read-only transaction', 'PostgreSQL at db.example:5432 takes no writes (read-only transaction): it may be a standby, so name the primary in DATABASE_URL.'],
  [
    '0A000',
    'extension "pg_trgm" is not available',
    'PostgreSQL at db.example:5432 lacks an extension that comes with it (extension "pg_trgm" is not available): install its package postgresql-contrib.',
  ],
  ['57P03', 'starting up', 'PostgreSQL at db.example:5432 is not ready (starting up): try again in a moment.'],
  ['', 'The server does not support SSL connections', 'No TLS with PostgreSQL at db.example:5432 (The server does not support SSL connections): see sslmode in DATABASE_URL.'],
  ['', 'SASL: client password must be a string', 'PostgreSQL at db.example:5432 wants a password for "parley", and DATABASE_URL has none.'],
])('what an operator can mend is said with what to do: %s %s', (code, message, sentence) => {
  expect(said(code, message)).toBeInstanceOf(OperatorError);
  expect((said(code, message) as Error).message).toBe(sentence);
});

test('a fault of ours stays what it is, with its stack', () => {
  const fault = Object.assign(new Error('syntax error'), { code: '42601' });
  expect(unreachable(fault, at)).toBe(fault);
});

test('a PostgreSQL before 15 is refused by name', () => {
  expect(() => refuseOld({ number: 140_011, text: '14.11' })).toThrow('PostgreSQL 14.11 is too old: use 15 or newer.');
  expect(() => refuseOld({ number: 150_000, text: '15.0' })).not.toThrow();
});
