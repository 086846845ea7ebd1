import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { live, type Live, type LiveEvent, type LiveOptions } from '../../client/live.ts';
import type { Parley, WholeParley } from '../../server/main/compose.ts';
import { appendEvents, type NewEvent } from '../../server/platform/events/append.ts';
import type { Session } from '../../server/platform/db/database.ts';

/** Serves on a socket. @returns the address. */
export async function serve(parley: WholeParley, port = 0): Promise<string> {
  await parley.work.start();
  await parley.app.listen({ host: '127.0.0.1', port });
  return `http://127.0.0.1:${(parley.app.server.address() as AddressInfo).port}`;
}

/** Closes as the server's command does: connections on which nothing was said are cut. */
export async function stop(parley: Parley): Promise<void> {
  const cut = setTimeout(() => parley.app.server.closeAllConnections(), 800);
  await parley.close();
  clearTimeout(cut);
}

/** Appends events by their types, in one transaction, as an action does. */
export async function write(parley: Parley, organizationId: string, types: readonly string[], more: Partial<NewEvent> = {}): Promise<void> {
  await parley.ctx.db.transaction((tx) => append(tx, parley, organizationId, types, more));
  parley.ctx.events.wake();
}

export const append = (tx: Session, parley: Parley, organizationId: string, types: readonly string[], more: Partial<NewEvent> = {}): Promise<void> =>
  appendEvents(
    tx,
    organizationId,
    parley.ctx.clock.now().toISOString(),
    types.map((type) => ({ ...more, type })),
  );

/** Waits for what `tell` makes true. */
class Signal {
  readonly #waiting = new Set<() => void>();

  tell(): void {
    for (const check of this.#waiting) check();
  }

  until(look: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!look()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }
}

/** A client of ours and what it got. */
export interface Listener {
  readonly client: Live;
  readonly events: LiveEvent[];
  /** How often it was told that what it missed is gone. */
  gone(): number;
  ready: Promise<void>;
  /** The types of all events that came, once one of this type is among them. */
  until(type: string): Promise<string[]>;
}

export function listen(options: Pick<LiveOptions, 'url' | 'token'> & Partial<LiveOptions>): Listener {
  const events: LiveEvent[] = [];
  const signal = new Signal();
  let [gone, ready] = [0, false];
  const client = live({
    ...options,
    onReady: () => {
      ready = true;
      signal.tell();
    },
    onGone: () => void gone++,
    onEvent: async (event) => {
      await options.onEvent?.(event);
      events.push(event);
      signal.tell();
    },
  });
  return {
    client,
    events,
    gone: () => gone,
    ready: signal.until(() => ready),
    until: async (type) => {
      await signal.until(() => events.some((event) => event.type === type));
      return events.map((event) => event.type);
    },
  };
}

export type Said = { readonly kind: string; readonly position: string } & Partial<LiveEvent>;

/** A WebSocket and what was said over it. */
export interface SocketListener {
  readonly socket: WebSocket;
  readonly said: Said[];
  until(look: (said: Said) => boolean): Promise<Said>;
  /** The code and the reason with which it was closed; 1006 when it was cut. */
  readonly closed: Promise<{ code: number; reason: string }>;
}

export function listenSocket(url: string, token: string, since?: string): SocketListener {
  const query = since === undefined ? '' : `?since=${since}`;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live${query}`, { headers: { authorization: token } });
  const said: Said[] = [];
  const signal = new Signal();
  socket.on('message', (data) => {
    said.push(JSON.parse((data as Buffer).toString('utf8')) as Said);
    signal.tell();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString('utf8') })).on('error', () => undefined);
  });
  return {
    socket,
    said,
    closed,
    until: async (look) => {
      await signal.until(() => said.some(look));
      return said.find(look)!;
    },
  };
}
