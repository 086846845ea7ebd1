import { systemClock, type Clock } from '../base/clock.ts';
import type { Config } from '../platform/config.ts';
import type { Context } from '../platform/context.ts';
import { openDatabase } from '../platform/db/database.ts';
import { EventLog } from '../platform/events/log.ts';
import { openFileStore } from '../platform/files/open.ts';
import { Keys } from '../platform/keys.ts';
import { createLog } from '../platform/log.ts';
import { Outbound } from '../platform/outbound/outbound.ts';
import { Timers } from '../platform/timers/timers.ts';

export interface ContextOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly clock?: Clock;
  /** Another way out than the usual: for the emulator and tests. */
  readonly outbound?: Outbound;
  /** By which the database knows the connections. */
  readonly name?: string;
}

/** Milliseconds that a search or a report may take in the database. */
const REPORT_MS = 5000;
/** What looks through a year is sorted and hashed in memory; few do so at a time. */
const REPORT_MEMORY_MB = 64;

/** What everything is handed: pools, log, clock, store. Connections are made as they are needed. */
export function openContext({ config, databaseUrl, clock = systemClock, outbound, name = 'parley' }: ContextOptions): Context {
  const log = createLog(config.logLevel);
  const onError = (error: Error): void => log.warn({ err: error }, 'a database connection was lost');
  const db = openDatabase({ url: databaseUrl, poolSize: config.poolSize, name, onError });
  const reports = openDatabase({ url: databaseUrl, poolSize: 4, name: `${name} reports`, statementTimeout: REPORT_MS, workMemory: REPORT_MEMORY_MB, onError });
  const events = new EventLog({ db, url: databaseUrl, log, clock });
  const timers = new Timers({ db, clock, log, onWork: () => events.wake() });
  return { config, clock, log, db, reports, events, timers, files: openFileStore(config), keys: new Keys(config), outbound: outbound ?? new Outbound({ allow: config.outboundAllow }) };
}

/** Closes all that was opened; nothing may use it any more. */
export async function closeContext(ctx: Context): Promise<void> {
  await ctx.events.stop();
  ctx.outbound.close();
  await ctx.files.close();
  await ctx.reports.close();
  await ctx.db.close();
}
