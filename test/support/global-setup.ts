import { rm } from 'node:fs/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../server/platform/db/migrate.ts';
import { startEmbedded, throwAwayFolder } from '../../server/platform/db/embedded.ts';
import { migrations } from '../../server/main/migrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which tests make databases of their own. */
    databaseServer: string;
  }
}

export const TEMPLATE = 'parley_template';

/** Starts one real PostgreSQL for the whole run and makes the migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await throwAwayFolder('parley-test-');
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await startEmbedded({ dataDir: folder, throwAway: true });
  const url = given ?? server!.url;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const template = databaseUrl(url, TEMPLATE);
  await migrate(template, migrations());
  project.provide('databaseServer', url);
  return async () => {
    await server?.stop('immediate');
    await rm(folder, { recursive: true, force: true });
  };
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const parsed = new URL(url.replace(/^postgres(ql)?:\/\/([^@]*)@\//, 'postgres://$2@socket/'));
  parsed.pathname = `/${database}`;
  return parsed.toString().replace('@socket/', '@/');
}
