import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isObject } from './tool.ts';

export interface BridgeOptions {
  /** Of `/mcp` on a running server. */
  readonly url: string;
  readonly token: string;
  readonly input: Readable;
  readonly output: Writable;
  readonly say: (line: string) => void;
}

const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion';
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Headers that say again what the message says, so that proxies on the way need not read it. */
function headersOf(message: Readonly<Record<string, unknown>>, token: string): Record<string, string> {
  const params = isObject(message.params) ? message.params : {};
  const meta = isObject(params._meta) ? params._meta : {};
  const version = text(meta[VERSION_KEY]);
  const method = text(message.method);
  const name = text(params.name) ?? text(params.uri);
  return {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(version === undefined
      ? {}
      : { 'mcp-protocol-version': version, ...(method === undefined ? {} : { 'mcp-method': method }), ...(name === undefined ? {} : { 'mcp-name': encodeURIComponent(name) }) }),
  };
}

/** The messages in an answer: one JSON body, or a stream of events as they come. */
async function* messagesIn(response: Response): AsyncGenerator<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const body = (await response.text()).trim();
    if (body !== '') yield JSON.stringify(JSON.parse(body));
    return;
  }
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    rest += chunk;
    const events = rest.split(/\r?\n\r?\n/);
    rest = events.pop()!;
    for (const event of events) {
      const data = event
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n');
      if (data !== '') yield JSON.stringify(JSON.parse(data));
    }
  }
}

/**
 * Carries the messages of a client on standard input to the tools of a running server and brings back the answers. The
 * server checks, limits and notes each call, so that a key can do no more here than over HTTP. Ends with the input, after
 * the answers that are still awaited.
 */
export async function bridge({ url, token, input, output, say }: BridgeOptions): Promise<void> {
  const running = new Map<unknown, AbortController>();
  const pending = new Set<Promise<void>>();
  const write = (line: string): void => void output.write(`${line}\n`);

  const carry = async (line: string): Promise<void> => {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      return write(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32_700, message: 'The line is not valid JSON' } }));
    }
    const { id, method, params } = isObject(message) ? message : {};
    if (method === 'notifications/cancelled' && isObject(params)) running.get(params.requestId)?.abort();
    const abort = new AbortController();
    if (id !== undefined) running.set(id, abort);
    try {
      const response = await fetch(url, { method: 'POST', headers: headersOf(isObject(message) ? message : {}, token), body: line, signal: abort.signal });
      if (id === undefined) return await response.body?.cancel();
      for await (const answer of messagesIn(response)) {
        const told = JSON.parse(answer) as { id?: unknown; error?: unknown };
        // A refusal at the door does not know which request it answers.
        write(told.id === null && told.error ? JSON.stringify({ ...told, id }) : answer);
      }
    } catch (error) {
      if (abort.signal.aborted) return;
      say(`${url}: ${(error as Error).message}`);
      if (id !== undefined) write(JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32_603, message: 'The server cannot be reached' } }));
    } finally {
      if (id !== undefined) running.delete(id);
    }
  };

  for await (const line of createInterface({ input })) {
    if (line.trim() === '') continue;
    const one = carry(line).finally(() => pending.delete(one));
    pending.add(one);
  }
  await Promise.all(pending);
}
