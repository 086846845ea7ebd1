import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkout } from '../../platform/checkout.ts';
import type { Config } from '../../platform/config.ts';

/** What the thread is given. */
export interface ThreadData {
  readonly config: Config;
  readonly databaseUrl: string;
}

/** What the thread is told: to begin, and to end. It answers the first when it has begun. */
export type Order = 'start' | 'stop';

/** How long it may take to end before it is cut off. */
const PATIENCE_MS = 4000;

/**
 * `Work` in a thread of its own: what follows the log, falls due and goes out to receivers shares the processors with
 * calls of the API, but not their event loop.
 */
export class WorkThread {
  readonly #worker: Worker;
  #stopping = false;
  /** Settles when the thread has ended: with the reason, if nobody asked it to. */
  readonly ended: Promise<Error | undefined>;

  /** Loads its code at once, and works from `start` on. */
  constructor(data: ThreadData) {
    this.#worker = new Worker(path.join(checkout, 'bin', 'work.mjs'), { workerData: data, name: 'work' });
    let failure = new Error('the thread that follows the event log ended by itself');
    this.#worker.on('error', (error: Error) => {
      failure = error;
    });
    this.ended = new Promise((resolve) => {
      this.#worker.once('exit', () => resolve(this.#stopping ? undefined : failure));
    });
  }

  /** @throws what kept it from beginning. */
  async start(): Promise<void> {
    const begun = new Promise<void>((resolve) => {
      this.#worker.once('message', () => resolve());
    });
    this.#tell('start');
    const failure = await Promise.race([begun, this.ended]);
    if (failure) throw failure;
  }

  /** Ends it when it is through with what is under way. It may have ended before, or never begun. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#tell('stop');
    const cut = setTimeout(() => void this.#worker.terminate(), PATIENCE_MS);
    await this.ended;
    clearTimeout(cut);
  }

  #tell(order: Order): void {
    this.#worker.postMessage(order);
  }
}
