import pg from 'pg';
import type { Clock } from '../../base/clock.ts';
import { sql, type Database, type Session } from '../db/database.ts';
import type { Log } from '../log.ts';

/** An event as its followers see it. */
export interface LoggedEvent {
  readonly organization_id: string;
  readonly seq: number;
  /** Text: it has 64 bits. */
  readonly xid: string;
  readonly id: string;
  readonly type: string;
  readonly conversation_id: number | null;
  readonly actor_id: string | null;
  readonly at: string;
  readonly recorded_at: string;
  readonly data: Record<string, unknown>;
}

/** A place in the log: everything up to it has been seen. */
export interface Position {
  readonly xid: string;
  readonly seq: number;
}

export interface Follower {
  /** Its row in `event_cursor`. */
  readonly name: string;
  readonly batch?: number;
  /** Milliseconds to let events gather before a batch; 0 for followers that people wait for. */
  readonly linger?: number;
  /** Rest after a batch, as a multiple of the time it took: a follower that can wait leaves the machine to the writers. */
  readonly rest?: number;
  /** Works off a batch, in order. Its changes and the cursor are committed together, so each event takes effect once. */
  handle(tx: Session, events: readonly LoggedEvent[]): Promise<void>;
  /** Called after the commit of a batch, for work that follows outside of the transaction. */
  committed?(): void;
}

const CHANNEL = 'parley_event';
const POLL_MS = 1000;
const NOTIFY_GAP_MS = 20;
/** How soon to look again for events that wait behind an older transaction: at first, and at most. */
const SETTLE_MS = 10;
const SETTLE_MAX_MS = 500;

/**
 * Events behind `from` that can no longer be preceded by a late commit, oldest first. The order names the table: a bare
 * `xid` would mean the text that is answered, by which 10 comes before 9.
 */
export function readEvents(session: Session, from: Position, limit: number): Promise<LoggedEvent[]> {
  return session.query<LoggedEvent>(sql`
    SELECT organization_id, seq, xid::text AS xid, id, type, conversation_id, actor_id, at, recorded_at, data
    FROM event
    WHERE (xid, seq) > (${from.xid}::xid8, ${from.seq}::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY event.xid, event.seq LIMIT ${limit}`);
}

/** Tells all processes something that is not an event: a remembered value is no longer true. Sent when the transaction commits. */
export async function signal(tx: Session, name: string): Promise<void> {
  await tx.query(sql`SELECT pg_notify(${CHANNEL}, ${name})`);
}

class FollowerLoop {
  #running: Promise<void> | undefined;
  #again = false;
  /** Somebody waits for the follower, so it does not rest. */
  #hurry = 0;
  #linger: NodeJS.Timeout | undefined;
  #stopping = false;
  /** Milliseconds until the next look at events that are committed and wait behind an older transaction; 0 when there are none. */
  #unsettled = 0;
  #settling: NodeJS.Timeout | undefined;
  readonly #db: Database;
  readonly #log: Log;
  readonly follower: Follower;

  constructor(db: Database, log: Log, follower: Follower) {
    this.#db = db;
    this.#log = log;
    this.follower = follower;
  }

  /** Handles one batch. @returns how many events it had, or undefined when another process holds the cursor. */
  async step(): Promise<number | undefined> {
    const { name, batch = 500 } = this.follower;
    const worked = await this.#db.transaction(async (tx) => {
      // What a crash takes of this is done again, cursor and effects alike, so nobody waits for the disk.
      await tx.execute(sql`SET LOCAL synchronous_commit = off`);
      const cursor = await tx.maybe<Position>(sql`SELECT xid::text AS xid, seq FROM event_cursor WHERE follower = ${name} FOR UPDATE SKIP LOCKED`);
      if (!cursor) return undefined;
      const events = await readEvents(tx, cursor, batch);
      const last = events.at(-1);
      if (!last) {
        // Ordered, so that the index is used: a general plan would look for any such row by reading the whole log.
        const waiting = await tx.maybe(sql`SELECT 1 AS found FROM event WHERE (xid, seq) > (${cursor.xid}::xid8, ${cursor.seq}::bigint) ORDER BY event.xid, event.seq LIMIT 1`);
        this.#unsettled = waiting ? Math.min(this.#unsettled * 2 || SETTLE_MS, SETTLE_MAX_MS) : 0;
        return 0;
      }
      await this.follower.handle(tx, events);
      await tx.execute(sql`UPDATE event_cursor SET xid = ${last.xid}::xid8, seq = ${last.seq} WHERE follower = ${name}`);
      this.#unsettled = 0;
      return events.length;
    });
    if (worked) this.follower.committed?.();
    return worked;
  }

  /** Works until nothing is left; calls that come meanwhile make one more round. */
  drain(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #work(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      try {
        for (let begin = performance.now(); ((await this.step()) ?? 0) > 0; begin = performance.now()) {
          if (this.#stopping) return;
          await this.#restAfter(performance.now() - begin);
        }
        this.#lookAgain();
      } catch (error) {
        this.#log.error({ err: error, follower: this.follower.name }, 'a follower of the event log failed and will try again');
        return;
      }
    }
  }

  async #restAfter(took: number): Promise<void> {
    const until = performance.now() + took * (this.follower.rest ?? 0);
    while (this.#hurry === 0 && !this.#stopping && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, Math.min(20, until - performance.now())));
  }

  /** Runs `work` while the follower does not rest. */
  async hurried<T>(work: () => Promise<T>): Promise<T> {
    this.#hurry++;
    try {
      return await work();
    } finally {
      this.#hurry--;
    }
  }

  /**
   * Nobody will wake us when the older transaction ends: it need not write events. Without this, an event behind it
   * would wait for the next poll.
   */
  #lookAgain(): void {
    clearTimeout(this.#settling);
    if (this.#unsettled > 0 && !this.#stopping) this.#settling = setTimeout(() => void this.drain(), Math.max(this.#unsettled, this.follower.linger ?? 0)).unref();
  }

  wake(): void {
    const { linger = 0 } = this.follower;
    if (linger === 0) void this.drain();
    else
      this.#linger ??= setTimeout(() => {
        this.#linger = undefined;
        void this.drain();
      }, linger).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#linger);
    this.#stopping = true;
    clearTimeout(this.#settling);
    this.#again = false;
    await this.#running;
  }
}

/** Runs the followers of the event log, wakes them after writes, here and in other processes, and polls as a fall-back. */
export class EventLog {
  readonly #loops = new Map<string, FollowerLoop>();
  readonly #watchers = new Set<() => void>();
  readonly #signals = new Map<string, () => void>();
  readonly #db: Database;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #url: string;
  #poll: NodeJS.Timeout | undefined;
  #listener: pg.Client | undefined;
  #notifying: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: { db: Database; url: string; log: Log; clock: Clock }) {
    this.#db = options.db;
    this.#url = options.url;
    this.#log = options.log;
    this.#clock = options.clock;
  }

  /** Adds a follower; before `start`. A new one begins at the beginning of the log. */
  async follow(follower: Follower): Promise<void> {
    await this.#db.execute(sql`INSERT INTO event_cursor (follower) VALUES (${follower.name}) ON CONFLICT DO NOTHING`);
    this.#loops.set(follower.name, new FollowerLoop(this.#db, this.#log, follower));
  }

  /** Calls `listener` whenever there may be something new, for readers that keep a position of their own (live updates). */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Calls `listener` when any process says `name` (see `signal`). */
  onSignal(name: string, listener: () => void): void {
    this.#signals.set(name, listener);
  }

  async start(): Promise<void> {
    await this.#listen();
    this.#poll = setInterval(() => this.#wakeHere(), POLL_MS).unref();
    this.#wakeHere();
  }

  async #listen(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({ connectionString: this.#url, application_name: 'parley events' });
    client.on('notification', ({ payload }) => {
      if (payload) this.#signals.get(payload)?.();
      else this.#wakeHere();
    });
    const again = (): void => {
      if (this.#listener !== client) return;
      this.#listener = undefined;
      setTimeout(() => void this.#listen(), POLL_MS).unref();
    };
    client.on('error', again).on('end', again);
    this.#listener = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      // What was signalled while nobody listened is lost, so everything remembered is doubted once.
      for (const listener of this.#signals.values()) listener();
    } catch {
      again();
    }
  }

  #wakeHere(): void {
    for (const loop of this.#loops.values()) loop.wake();
    for (const watcher of this.#watchers) watcher();
  }

  /**
   * Says that something was written. Called after the commit and not inside the transaction: a NOTIFY there would make
   * all commits wait for one another. Calls close together become one notification.
   */
  wake(): void {
    if (this.#notifying || this.#stopped) return;
    this.#notifying = setTimeout(() => {
      this.#notifying = undefined;
      this.#listener?.query(`NOTIFY ${CHANNEL}`).catch(() => this.#wakeHere());
      if (!this.#listener) this.#wakeHere();
    }, NOTIFY_GAP_MS).unref();
  }

  /**
   * Waits until a follower has seen everything that was committed before the call.
   * @returns false when that took longer than `timeoutMs`.
   */
  async caughtUp(name: string, timeoutMs: number): Promise<boolean> {
    const loop = this.#loops.get(name);
    if (!loop) throw new Error(`there is no follower ${name}`);
    const until = performance.now() + timeoutMs;
    const head = await this.#db.maybe<Position>(sql`SELECT xid::text AS xid, seq FROM event ORDER BY event.xid DESC, event.seq DESC LIMIT 1`);
    if (!head) return true;
    return await loop.hurried(() => this.#reach(loop, name, head, until));
  }

  async #reach(loop: FollowerLoop, name: string, head: Position, until: number): Promise<boolean> {
    for (;;) {
      await Promise.race([loop.drain(), new Promise((resolve) => setTimeout(resolve, Math.max(0, until - performance.now())))]);
      const there = await this.#db.maybe<{ there: boolean }>(sql`SELECT (xid, seq) >= (${head.xid}::xid8, ${head.seq}::bigint) AS there FROM event_cursor WHERE follower = ${name}`);
      if (there?.there) return true;
      if (performance.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Makes the monthly partitions that the coming weeks need. */
  async preparePartitions(): Promise<void> {
    const now = this.#clock.now();
    for (let ahead = 0; ahead <= 2; ahead++) {
      const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
      const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1));
      const name = `event_${from.toISOString().slice(0, 7).replace('-', '_')}`;
      const found = await this.#db.maybe(sql`SELECT 1 AS found FROM pg_class WHERE relname = ${name} AND relkind = 'r'`);
      if (found) continue;
      await this.#db.pool
        .query(`CREATE TABLE IF NOT EXISTS ${name} PARTITION OF event FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`)
        .catch((error: Error) => this.#log.warn({ err: error, partition: name }, 'events of this month stay in the default partition'));
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    clearTimeout(this.#notifying);
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.end().catch(() => undefined);
    await Promise.all([...this.#loops.values()].map((loop) => loop.stop()));
  }
}
