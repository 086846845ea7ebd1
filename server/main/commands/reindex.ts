import { reindex } from '../../modules/search/index.ts';
import { withDatabase } from './database.ts';
import type { Command } from './command.ts';

export const reindexCommand: Command = {
  name: 'reindex',
  summary: 'Build the search index anew',
  options: { json: { help: 'print how many texts were indexed as JSON' } },
  async run(values) {
    await withDatabase(async (ctx) => {
      // On a terminal the count stays on its line.
      const terminal = process.stderr.isTTY === true;
      const done = await reindex(ctx, (count) => process.stderr.write(terminal ? `\r${count} texts` : `${count} texts\n`));
      if (terminal) process.stderr.write('\n');
      process.stdout.write(values.json ? `${JSON.stringify({ indexed: done })}\n` : `${done} texts are indexed.\n`);
    });
  },
};
