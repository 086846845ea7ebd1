import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';

const run = promisify(execFile);
const guide = readFileSync(path.join(checkout, 'docs', 'emulator.md'), 'utf8');
/** The guide's example in a language, as it stands there. */
const example = (language: string): string => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(guide)![1]!;
const pytest = spawnSync('python3', ['-c', 'import pytest']).status === 0;

/** The parts of one JUnit in the local repository of Maven, and what they need; undefined where no release is whole. */
function findJUnit(): string | undefined {
  const repository = path.join(os.homedir(), '.m2', 'repository');
  const jar = (group: string, name: string, version: string): string => path.join(repository, group, name, version, `${name}-${version}.jar`);
  const folder = path.join(repository, 'org/junit/jupiter/junit-jupiter-api');
  for (const version of existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('5.')) : []) {
    const parts = [
      ...['junit-jupiter-api', 'junit-jupiter-engine'].map((name) => jar('org/junit/jupiter', name, version)),
      ...['junit-platform-commons', 'junit-platform-engine', 'junit-platform-launcher'].map((name) => jar('org/junit/platform', name, version.replace('5.', '1.'))),
      jar('org/opentest4j', 'opentest4j', '1.3.0'),
      jar('org/apiguardian', 'apiguardian-api', '1.1.2'),
    ];
    if (parts.every((part) => existsSync(part))) return parts.join(path.delimiter);
  }
  return undefined;
}
const java = spawnSync('javac', ['-version']).status === 0;
const junit = java ? findJUnit() : undefined;

/** Runs the tests of one class and says how they went. */
const LAUNCHER = `
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import org.junit.platform.launcher.core.*;
import org.junit.platform.launcher.listeners.*;

class Launch {
  public static void main(String[] names) throws Exception {
    var listener = new SummaryGeneratingListener();
    var request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Class.forName(names[0]))).build();
    LauncherFactory.create().execute(request, listener);
    var summary = listener.getSummary();
    summary.printFailuresTo(new java.io.PrintWriter(System.err));
    System.out.println(summary.getTestsSucceededCount() + " passed, " + summary.getTotalFailureCount() + " failed");
  }
}`;

/** A port that nobody has at this moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

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

it.runIf(junit)('the example for JUnit passes', { timeout: 120_000 }, async () => {
  writeFileSync(path.join(folder, 'NotesTest.java'), example('java').replaceAll('8099', String(await freePort())));
  writeFileSync(path.join(folder, 'Launch.java'), LAUNCHER);
  await run('javac', ['-cp', junit!, '-d', folder, path.join(folder, 'NotesTest.java'), path.join(folder, 'Launch.java')]);
  const { stdout } = await run('java', ['-cp', [folder, junit!].join(path.delimiter), 'Launch', 'NotesTest'], { cwd: checkout });
  expect(stdout).toContain('1 passed, 0 failed');
});
