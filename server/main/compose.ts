import type { FastifyInstance } from 'fastify';
import { files as filesHost } from '../api/files.ts';
import { description } from '../api/description.ts';
import { cors } from '../api/cors.ts';
import { exportsHost } from '../api/exports.ts';
import { forgetMentions } from '../api/idempotency.ts';
import { policyGate } from '../api/policy.ts';
import { portal } from '../api/portal/portal.ts';
import { Limiter, rateGate } from '../api/rate-limit.ts';
import { callInside } from '../api/calling.ts';
import { requestMetrics } from '../api/request-metrics.ts';
import { createServer } from '../api/server.ts';
import { systemClock, type Clock } from '../base/clock.ts';
import { AttachmentCopies, COPY_TIMER } from '../modules/attachments/index.ts';
import { analyticsFollower } from '../modules/analytics/index.ts';
import { ANONYMIZE_TIMER, processRequest } from '../modules/anonymization/index.ts';
import { expireFollowup, FOLLOWUP_TIMER } from '../modules/conversations/index.ts';
import { REMOVE_BYTES_TIMER, removeBytes } from '../modules/files/index.ts';
import { activityFollower, searchFollower, untaggedFollower } from '../modules/search/index.ts';
import { TOKENS_CHANGED, TokenReader } from '../modules/tokens/index.ts';
import { Deliverer, type DelivererOptions, redactDeliveries, webhookFollower } from '../modules/webhooks/index.ts';
import { mcp } from '../mcp/http.ts';
import { LIVE_WINDOW_DAYS, type Config } from '../platform/config.ts';
import type { Context } from '../platform/context.ts';
import { openDatabase } from '../platform/db/database.ts';
import { EventLog } from '../platform/events/log.ts';
import { openFileStore } from '../platform/files/open.ts';
import { Keys } from '../platform/keys.ts';
import { LiveFeed } from '../platform/live/feed.ts';
import { createLog } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { ReadToken } from '../platform/operation.ts';
import { Outbound } from '../platform/outbound/outbound.ts';
import { Timers } from '../platform/timers/timers.ts';
import { health } from '../api/health.ts';
import { mock } from '../api/mock.ts';
import { live } from '../api/live.ts';
import { LiveConnections, type LiveOptions } from '../api/live-connections.ts';
import { measure } from './metrics.ts';
import { operations } from './operations.ts';
import { RETENTION_TIMER, retain, startRetention } from './retention.ts';

/** A running Parley without its sockets: what a command needs to act, and what the server is built over. */
export interface Parley {
  readonly ctx: Context;
  /** The HTTP server, built but not listening. */
  readonly app: FastifyInstance;
  readonly tokens: TokenReader;
  readonly attachments: AttachmentCopies;
  /** Sends webhooks as they fall due. */
  readonly deliverer: Deliverer;
  /** Clients that follow the log at `/live`. */
  readonly connections: LiveConnections;
  /** Numbers of this process; undefined unless the settings ask for them. */
  readonly metrics: Metrics | undefined;
  /** Starts followers and timers; the partitions of the log are prepared before. */
  startWork(): Promise<void>;
  /** Answers running requests, stops followers and timers, closes the pool. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly clock?: Clock;
  /** Other patience with live clients than usual. */
  readonly live?: Partial<LiveOptions>;
  /** Another way out, and another way to deliver webhooks: for the emulator. */
  readonly outbound?: Outbound;
  readonly deliverer?: Partial<DelivererOptions>;
}

/** Milliseconds that a search or a report may take in the database. */
const REPORT_MS = 5000;
/** What looks through a year is sorted and hashed in memory; few do so at a time. */
const REPORT_MEMORY_MB = 64;

/** How far back a live client may go on. */
const LIVE_WINDOW_MS = LIVE_WINDOW_DAYS * 24 * 60 * 60 * 1000;
const liveDefaults = { heartbeatMs: 15_000, highWater: 64 * 1024, patienceMs: 10_000 };

/** What everything is handed: pools, log, clock, store. */
function contextOf({ config, databaseUrl, clock = systemClock, outbound }: ComposeOptions): Context {
  const log = createLog(config.logLevel);
  const onError = (error: Error): void => log.warn({ err: error }, 'a database connection was lost');
  const db = openDatabase({ url: databaseUrl, poolSize: config.poolSize, name: 'parley', onError });
  const reports = openDatabase({ url: databaseUrl, poolSize: 4, name: 'parley reports', statementTimeout: REPORT_MS, workMemory: REPORT_MEMORY_MB, onError });
  const events = new EventLog({ db, url: databaseUrl, log, clock });
  const timers = new Timers({ db, clock, log, onWork: () => events.wake() });
  return { config, clock, log, db, reports, events, timers, files: openFileStore(config), keys: new Keys(config), outbound: outbound ?? new Outbound({ allow: config.outboundAllow }) };
}

/** Tells the log who follows it, and the timers what they are for. */
async function assignWork(ctx: Context, attachments: AttachmentCopies, deliverer: Deliverer): Promise<void> {
  const { events, timers } = ctx;
  const followers = [searchFollower, activityFollower, untaggedFollower, analyticsFollower, attachments.follower, webhookFollower(ctx, () => deliverer.wake())];
  for (const follower of followers) await events.follow(follower);
  timers.on(FOLLOWUP_TIMER, (tx, timer) => expireFollowup(ctx, tx, timer));
  timers.on(ANONYMIZE_TIMER, (tx, timer) => processRequest(ctx, tx, timer, [forgetMentions, redactDeliveries]));
  timers.on(REMOVE_BYTES_TIMER, (_tx, timer) => removeBytes(ctx, timer.data));
  timers.on(COPY_TIMER, (tx, timer) => attachments.take(tx, timer));
  timers.onHousekeeping(RETENTION_TIMER, (tx, timer) => retain(ctx, tx, timer));
}

/** The HTTP server with all that it shows. */
function serverOver(ctx: Context, readToken: ReadToken, connections: LiveConnections, metrics: Metrics | undefined): Promise<FastifyInstance> {
  const limiter = new Limiter(ctx);
  const gates = [policyGate, rateGate(limiter)];
  return createServer({
    ctx,
    operations,
    readToken,
    gates,
    surfaces: [
      cors,
      requestMetrics(metrics),
      health,
      description(operations),
      portal(operations),
      mock(operations),
      filesHost(readToken),
      live(connections, readToken),
      exportsHost(readToken, limiter),
      mcp({ calls: operations, invoke: callInside({ ctx, operations, gates }), readToken }),
    ],
  });
}

/**
 * Builds everything over a migrated database. The one place where parts meet.
 */
export async function compose(options: ComposeOptions): Promise<Parley> {
  const ctx = contextOf(options);
  const { config, clock, log, db, events, timers } = ctx;
  const tokens = new TokenReader(db);
  const attachments = new AttachmentCopies(ctx);
  const deliverer = new Deliverer(ctx, options.deliverer);
  await assignWork(ctx, attachments, deliverer);
  const readToken: ReadToken = (header) => tokens.read(header);
  const feed = new LiveFeed({ db, events, clock, log, windowMs: LIVE_WINDOW_MS });
  const limits = { maxConnections: config.liveConnections, maxPerToken: config.liveConnectionsPerToken };
  const connections = new LiveConnections(feed, readToken, log, { ...liveDefaults, ...limits, ...options.live });
  events.onSignal(TOKENS_CHANGED, () => {
    tokens.forget();
    void connections.recheck();
  });
  const metrics = config.metrics && measure(ctx, () => connections.count);
  let stopRetention: (() => void) | undefined;
  const app = await serverOver(ctx, readToken, connections, metrics);
  return {
    ctx,
    app,
    tokens,
    attachments,
    deliverer,
    connections,
    metrics,
    async startWork() {
      await events.start();
      stopRetention = await startRetention(ctx);
      timers.start();
      deliverer.start();
    },
    async close() {
      await app.close();
      stopRetention?.();
      await timers.stop();
      await attachments.stop();
      await deliverer.stop();
      await feed.stop();
      await events.stop();
      ctx.outbound.close();
      await ctx.files.close();
      await ctx.reports.close();
      await db.close();
    },
  };
}
