#!/usr/bin/env node
// Runs the tests and ends with one plain line that any reader understands: `N passed, N failed`.
// usage: node tools/test.mjs [vitest arguments …]
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const report = path.join(root, 'build', 'tests.json');
mkdirSync(path.dirname(report), { recursive: true });
rmSync(report, { force: true });
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
const run = spawnSync(process.execPath, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });

let result;
try {
  result = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  console.log('No test ran.');
  process.exit(run.status || 1);
}
const failed = result.numFailedTests + result.numFailedTestSuites * (result.numFailedTests === 0 ? 1 : 0);
for (const suite of result.testResults) for (const test of suite.assertionResults) if (test.status === 'skipped' || test.status === 'pending') console.log(`skipped: ${test.fullName}`);
console.log(`${result.numPassedTests} passed, ${failed} failed`);
process.exit(run.status ?? 1);
