import { compose } from '../server/main/compose.ts';
import { readConfig } from '../server/platform/config.ts';

/** Parley with everything on, over the database of the bench. */
const [url] = process.argv.slice(2) as [string];
const parley = await compose({ config: readConfig({ ...process.env, PARLEY_LOG_LEVEL: 'error', PARLEY_POOL_SIZE: '16' }), databaseUrl: url });
await parley.ctx.events.preparePartitions();
await parley.startWork();
await parley.app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(parley.app.server.address() as { port: number }).port}\n`);
process.on('message', (message) => {
  if (message === 'memory') process.send!(process.memoryUsage().rss);
  if (message === 'settle') void parley.ctx.events.allCaughtUp(30_000).then(() => process.send!(true));
});
process.on('SIGTERM', () => process.exit(0));
