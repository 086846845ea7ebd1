import { setTimeout as pause } from 'node:timers/promises';
import { conflict, notFound } from '../../base/errors.ts';
import { seedOrganization, type SeedSummary } from '../seed/seed.ts';
import { EmulatorClock } from './clock.ts';
import { releaseEngine, useEngine, type Engine } from './engine.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { RecordingOutbound } from './outbound.ts';
import { freshDatabase, openWorld, OUTBOUND_ALLOW, type Beginning, type World } from './world.ts';

/** What `/_emulator/webhooks/…` answers. */
export interface WebhookReply {
  readonly status: number;
  /** Seconds for `Retry-After`. */
  readonly retryAfter?: number;
  /** How many times; then 204 again. */
  readonly times?: number;
}

/** How long one step of the world may take to come to rest. */
const REST_MS = 10_000;
/** How long requests of the old world may go on after a reset. */
const GRACE_MS = 1000;
/** How long after a start or a reset the next world is built. */
const SPARE_MS = 150;
/** More than any month of retries and expiries needs; a bound on things that set themselves again. */
const STEPS = 20_000;

/** The state of an emulator and all that can be done to it; knows no HTTP. */
export class Core {
  /** How many emulators of this process begin at this moment. */
  static #beginnings = 0;
  readonly clock: EmulatorClock;
  readonly faults = new Faults();
  readonly journal: Journal;
  readonly outbound: RecordingOutbound;
  readonly #engine: Engine;
  readonly #beginning: Beginning;
  readonly #logLevel: string;
  #url = '';
  #world: World | undefined;
  /** The world after the next reset, made ahead. */
  #spare: Promise<World> | undefined;
  #soon: NodeJS.Timeout | undefined;
  #closing = new Set<Promise<void>>();
  #reply: WebhookReply | undefined;
  #resetting: Promise<void> | undefined;
  #running = new Map<World, number>();

  private constructor(engine: Engine, beginning: Beginning, logLevel: string) {
    this.#engine = engine;
    this.#beginning = beginning;
    this.#logLevel = logLevel;
    this.clock = new EmulatorClock(beginning.at);
    this.journal = new Journal(this.clock);
    this.outbound = new RecordingOutbound({ allow: OUTBOUND_ALLOW, clock: this.clock });
  }

  static async start(beginning: Beginning, logLevel: string): Promise<Core> {
    return new Core(await useEngine(), beginning, logLevel);
  }

  /** @param url where the emulator answers, for links in answers. */
  async begin(url: string): Promise<void> {
    this.#url = url;
    Core.#beginnings++;
    try {
      this.#world = await this.#open();
    } finally {
      Core.#beginnings--;
    }
  }

  get world(): World {
    return this.#world!;
  }

  async #open(): Promise<World> {
    clearTimeout(this.#soon);
    const spare = this.#spare;
    this.#spare = undefined;
    const world = await (spare ?? this.#build());
    await world.parley.work.start();
    this.#buildSoon();
    return world;
  }

  /** Not at once: building would slow down whoever waits for what comes next, be it another emulator. */
  #buildSoon(): void {
    this.#soon = setTimeout(() => {
      if (Core.#beginnings > 0) return this.#buildSoon();
      this.#spare = this.#build();
      this.#spare.catch(() => undefined);
    }, SPARE_MS).unref();
  }

  async #build(): Promise<World> {
    const database = await freshDatabase(this.#engine, this.#beginning);
    return await openWorld({ engine: this.#engine, database, beginning: this.#beginning, clock: this.clock, outbound: this.outbound, url: this.#url, logLevel: this.#logLevel });
  }

  /** Counts a request against the world that answers it, so that a reset does not pull that one away under it. */
  enter(): { readonly world: World; readonly leave: () => void } {
    const { world } = this;
    this.#running.set(world, (this.#running.get(world) ?? 0) + 1);
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      this.#running.set(world, this.#running.get(world)! - 1);
    };
    return { world, leave };
  }

  /** Begins anew: data, clock, faults, journal, webhooks. Two at once are one. */
  reset(): Promise<void> {
    this.#resetting ??= this.#reset().finally(() => {
      this.#resetting = undefined;
    });
    return this.#resetting;
  }

  async #reset(): Promise<void> {
    const old = this.world;
    this.clock.reset(this.#beginning.at);
    this.#world = await this.#open();
    this.faults.clear();
    this.journal.clear();
    this.outbound.clear();
    this.outbound.sending = true;
    this.#reply = undefined;
    const closing = this.#close(old).finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  async #close(world: World): Promise<void> {
    for (let waited = 0; (this.#running.get(world) ?? 0) > 0 && waited < GRACE_MS; waited += 10) await pause(10);
    this.#running.delete(world);
    await world.parley.close();
    await this.#engine.drop(world.database);
  }

  /** Fills an organization that is empty with the demonstration data. @throws Fault 404 and 409. */
  async seed(subdomain = 'demo'): Promise<SeedSummary> {
    const organization = this.world.organizations.find((candidate) => candidate.subdomain === subdomain);
    if (!organization) throw notFound();
    try {
      const summary = await seedOrganization(this.world.parley.ctx, { organizationId: organization.id, subdomain });
      this.world.parley.ctx.events.wake();
      return summary;
    } catch (error) {
      if ((error as { code?: string }).code === '23505') throw conflict(`the organization ${subdomain} is seeded already`);
      throw error;
    }
  }

  /** Waits until everything that follows from what was done has happened: search, webhooks, what is due by the clock. */
  async settle(): Promise<void> {
    const { ctx, work } = this.world.parley;
    for (let done = 1, rounds = 0; done > 0 && rounds < 100; rounds++) {
      await ctx.events.allCaughtUp(REST_MS);
      done = await ctx.timers.runDue();
      await work.deliverer.runDue();
    }
    await ctx.events.allCaughtUp(REST_MS);
    await work.deliverer.runDue();
  }

  /** Moves the clock, stopping wherever something falls due on the way, so that each thing happens at its own time. */
  async advance(ms: number): Promise<void> {
    const target = this.clock.now().getTime() + ms;
    await this.settle();
    for (let step = 0; step < STEPS; step++) {
      const due = await this.#nextDue();
      if (due === undefined || due > target) break;
      this.clock.moveTo(due);
      await this.settle();
    }
    this.clock.moveTo(target);
    await this.world.parley.ctx.events.preparePartitions();
    await this.settle();
  }

  /** Milliseconds of the next thing to do. */
  async #nextDue(): Promise<number | undefined> {
    const { ctx, work } = this.world.parley;
    const times = (await Promise.all([ctx.timers.nextDue(), work.deliverer.nextDue()])).filter((time) => time !== undefined).map((time) => Date.parse(time));
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** What the next webhooks at `/_emulator/webhooks/…` are answered. */
  setReply(reply: WebhookReply | undefined): void {
    this.#reply = reply;
  }

  get reply(): WebhookReply {
    return this.#reply ?? { status: 204 };
  }

  /** The answer for one webhook; uses up one of its times. */
  takeReply(): WebhookReply {
    const { reply } = this;
    if (reply.times !== undefined) this.#reply = reply.times > 1 ? { ...reply, times: reply.times - 1 } : undefined;
    return reply;
  }

  /** @param now also stops the database server of the process when nobody else uses it. */
  async stop(now: boolean): Promise<void> {
    await this.#resetting?.catch(() => undefined);
    await Promise.all(this.#closing);
    clearTimeout(this.#soon);
    const spare = await this.#spare?.catch(() => undefined);
    for (const world of [this.#world, spare]) if (world) await this.#close(world);
    await releaseEngine(now);
  }
}
