#!/usr/bin/env node
// Starts Parley from a checkout. Node 20 does not read TypeScript, so the sources are bundled first; the bundle is kept
// and made anew when a source is newer than it.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Parley needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
    .reduce((time, entry) => Math.max(time, statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0);

const bundle = path.join(root, 'dist', 'parley.mjs');
const made = statSync(bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (made < Math.max(newest(path.join(root, 'server')), statSync(path.join(root, 'package.json')).mtimeMs)) {
  const { build } = await import('esbuild');
  mkdirSync(path.dirname(bundle), { recursive: true });
  // Written aside and moved into place: two commands at once never run half a bundle.
  const aside = path.join(mkdtempSync(path.join(root, 'dist', 'build-')), 'parley.mjs');
  await build({
    entryPoints: [path.join(root, 'server', 'main', 'cli.ts')],
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
}
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(bundle).href);
process.exitCode = await main(process.argv.slice(2));
