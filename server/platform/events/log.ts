import pg from 'pg';
import type { Clock } from '../../base/clock.ts';
import { sql, type Database, type Session } from '../db/database.ts';
import type { Log } from '../log.ts';
import { isBefore, START, type LoggedEvent, type Position } from './event.ts';
import { FollowerLoop, type Follower } from './follower.ts';
import { Tail } from './tail.ts';

export { loggedColumns, readEvents, type LoggedEvent, type Position } from './event.ts';
export { setBack, type Follower } from './follower.ts';

const CHANNEL = 'parley_event';
const POLL_MS = 1000;
/** Milliseconds between two notifications: writes closer together than this are told of together. */
const NOTIFY_GAP_MS = 40;
/** How soon to look again for events that wait behind an older transaction: at first, and at most. */
const SETTLE_MS = 20;
const SETTLE_MAX_MS = 500;
/** Events that one look takes along. */
const READ_AT_ONCE = 1000;

/** Tells all processes something that is not an event: a remembered value is no longer true. Sent when the transaction commits. */
export async function signal(tx: Session, name: string): Promise<void> {
  await tx.query(sql`SELECT pg_notify(${CHANNEL}, ${name})`);
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
  /** The listener once it listens; it tells of writes too. */
  #listening: pg.Client | undefined;
  #telling = false;
  #tellAgain = false;
  #notifying: NodeJS.Timeout | undefined;
  #notifiedAt = -NOTIFY_GAP_MS;
  #stopped = false;
  /** The end of what can be read, as it was when we last looked. */
  readonly #tail = new Tail();
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  /** Milliseconds until the next look at events that are committed and wait behind an older transaction. */
  #patience = SETTLE_MS;
  #settling: NodeJS.Timeout | undefined;
  /** Months whose events lie elsewhere already; asked once, as each try holds all writers up. */
  readonly #withoutPartition = new Set<string>();
  #planned: NodeJS.Timeout | undefined;
  /** Followers work elsewhere, and here only while somebody waits for one. */
  #onRequest = false;

  constructor(options: { db: Database; url: string; log: Log; clock: Clock }) {
    this.#db = options.db;
    this.#url = options.url;
    this.#log = options.log;
    this.#clock = options.clock;
  }

  /** Adds a follower; before `start`. A new one begins at the beginning of the log. */
  async follow(follower: Follower): Promise<void> {
    await this.#db.execute(sql`INSERT INTO event_cursor (follower) VALUES (${follower.name}) ON CONFLICT DO NOTHING`);
    this.#loops.set(follower.name, new FollowerLoop(this.#db, this.#log, this.#tail, follower));
  }

  /**
   * Calls `listener` whenever there may be something new, for readers that keep a position of their own (live updates):
   * at once when it was written here, and again when it can be read for sure.
   */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Calls `listener` when any process says `name` (see `signal`). */
  onSignal(name: string, listener: () => void): void {
    this.#signals.set(name, listener);
  }

  /** Begins to hear of writes, and lets followers work as they come. */
  async start(): Promise<void> {
    await this.#listen();
    this.#poll = setInterval(() => this.#wakeAll(), POLL_MS).unref();
    this.#wakeAll();
  }

  /**
   * The same where another thread or process does the work of followers: here one works only while somebody waits for it
   * (`caughtUp`), as the other may rest or be busy.
   */
  async listen(): Promise<void> {
    this.#onRequest = true;
    await this.#listen();
    this.#poll = setInterval(() => this.#lookInTime(), POLL_MS).unref();
  }

  async #listen(): Promise<void> {
    if (this.#stopped) return;
    // What a crash takes of a notification nobody misses: all look again after it.
    const client = new pg.Client({ connectionString: this.#url, application_name: 'parley events', options: '-c synchronous_commit=off' });
    client.on('notification', ({ payload }) => {
      if (payload) this.#signals.get(payload)?.();
      else this.#lookInTime();
    });
    const again = (): void => {
      if (this.#listener !== client) return;
      this.#listener = undefined;
      this.#listening = undefined;
      setTimeout(() => void this.#listen(), POLL_MS).unref();
    };
    client.on('error', again).on('end', again);
    this.#listener = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#listening = client;
      // What was signalled while nobody listened is lost, so everything remembered is doubted once.
      for (const listener of this.#signals.values()) listener();
    } catch {
      again();
    }
  }

  /** The followers that work here of themselves. */
  #working(): readonly FollowerLoop[] {
    return this.#onRequest ? [] : [...this.#loops.values()];
  }

  /** Also those that are said to be at the end: somebody may have set one back, or one may have failed. */
  #wakeAll(): void {
    this.#look();
    for (const loop of this.#working()) loop.wake();
  }

  /** Looks as soon as somebody here can act on it: watchers at once, followers when their pace allows. */
  #lookInTime(): void {
    if (this.#planned) return;
    const readyAt = this.#watchers.size > 0 ? 0 : Math.min(...this.#working().map((loop) => loop.readyAt));
    const wait = readyAt - performance.now();
    if (wait <= 0) this.#look();
    else if (wait < POLL_MS)
      this.#planned = setTimeout(() => {
        this.#planned = undefined;
        this.#look();
      }, wait).unref();
  }

  /** One look for all: wakes the followers here that are behind the end of what can be read. */
  #look(): void {
    this.#lookAgain = true;
    if (this.#stopped) return;
    this.#looking ??= this.#lookNow()
      .catch((error: Error) => this.#log.debug({ err: error }, 'the event log could not be read'))
      .finally(() => {
        this.#looking = undefined;
        if (this.#lookAgain) this.#look();
      });
  }

  async #lookNow(): Promise<void> {
    this.#lookAgain = false;
    const before = this.#tail.end;
    const waiting = await this.#readOn();
    const head = this.#tail.end!;
    const moved = isBefore(before ?? START, head);
    // Nobody will wake us when the older transaction ends: it need not write events.
    clearTimeout(this.#settling);
    this.#patience = moved ? SETTLE_MS : Math.min(this.#patience * 2, SETTLE_MAX_MS);
    if (waiting && !this.#stopped) this.#settling = setTimeout(() => this.#look(), this.#patience).unref();
    if (!moved) return;
    for (const loop of this.#working()) loop.wake(head);
    for (const watcher of this.#watchers) watcher();
  }

  /** Brings the tail up to what can be read. @returns whether more is committed that waits behind an older transaction. */
  async #readOn(): Promise<boolean> {
    const from = this.#tail.end;
    if (from) {
      const rows = await this.#db.query<LoggedEvent & { waiting: boolean }>(sql`
        SELECT e.organization_id, e.seq, e.xid::text AS xid, e.id, e.type, e.conversation_id, e.actor_id, e.at, e.recorded_at, e.data, w.found IS NOT NULL AS waiting
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS below) AS b
        LEFT JOIN LATERAL (SELECT true AS found FROM event WHERE event.xid >= b.below ORDER BY event.xid DESC, event.seq DESC LIMIT 1) AS w ON true
        LEFT JOIN LATERAL (
          SELECT * FROM event WHERE (event.xid, event.seq) > (${from.xid}::xid8, ${from.seq}::bigint) AND event.xid < b.below ORDER BY event.xid, event.seq LIMIT ${READ_AT_ONCE}
        ) AS e ON true
        ORDER BY e.xid, e.seq`);
      if (rows.length < READ_AT_ONCE) {
        this.#tail.push(rows.filter((row) => row.id !== null));
        return rows[0]!.waiting;
      }
    }
    // At the beginning, and when more was written than is worth keeping, the end is enough: followers read what lies before.
    const end = await this.#db.maybe<{ xid: string | null; seq: number | null; waiting: boolean }>(sql`
      SELECT s.xid::text AS xid, s.seq, w.found IS NOT NULL AS waiting FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS below) AS b
      LEFT JOIN LATERAL (SELECT xid, seq FROM event WHERE event.xid < b.below ORDER BY event.xid DESC, event.seq DESC LIMIT 1) AS s ON true
      LEFT JOIN LATERAL (SELECT true AS found FROM event WHERE event.xid >= b.below ORDER BY event.xid DESC, event.seq DESC LIMIT 1) AS w ON true`);
    this.#tail.begin(end?.xid != null && end.seq !== null ? { xid: end.xid, seq: end.seq } : START);
    return end?.waiting ?? false;
  }

  /**
   * Says that something was written. Called after the commit and not inside the transaction: a NOTIFY there would make
   * all commits wait for one another. Calls close together become one notification.
   */
  wake(): void {
    if (this.#stopped) return;
    for (const watcher of this.#watchers) watcher();
    if (this.#notifying) return;
    const rest = Math.max(0, this.#notifiedAt + NOTIFY_GAP_MS - performance.now());
    this.#notifying = setTimeout(() => {
      this.#notifying = undefined;
      this.#notifiedAt = performance.now();
      if (!this.#listening) return this.#look();
      // One at a time over this connection: what is written meanwhile is told of by the next.
      if (this.#telling) return void (this.#tellAgain = true);
      this.#telling = true;
      void this.#listening
        .query(`NOTIFY ${CHANNEL}`)
        .catch(() => this.#look())
        .finally(() => {
          this.#telling = false;
          if (this.#tellAgain) this.wake();
          this.#tellAgain = false;
        });
    }, rest).unref();
  }

  /**
   * Waits until a follower has seen everything that was committed before the call.
   * @returns false when that took longer than `timeoutMs`.
   */
  async caughtUp(name: string, timeoutMs: number): Promise<boolean> {
    const loop = this.#loops.get(name);
    if (!loop) throw new Error(`there is no follower ${name}`);
    const until = performance.now() + timeoutMs;
    const now = await this.#db.maybe<Position & { there: boolean }>(sql`
      SELECT head.xid::text AS xid, head.seq, (cursor.xid, cursor.seq) >= (head.xid, head.seq) AS there
      FROM (SELECT xid, seq FROM event ORDER BY event.xid DESC, event.seq DESC LIMIT 1) AS head, event_cursor AS cursor WHERE cursor.follower = ${name}`);
    if (!now || now.there) return true;
    return await loop.hurried(() => this.#reach(loop, name, now, until));
  }

  /** Waits until every follower has. @returns false when that took longer than `timeoutMs`. */
  async allCaughtUp(timeoutMs: number): Promise<boolean> {
    const there = await Promise.all([...this.#loops.keys()].map((name) => this.caughtUp(name, timeoutMs)));
    return there.every(Boolean);
  }

  async #reach(loop: FollowerLoop, name: string, head: Position, until: number): Promise<boolean> {
    if (!this.#onRequest) this.#look();
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
      if (this.#withoutPartition.has(name)) continue;
      const found = await this.#db.maybe(sql`SELECT 1 AS found FROM pg_class WHERE relname = ${name} AND relkind = 'r'`);
      if (found) continue;
      await this.#db.pool
        .query(`CREATE TABLE IF NOT EXISTS ${name} PARTITION OF event FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`)
        .catch((error: Error & { code?: string }) => {
          if (error.code === '23514') this.#withoutPartition.add(name);
          this.#log.warn({ err: error, partition: name }, 'events of this month stay in the default partition');
        });
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#poll);
    clearTimeout(this.#notifying);
    clearTimeout(this.#settling);
    clearTimeout(this.#planned);
    await this.#looking;
    const listener = this.#listener;
    this.#listener = undefined;
    this.#listening = undefined;
    await listener?.end().catch(() => undefined);
    await Promise.all([...this.#loops.values()].map((loop) => loop.stop()));
  }
}
