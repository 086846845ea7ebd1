import { readConfig } from '../../platform/config.ts';
import { findRunning, startEmbedded } from '../../platform/db/embedded.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { migrations } from '../migrations.ts';
import type { Command } from './command.ts';
import { tell } from './database.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database to the schema of this release',
  options: { json: { help: 'print the migrations that ran as JSON' } },
  async run(values) {
    const config = readConfig(process.env);
    const running = config.databaseUrl === undefined ? await findRunning(config.dataDir) : { url: config.databaseUrl };
    const own = running === undefined ? await startEmbedded({ dataDir: config.dataDir, onProgress: tell }) : undefined;
    try {
      const ran = await migrate(running?.url ?? own!.url, migrations(), tell);
      if (values.json) process.stdout.write(`${JSON.stringify({ migrated: ran })}\n`);
      else process.stdout.write(ran.length === 0 ? 'The schema is up to date.\n' : `Migrated: ${ran.join(', ')}.\n`);
    } finally {
      await own?.stop();
    }
  },
};
