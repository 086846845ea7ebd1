import { setTimeout as pause } from 'node:timers/promises';
import { compose } from '../server/main/compose.ts';
import { WorkThread } from '../server/main/background/thread.ts';
import { readConfig } from '../server/platform/config.ts';
import { followerLag } from '../server/platform/events/lag.ts';

/** Parley with everything on, over the database of the bench. */
const [url] = process.argv.slice(2) as [string];
const config = readConfig({ ...process.env, PARLEY_LOG_LEVEL: 'error', PARLEY_POOL_SIZE: '16' });
const work = new WorkThread({ config, databaseUrl: url });
const parley = await compose({ config, databaseUrl: url });
await parley.ctx.events.preparePartitions();
await parley.ctx.events.listen();
await work.start();
await parley.app.listen({ host: '127.0.0.1', port: 0 });
/** Waits until every follower has seen what was written before. */
async function settle(): Promise<void> {
  while ((await followerLag(parley.ctx.reports)).some(({ behind }) => behind > 0)) await pause(20);
}
process.stdout.write(`${(parley.app.server.address() as { port: number }).port}\n`);
process.on('message', (message) => {
  if (message === 'memory') process.send!(process.memoryUsage().rss);
  if (message === 'settle') void settle().then(() => process.send!(true));
});
process.on('SIGTERM', () => process.exit(0));
