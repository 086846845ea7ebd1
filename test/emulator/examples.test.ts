import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';

const run = promisify(execFile);
const guide = readFileSync(path.join(checkout, 'docs', 'emulator.md'), 'utf8');
/** The guide's example in a language, as it stands there. */
const example = (language: string): string => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(guide)![1]!;
const pytest = spawnSync('python3', ['-c', 'import pytest']).status === 0;

// Inside the checkout, so that the example finds `parley/emulator` by its name.
let folder: string;
beforeAll(() => {
  mkdirSync(path.join(checkout, 'build'), { recursive: true });
  folder = mkdtempSync(path.join(checkout, 'build', 'emulator-example-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('the example for Vitest passes', { timeout: 120_000 }, async () => {
  writeFileSync(path.join(folder, 'example.test.ts'), example('ts'));
  writeFileSync(path.join(folder, 'vitest.config.mjs'), 'export default { test: { hookTimeout: 60_000 } };\n');
  const vitest = path.join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
  const { stdout } = await run(process.execPath, [vitest, 'run', '--root', folder, '--reporter=json'], { env: { PATH: process.env.PATH } });
  expect(JSON.parse(stdout)).toMatchObject({ numPassedTests: 1, numFailedTests: 0 });
});

it.runIf(pytest)('the example for pytest passes', { timeout: 120_000 }, async () => {
  writeFileSync(path.join(folder, 'test_example.py'), example('python'));
  const { stdout } = await run('python3', ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', path.join(folder, 'test_example.py')], { cwd: checkout });
  expect(stdout).toContain('1 passed');
});
