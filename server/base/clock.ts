/** The one source of time. Tests and the emulator put in a clock of their own. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #at: number;

  constructor(start: Date) {
    this.#at = start.getTime();
  }

  now(): Date {
    return new Date(this.#at);
  }

  /** Moves forward by `ms` milliseconds. */
  advance(ms: number): void {
    this.#at += ms;
  }

  set(at: Date): void {
    this.#at = at.getTime();
  }
}
