import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../base/clock.ts';
import { pathFits } from './faults.ts';
import { redactBody, redactHeaders, redactQuery } from './redact.ts';

/** A request that came, and what became of it. Secrets are hidden. */
export interface JournalEntry {
  readonly id: number;
  /** By the emulator's clock. */
  readonly at: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The operation's name in the description; absent for what is no call of the API. */
  readonly operation?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or text; absent when there was none or it was too long to keep. */
  readonly body?: unknown;
  /** 0 when the connection broke before an answer. */
  readonly status: number;
  readonly answer?: unknown;
  readonly durationMs: number;
  /** The fault that struck it. */
  readonly fault?: number;
}

export interface JournalFilter {
  readonly operation?: string;
  readonly method?: string;
  /** `*` stands for anything. */
  readonly path?: string;
  readonly status?: number;
  /** Fields that the body has, with these values; others may be there too. */
  readonly body?: unknown;
}

/** How many requests fit. Without any of these: at least one. */
export interface Expectation {
  readonly count?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

const KEPT = 2000;
const KEPT_BYTES = 64 * 1024;

/** Whether `value` has everything that `part` has. */
function holds(value: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return value === part;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(part)) return Array.isArray(value) && value.length === part.length && part.every((entry, index) => holds(value[index], entry));
  return Object.entries(part).every(([key, entry]) => holds((value as Record<string, unknown>)[key], entry));
}

class Kept {
  #chunks: Buffer[] = [];
  #size = 0;

  add(chunk: unknown): void {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return;
    this.#size += chunk.length;
    if (this.#size <= KEPT_BYTES) this.#chunks.push(Buffer.from(chunk as string));
  }

  /** @returns undefined for nothing and for too much. */
  read(): unknown {
    if (this.#size === 0 || this.#size > KEPT_BYTES) return undefined;
    const text = Buffer.concat(this.#chunks).toString('utf8');
    try {
      return redactBody(JSON.parse(text));
    } catch {
      // Text that is no JSON may hold anything, a form with a password for one.
      return '[not JSON]';
    }
  }
}

/** Listens to what passes without taking it: the stream's events go on as they were. */
function overhear(request: IncomingMessage, response: ServerResponse): { readonly body: Kept; readonly answer: Kept } {
  const [body, answer] = [new Kept(), new Kept()];
  const emit = request.emit.bind(request) as (event: string, ...args: unknown[]) => boolean;
  request.emit = (event: string, ...args: unknown[]) => {
    if (event === 'data') body.add(args[0]);
    return emit(event, ...args);
  };
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.write = (...args: unknown[]) => {
    answer.add(args[0]);
    return write(...args);
  };
  response.end = (...args: unknown[]) => {
    answer.add(args[0]);
    return end(...args);
  };
  return { body, answer };
}

/** The requests that came, oldest first. The oldest are forgotten when there are too many. */
export class Journal {
  #next = 1;
  #entries: JournalEntry[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins to listen to a request; it is written down when its answer is out or its connection is gone. */
  watch(request: IncomingMessage, response: ServerResponse, about: { path: string; search: string; operation: string | undefined; fault: number | undefined }): void {
    const { path, search, operation, fault } = about;
    const at = this.#clock.now().toISOString();
    const began = performance.now();
    const headers = redactHeaders(request.headers);
    const { body, answer } = overhear(request, response);
    response.once('close', () => {
      const [asked, answered] = [body.read(), answer.read()];
      const status = response.headersSent ? response.statusCode : 0;
      this.#entries.push({
        id: this.#next++,
        at,
        method: request.method ?? '',
        path,
        query: redactQuery(search),
        ...(operation === undefined ? {} : { operation }),
        headers,
        ...(asked === undefined ? {} : { body: asked }),
        status,
        ...(answered === undefined ? {} : { answer: answered }),
        durationMs: Math.round(performance.now() - began),
        ...(fault === undefined ? {} : { fault }),
      });
      if (this.#entries.length > KEPT) this.#entries.shift();
    });
  }

  list(filter: JournalFilter = {}): JournalEntry[] {
    const { operation, method, path, status, body } = filter;
    return this.#entries.filter(
      (entry) =>
        (operation === undefined || entry.operation === operation) &&
        (method === undefined || entry.method === method.toUpperCase()) &&
        (path === undefined || pathFits(path, entry.path)) &&
        (status === undefined || entry.status === status) &&
        (body === undefined || holds(entry.body, body)),
    );
  }

  clear(): void {
    this.#entries = [];
  }

  /** @returns what is wrong, with what came instead; undefined when as many came as expected. */
  complaint(filter: JournalFilter, { count, atLeast, atMost }: Expectation): string | undefined {
    const found = this.list(filter).length;
    const least = count ?? atLeast ?? (atMost === undefined ? 1 : 0);
    const most = count ?? atMost ?? Infinity;
    if (found >= least && found <= most) return undefined;
    const wanted = least === most ? String(least) : most === Infinity ? `at least ${least}` : least === 0 ? `at most ${most}` : `${least} to ${most}`;
    const came = this.#entries.slice(-10).map((entry) => `${entry.method} ${entry.path} ${entry.status}`);
    return `expected ${wanted} requests like ${JSON.stringify(filter)}, found ${found}; the last that came: ${came.join(', ') || 'none'}`;
  }
}
