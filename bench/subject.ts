import { compose } from '../server/main/compose.ts';
import { readConfig } from '../server/platform/config.ts';
import { sql } from '../server/platform/db/database.ts';

/** Parley with everything on, over the database of the bench. */
const [url] = process.argv.slice(2) as [string];
const parley = await compose({ config: readConfig({ ...process.env, PARLEY_LOG_LEVEL: 'error', PARLEY_POOL_SIZE: '16' }), databaseUrl: url });
await parley.ctx.events.preparePartitions();
await parley.startWork();
await parley.app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(parley.app.server.address() as { port: number }).port}\n`);
process.on('message', (message) => {
  if (message === 'memory') process.send!(process.memoryUsage().rss);
  if (message === 'settle') void settle().then(() => process.send!(true));
});

/** Waits until every follower of the event log has seen all that was written. */
async function settle(): Promise<void> {
  const followers = await parley.ctx.db.query<{ follower: string }>(sql`SELECT follower FROM event_cursor`);
  for (const { follower } of followers) await parley.ctx.events.caughtUp(follower, 30_000);
}
process.on('SIGTERM', () => process.exit(0));
