import type { Clock } from '../base/clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { EventLog } from './events/log.ts';
import type { FileStore } from './files/store.ts';
import type { Keys } from './keys.ts';
import type { Log } from './log.ts';
import type { Outbound } from './outbound/outbound.ts';
import type { Timers } from './timers/timers.ts';

/** All that an action may reach, built once in the composition root and passed down. */
export interface Context {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly db: Database;
  /** A small pool of its own for reads that may take long (search, analytics, exports), so that they never hold up a write. */
  readonly reports: Database;
  readonly events: EventLog;
  readonly timers: Timers;
  /** Where the bytes of files lie. */
  readonly files: FileStore;
  /** Seals secrets that must be stored. */
  readonly keys: Keys;
  /** The only way to a URL that somebody from outside named. */
  readonly outbound: Outbound;
}
