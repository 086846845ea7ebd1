import type { FastifyInstance } from 'fastify';
import { files as filesHost } from '../api/files.ts';
import { description } from '../api/description.ts';
import { cors } from '../api/cors.ts';
import { exportsHost } from '../api/exports.ts';
import { policyGate } from '../api/policy.ts';
import { portal } from '../api/portal/portal.ts';
import { Limiter, rateGate } from '../api/rate-limit.ts';
import { callInside } from '../api/calling.ts';
import { requestMetrics } from '../api/request-metrics.ts';
import { createServer } from '../api/server.ts';
import { TOKENS_CHANGED, TokenReader } from '../modules/tokens/index.ts';
import type { DelivererOptions } from '../modules/webhooks/index.ts';
import { mcp } from '../mcp/http.ts';
import { LIVE_WINDOW_DAYS } from '../platform/config.ts';
import type { Context } from '../platform/context.ts';
import { LiveFeed } from '../platform/live/feed.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { ReadToken } from '../platform/operation.ts';
import { health } from '../api/health.ts';
import { mock } from '../api/mock.ts';
import { live } from '../api/live.ts';
import { LiveConnections, type LiveOptions } from '../api/live-connections.ts';
import { closeContext, openContext, type ContextOptions } from './context.ts';
import { measure } from './metrics.ts';
import { operations } from './operations.ts';
import { awaitedFollowers } from './background/followers.ts';
import { prepareWork, type Work } from './background/work.ts';

/** A Parley that answers: what a command needs to act, and what the server is built over. What it does unasked is `Work`. */
export interface Parley {
  readonly ctx: Context;
  /** The HTTP server, built but not listening. */
  readonly app: FastifyInstance;
  readonly tokens: TokenReader;
  /** Clients that follow the log at `/live`. */
  readonly connections: LiveConnections;
  /** Numbers of this process; undefined unless the settings ask for them. */
  readonly metrics: Metrics | undefined;
  /** Answers running requests and closes everything. */
  close(): Promise<void>;
}

export interface ComposeOptions extends ContextOptions {
  /** Other patience with live clients than usual. */
  readonly live?: Partial<LiveOptions>;
}

/** How far back a live client may go on. */
const LIVE_WINDOW_MS = LIVE_WINDOW_DAYS * 24 * 60 * 60 * 1000;
const liveDefaults = { heartbeatMs: 15_000, highWater: 64 * 1024, patienceMs: 10_000 };

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

/** Builds what answers over a migrated database. The one place where parts meet. */
export async function compose(options: ComposeOptions): Promise<Parley> {
  const ctx = openContext(options);
  const { config, clock, log, db, events } = ctx;
  const tokens = new TokenReader(db);
  for (const follower of awaitedFollowers) await events.follow(follower);
  const readToken: ReadToken = (header) => tokens.read(header);
  const feed = new LiveFeed({ db, events, clock, log, windowMs: LIVE_WINDOW_MS });
  const limits = { maxConnections: config.liveConnections, maxPerToken: config.liveConnectionsPerToken };
  const connections = new LiveConnections(feed, readToken, log, { ...liveDefaults, ...limits, ...options.live });
  events.onSignal(TOKENS_CHANGED, () => {
    tokens.forget();
    void connections.recheck();
  });
  const metrics = config.metrics && measure(ctx, () => connections.count);
  const app = await serverOver(ctx, readToken, connections, metrics);
  return {
    ctx,
    app,
    tokens,
    connections,
    metrics,
    async close() {
      await app.close();
      await feed.stop();
      await closeContext(ctx);
    },
  };
}

/** One that also does its work, in the same thread: for whoever has a clock of his own, and for commands that begin nothing. */
export interface WholeParley extends Parley {
  readonly work: Work;
}

/** Builds what answers and what works, over one context; closing it ends both. */
export async function composeWhole(options: ComposeOptions & { readonly deliverer?: Partial<DelivererOptions> }): Promise<WholeParley> {
  const parley = await compose(options);
  const work = await prepareWork(parley.ctx, options.deliverer);
  return {
    ...parley,
    work,
    async close() {
      await parley.app.close();
      await work.stop();
      await parley.close();
    },
  };
}
