import type { LoggedEvent } from '../events/log.ts';
import { comparePositions, type LivePosition, positionOf } from './position.ts';

/** A piece of the log as one organization sees it. */
export interface Page {
  /** Of the organization only. */
  readonly events: readonly LoggedEvent[];
  /** All of its events up to here were read. */
  readonly upTo: LivePosition;
}

/** The end of the log. */
export interface End {
  /** The last events that none can come before any more, oldest first. */
  readonly events: readonly LoggedEvent[];
  /** The place of the last event that was removed: behind it the log is whole, and no event is from before it. */
  readonly cleared: LivePosition;
}

/** The end of the log, kept in memory: who was away for a moment costs the database nothing. */
export class Recent {
  readonly #keep: number;
  /** Everything behind this place is here. */
  #floor: LivePosition;
  /** In the order of the log. */
  #events: LoggedEvent[];

  /** @param end of the log; all that there is behind the place `cleared` if it is fewer than `keep` events. */
  constructor({ events, cleared }: End, keep: number) {
    this.#keep = keep;
    this.#floor = cleared;
    this.#events = [...events];
    const oldest = this.#events[0];
    if (oldest && events.length >= keep) {
      this.#floor = positionOf(oldest);
      this.#events.shift();
    }
  }

  /** The place of the last event. */
  get tail(): LivePosition {
    const last = this.#events.at(-1);
    return last ? positionOf(last) : this.#floor;
  }

  push(events: readonly LoggedEvent[]): void {
    for (const event of events) this.#events.push(event);
    if (this.#events.length <= 2 * this.#keep) return;
    const cut = this.#events.length - this.#keep;
    this.#floor = positionOf(this.#events[cut - 1]!);
    this.#events = this.#events.slice(cut);
  }

  /** Whether the place is one that was reached here, and not one of another log. */
  knows(position: LivePosition): boolean {
    if (comparePositions(position, this.#floor) === 0) return position.mark === this.#floor.mark;
    const event = this.#events[this.#indexBehind(position) - 1];
    return event !== undefined && comparePositions(event, position) === 0 && positionOf(event).mark === position.mark;
  }

  /** What an organization has behind a place. @returns undefined when that begins before what is kept. */
  after(organizationId: string, position: LivePosition, limit: number): Page | undefined {
    if (comparePositions(position, this.#floor) < 0) return undefined;
    const events: LoggedEvent[] = [];
    for (let index = this.#indexBehind(position); index < this.#events.length; index++) {
      const event = this.#events[index]!;
      if (event.organization_id !== organizationId) continue;
      events.push(event);
      if (events.length === limit) return { events, upTo: positionOf(event) };
    }
    return { events, upTo: this.tail };
  }

  /** The index of the first event behind a place. */
  #indexBehind(position: LivePosition): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (comparePositions(this.#events[middle]!, position) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
