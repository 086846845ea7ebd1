import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../../platform/checkout.ts';

/** Where the pages' files stand. */
export const webFolder = path.join(checkout, 'web', 'portal');

/** Names of the pages' programs. */
export const programs = ['portal', 'theme'] as const;

/** The place of a program in a package, which has no sources. */
export const builtPlace = (name: string): string => path.join(checkout, 'dist', 'web', `${name}.js`);

const sourceOf = (name: string): string => path.join(webFolder, `${name}.ts`);

/** Bundles a program of the pages for browsers. */
export async function bundleProgram(name: string): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({ entryPoints: [sourceOf(name)], bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, logLevel: 'silent' });
  return outputFiles[0]!.text;
}

/** A program of the pages: bundled from its source, or as the package brings it. */
export const readProgram = async (name: string): Promise<string> => (existsSync(sourceOf(name)) ? await bundleProgram(name) : readFileSync(builtPlace(name), 'utf8'));
