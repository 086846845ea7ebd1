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
  /** Milliseconds from the begin of a batch to that of the next: what is written meanwhile is taken together, which costs less. */
  readonly pace?: number;
  /** Rest after a batch, as a multiple of the time it took: a follower that can wait leaves the machine to the writers. */
  readonly rest?: number;
  /** Works off a batch, in order. Its changes and the cursor are committed together, so each event takes effect once. */
  handle(tx: Session, events: readonly LoggedEvent[]): Promise<void>;
  /** Called after the commit of a batch, for work that follows outside of the transaction. */
  committed?(): void;
}

/** Whether `a` lies before `b`. Transaction numbers have 64 bits, so they are compared as such. */
export const isBefore = (a: Position, b: Position): boolean => (a.xid === b.xid ? a.seq < b.seq : BigInt(a.xid) < BigInt(b.xid));

const START: Position = { xid: '0', seq: 0 };

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

/**
 * Takes the cursor of a follower and reads what lies behind it, in one round trip.
 * @returns undefined when another process holds the cursor.
 */
async function take(tx: Session, name: string, limit: number): Promise<{ cursor: Position; events: LoggedEvent[] } | undefined> {
  const rows = await tx.query<LoggedEvent & { cursor_xid: string; cursor_seq: number }>(sql`
    SELECT c.xid::text AS cursor_xid, c.seq AS cursor_seq, e.organization_id, e.seq, e.xid::text AS xid, e.id, e.type, e.conversation_id, e.actor_id, e.at, e.recorded_at, e.data
    FROM (SELECT xid, seq FROM event_cursor WHERE follower = ${name} FOR UPDATE SKIP LOCKED) AS c
    LEFT JOIN LATERAL (
      SELECT * FROM event WHERE (event.xid, event.seq) > (c.xid, c.seq) AND event.xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY event.xid, event.seq LIMIT ${limit}
    ) AS e ON true
    ORDER BY e.xid, e.seq`);
  const [first] = rows;
  if (!first) return undefined;
  return { cursor: { xid: first.cursor_xid, seq: first.cursor_seq }, events: first.id === null ? [] : rows };
}

/** Works for one follower in this process: step by step, never twice at once. */
export class FollowerLoop {
  #running: Promise<void> | undefined;
  #again = false;
  /** Somebody waits for the follower, so it does not rest. */
  #hurry = 0;
  #paused: NodeJS.Timeout | undefined;
  #begunAt = Number.NEGATIVE_INFINITY;
  #stopping = false;
  /** How far the follower is, as far as we know: another process may have gone on, or somebody set it back. */
  #reached = START;
  readonly #db: Database;
  readonly #log: Log;
  readonly follower: Follower;

  constructor(db: Database, log: Log, follower: Follower) {
    this.#db = db;
    this.#log = log;
    this.follower = follower;
  }

  /** Handles one batch. @returns whether more may be waiting. */
  async #step(): Promise<boolean> {
    const { name, batch = 500 } = this.follower;
    const worked = await this.#db.transaction(
      async (tx) => {
        const taken = await take(tx, name, batch);
        if (!taken) return undefined;
        const last = taken.events.at(-1);
        if (last) {
          await this.follower.handle(tx, taken.events);
          await tx.execute(sql`UPDATE event_cursor SET xid = ${last.xid}::xid8, seq = ${last.seq} WHERE follower = ${name}`);
        }
        return { count: taken.events.length, reached: last ?? taken.cursor };
      },
      // What a crash takes of this is done again, cursor and effects alike, so nobody waits for the disk.
      { synchronousCommit: false },
    );
    if (!worked) return false;
    this.#reached = { xid: worked.reached.xid, seq: worked.reached.seq };
    if (worked.count > 0) this.follower.committed?.();
    return worked.count === batch;
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
    while (this.#again && !this.#stopping) {
      this.#again = false;
      try {
        for (let more = true; more && !this.#stopping;) {
          const begin = (this.#begunAt = performance.now());
          more = await this.#step();
          await this.#restAfter(performance.now() - begin);
        }
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

  /** Works soon, if the follower is not known to be at `head` already. */
  wake(head?: Position): void {
    if (this.#stopping || (head && !isBefore(this.#reached, head))) return;
    const wait = this.#begunAt + (this.follower.pace ?? 0) - performance.now();
    if (wait <= 0) void this.drain();
    else
      this.#paused ??= setTimeout(() => {
        this.#paused = undefined;
        void this.drain();
      }, wait).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#paused);
    this.#stopping = true;
    this.#again = false;
    await this.#running;
  }
}
