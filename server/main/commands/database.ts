import { systemClock } from '../../base/clock.ts';
import { readConfig, type Config } from '../../platform/config.ts';
import { openDatabase, type Database } from '../../platform/db/database.ts';
import { findRunning, startEmbedded } from '../../platform/db/embedded.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { migrations } from '../migrations.ts';

export interface CommandContext {
  readonly config: Config;
  readonly db: Database;
  readonly databaseUrl: string;
  readonly clock: typeof systemClock;
}

/** Says how work comes along, beside what a command prints. */
export const tell = (text: string): void => void process.stderr.write(`${text}\n`);

/**
 * Runs a command on the database: the one of `DATABASE_URL`, the one a running server uses, or the embedded one started
 * for as long as the command takes. The schema is brought up to date first.
 */
export async function withDatabase<T>(work: (ctx: CommandContext) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const running = config.databaseUrl === undefined ? await findRunning(config.dataDir) : { url: config.databaseUrl };
  const own = running === undefined ? await startEmbedded({ dataDir: config.dataDir, onProgress: tell }) : undefined;
  const url = running?.url ?? own!.url;
  try {
    await migrate(url, migrations(), tell);
    const db = openDatabase({ url, poolSize: 4, name: 'parley command' });
    try {
      return await work({ config, db, databaseUrl: url, clock: systemClock });
    } finally {
      await db.close();
    }
  } finally {
    await own?.stop();
  }
}
