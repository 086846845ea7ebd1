import { readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Log } from '../../platform/log.ts';
import { closeContext, openContext } from '../context.ts';
import { awaitedFollowers } from './followers.ts';
import type { Order, ThreadData } from './thread.ts';
import { prepareWork } from './work.ts';

/** Connections of its pool: followers take turns, deliveries are taken and written down many at a time. */
const CONNECTIONS = 6;

/** Between 0, as all others, and 19. */
const NICENESS = 5;

/** While the processors are busy, whoever waits for an answer goes first. Only Linux has priorities for threads. */
function yieldToCalls(log: Log): void {
  if (process.platform !== 'linux') return;
  try {
    os.setPriority(Number(path.basename(readlinkSync('/proc/thread-self'))), NICENESS);
  } catch (error) {
    // As where /proc is closed. All works without it.
    log.debug({ err: error }, 'the thread that follows the event log keeps the priority of the others');
  }
}

/** What the thread of a `WorkThread` runs: carries out its orders, one after the other, until it is told to stop. */
export async function runThread(): Promise<void> {
  const port = parentPort!;
  const { config, databaseUrl } = workerData as ThreadData;
  const ctx = openContext({ config: { ...config, poolSize: CONNECTIONS }, databaseUrl, name: 'parley work' });
  yieldToCalls(ctx.log);
  for (const follower of awaitedFollowers) await ctx.events.follow(follower);
  const work = await prepareWork(ctx);
  const carryOut = async (order: Order): Promise<void> => {
    if (order === 'start') {
      await work.start();
      port.postMessage('begun');
      return;
    }
    await work.stop();
    await closeContext(ctx);
    // What is still on its way to a receiver was given its time, and is sent again when its lease is over.
    process.exit(0);
  };
  let last: Promise<void> = Promise.resolve();
  port.on('message', (order: Order) => {
    last = last.then(() => carryOut(order));
  });
}
