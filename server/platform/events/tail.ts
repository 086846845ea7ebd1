import { isBefore, type LoggedEvent, type Position } from './event.ts';

/** Events that are kept at most; when there are twice as many, the older half goes. */
const KEPT = 2000;

/**
 * The end of the log, kept in memory: a process reads each event once, however many followers it has. Holds only events
 * that none can come before any more.
 */
export class Tail {
  /** Everything behind this place, up to the end, is here. Undefined before the first look. */
  #floor: Position | undefined;
  #events: LoggedEvent[] = [];

  /** The place of the last event that is known. */
  get end(): Position | undefined {
    return this.#events.at(-1) ?? this.#floor;
  }

  /** Forgets what was here: what comes behind this place is kept from now on. */
  begin(place: Position): void {
    this.#floor = place;
    this.#events = [];
  }

  /** @param events all that come behind the end, oldest first. */
  push(events: readonly LoggedEvent[]): void {
    for (const event of events) this.#events.push(event);
    if (this.#events.length < 2 * KEPT) return;
    const cut = this.#events.length - KEPT;
    this.#floor = this.#events[cut - 1]!;
    this.#events = this.#events.slice(cut);
  }

  /** The next events behind a place, oldest first; none when it lies before all that is here, or at the end. */
  after(place: Position, limit: number): readonly LoggedEvent[] {
    if (!this.#floor || isBefore(place, this.#floor)) return [];
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(place, this.#events[middle]!)) high = middle;
      else low = middle + 1;
    }
    return this.#events.slice(low, low + limit);
  }
}
