import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { emitOpenApi } from '../server/api/openapi.ts';
import { operations } from '../server/main/operations.ts';
import { checkout } from '../server/platform/checkout.ts';

// Writes what the typed client knows of the API: its types and its calls. With --check it only says whether they are of today.
const note = '// Written by `npm run contract` from the operation table.\n';

/** The types of all operations and schemas; the same for both versions, so without the paths, and without the examples. */
async function types(): Promise<string> {
  const document = JSON.parse(JSON.stringify(emitOpenApi(operations, { version: 'beta' }), (key, value: unknown) => (key === 'example' ? undefined : value))) as Record<string, unknown>;
  const text = astToString(await openapiTS(document as never, { defaultNonNullable: false }));
  const kept = [...text.matchAll(/^export interface (?:components|operations) \{\n[\s\S]*?^\}\n/gm)].map(([block]) => block.replaceAll(/^( +)\1/gm, '$1'));
  if (kept.length !== 2) throw new Error('the generator wrote something else than it used to');
  return note + kept.join('\n');
}

function table(): string {
  const lines = operations
    .filter((operation) => operation.published !== false)
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
    .map(({ id, method, path: route }) => `  ${/^\w+$/.test(id) ? id : `'${id}'`}: ['${method}', '${route}'],\n`);
  return `${note}
/** Method and path of every operation; the path without its version. */
export const calls = {
${lines.join('')}} as const;
`;
}

const check = process.argv.includes('--check');
for (const [name, text] of [
  ['description.ts', await types()],
  ['calls.ts', table()],
] as const) {
  const file = path.join(checkout, 'client', name);
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stdout.write(`client/${name} is not what the operation table says: run npm run contract\n`);
    process.exitCode = 1;
  }
}
