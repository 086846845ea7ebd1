import { setImmediate as nextTurn } from 'node:timers/promises';
import { newId } from '../../base/ids.ts';
import { inTime } from '../../base/in-time.ts';
import type { Config } from '../../platform/config.ts';
import type { Context } from '../../platform/context.ts';
import { send } from './delivery.ts';
import { judge } from './health.ts';
import { finishAttempts, nextDue, takeDue, type FinishedAttempt, type TakenDelivery } from './queue.ts';
import { pauseAfter } from './schedule.ts';

export interface DelivererOptions {
  /** Requests at once to one subscription. */
  readonly perSubscription: number;
  /** The same while it fails. */
  readonly perFailing: number;
  /** Requests at once in all. */
  readonly total: number;
  /** For one request, answer included. */
  readonly timeoutMs: number;
  /** How long a delivery that was taken is ours. Longer than a request with all that follows it. */
  readonly leaseMs: number;
  /** How often to look for what is due, when nothing says that there is something. */
  readonly pollMs: number;
  readonly random: () => number;
}

/** A lease lasts as long as this many requests: time for the request, and for its result when the database is away for a while. */
const LEASE_TIMEOUTS = 4;

const defaults = (config: Config): DelivererOptions => ({
  perSubscription: 32,
  perFailing: 8,
  total: 512,
  timeoutMs: config.webhookTimeoutMs,
  leaseMs: config.webhookTimeoutMs * LEASE_TIMEOUTS,
  pollMs: 500,
  random: Math.random,
});

/** How long results gather before they are written down together. */
const GATHER_MS = 4;
/** How long to wait before results that could not be written are written again. */
const REWRITE_MS = 500;
/** How long requests may go on when we are asked to stop. What is cut off then is taken again when its lease is over. */
const GRACE_MS = 2000;
const GONE = 410;

/**
 * Sends deliveries as they fall due. Each subscription has places of its own, so that a slow receiver holds up nobody
 * but itself. Any number of processes may do this: each delivery is taken by one of them, for the time of a lease.
 */
export class Deliverer {
  readonly #ctx: Context;
  readonly #options: DelivererOptions;
  readonly #busy = new Map<string, number>();
  readonly #sending = new Set<Promise<void>>();
  #finished: FinishedAttempt[] = [];
  #writing: Promise<void> | undefined;
  #pumping: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #poll: NodeJS.Timeout | undefined;

  constructor(ctx: Context, options: Partial<DelivererOptions> = {}) {
    this.#ctx = ctx;
    this.#options = { ...defaults(ctx.config), ...options };
  }

  start(): void {
    this.#poll = setInterval(() => this.wake(), this.#options.pollMs).unref();
    this.wake();
  }

  /** Says that there may be something to deliver. */
  wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = undefined;
    });
  }

  /** Delivers all that is due by the clock, and what falls due through it. For commands and tests; the rest just start. */
  async runDue(): Promise<void> {
    do {
      this.wake();
      await this.#pumping;
      await Promise.all(this.#sending);
      await this.#writing;
    } while (this.#pumping || this.#sending.size > 0 || this.#finished.length > 0);
  }

  /** When the next delivery falls due; undefined when none waits. */
  nextDue(): Promise<string | undefined> {
    return nextDue(this.#ctx.db);
  }

  async #pump(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#take();
      } catch (error) {
        this.#ctx.log.warn({ err: error }, 'due deliveries could not be read');
      }
    }
  }

  async #take(): Promise<void> {
    const { perSubscription, perFailing, total, leaseMs } = this.#options;
    const room = total - this.#sending.size;
    if (room <= 0) return;
    const now = this.#ctx.clock.now();
    const until = new Date(now.getTime() + leaseMs);
    const taken = await takeDue(this.#ctx.db, now.toISOString(), until.toISOString(), { room, perSubscription, perFailing, busy: this.#busy });
    for (const delivery of taken) {
      // One in a turn of the event loop: calls of the API want their share of it.
      await nextTurn();
      const task = this.#deliver(delivery).finally(() => this.#sending.delete(task));
      this.#sending.add(task);
    }
  }

  async #deliver(delivery: TakenDelivery): Promise<void> {
    const { subscription_id: id } = delivery;
    this.#busy.set(id, (this.#busy.get(id) ?? 0) + 1);
    const at = this.#ctx.clock.now();
    const started = performance.now();
    const message = { subscriptionId: id, url: delivery.url, secrets: delivery.secrets, eventId: delivery.event_id, seq: delivery.seq, payload: delivery.payload };
    const outcome = await send(this.#ctx, message, this.#options.timeoutMs);
    const left = this.#busy.get(id)! - 1;
    if (left === 0) this.#busy.delete(id);
    else this.#busy.set(id, left);
    const gone = outcome.code === GONE;
    const pause = outcome.success || gone ? undefined : pauseAfter(delivery.attempts + 1, outcome.retryAfter, this.#options.random(), this.#ctx.config.webhookRetries);
    this.#finished.push({
      id: newId(),
      delivery,
      at: at.toISOString(),
      durationMs: Math.round(performance.now() - started),
      success: outcome.success,
      code: outcome.code,
      text: outcome.text,
      gone,
      nextAt: pause === undefined ? undefined : new Date(this.#ctx.clock.now().getTime() + pause).toISOString(),
    });
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Writes results down until none is left. What cannot be written now is written later; the lease covers a while of that. */
  async #write(): Promise<void> {
    while (this.#finished.length > 0) {
      await pause(GATHER_MS);
      const batch = this.#finished;
      this.#finished = [];
      try {
        const off = await this.#ctx.db.transaction(async (tx) => {
          await finishAttempts(tx, batch);
          return await judge(tx, this.#ctx.clock.now().toISOString(), batch);
        });
        if (off) this.#ctx.events.wake();
      } catch (error) {
        if (this.#stopped) return;
        this.#ctx.log.warn({ err: error }, 'results of deliveries could not be written and will be written again');
        this.#finished = [...batch, ...this.#finished];
        await pause(REWRITE_MS);
      }
      this.wake();
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll);
    this.#again = false;
    this.#stopped = true;
    await this.#pumping;
    const sent = Promise.all(this.#sending).then(() => this.#writing);
    await inTime(sent, GRACE_MS, () => undefined);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
