import type { Clock } from '../../base/clock.ts';
import { grouped } from '../../base/grouped.ts';
import type { Database } from '../db/database.ts';
import { readEvents, type EventLog, type LoggedEvent } from '../events/log.ts';
import type { Log } from '../log.ts';
import { comparePositions, type LivePosition, ORIGIN } from './position.ts';
import { Recent } from './recent.ts';
import { isGone, readLast, readPage } from './store.ts';

/** Somebody who follows the log of one organization as it grows. */
export interface Reader {
  readonly organizationId: string;
  /** Readers of one organization with the same view see the same events: these are looked for once. */
  readonly view: string;
  /** Whether the reader may see the event. */
  sees(event: LoggedEvent): boolean;
  /**
   * Takes events, oldest first, each once.
   * @returns a promise when the reader has enough for now: it is given no more until that settles.
   */
  take(events: readonly LoggedEvent[]): Promise<void> | undefined;
  /** All up to here was taken; from now on events come as they are written. Said once. */
  ready(position: LivePosition): void;
  /** What lies behind its place cannot be told any more; it goes on from here and has to read the rest anew. */
  gone(position: LivePosition): void;
  /** The feed cannot serve the reader: it ends, or the database does not answer. */
  end(): void;
}

/** A reader that the feed serves. */
export interface Subscription {
  /** The place up to which the reader was given everything; undefined while it is behind. */
  readonly position: LivePosition | undefined;
  close(): void;
}

const PAGE = 500;
/** Events of the end of the log that are kept in memory (up to twice as many). */
const KEPT = 2000;
/** Readers that read the database at the same time. After a restart all come at once, and it has others to serve. */
const READING = 4;
const MAX_TRIES = 20;
/** Writes closer together than this are read together. */
const READ_GAP_MS = 10;
const RETRY_MS = 500;

const byOrganization = (events: readonly LoggedEvent[]): Map<string, LoggedEvent[]> => grouped(events, (event) => event.organization_id);

class Member implements Subscription {
  readonly reader: Reader;
  readonly #leave: (member: Member) => void;
  /** Whether it is given events as they come. */
  live = false;
  closed = false;
  readonly #tail: () => LivePosition;

  constructor(reader: Reader, tail: () => LivePosition, leave: (member: Member) => void) {
    this.reader = reader;
    this.#tail = tail;
    this.#leave = leave;
  }

  get position(): LivePosition | undefined {
    return this.live ? this.#tail() : undefined;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#leave(this);
  }
}

/**
 * Follows the event log once for all readers of this process and hands each the events of its organization: what it
 * missed, then what comes, in the order of the log, without a gap and without a repeat. A reader that cannot take more
 * at the moment is left behind and fetched up again later; nothing is kept for it.
 */
export class LiveFeed {
  readonly #db: Database;
  readonly #events: EventLog;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #windowMs: number;
  /** Members that are given events as they come, by organization. */
  readonly #live = new Map<string, Set<Member>>();
  readonly #members = new Set<Member>();
  readonly #waiting: (() => void)[] = [];
  #reading = 0;
  /** The end of the log; everything in it was handed out. Undefined while nobody reads. */
  #recent: Recent | undefined;
  #starting: Promise<void> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #readAt = 0;
  #retry: NodeJS.Timeout | undefined;
  #unwatch: (() => void) | undefined;
  #stopped = false;

  /** @param options.windowMs how far back a reader may go on; beyond, it is told to read everything anew. */
  constructor(options: { db: Database; events: EventLog; clock: Clock; log: Log; windowMs: number }) {
    this.#db = options.db;
    this.#events = options.events;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#windowMs = options.windowMs;
  }

  /** Serves a reader until it is closed. @param from where it left off; only what comes from now on when left out. */
  follow(reader: Reader, from: LivePosition | undefined): Subscription {
    const member = new Member(
      reader,
      () => this.#recent?.tail ?? ORIGIN,
      (left) => this.#leave(left),
    );
    this.#members.add(member);
    void this.#begin(member, from);
    return member;
  }

  async #begin(member: Member, from: LivePosition | undefined): Promise<void> {
    const { reader } = member;
    await this.#serve(member, async () => {
      const recent = await this.#start();
      if (member.closed) return;
      let position = from ?? recent.tail;
      if (from && !recent.knows(from)) {
        if (await this.#inTurn(() => isGone(this.#db, from, new Date(this.#clock.now().getTime() - this.#windowMs)))) {
          position = (await this.#start()).tail;
          if (!member.closed) reader.gone(position);
        } else await this.#reach(from);
      }
      if (await this.#catchUp(member, position)) reader.ready(this.#recent!.tail);
    });
  }

  /** Another process may have told a reader more than we have read yet. */
  async #reach(position: LivePosition): Promise<void> {
    for (let tries = 0; comparePositions(position, (await this.#start()).tail) > 0; tries++) {
      if (tries === MAX_TRIES) throw new Error('the end of the event log cannot be read');
      this.#wake();
      await this.#running;
    }
  }

  /** Runs work for a member; when it fails, the member is let go: it comes back and goes on from where it was. */
  async #serve(member: Member, work: () => Promise<void>): Promise<void> {
    try {
      if (!this.#stopped) await work();
    } catch (error) {
      if (!member.closed && !this.#stopped) this.#log.warn({ err: error }, 'a live reader could not be served');
      member.reader.end();
      member.close();
    }
  }

  #leave(member: Member): void {
    this.#members.delete(member);
    this.#detach(member);
    if (this.#members.size === 0) this.#rest();
  }

  #detach(member: Member): void {
    member.live = false;
    const { organizationId } = member.reader;
    const group = this.#live.get(organizationId);
    group?.delete(member);
    if (group?.size === 0) this.#live.delete(organizationId);
  }

  /** Begins at the end of the log, when the first reader comes. */
  async #start(): Promise<Recent> {
    while (!this.#recent) {
      if (this.#stopped) throw new Error('the live feed has ended');
      this.#starting ??= this.#open().finally(() => {
        this.#starting = undefined;
      });
      await this.#starting;
    }
    return this.#recent;
  }

  async #open(): Promise<void> {
    const recent = new Recent(await readLast(this.#db, KEPT), KEPT);
    if (this.#stopped) return;
    this.#recent = recent;
    this.#unwatch ??= this.#events.watch(() => this.#wake());
    this.#wake();
    if (this.#members.size === 0) this.#rest();
  }

  /** Nobody reads: the log is not followed either. */
  #rest(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    clearTimeout(this.#retry);
    this.#recent = undefined;
  }

  #wake(): void {
    this.#again = true;
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined;
    });
  }

  async #drain(): Promise<void> {
    while (this.#again && this.#recent && !this.#stopped) {
      const rest = this.#readAt + READ_GAP_MS - performance.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      this.#again = false;
      try {
        while (await this.#step());
      } catch (error) {
        if (this.#stopped) return;
        this.#log.warn({ err: error }, 'events for live readers could not be read');
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.#wake(), RETRY_MS).unref();
      }
    }
  }

  /** Hands out one batch. @returns whether there may be more. */
  async #step(): Promise<boolean> {
    const recent = this.#recent;
    if (!recent) return false;
    this.#readAt = performance.now();
    const events = await readEvents(this.#db, recent.tail, PAGE);
    // The last reader may have gone while we read, and another one come: its beginning is not ours to move then.
    if (events.length === 0 || this.#recent !== recent) return false;
    recent.push(events);
    this.#hand(events);
    return events.length === PAGE;
  }

  #hand(events: readonly LoggedEvent[]): void {
    for (const [organizationId, theirs] of byOrganization(events)) {
      const views = new Map<string, readonly LoggedEvent[]>();
      for (const member of this.#live.get(organizationId) ?? []) {
        const { reader } = member;
        let seen = views.get(reader.view);
        if (!seen) {
          seen = theirs.filter((event) => reader.sees(event));
          views.set(reader.view, seen);
        }
        if (seen.length > 0) this.#give(member, seen);
      }
    }
  }

  #give(member: Member, events: readonly LoggedEvent[]): void {
    let enough: Promise<void> | undefined;
    try {
      enough = member.reader.take(events);
    } catch (error) {
      // One that fails must not keep the batch from the others.
      enough = Promise.reject(error as Error);
    }
    if (!enough) return;
    const { tail } = this.#recent!;
    this.#detach(member);
    void this.#serve(member, async () => {
      await enough;
      await this.#catchUp(member, tail);
    });
  }

  /** Gives a member what it missed, until it is where all the others are. @returns false when it left meanwhile. */
  async #catchUp(member: Member, from: LivePosition): Promise<boolean> {
    const { reader } = member;
    let position = from;
    for (;;) {
      const recent = await this.#start();
      if (member.closed) return false;
      const page = recent.after(reader.organizationId, position, PAGE) ?? (await this.#inTurn(() => readPage(this.#db, reader.organizationId, position, recent.tail)));
      if (member.closed) return false;
      position = page.upTo;
      const seen = page.events.filter((event) => reader.sees(event));
      const enough = seen.length > 0 ? reader.take(seen) : undefined;
      if (enough) await enough;
      // Nothing was awaited since the look at the tail, so nothing was handed out in between.
      else if (this.#recent && comparePositions(position, this.#recent.tail) === 0) return this.#attach(member);
    }
  }

  #attach(member: Member): boolean {
    if (this.#stopped) throw new Error('the live feed has ended');
    member.live = true;
    const { organizationId } = member.reader;
    this.#live.set(organizationId, (this.#live.get(organizationId) ?? new Set()).add(member));
    return true;
  }

  /** Runs a read of the database when its turn comes. */
  async #inTurn<T>(read: () => Promise<T>): Promise<T> {
    if (this.#reading >= READING) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#reading++;
    try {
      return await read();
    } finally {
      // Whoever is next takes our place.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#reading--;
    }
  }

  /** Ends all readers. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { reader } of this.#members) reader.end();
    this.#rest();
    await this.#running;
  }
}
