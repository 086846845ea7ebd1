import type { Clock } from '../../base/clock.ts';

/** A clock that runs like the system's, from any moment, until it is frozen. */
export class EmulatorClock implements Clock {
  #offset = 0;
  #frozen: number | undefined;

  /** @param start where it stands at first, and stays; when left out it shows the present and runs. */
  constructor(start?: Date) {
    this.#frozen = start?.getTime();
  }

  get frozen(): boolean {
    return this.#frozen !== undefined;
  }

  now(): Date {
    return new Date(this.#frozen ?? Date.now() + this.#offset);
  }

  /** Stands still, now or at another moment. */
  freeze(at: Date = this.now()): void {
    this.#frozen = at.getTime();
  }

  /** Runs again from where it stands. */
  resume(): void {
    this.#offset = this.now().getTime() - Date.now();
    this.#frozen = undefined;
  }

  /** Goes to a moment, never back; a clock that runs goes on running from there. */
  moveTo(at: number): void {
    const ahead = at - this.now().getTime();
    if (ahead <= 0) return;
    if (this.#frozen === undefined) this.#offset += ahead;
    else this.#frozen = at;
  }

  /** As it was made. */
  reset(start?: Date): void {
    this.#offset = 0;
    this.#frozen = start?.getTime();
  }
}
