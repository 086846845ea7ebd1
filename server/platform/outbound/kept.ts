import type { Client } from 'undici';

/** Milliseconds that a connection waits for the next request: less than any server waits, so that we are the first to hang up. */
const IDLE_MS = 1000;
const MOST = 512;

/**
 * Connections that a request left in good order, for the next one to the same host at the same checked addresses. Meeting
 * a receiver anew for each event costs more than the event: a handshake, and for https two more.
 */
export class KeptClients {
  readonly #idle = new Map<string, { readonly client: Client; readonly timer: NodeJS.Timeout }[]>();
  #count = 0;

  /** A connection for one request alone, or undefined when none waits. */
  take(key: string): Client | undefined {
    const idle = this.#idle.get(key);
    const last = idle?.pop();
    if (!last) return undefined;
    if (idle!.length === 0) this.#idle.delete(key);
    this.#count--;
    clearTimeout(last.timer);
    return last.client;
  }

  /** Keeps it for a moment. */
  keep(key: string, client: Client): void {
    if (this.#count >= MOST) return void client.destroy();
    const idle = this.#idle.get(key) ?? [];
    const entry = { client, timer: setTimeout(() => this.#drop(key, entry), IDLE_MS).unref() };
    idle.push(entry);
    this.#idle.set(key, idle);
    this.#count++;
  }

  #drop(key: string, entry: { readonly client: Client }): void {
    const left = (this.#idle.get(key) ?? []).filter((one) => one !== entry);
    if (left.length === 0) this.#idle.delete(key);
    else this.#idle.set(key, left);
    this.#count--;
    void entry.client.destroy();
  }

  /** Hangs up what waits. */
  close(): void {
    for (const key of this.#idle.keys()) for (let client = this.take(key); client; client = this.take(key)) void client.destroy();
  }
}
