import { entries, faces, modules as declared, rooms, sqlHomes } from './order.ts';
import { cycles, scan, type Edge } from './scan.ts';
import { checkSql } from './sql.ts';

const isTest = (file: string): boolean => file.endsWith('.test.ts');
const roomOf = (file: string): string => file.split('/')[0]!;
const rank = (room: string): number => rooms.findIndex((row) => row.includes(room));

/** What is wrong with one import, or undefined. Tests reach for what they like. */
function fault({ from, to }: Edge, order: readonly string[]): string | undefined {
  if (isTest(from)) return undefined;
  if (to.startsWith('..')) return 'leaves the server';
  if (isTest(to)) return 'is a test';
  const [here, there] = [roomOf(from), roomOf(to)];
  if (rank(here) < rank(there)) return `goes up from ${here} to ${there}`;
  if (here !== there && rank(here) === rank(there)) return `goes from ${here} to ${there}, which stands beside it`;
  if (there !== 'modules') return undefined;
  const [, module = '', ...rest] = to.split('/');
  const face = rest.join('/');
  if (here !== 'modules') return entries.includes(face) ? undefined : `goes past the face of ${module}`;
  const own = from.split('/')[1]!;
  if (own === module) return undefined;
  if (order.indexOf(module) > order.indexOf(own)) return `goes from ${own} to ${module}, which comes later`;
  return faces.includes(face) ? undefined : `goes past the face of ${module}`;
}

/**
 * Holds the walls between the rooms of `server` and between its modules, finds circles of imports, and SQL outside of stores.
 * @param root the folder `server`. @returns how many files were seen, and a sentence for each thing that is wrong.
 */
export function checkWalls(root: string, order: readonly string[] = declared, homes: Readonly<Record<string, string>> = sqlHomes): { files: number; faults: string[] } {
  const seen = scan(root);
  const faults: string[] = [];
  for (const edge of seen.lost) faults.push(`${edge.from} imports ${edge.to}, which is not there`);
  for (const edge of seen.edges) {
    const wrong = fault(edge, order);
    if (wrong) faults.push(`${edge.from} → ${edge.to}: ${wrong}`);
  }
  for (const group of cycles(seen)) faults.push(`a circle: ${group.join(', ')}`);
  for (const room of new Set(seen.files.map(roomOf))) if (rank(room) < 0) faults.push(`the room ${room} has no place in tools/walls/order.ts`);
  const modules = new Set(seen.files.filter((file) => roomOf(file) === 'modules').map((file) => file.split('/')[1]!));
  for (const module of modules) if (!order.includes(module)) faults.push(`the module ${module} has no place in tools/walls/order.ts`);
  for (const module of order) if (!modules.has(module)) faults.push(`tools/walls/order.ts names the module ${module}, which is not there`);
  faults.push(...checkSql(root, seen.files, homes));
  return { files: seen.files.length, faults };
}
