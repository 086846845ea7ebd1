import { execFile } from 'node:child_process';
import { copyFile, open, rename, stat, truncate } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { OperatorError } from '../../../base/errors.ts';
import { inTime } from '../../../base/in-time.ts';
import { DISK_FULL, nameInside, pause, readPidFile, settlePrevious, type Cluster } from './cluster.ts';
import { findWorkers, signal, spawnWatched, type Exit, type WatchedProcess } from './process.ts';

/** Bytes after which the log is turned over; one older part is kept. */
const LOG_LIMIT = 8 * 1024 * 1024;
/** Milliseconds during which the processes of a server that was killed may hold its memory or its port. */
const PATIENCE = 20_000;
/** Milliseconds after which they are told to end; a busy one does not notice by itself that its server is gone. */
const POLITE = 2000;
const STILL_HELD = /pre-existing shared memory block|lock file "[^"]*" already exists|could not create any (Unix-domain|TCP\/IP) sockets/;

const MB = 1024 * 1024;
/** What the system or its container has. */
const memory = Math.min(os.totalmem(), process.constrainedMemory() || Infinity);

const lasting: Readonly<Record<string, string>> = {
  // A sixteenth of the memory. It is taken as it fills, so a small database stays small.
  shared_buffers: `${Math.round(Math.min(Math.max(memory / 16 / MB, 160), 2048))}MB`,
  // The first change of a page after a checkpoint writes all of it; half of that is air.
  wal_compression: 'on',
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
};

/** Safe when a process is killed, not when the machine stops. */
const throwAway: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  io_method: 'sync',
  // A password of 192 random bits behind a private socket; each connection would repeat a hash 4096 times on both sides.
  scram_iterations: '1',
};

const always: Readonly<Record<string, string>> = {
  cluster_name: 'parley',
  max_connections: '60',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  random_page_cost: '1.1',
  log_checkpoints: 'off',
  // Rows and statements hold what customers write; it does not belong into a log.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

function argumentsOf(cluster: Cluster, settings: Readonly<Record<string, string>>): string[] {
  const all = { ...always, ...(cluster.throwAway ? throwAway : lasting), ...settings };
  return ['-D', nameInside(cluster.folder, cluster.account), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

const logOf = (cluster: Cluster): string => path.join(cluster.home, 'postgres.log');

/** Keeps the log within its bounds. The server goes on writing at the end of the same file, which is emptied. */
export async function turnLogOver(cluster: Cluster): Promise<void> {
  const log = logOf(cluster);
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_LIMIT) return;
  await copyFile(log, `${log}.new`);
  await truncate(log);
  await rename(`${log}.new`, `${log}.1`);
}

/** What was logged since the log was `from` bytes long, at most its last 4000 characters. */
async function loggedSince(cluster: Cluster, from: number): Promise<string> {
  const handle = await open(logOf(cluster), 'r');
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - 4000);
    const { buffer } = await handle.read(Buffer.alloc(Math.max(0, size - start)), 0, Math.max(0, size - start), start);
    return buffer.toString('utf8').trim();
  } finally {
    await handle.close();
  }
}

/** Starts the server once and waits until it takes connections; a recovery after a crash takes as long as it takes. */
async function launch(
  cluster: Cluster,
  settings: Readonly<Record<string, string>>,
  onProgress: (text: string) => void,
  until?: AbortSignal,
): Promise<{ server: WatchedProcess } | { failure: string }> {
  const log = await open(logOf(cluster), 'a', 0o600);
  const { size } = await log.stat();
  let server: WatchedProcess;
  try {
    server = await spawnWatched({ command: cluster.binaries.postgres, args: argumentsOf(cluster, settings), cwd: cluster.folder, account: cluster.account, output: log.fd });
  } finally {
    await log.close();
  }
  let nextWord = Date.now() + 3000;
  while (server.exit === undefined) {
    const lines = await readPidFile(cluster);
    if (lines?.[0] === String(server.pid) && lines[7] === 'ready') return { server };
    if (Date.now() > nextWord) {
      onProgress('The database is not ready yet; after a crash it first repeats what was written last');
      nextWord += 10_000;
    }
    if (until?.aborted) await stopServer(cluster, server, 'immediate');
    await pause(10);
  }
  return { failure: await loggedSince(cluster, size) };
}

/**
 * Starts the server of a cluster; waits for what a killed one leaves behind for a moment.
 * @param until gives the start up.
 * @throws Error with the end of PostgreSQL's log.
 */
export async function startServer(cluster: Cluster, settings: Readonly<Record<string, string>>, onProgress: (text: string) => void, until?: AbortSignal): Promise<WatchedProcess> {
  await turnLogOver(cluster);
  await settlePrevious(cluster, onProgress);
  const begun = Date.now();
  for (let told = false; ; told = true) {
    until?.throwIfAborted();
    const result = await launch(cluster, settings, onProgress, until);
    if ('server' in result) return result.server;
    if (DISK_FULL.test(result.failure)) throw new OperatorError(`The database did not start: the disk with ${cluster.folder} is full.`);
    if (!STILL_HELD.test(result.failure) || Date.now() > begun + PATIENCE) throw new Error(`The database did not start. The end of ${logOf(cluster)}:\n${result.failure}`);
    if (!told) onProgress('Waiting for the last processes of the previous database server to end');
    await pause(200);
    if (Date.now() > begun + POLITE) {
      for (const pid of await findWorkers(cluster.folder)) signal(pid, Date.now() > begun + 4 * POLITE ? 'SIGKILL' : 'SIGQUIT');
    }
  }
}

/** Resolves with the exit, or undefined when it did not come in time. */
const within = (milliseconds: number, server: WatchedProcess): Promise<Exit | undefined> => inTime<Exit | undefined>(server.exited, milliseconds, () => undefined);

/** Ends the server: in order for five seconds, then at once. */
export async function stopServer(cluster: Cluster, server: WatchedProcess, mode: 'fast' | 'immediate'): Promise<void> {
  const names: NodeJS.Signals[] = mode === 'fast' ? ['SIGINT', 'SIGQUIT', 'SIGKILL'] : ['SIGQUIT', 'SIGKILL'];
  for (const name of names) {
    if (server.exit !== undefined) return;
    // Windows has no signals: PostgreSQL's own program speaks to the server there.
    if (process.platform === 'win32' && name !== 'SIGKILL') {
      const control = path.join(path.dirname(cluster.binaries.postgres), 'pg_ctl.exe');
      execFile(control, ['stop', '-W', '-D', cluster.folder, '-m', name === 'SIGINT' ? 'fast' : 'immediate'], () => {});
    } else server.kill(name);
    if ((await within(5000, server)) !== undefined) return;
  }
}
