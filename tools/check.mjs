#!/usr/bin/env node
// Everything about the code that needs no server: each step with its time; stops with an error when one of them fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const sources = ['server', 'test', 'bench', 'tools', 'bin', 'client', 'web'].filter((folder) => existsSync(path.join(root, folder)));

const run = [process.execPath, path.join(root, 'tools', 'run.mjs')];

/** Name, command, arguments; each can also be run by itself: see the scripts in package.json. */
const steps = [
  ['format', bin('oxfmt'), ['--check', ...sources]],
  ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings', ...sources]],
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the pages', bin('tsc'), ['-p', 'web']],
  ['walls', ...asStep(run, 'tools/walls/main.ts')],
  ['sizes', ...asStep(run, 'tools/sizes.ts')],
  ['dead code', bin('knip'), ['--no-progress', '--no-config-hints']],
  ['contract', ...asStep(run, 'tools/emit-openapi.ts', '--check')],
  ['client', ...asStep(run, 'tools/emit-client.ts', '--check')],
];

function asStep([command, runner], ...args) {
  return [command, [runner, ...args]];
}

let failures = 0;
for (const [name, command, args] of steps) {
  const begin = performance.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok ' : 'BAD'} ${name} (${seconds} s)`);
  if (status !== 0) failures++;
}
process.exit(failures === 0 ? 0 : 1);
