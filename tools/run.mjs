#!/usr/bin/env node
// Runs a TypeScript file of this project: bundles it and starts the bundle, as Node 20 does not read TypeScript.
// usage: node tools/run.mjs FILE [ARGUMENT …]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const file = process.argv[2];
if (!file) {
  console.error('usage: node tools/run.mjs FILE [ARGUMENT …]');
  process.exit(2);
}
mkdirSync(path.join(root, 'dist'), { recursive: true });
const folder = mkdtempSync(path.join(root, 'dist', 'run-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const outfile = path.join(folder, 'main.mjs');
await build({ entryPoints: [path.resolve(file)], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', packages: 'external', sourcemap: 'inline', logLevel: 'warning' });
process.argv.splice(1, 2, path.resolve(file));
process.setSourceMapsEnabled(true);
await import(pathToFileURL(outfile).href);
