import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { emitOpenApi } from '../server/api/openapi.ts';
import { operations } from '../server/main/operations.ts';
import { checkout } from '../server/platform/checkout.ts';

// Writes the description of the API into contract/. With --check it only says whether the written one is of today.
const file = path.join(checkout, 'contract', 'openapi.beta.yaml');
const text = stringify(emitOpenApi(operations, { version: 'beta' }), { aliasDuplicateObjects: false, lineWidth: 0 });
const name = path.relative(checkout, file);
const count = operations.filter((operation) => operation.published !== false).length;
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
  process.stdout.write(`${name} is written: ${count} operations\n`);
} else if (readFileSync(file, 'utf8') === text) {
  process.stdout.write(`${name} is of today: ${count} operations\n`);
} else {
  process.stdout.write(`${name} is not what the operation table says: run npm run contract and review the difference\n`);
  process.exitCode = 1;
}
