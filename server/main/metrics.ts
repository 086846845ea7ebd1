import { inTime } from '../base/in-time.ts';
import { backlog, type Backlog } from '../modules/webhooks/index.ts';
import type { Context } from '../platform/context.ts';
import { followerLag, type FollowerLag } from '../platform/events/lag.ts';
import type { Log } from '../platform/log.ts';
import { Metrics } from '../platform/metrics.ts';
import { dueTimers } from '../platform/timers/timers.ts';

/** One look at the database serves all numbers of a scrape, and of scrapes that come together. */
const FRESH_MS = 1000;

/** How long a scrape waits for the database. Prometheus gives up after ten seconds, and would have nothing at all. */
const PATIENCE_MS = 4000;

/** A look that serves for a while; undefined when it failed, as while the database is away. */
function remembered<T>(log: Log, read: () => Promise<T>): () => Promise<T | undefined> {
  let kept: Promise<T | undefined> | undefined;
  let at = 0;
  return () => {
    if (kept && performance.now() - at < FRESH_MS) return kept;
    at = performance.now();
    kept = inTime(read(), PATIENCE_MS, () => {
      throw new Error('the database does not answer in time');
    }).catch((error: Error) => {
      log.warn({ err: error }, 'numbers for /metrics could not be read');
      return undefined;
    });
    return kept;
  };
}

const andThen = <T>(found: T | undefined, number: (found: T) => number): number | undefined => (found === undefined ? undefined : number(found));

/** Everything that is measured. @param connections how many live clients there are. */
export function measure(ctx: Context, connections: () => number): Metrics {
  const metrics = new Metrics();
  const now = (): string => ctx.clock.now().toISOString();
  const secondsSince = (time: string | null): number => (time === null ? 0 : Math.max(0, (ctx.clock.now().getTime() - Date.parse(time)) / 1000));

  const followers = remembered(ctx.log, () => followerLag(ctx.reports));
  const perFollower = async (number: (lag: FollowerLag) => number): Promise<Map<string, number>> => new Map((await followers())?.map((lag) => [lag.follower, number(lag)]));
  metrics.gauges('parley_event_lag_events', 'Events of the log that a follower has not seen', 'follower', () => perFollower((lag) => lag.behind));
  metrics.gauges('parley_event_lag_seconds', 'Age of the oldest event that a follower has not seen', 'follower', () => perFollower((lag) => secondsSince(lag.oldest)));

  const deliveries = remembered(ctx.log, () => backlog(ctx.reports, now()));
  const ofDeliveries = async (number: (deliveries: Backlog) => number): Promise<number | undefined> => andThen(await deliveries(), number);
  metrics.gauge('parley_webhook_deliveries_waiting', 'Webhook deliveries that are not done, retries of later included', () => ofDeliveries(({ waiting }) => waiting));
  metrics.gauge('parley_webhook_deliveries_due', "Webhook deliveries that are due and in nobody's hands", () => ofDeliveries(({ due }) => due));
  metrics.gauge('parley_webhook_delivery_lag_seconds', 'How long the oldest due webhook delivery waits', () => ofDeliveries(({ oldest }) => secondsSince(oldest)));

  const timers = remembered(ctx.log, () => dueTimers(ctx.reports, now()));
  metrics.gauge('parley_timers_due', 'Timers that are due', async () => (await timers())?.due);
  metrics.gauge('parley_timer_lag_seconds', 'How long the oldest due timer waits', async () => andThen(await timers(), ({ oldest }) => secondsSince(oldest)));
  metrics.gauge('parley_database_up', 'Whether the database answers; while it does not, the numbers that it knows are missing', async () => ((await timers()) ? 1 : 0));

  metrics.gauge('parley_pool_connections', 'Connections of the main pool', () => ctx.db.pool.totalCount);
  metrics.gauge('parley_pool_in_use', 'Connections of the main pool that work', () => ctx.db.pool.totalCount - ctx.db.pool.idleCount);
  metrics.gauge('parley_pool_waiting', 'Calls that wait for a connection of the main pool', () => ctx.db.pool.waitingCount);
  metrics.gauge('parley_live_connections', 'Clients at /live', connections);
  return metrics;
}
