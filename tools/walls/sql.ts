import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A statement: what is tagged `sql`, and what is handed to `pg` as a text. */
const STATEMENT = /\bsql`|\.query(?:<[^(]*>)?\(\s*['"`]/;

/** Stores, and what is told as a table of its own in ARCHITECTURE.md. */
const isStore = (file: string): boolean => /(?:^|[/-])(?:store|setting)\.ts$/.test(file);

/**
 * Holds SQL where it belongs: in the platform, which is made of it, in stores, and in the files that have a reason.
 * @param root the folder `server`. @param homes files or folders (with a slash at the end) and why they hold SQL.
 * @returns a sentence for each thing that is wrong.
 */
export function checkSql(root: string, files: readonly string[], homes: Readonly<Record<string, string>>): string[] {
  const holding = files.filter((file) => !file.startsWith('platform/') && !file.endsWith('.test.ts') && STATEMENT.test(readFileSync(path.join(root, file), 'utf8')));
  const homeOf = (file: string): string | undefined => Object.keys(homes).find((home) => (home.endsWith('/') ? file.startsWith(home) : file === home));
  const astray = holding.filter((file) => !isStore(file) && homeOf(file) === undefined);
  const idle = Object.keys(homes).filter((home) => !holding.some((file) => !isStore(file) && homeOf(file) === home));
  return [...astray.map((file) => `${file} holds SQL: move it to the store`), ...idle.map((home) => `tools/walls/order.ts gives ${home} a reason to hold SQL, and it holds none`)];
}
