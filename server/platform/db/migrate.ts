import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { OperatorError } from '../../base/errors.ts';
import { refuseEncoding, refuseOld, unreachable } from './reach.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** Any number that no other program locks; one for all processes, so that two starting at once migrate one after the other. */
const LOCK = 7_305_411;

/**
 * Reads `NNNN-name.sql` files in their order. A doubled number is refused; a gap is not, as numbers are given out before
 * the work is done, and a migration that comes later than its number runs when it comes.
 */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted();
  return files.map((file, index) => {
    const number = Number(file.slice(0, 4));
    if (!(number > 0)) throw new Error(`migration ${file} has no number`);
    if (files[index - 1]?.startsWith(file.slice(0, 5))) throw new Error(`the migrations ${files[index - 1]} and ${file} have the same number`);
    const text = readFileSync(path.join(folder, file), 'utf8');
    return { number, name: file.slice(5, -4), text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

/**
 * Brings the database to the newest schema: forward only, each migration in a transaction of its own, under a lock.
 * @param onProgress told when another process has the lock, before waiting for it.
 * @returns the names of the migrations that ran.
 * @throws OperatorError when a migration that ran before has changed since, when the database is newer than this release, or
 * when it cannot be reached or used.
 */
export async function migrate(url: string, migrations: readonly Migration[], onProgress?: (text: string) => void): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'parley migrate', connectionTimeoutMillis: 15_000 });
  try {
    await client.connect();
    const server = await client.query<{ number: number; text: string; encoding: string }>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text, current_setting('server_encoding') AS encoding`,
    );
    refuseOld(server.rows[0]!);
    refuseEncoding(server.rows[0]!.encoding);
    const { rows: locks } = await client.query<{ ours: boolean }>('SELECT pg_try_advisory_lock($1) AS ours', [LOCK]);
    if (!locks[0]!.ours) {
      onProgress?.('Another process migrates the database; waiting for it.');
      await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    }
    await client.query('CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())');
    const { rows } = await client.query<{ number: number; name: string; checksum: string }>('SELECT number, name, checksum FROM migration ORDER BY number');
    const known = new Map(migrations.map((migration) => [migration.number, migration]));
    for (const row of rows) {
      const migration = known.get(row.number);
      if (!migration) throw new OperatorError(`The database has migration ${row.number} (${row.name}), which this release does not know: it was used by a newer release. Run that one.`);
      if (migration.checksum !== row.checksum) throw new OperatorError(`Migration ${row.number} (${row.name}) differs from the one that ran on this database: run the release that made it.`);
    }
    const done = new Set(rows.map((row) => row.number));
    const pending = migrations.filter((migration) => !done.has(migration.number));
    for (const migration of pending) {
      await client.query('BEGIN');
      await client.query(migration.text);
      await client.query('INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)', [migration.number, migration.name, migration.checksum]);
      await client.query('COMMIT');
    }
    return pending.map((migration) => migration.name);
  } catch (error) {
    throw unreachable(error, client);
  } finally {
    await client.end().catch(() => {});
  }
}
