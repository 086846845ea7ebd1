import { derivedId } from '../../base/ids.ts';
import { raw, sql, type Session } from '../../platform/db/database.ts';

/** A row to insert, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** What all parts of a seed share. */
export interface Scope {
  readonly organizationId: string;
  /** The run's last full hour in UTC, in milliseconds. Everything in the seed lies before it, but for follow-ups to come. */
  readonly at: number;
  /** The id of a thing: the same for the same subdomain, kind and name, always. */
  id(kind: string, name: string | number): string;
}

export function scopeOf(organizationId: string, subdomain: string, at: Date): Scope {
  return {
    organizationId,
    at: Math.floor(at.getTime() / HOUR) * HOUR,
    id: (kind, name) => derivedId('seed', subdomain, kind, String(name)),
  };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const iso = (ms: number): string => new Date(ms).toISOString();

/** Chance that always falls the same way (mulberry32). */
export class Dice {
  #state: number;

  constructor(start: number) {
    this.#state = start;
  }

  /** From 0 up to but not including 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[Math.floor(this.next() * list.length)] as T;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.between(0, last);
      [mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T];
    }
    return mixed;
  }
}

/** Inserts rows that all have the columns of the first one, in their order and in one statement. */
export async function insertRows(tx: Session, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = raw(Object.keys(first).join(', '));
  await tx.query(sql`INSERT INTO ${raw(table)} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${raw(table)}, ${JSON.stringify(rows)}::jsonb)`, { prepare: false });
}
