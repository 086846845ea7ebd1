import { backlog, type Backlog } from '../modules/webhooks/index.ts';
import type { Context } from '../platform/context.ts';
import { followerLag, type FollowerLag } from '../platform/events/lag.ts';
import { Metrics } from '../platform/metrics.ts';
import { dueTimers } from '../platform/timers/timers.ts';

/** One look at the database serves all numbers of a scrape, and of scrapes that come together. */
const FRESH_MS = 1000;

function remembered<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  let at = 0;
  return () => {
    if (kept && performance.now() - at < FRESH_MS) return kept;
    at = performance.now();
    const asked = read();
    kept = asked;
    asked.catch(() => (kept = undefined));
    return asked;
  };
}

/** Everything that is measured. @param connections how many live clients there are. */
export function measure(ctx: Context, connections: () => number): Metrics {
  const metrics = new Metrics();
  const now = (): string => ctx.clock.now().toISOString();
  const secondsSince = (time: string | null): number => (time === null ? 0 : Math.max(0, (ctx.clock.now().getTime() - Date.parse(time)) / 1000));

  const followers = remembered<FollowerLag[]>(() => followerLag(ctx.reports));
  const perFollower = async (number: (lag: FollowerLag) => number): Promise<Map<string, number>> => new Map((await followers()).map((lag) => [lag.follower, number(lag)]));
  metrics.gauges('parley_event_lag_events', 'Events of the log that a follower has not seen', 'follower', () => perFollower((lag) => lag.behind));
  metrics.gauges('parley_event_lag_seconds', 'Age of the oldest event that a follower has not seen', 'follower', () => perFollower((lag) => secondsSince(lag.oldest)));

  const deliveries = remembered<Backlog>(() => backlog(ctx.reports, now()));
  metrics.gauge('parley_webhook_deliveries_waiting', 'Webhook deliveries that are not done, retries of later included', async () => (await deliveries()).waiting);
  metrics.gauge('parley_webhook_deliveries_due', "Webhook deliveries that are due and in nobody's hands", async () => (await deliveries()).due);
  metrics.gauge('parley_webhook_delivery_lag_seconds', 'How long the oldest due webhook delivery waits', async () => secondsSince((await deliveries()).oldest));

  const timers = remembered(() => dueTimers(ctx.reports, now()));
  metrics.gauge('parley_timers_due', 'Timers that are due', async () => (await timers()).due);
  metrics.gauge('parley_timer_lag_seconds', 'How long the oldest due timer waits', async () => secondsSince((await timers()).oldest));

  metrics.gauge('parley_pool_connections', 'Connections of the main pool', () => ctx.db.pool.totalCount);
  metrics.gauge('parley_pool_in_use', 'Connections of the main pool that work', () => ctx.db.pool.totalCount - ctx.db.pool.idleCount);
  metrics.gauge('parley_pool_waiting', 'Calls that wait for a connection of the main pool', () => ctx.db.pool.waitingCount);
  metrics.gauge('parley_live_connections', 'Clients at /live', connections);
  return metrics;
}
