import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';

const run = (command: string, args: readonly string[], cwd = checkout): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return `${status} ${stdout}${stderr}`.trim();
};
const tsc = path.join(checkout, 'node_modules', '.bin', 'tsc');

it('parley/client as it is shipped loads in Node, types a program for Node and for a browser, and imports nothing', () => {
  expect(run(tsc, ['-p', 'client'])).toBe('0');
  const built = path.join(checkout, 'dist', 'client');
  for (const file of readdirSync(built).filter((name) => name.endsWith('.js'))) expect(readFileSync(path.join(built, file), 'utf8')).not.toMatch(/from ['"](?!\.\/)/);

  // The package's own name leads to its exports, as it does for whoever has installed it.
  const folder = path.join(checkout, 'build', 'client-user');
  mkdirSync(folder, { recursive: true });
  const program = `import { createClient, NotFoundError, type RowOf } from 'parley/client';
const client = createClient({ token: 't', baseUrl: 'http://127.0.0.1:1' });
export async function names(): Promise<string[]> {
  const found: string[] = [];
  for await (const tag of client.each('getAgents', { query: { pageLimit: 5 } })) found.push(tag.displayName);
  return found;
}
export const row = (agent: RowOf<'getAgents'>): string => agent.id;
// @ts-expect-error a path is required
export const wrong = (): unknown => client.getTagsTagid();
// @ts-expect-error a name is text
export const wrongBody = (): unknown => client.postTags({ body: { name: 1 } });
// @ts-expect-error tags do not come in pages
export const wrongPages = (): unknown => client.pages('getTags');
export { NotFoundError };
`;
  writeFileSync(path.join(folder, 'program.ts'), program);
  const flags = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2023', '--lib', 'es2023,dom,dom.iterable', '--types', ''];
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    expect(run(tsc, [...flags, '--module', module!, '--moduleResolution', resolution!, 'program.ts'], folder)).toBe('0');
  }
  expect(run(process.execPath, ['--input-type=module', '-e', `import { createClient } from 'parley/client'; console.log(typeof createClient({ token: 't' }).getBusinessHoursSchedules)`])).toBe(
    '0 function',
  );
});
