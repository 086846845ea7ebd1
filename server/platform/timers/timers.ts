import type { Clock } from '../../base/clock.ts';
import { newId } from '../../base/ids.ts';
import { sql, type Database, type Session } from '../db/database.ts';
import type { Log } from '../log.ts';

/** A thing to do at a time. */
export interface Timer {
  readonly id: string;
  readonly organization_id: string;
  readonly kind: string;
  /** What it is about: a conversation number, a delivery id. */
  readonly subject: string;
  readonly due_at: string;
  readonly data: Record<string, unknown>;
  readonly attempts: number;
}

/**
 * Does what is due, in the transaction that takes the timer away. It may return what is to begin once that is committed:
 * work that takes long, for which it should have set the timer again in case this process does not live to see its end.
 */
export type TimerHandler = (tx: Session, timer: Timer) => Promise<void | (() => void)>;

/** Sets a timer, or moves the one that is set for the same kind and subject. */
export async function setTimer(tx: Session, timer: { organizationId: string; kind: string; subject: string; dueAt: string; data?: Record<string, unknown> }): Promise<void> {
  await tx.execute(sql`
    INSERT INTO timer (id, organization_id, kind, subject, due_at, data)
    VALUES (${newId()}, ${timer.organizationId}, ${timer.kind}, ${timer.subject}, ${timer.dueAt}, ${JSON.stringify(timer.data ?? {})})
    ON CONFLICT (organization_id, kind, subject) DO UPDATE SET due_at = excluded.due_at, data = excluded.data, attempts = 0`);
}

export async function clearTimer(tx: Session, organizationId: string, kind: string, subject: string): Promise<void> {
  await tx.execute(sql`DELETE FROM timer WHERE organization_id = ${organizationId} AND kind = ${kind} AND subject = ${subject}`);
}

/** Sets a timer for every organization that has none of the kind. */
export async function setTimerForAll(tx: Session, kind: string, dueAt: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO timer (id, organization_id, kind, subject, due_at) SELECT gen_random_uuid(), id, ${kind}, '', ${dueAt}::timestamptz FROM organization ON CONFLICT DO NOTHING`);
}

/** How many timers are due and not done, and since when the one that waits longest. For metrics and the doctor. */
export async function dueTimers(session: Session, now: string): Promise<{ due: number; oldest: string | null }> {
  const row = await session.maybe<{ due: number; oldest: string | null }>(sql`SELECT count(*) AS due, min(due_at) AS oldest FROM timer WHERE due_at <= ${now}::timestamptz`);
  return row!;
}

const POLL_MS = 500;
const RETRY_MS = 30_000;

/** Works off due timers. Any number of processes may: each row is taken by one of them. */
export class Timers {
  readonly #handlers = new Map<string, TimerHandler>();
  readonly #housekeeping = new Set<string>();
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onWork: () => void;
  #poll: NodeJS.Timeout | undefined;
  #running: Promise<number> | undefined;

  constructor(options: { db: Database; clock: Clock; log: Log; onWork: () => void }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#onWork = options.onWork;
  }

  on(kind: string, handler: TimerHandler): void {
    this.#handlers.set(kind, handler);
  }

  /** The same for work that nobody waits for and that may come late: `nextDue` does not tell of it. */
  onHousekeeping(kind: string, handler: TimerHandler): void {
    this.on(kind, handler);
    this.#housekeeping.add(kind);
  }

  start(): void {
    this.#poll = setInterval(() => {
      this.runDue().catch((error: Error) => this.#log.warn({ err: error }, 'due timers could not be read'));
    }, POLL_MS).unref();
  }

  /** Does everything that is due by the clock. @returns how many timers took effect. */
  runDue(): Promise<number> {
    this.#running ??= this.#runDue().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** When the next timer falls due; undefined when none is set. */
  async nextDue(): Promise<string | undefined> {
    const kinds = [...this.#handlers.keys()].filter((kind) => !this.#housekeeping.has(kind));
    const row = await this.#db.maybe<{ at: string | null }>(sql`SELECT min(due_at) AS at FROM timer WHERE kind = ANY(${kinds})`);
    return row?.at ?? undefined;
  }

  async #runDue(): Promise<number> {
    let done = 0;
    for (;;) {
      const worked = await this.#step();
      if (worked === undefined) break;
      done += worked;
    }
    if (done > 0) this.#onWork();
    return done;
  }

  /** Takes one due timer. @returns 1 done, 0 failed and put off, undefined when none is due. */
  async #step(): Promise<number | undefined> {
    const kinds = [...this.#handlers.keys()];
    const now = this.#clock.now().toISOString();
    let taken: Timer | undefined;
    try {
      const done = await this.#db.transaction(async (tx) => {
        taken = await tx.maybe<Timer>(sql`
          DELETE FROM timer WHERE id = (
            SELECT id FROM timer WHERE due_at <= ${now} AND kind = ANY(${kinds}) ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
          ) RETURNING *`);
        if (!taken) return undefined;
        return { afterwards: await this.#handlers.get(taken.kind)!(tx, taken) };
      });
      if (done === undefined) return undefined;
      if (done.afterwards) done.afterwards();
      return 1;
    } catch (error) {
      if (!taken) throw error;
      this.#log.error({ err: error, timer: taken.kind, subject: taken.subject }, 'a timer failed and will be tried again');
      const later = new Date(this.#clock.now().getTime() + RETRY_MS).toISOString();
      await this.#db.execute(sql`UPDATE timer SET due_at = ${later}, attempts = attempts + 1 WHERE id = ${taken.id}`);
      return 0;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#poll);
    await this.#running?.catch(() => undefined);
  }
}
