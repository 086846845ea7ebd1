/** Something that goes wrong on purpose. Without a filter it meets every request but those of the control. */
export interface FaultRule {
  /** The operation's name in the description. */
  readonly operation?: string;
  readonly method?: string;
  /** A path as called, version included; `*` stands for anything. */
  readonly path?: string;
  /** Answered in place of the call. */
  readonly status?: number;
  /** The answer's message. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds of real time before anything else happens. Alone, the call then goes through. */
  readonly delayMs?: number;
  /** Breaks the connection without an answer: before the call is made, or after it took effect. */
  readonly drop?: 'before' | 'after';
  /** The share of fitting requests it meets, from 0 to 1, spread evenly: 0.5 is every second one. */
  readonly rate?: number;
  /** How many requests it meets; then it is over. */
  readonly count?: number;
  /** How many fitting requests pass before it begins. */
  readonly skip?: number;
}

/** A fault that was set, and how often it struck. */
export type SetFault = FaultRule & { readonly id: number; readonly hits: number };

interface Live {
  readonly id: number;
  readonly rule: FaultRule;
  hits: number;
  seen: number;
  /** Grows by the rate; at one the fault strikes. */
  share: number;
}

/** Whether a path fits a pattern in which `*` stands for anything. */
export function pathFits(pattern: string, path: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*');
  return new RegExp(`^${source}$`).test(path);
}

/** The faults of an emulator, in the order in which they were set. The first that fits a request strikes. */
export class Faults {
  #next = 1;
  #live: Live[] = [];

  add(rule: FaultRule): SetFault {
    const live: Live = { id: this.#next++, rule, hits: 0, seen: 0, share: 0 };
    this.#live.push(live);
    return shown(live);
  }

  list(): SetFault[] {
    return this.#live.map(shown);
  }

  /** @returns false when there is no such fault. */
  remove(id: number): boolean {
    const before = this.#live.length;
    this.#live = this.#live.filter((live) => live.id !== id);
    return this.#live.length < before;
  }

  clear(): void {
    this.#live = [];
  }

  /** The fault that strikes this request, if any. Each call counts. */
  strike(request: { operation: string | undefined; method: string; path: string }): SetFault | undefined {
    for (const live of this.#live) {
      const { operation, method, path, rate = 1, count = Infinity, skip = 0 } = live.rule;
      if (operation !== undefined && operation !== request.operation) continue;
      if (method !== undefined && method.toUpperCase() !== request.method) continue;
      if (path !== undefined && !pathFits(path, request.path)) continue;
      if (live.hits >= count) continue;
      live.seen++;
      if (live.seen <= skip) continue;
      live.share += rate;
      // A hair below one: ten times 0.1 is not quite one.
      if (live.share < 1 - 1e-9) continue;
      live.share -= 1;
      live.hits++;
      return shown(live);
    }
    return undefined;
  }
}

const shown = ({ id, rule, hits }: Live): SetFault => ({ id, ...rule, hits });
