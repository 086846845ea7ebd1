// Node 20 does not read TypeScript, so the sources are bundled before they run; the bundle is kept and made anew when a
// source is newer than it.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .reduce((time, entry) => Math.max(time, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0);

/** Bundles `entry` (relative to the checkout) as `dist/<name>.mjs` unless that is newer than every source, and imports it. */
export async function load(entry, name) {
  const bundle = path.join(root, 'dist', `${name}.mjs`);
  const made = statSync(bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made < Math.max(newest(path.join(root, 'server')), statSync(path.join(root, 'package.json')).mtimeMs)) {
    const { build } = await import('esbuild');
    mkdirSync(path.dirname(bundle), { recursive: true });
    // Written aside and moved into place: two commands at once never run half a bundle.
    const folder = mkdtempSync(path.join(root, 'dist', 'build-'));
    const aside = path.join(folder, `${name}.mjs`);
    await build({
      entryPoints: [path.join(root, entry)],
      outfile: aside,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      sourcemap: 'inline',
      logLevel: 'warning',
    });
    renameSync(aside, bundle);
    rmSync(folder, { recursive: true, force: true });
  }
  return await import(pathToFileURL(bundle).href);
}
