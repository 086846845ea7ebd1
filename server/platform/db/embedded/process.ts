import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Account } from './account.ts';

const run = promisify(execFile);
const windows = process.platform === 'win32';

/** Whether a process with this id exists, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** Sends a signal to a process that is not our child; one that has ended is as good. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}

/** When a process began, which tells it from a later one with its id; '' when it has ended or the system does not tell. */
export async function startOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Z and X: it has ended, and its parent has not asked yet how.
    return /^[ZX]/.test(fields[0] ?? '') ? '' : (fields[19] ?? '');
  }
  if (windows) return '';
  return await run('ps', ['-o', 'lstart=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}

/** Whether the process is a database server of this cluster: each of them works inside its cluster's directory. */
export async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(cluster));
  if (windows) return true;
  return await run('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.includes('postgres') && stdout.includes(cluster),
    () => false,
  );
}

/** All database processes that work in this cluster, children without their server too. Linux only, elsewhere none. */
export async function findWorkers(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const command = /^\d+$/.test(name) ? await readFile(`/proc/${name}/comm`, 'utf8').catch(() => '') : '';
    if (command.trim() === 'postgres' && (await worksIn(Number(name), cluster))) found.push(Number(name));
  }
  return found;
}

/** What the database's processes see of our environment: nothing that changes how PostgreSQL works or what it loads. */
const environment: Record<string, string> = Object.fromEntries(
  ['PATH', 'SystemRoot', 'TEMP', 'TMP']
    .flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
    .concat([
      ['LC_ALL', 'C'],
      ['TZ', 'UTC'],
    ]),
);

/** Waits for the word that a watcher is in place, then becomes the command. When we die before, nothing is started. */
const LAUNCHER = 'read -r word && [ "$word" = go ] && exec "$@" </dev/null';

/**
 * Outlives us: when its input ends without the word `done`, we are gone and it ends the process $1, ever less politely.
 * A shell, because it must be small and stay for as long as the database runs.
 */
const WATCHER = `
trap '' HUP INT TERM QUIT
exec 2>/dev/null
echo watching
read -r word
[ "$word" = done ] && exit 0
kill -INT "$1" || exit 0
for signal in QUIT KILL; do
  seconds=0
  while [ $seconds -lt 5 ]; do
    sleep 1
    kill -0 "$1" || exit 0
    seconds=$((seconds + 1))
  done
  kill -$signal "$1"
done`;

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A child that ends when we end, even by `kill -9`, and that no Ctrl-C in our terminal reaches. */
export interface WatchedProcess {
  readonly pid: number;
  /** Set once it has ended. */
  readonly exit: Exit | undefined;
  /** Resolves when it has ended; never rejects. */
  readonly exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
}

export interface WatchedOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly account: Account;
  /** File descriptor that takes standard output and standard error. */
  readonly output: number;
}

/** A process without a pid could not be started; this rejects with the reason. */
async function begun(child: ChildProcess): Promise<number> {
  if (child.pid !== undefined) return child.pid;
  throw await new Promise<Error>((resolve) => child.once('error', resolve));
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}

/** Starts a watcher for `pid`; resolves when it watches. */
async function startWatcher(pid: number, account: Account): Promise<ChildProcess> {
  const child = spawn('/bin/sh', ['-c', WATCHER, 'parley-watch', String(pid)], { ...account, cwd: '/', env: environment, detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin?.on('error', () => {});
  await begun(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', resolve);
    child.once('exit', () => reject(new Error('The process that ends the database after us could not be started')));
  });
  // None of the two may keep us running when all else is done.
  child.unref();
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  (child.stdout as { unref?: () => void } | null)?.unref?.();
  return child;
}

/** Keeps a watcher beside the process until it ends, a new one when someone kills it. */
async function keepWatched(pid: number, account: Account, exited: Promise<Exit>): Promise<void> {
  let over = false;
  let watcher = await startWatcher(pid, account);
  const dismiss = (): void => {
    over = true;
    watcher.stdin?.end('done\n');
  };
  void exited.then(dismiss);
  const renew = async (): Promise<void> => {
    await exitOf(watcher);
    while (!over) {
      await new Promise((resolve) => setTimeout(resolve, 100).unref());
      const next = over ? undefined : await startWatcher(pid, account).catch(() => undefined);
      if (next === undefined) continue;
      watcher = next;
      // The process may have ended while this watcher started.
      if (over) dismiss();
      await exitOf(watcher);
    }
  };
  void renew();
}

/**
 * Starts a command that ends with us.
 * On Windows the runtime already ties children that are not detached to our life (a job object), so there is no watcher.
 */
export async function spawnWatched(options: WatchedOptions): Promise<WatchedProcess> {
  const { command, args, cwd, account, output } = options;
  const child = windows
    ? spawn(command, args, { cwd, env: environment, stdio: ['ignore', output, output], windowsHide: true })
    : spawn('/bin/sh', ['-c', LAUNCHER, 'parley-launch', command, ...args], { ...account, cwd, env: environment, detached: true, stdio: ['pipe', output, output] });
  child.stdin?.on('error', () => {});
  let exit: Exit | undefined;
  const exited = exitOf(child);
  void exited.then((value) => {
    exit = value;
  });
  const pid = await begun(child);
  if (!windows) {
    try {
      await keepWatched(pid, account, exited);
      child.stdin?.end('go\n');
    } catch (error) {
      child.stdin?.end();
      throw error;
    }
  }
  child.unref();
  return {
    pid,
    get exit() {
      return exit;
    },
    exited,
    kill: (signal) => void child.kill(signal),
  };
}
