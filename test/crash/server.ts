import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../../server/platform/checkout.ts';

/** Waits for a condition, looking again and again; fails with `what` when it does not come true in time. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, ms = 30_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited too long: ${what}`);
}

/** Process ids of the PostgreSQL postmasters that run on a data directory. */
export function postmasters(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [command] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        if (path.basename(command ?? '') !== 'postgres') return false;
        const parent = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
        const above = readFileSync(`/proc/${parent}/cmdline`, 'utf8');
        const files = readFileSync(`/proc/${pid}/environ`, 'utf8') + readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readlink(`/proc/${pid}/cwd`);
        return files.includes(dataDir) && !above.startsWith('postgres');
      } catch {
        return false;
      }
    });
}

function readlink(link: string): string {
  try {
    return readFileSync(path.join(link, 'postmaster.opts'), 'utf8') + path.resolve(link);
  } catch {
    return '';
  }
}

/** `parley serve` as a process of its own. */
export class Server {
  readonly child: ChildProcess;
  output = '';
  errors = '';

  /** @param env further settings; a `DATABASE_URL` among them takes the place of the embedded database. */
  constructor(dataDir: string, port = 0, env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [path.join(checkout, 'bin', 'parley.mjs'), 'serve', '--empty'], {
      env: { ...process.env, PARLEY_DATA_DIR: dataDir, PARLEY_PORT: String(port), DATABASE_URL: '', PARLEY_LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout!.on('data', (chunk: Buffer) => (this.output += chunk));
    this.child.stderr!.on('data', (chunk: Buffer) => (this.errors += chunk));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The address, once it answers. */
  async ready(): Promise<string> {
    return await until(
      'the server answers',
      () => {
        if (this.child.exitCode !== null) throw new Error(`the server ended: ${this.output}${this.errors}`);
        return /(http:\/\/[\d.:]+)/.exec(/Parley answers on .*/.exec(this.output)?.[0] ?? '')?.[1];
      },
      60_000,
    );
  }

  /** The token that the first start printed. */
  get token(): string {
    return /parley_\w{10}_\w{32}/.exec(this.output)![0];
  }

  /** Ends the process and waits for it. @returns its exit code. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  }
}
