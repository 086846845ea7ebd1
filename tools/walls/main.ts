import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { checkout } from '../../server/platform/checkout.ts';
import { checkWalls } from './check.ts';

const { files, faults } = checkWalls(path.join(checkout, 'server'));
for (const wrong of faults) process.stdout.write(`${wrong}\n`);

/** Counted by another hand, so that a scan that went blind does not pass. */
const exist = execFileSync('find', [path.join(checkout, 'server'), '-name', '*.ts', '-type', 'f'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean).length;
if (files !== exist) process.stdout.write(`${files} files seen, ${exist} exist\n`);
process.stdout.write(`${files} files seen, ${faults.length} through the walls\n`);
process.exitCode = faults.length > 0 || files !== exist ? 1 : 0;
