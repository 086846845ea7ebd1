import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { live, type Live, type LiveOptions } from '../../client/live.ts';
import { serve, stop, write } from '../../test/support/live.ts';
import { startParley, type TestParley } from '../../test/support/parley.ts';
import { checkout } from '../platform/checkout.ts';

let parley: TestParley;
let url: string;
beforeAll(async () => {
  parley = await startParley();
  url = await serve(parley);
});
afterAll(() => stop(parley));

const guide = readFileSync(path.join(checkout, 'docs', 'live.md'), 'utf8');
const code = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(guide)![1]!;

/** Runs an example of the guide, with what it takes for granted. */
async function run(text: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  const here = text
    .replace(/^import .*$/m, '')
    .replace('wss://parley.example', url.replace('http', 'ws'))
    .replace('https://parley.example', url);
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (...args: string[]) => (...values: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(given), here)(...Object.values(given));
}

test('the WebSocket of the guide gets what it missed while it was away', async () => {
  const us = await parley.tenant();
  const sockets: WebSocket[] = [];
  const shown: string[] = [];
  class Watched extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols);
      sockets.push(this);
    }
  }
  await run(code('js'), { WebSocket: Watched, token: us.token, show: ({ type }: { type: string }) => shown.push(type), readEverythingAnew: () => shown.push('anew') });
  // Its position is known once it is ready.
  await new Promise((resolve) => sockets[0]!.once('message', resolve));
  await write(parley, us.organizationId, ['A']);
  await expect.poll(() => shown, { timeout: 5000 }).toEqual(['A']);
  sockets[0]!.terminate();
  await write(parley, us.organizationId, ['B', 'C']);
  await expect.poll(() => shown, { timeout: 10_000 }).toEqual(['A', 'B', 'C']);
  // So that it does not come back again.
  sockets.at(-1)!.onclose = null;
  sockets.at(-1)!.terminate();
});

test('the client of the guide tells of events', async () => {
  const us = await parley.tenant();
  const lines: unknown[][] = [];
  let client: Live | undefined;
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const running = run(code('ts'), {
    live: (options: LiveOptions) => (client = live({ ...options, onReady: isReady })),
    token: us.token,
    lastPosition: undefined,
    console: { log: (...values: unknown[]) => lines.push(values.slice(1)) },
  });
  await ready;
  await write(parley, us.organizationId, ['A'], { conversationId: 7 });
  await expect.poll(() => lines, { timeout: 5000 }).toEqual([['A', 7]]);
  client!.close();
  await running;
});
