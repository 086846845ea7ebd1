import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';
import { checkout } from '../server/platform/checkout.ts';

/** Bundles and starts a server of the bench in a process of its own. @returns its port. */
export async function start(name: string, folder: string, args: string[], env: Readonly<Record<string, string>> = {}): Promise<{ child: ChildProcess; port: number }> {
  const outfile = path.join(checkout, 'dist', path.basename(folder), `${name}.mjs`);
  await build({ entryPoints: [path.join(checkout, 'bench', `${name}.ts`)], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
  const child = fork(outfile, args, {
    execArgv: process.env.BENCH_PROFILE && name === 'subject' ? ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE] : [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, port: Number(String(line).trim()) };
}
