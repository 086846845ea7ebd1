import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the receiver did with a request. */
export type Treatment = 204 | 500 | 503 | 'hang' | 'reset';

/** A request that reached the receiver. */
export interface Arrival {
  readonly eventId: string;
  readonly seq: number;
  /** When Parley says that it sent it, in milliseconds: the `t` of the signature. */
  readonly sentAt: number;
  /** When the receiver came to it, by the same clock. */
  readonly at: number;
  readonly treatment: Treatment;
}

/** After so many of an event the receiver behaves, so that a run comes to an end. */
const PATIENCE = 4;

/** A small generator of chances (mulberry32), so that a run can be repeated by its seed. */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function treatmentFor(chance: number): Treatment {
  if (chance < 0.02) return 'hang';
  if (chance < 0.08) return 'reset';
  if (chance < 0.2) return 500;
  if (chance < 0.25) return 503;
  return 204;
}

/** A receiver of webhooks that takes three of four and fails, hangs or breaks the connection on the others. */
export class UnreliableReceiver {
  /** In the order in which they came. */
  readonly arrivals: Arrival[] = [];
  readonly #seen = new Map<string, number>();
  readonly #chance: () => number;
  readonly #server = createServer((request, response) => {
    const eventId = String(request.headers['webhook-id']);
    const count = (this.#seen.get(eventId) ?? 0) + 1;
    this.#seen.set(eventId, count);
    const treatment = count > PATIENCE ? 204 : treatmentFor(this.#chance());
    const sentAt = Number(/^t=(\d+),/.exec(String(request.headers['x-dixa-signature']))?.[1]);
    this.arrivals.push({ eventId, seq: Number(request.headers['x-parley-sequence']), sentAt, at: Date.now(), treatment });
    request.resume();
    if (treatment === 'hang') return;
    if (treatment === 'reset') return void request.socket.resetAndDestroy();
    request.on('end', () => response.writeHead(treatment, treatment === 503 ? { 'retry-after': '1' } : {}).end());
  });

  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** @returns the address to subscribe. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
