import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One import from file to file, types included; paths are relative to the scanned folder. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface Scan {
  readonly files: readonly string[];
  readonly edges: readonly Edge[];
  /** Relative imports that lead to no scanned file. */
  readonly lost: readonly Edge[];
}

/** Reads all imports (also `import type`, re-exports and dynamic ones) of the TypeScript files under a folder. */
export function scan(root: string): Scan {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  const known = new Set(files);
  const edges: Edge[] = [];
  const lost: Edge[] = [];
  for (const from of files) {
    const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, from), 'utf8'), true, true);
    for (const { fileName } of importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const to = path.posix.normalize(path.posix.join(path.posix.dirname(from), fileName));
      if (known.has(to)) edges.push({ from, to });
      else if (!existsSync(path.join(root, to))) lost.push({ from, to });
      else if (to.startsWith('..')) edges.push({ from, to });
    }
  }
  return { files, edges, lost };
}

/** Groups of files that import each other in a circle, types included (Tarjan). */
export function cycles({ files, edges }: Scan): string[][] {
  const targets = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const { from, to } of edges) targets.get(from)?.push(to);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const next of targets.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || targets.get(file)?.includes(file)) found.push(group);
  };
  for (const file of files) if (!index.has(file)) visit(file);
  return found;
}
