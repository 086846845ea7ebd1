import { readFile, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { OperatorError } from '../../base/errors.ts';
import { makeFolder, reasonOf } from '../disk.ts';
import { prepareHome } from './embedded/account.ts';
import { prepareBinaries } from './embedded/binaries.ts';
import { imageFor, prepareCluster, type Cluster } from './embedded/cluster.ts';
import { chooseListening, urlOf } from './embedded/endpoint.ts';
import { takeImage, type ImageOptions } from './embedded/image.ts';
import { acquireLock, findHolder, type Endpoint, type Lock } from './embedded/lock.ts';
import type { WatchedProcess } from './embedded/process.ts';
import { startServer, stopServer, turnLogOver } from './embedded/server.ts';

export type { ImageOptions } from './embedded/image.ts';
export { DataDirectoryInUse } from './embedded/lock.ts';
export { throwAwayFolder } from './embedded/place.ts';

/** The role of Parley: owner of its database, may make others, is no superuser. */
const ROLE = 'parley';

export interface EmbeddedOptions {
  /** Everything of the database lies in its folder `postgres`. Made when it does not exist. */
  readonly dataDir: string;
  /** Says in one sentence what takes time. */
  readonly onProgress?: (text: string) => void;
  /** Settings of PostgreSQL that replace ours. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Name of the database; `parley` when not given. */
  readonly database?: string;
  /** For a database that nobody will miss, as in tests: fast, and not safe against a crash of the machine. */
  readonly throwAway?: boolean;
  /** For a throw-away database that begins with something: it is made once, and copied from then on. */
  readonly image?: ImageOptions;
  /** Called when the database server died and is there again, under the same address. */
  readonly onRestart?: () => void;
}

export interface EmbeddedServer {
  /** Connection string for `pg`; it stays the same when the server is restarted. Holds the password. */
  readonly url: string;
  /** Process id of the database server at this moment. */
  readonly pid: number;
  /** Ends the server: `fast` breaks connections and writes everything, `immediate` leaves a recovery to the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

function clientOf(endpoint: Endpoint, user: string, password: string): pg.Client {
  const client = new pg.Client({ connectionString: urlOf(endpoint, user, password), connectionTimeoutMillis: 30_000 });
  // A break shows in the query under way; without a listener it would also end us.
  client.on('error', () => {});
  return client;
}

async function connects(client: pg.Client): Promise<boolean> {
  try {
    await client.connect();
    return true;
  } catch (error) {
    // No such role, no such database. Anything else is a fault of its own.
    if (['28P01', '28000', '3D000'].includes((error as { code?: string }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Makes the role and the database unless they exist. */
async function ensureDatabase(cluster: Cluster, endpoint: Endpoint): Promise<void> {
  if (!cluster.fresh && (await connects(clientOf(endpoint, ROLE, cluster.password)))) return;
  const client = clientOf({ ...endpoint, database: 'postgres' }, 'postgres', cluster.copied ?? cluster.password);
  await client.connect();
  try {
    if (cluster.copied !== undefined) {
      const word = client.escapeLiteral(cluster.password);
      await client.query(`alter role postgres password ${word}; alter role ${ROLE} password ${word}`);
      return;
    }
    const has = async (text: string, name: string): Promise<boolean> => (await client.query(text, [name])).rowCount !== 0;
    const password = client.escapeLiteral(cluster.password);
    const verb = (await has('select 1 from pg_roles where rolname = $1', ROLE)) ? 'alter' : 'create';
    await client.query(`${verb} role ${ROLE} with login createdb password ${password}`);
    await client.query(`grant pg_monitor to ${ROLE}`);
    if (!(await has('select 1 from pg_database where datname = $1', endpoint.database))) {
      await client.query(`create database ${client.escapeIdentifier(endpoint.database)} owner ${ROLE}`);
    }
  } finally {
    await client.end();
  }
}

interface Supervision {
  readonly pid: number;
  stop(mode: 'fast' | 'immediate'): Promise<void>;
}

/** Restarts the server whenever it ends without our doing, ever more slowly when that fails. */
function supervise(cluster: Cluster, first: WatchedProcess, start: (until: AbortSignal) => Promise<WatchedProcess>, options: EmbeddedOptions): Supervision {
  let current = first;
  const stopping = new AbortController();
  const restart = async (): Promise<void> => {
    for (let delay = 250; ; delay = Math.min(10_000, delay * 2)) {
      try {
        current = await start(stopping.signal);
        return options.onRestart?.();
      } catch (error) {
        if (stopping.signal.aborted) return;
        options.onProgress?.((error as Error).message);
        await setTimeout(delay, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      const exit = await current.exited;
      if (stopping.signal.aborted) return;
      options.onProgress?.(`The database server ended unexpectedly (${exit.signal ?? `status ${exit.code}`}): starting it again`);
      await restart();
    }
  };
  const watching = watch();
  const turning = setInterval(() => void turnLogOver(cluster).catch(() => {}), 60_000);
  turning.unref();
  return {
    get pid() {
      return current.pid;
    },
    async stop(mode) {
      stopping.abort();
      clearInterval(turning);
      await stopServer(cluster, current, mode);
      await watching;
    },
  };
}

/** Writes what the image holds and copies it at rest. @returns the server that runs afterwards. */
async function makeImage(
  server: WatchedProcess,
  cluster: Cluster,
  image: ImageOptions,
  url: string,
  start: () => Promise<WatchedProcess>,
): Promise<{ server: WatchedProcess; keep?: () => Promise<void> }> {
  await image.prepare(url);
  const keep = await takeImage(imageFor(cluster.binaries, image), cluster, () => stopServer(cluster, server, 'fast'));
  return keep === undefined ? { server } : { server: await start(), keep };
}

async function startLocked(dataDir: string, lock: Lock, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const onProgress = options.onProgress ?? (() => {});
  const home = path.join(dataDir, 'postgres');
  const account = await prepareHome(home);
  const binaries = await prepareBinaries(dataDir, account, onProgress);
  const cluster = await prepareCluster({ home, account, binaries, throwAway: options.throwAway ?? false, image: options.image, onProgress });
  const listening = await chooseListening(cluster);
  const endpoint: Endpoint = { ...listening.endpoint, database: options.database ?? 'parley' };
  const start = (until?: AbortSignal): Promise<WatchedProcess> => startServer(cluster, { ...options.settings, ...listening.settings }, onProgress, until);
  const url = urlOf(endpoint, ROLE, cluster.password);
  let server: WatchedProcess | undefined;
  let keep: (() => Promise<void>) | undefined;
  try {
    server = await start();
    await ensureDatabase(cluster, endpoint);
    if (options.image && cluster.fresh && cluster.copied === undefined) ({ server, keep } = await makeImage(server, cluster, options.image, url, start));
    await lock.publish(endpoint);
  } catch (error) {
    // Whatever is wrong with an image is not wrong for ever.
    if (cluster.copied !== undefined && options.image) await rm(imageFor(binaries, options.image), { recursive: true, force: true }).catch(() => {});
    if (server !== undefined) await stopServer(cluster, server, 'fast');
    await listening.close();
    throw error;
  }
  const keeping = keep?.();
  const supervision = supervise(cluster, server, start, options);
  let stopped: Promise<void> | undefined;
  return {
    url,
    get pid() {
      return supervision.pid;
    },
    stop(mode = 'fast') {
      stopped ??= supervision
        .stop(mode)
        .then(() => keeping)
        .then(() => listening.close())
        .finally(() => lock.release());
      return stopped;
    },
  };
}

/** What the file system says of the data directory, as a sentence for the operator; any other error as it is. */
export function unusable(error: unknown, dataDir: string): unknown {
  const reason = reasonOf(error);
  if (reason === undefined) return error;
  return new OperatorError(`The data directory ${dataDir} cannot be used: ${reason}. Mend that, or set PARLEY_DATA_DIR to another directory.`, { cause: error });
}

/**
 * Starts the PostgreSQL that comes with Parley and keeps it running until `stop`; makes the database at the first start.
 * It ends with this process, however that ends.
 * @throws DataDirectoryInUse when another Parley has the data directory; OperatorError when that or the database cannot be used.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  try {
    makeFolder(options.dataDir);
    const dataDir = await realpath(options.dataDir);
    const lock = await acquireLock(dataDir, options.onProgress ?? (() => {}));
    try {
      return await startLocked(dataDir, lock, options);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw unusable(error, options.dataDir);
  }
}

/**
 * The address of the server that another Parley runs on this data directory, for commands beside it; waits while that one starts.
 * Undefined when none runs.
 * @param role `postgres` for what only PostgreSQL's administrator may do.
 */
export async function findRunning(dataDir: string, role: typeof ROLE | 'postgres' = ROLE): Promise<{ url: string } | undefined> {
  for (;;) {
    const holder = await findHolder(dataDir).catch((error: unknown) => {
      throw unusable(error, dataDir);
    });
    if (holder === undefined) return undefined;
    if (holder.endpoint !== undefined) {
      const password = await readFile(path.join(await realpath(dataDir), 'postgres', 'password'), 'utf8');
      return { url: urlOf(holder.endpoint, role, password.trim()) };
    }
    await setTimeout(100);
  }
}
