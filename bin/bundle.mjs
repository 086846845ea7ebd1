// Node 20 does not read TypeScript, so the sources are bundled before they run; the bundle is kept and made anew when a
// source is newer than it. A package has the bundles and no sources.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .reduce((time, entry) => Math.max(time, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0);

const changed = (file) => statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** A sentence for whoever runs Parley: why there is nothing to run. */
export class BundleError extends Error {}

/** Puts files into `dist`: written aside and moved into place, the map first, so that two commands at once never run half a bundle. */
function keep(file, outputFiles) {
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(path.join(root, 'dist', 'build-'));
  for (const output of outputFiles) writeFileSync(path.join(folder, path.basename(output.path)), output.contents);
  for (const made of [`${file}.map`, file]) renameSync(path.join(folder, made), path.join(root, 'dist', made));
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Bundles `entry` (relative to the checkout) as `dist/<name>.mjs` unless that is newer than every source.
 * The packages go in too: reading one file takes a third of the time of finding and reading a thousand small ones.
 * @returns the bundle's place.
 * @throws BundleError when it cannot be kept.
 */
export async function bundle(entry, name) {
  const file = `${name}.mjs`;
  const place = path.join(root, 'dist', file);
  if (!existsSync(path.join(root, entry))) return place;
  const made = statSync(place, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (made < Math.max(newest(path.join(root, 'server')), changed('package.json'), changed('package-lock.json'), changed('node_modules/.package-lock.json'), changed('bin/bundle.mjs'))) {
    const { build } = await import('esbuild');
    const { outputFiles } = await build({
      entryPoints: [path.join(root, entry)],
      outfile: place,
      write: false,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      // A program of its own for each system, and a package that nobody has unless he wants it.
      external: ['esbuild', 'pg-native'],
      // Packages in the older form ask for others, and for what is Node's own, by `require`.
      banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'warning',
    });
    try {
      keep(file, outputFiles);
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error;
      throw new BundleError(`The code is newer than what runs, and ${path.join(root, 'dist')} cannot be written (${error.code}): run any command once as the user who owns the checkout.`, {
        cause: error,
      });
    }
  }
  return place;
}

/** Imports what `bundle` makes. */
export async function load(entry, name) {
  return await import(pathToFileURL(await bundle(entry, name)).href);
}
