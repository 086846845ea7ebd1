import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The exact text. */
  readonly text: string;
  /** The same as JSON. */
  readonly body: any;
}

/** What to answer: a status, more than a status, nothing (`hang`), or a broken connection (`reset`). */
export type Reply = number | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'hang' | 'reset';

/** A receiver of webhooks on 127.0.0.1 that remembers what it got. */
export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Decides each answer; 204 unless told otherwise. Called when the request is complete. */
  reply: (request: Received) => Reply | Promise<Reply>;
  /** Waits until that many requests have arrived in all. */
  until(count: number): Promise<Received[]>;
  /** Waits until the condition holds; it is asked after each request. */
  when(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const waiting = new Set<() => void>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = (await buffer(request)).toString('utf8');
    const received: Received = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) };
    receiver.received.push(received);
    for (const check of waiting) check();
    const reply = await receiver.reply(received);
    if (reply === 'hang') return;
    if (reply === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    const { status, headers = {}, body = '' } = typeof reply === 'number' ? { status: reply } : reply;
    response.writeHead(status, headers).end(body);
  };
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    reply: () => 204,
    async until(count) {
      await receiver.when(() => receiver.received.length >= count);
      return receiver.received;
    },
    when: (condition) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}
