import { sql, type Database, type Session } from '../db/database.ts';
import type { Log } from '../log.ts';
import { isBefore, readEvents, START, type LoggedEvent, type Position } from './event.ts';
import type { Tail } from './tail.ts';

export interface Follower {
  /** Its row in `event_cursor`. */
  readonly name: string;
  readonly batch?: number;
  /**
   * Milliseconds from the begin of a batch to that of the next: what is written meanwhile is taken together, which costs
   * less. Asked anew after each batch.
   */
  readonly pace?: number;
  /** Rest after a batch, as a multiple of the time it took: a follower that can wait leaves the machine to the writers. */
  readonly rest?: number;
  /** Works off a batch, in order. Its changes and the cursor are committed together, so each event takes effect once. */
  handle(tx: Session, events: readonly LoggedEvent[]): Promise<void>;
  /** Called after the commit of a batch, for work that follows outside of the transaction. */
  committed?(): void;
}

/** Takes the cursor of a follower until the transaction ends. @returns undefined when another process holds it. */
function takeCursor(tx: Session, name: string): Promise<Position | undefined> {
  return tx.maybe<Position>(sql`SELECT xid::text AS xid, seq FROM event_cursor WHERE follower = ${name} FOR UPDATE SKIP LOCKED`);
}

/** Sets a follower back to the beginning of the log; it waits for a batch under way. */
export async function setBack(tx: Session, name: string): Promise<void> {
  await tx.execute(sql`UPDATE event_cursor SET xid = ${START.xid}::xid8, seq = ${START.seq} WHERE follower = ${name}`);
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
  readonly #tail: Tail;
  readonly follower: Follower;

  /** @param tail of the log, which others may have read already. */
  constructor(db: Database, log: Log, tail: Tail, follower: Follower) {
    this.#db = db;
    this.#log = log;
    this.#tail = tail;
    this.follower = follower;
  }

  /** Handles one batch. @returns whether more may be waiting. */
  async #step(): Promise<boolean> {
    const { name, batch = 500 } = this.follower;
    const worked = await this.#db.transaction(
      async (tx) => {
        const cursor = await takeCursor(tx, name);
        if (!cursor) return undefined;
        const known = this.#tail.after(cursor, batch);
        const events = known.length > 0 ? known : await readEvents(tx, cursor, batch);
        const last = events.at(-1);
        if (last) {
          await this.follower.handle(tx, events);
          await tx.execute(sql`UPDATE event_cursor SET xid = ${last.xid}::xid8, seq = ${last.seq} WHERE follower = ${name}`);
        }
        return { count: events.length, reached: last ?? cursor };
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

  /** From when on its pace allows the next batch, on the clock of `performance.now()`. */
  get readyAt(): number {
    return this.#begunAt + (this.follower.pace ?? 0);
  }

  /** Works soon, if the follower is not known to be at `head` already. */
  wake(head?: Position): void {
    if (this.#stopping || (head && !isBefore(this.#reached, head))) return;
    const wait = this.readyAt - performance.now();
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
