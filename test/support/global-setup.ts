import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { checkout } from '../../server/platform/checkout.ts';
import { migrate } from '../../server/platform/db/migrate.ts';
import { startEmbedded, throwAwayFolder, type EmbeddedServer, type ImageOptions } from '../../server/platform/db/embedded.ts';
import { migrations } from '../../server/main/migrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Servers on which tests make databases of their own, one for each worker. */
    databaseServers: readonly string[];
  }
}

export const TEMPLATE = 'parley_template';

/**
 * Starts the real PostgreSQL of the run, with the migrated database that every test file copies. Each worker has a server
 * of its own: followers stay below the oldest transaction of a whole server, so files that share one would wait for each other.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    await makeTemplate(given);
    project.provide('databaseServers', [given]);
    return async () => {};
  }
  const folder = await throwAwayFolder('parley-test-');
  const servers = await startServers(folder, project.config.maxWorkers);
  project.provide(
    'databaseServers',
    servers.map(({ url }) => url),
  );
  return async () => {
    await Promise.all(servers.map((server) => server.stop('immediate')));
    await rm(folder, { recursive: true, force: true });
  };
}

async function startServers(folder: string, count: number): Promise<EmbeddedServer[]> {
  let made = false;
  const image: ImageOptions = {
    folder: path.join(checkout, 'build'),
    key: JSON.stringify(['tests 1', ...migrations().map(({ number, checksum }) => [number, checksum])]),
    async prepare(url) {
      made = true;
      await makeTemplate(url);
    },
  };
  // Plans are made from the statistics that a test asked for, and nobody visits hundreds of databases in turn to tidy up.
  const settings = { autovacuum: 'off' };
  // The first one's lock says that the folder is in use.
  const start = (index: number): Promise<EmbeddedServer> => startEmbedded({ dataDir: index === 0 ? folder : path.join(folder, String(index)), throwAway: true, image, settings });
  const first = await start(0);
  if (!made) return [first, ...(await Promise.all(Array.from({ length: count - 1 }, (_, index) => start(index + 1))))];
  // The image is in its place once its maker has ended.
  await first.stop();
  return await Promise.all(Array.from({ length: count }, (_, index) => start(index)));
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  await migrate(databaseUrl(url, TEMPLATE), migrations());
}

/** The same server, another database. */
export function databaseUrl(url: string, database: string): string {
  const parsed = new URL(url.replace(/^postgres(ql)?:\/\/([^@]*)@\//, 'postgres://$2@socket/'));
  parsed.pathname = `/${database}`;
  return parsed.toString().replace('@socket/', '@/');
}
