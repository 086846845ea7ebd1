#!/usr/bin/env node
// Everything about the code that needs no server: each step with its time; stops with an error when one of them fails.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const sources = ['server', 'test', 'bench', 'tools', 'bin', 'client'].filter((folder) => existsSync(path.join(root, folder)));

const steps = [
  ['types', bin('tsc'), ['-p', '.']],
  ['lint', bin('oxlint'), ['--deny-warnings', ...sources]],
];

let failures = 0;
for (const [name, command, args] of steps) {
  const begin = performance.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok ' : 'BAD'} ${name} (${seconds} s)`);
  if (status !== 0) failures++;
}
process.exit(failures === 0 ? 0 : 1);
