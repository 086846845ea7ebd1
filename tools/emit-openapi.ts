import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { emitOpenApi } from '../server/api/openapi.ts';
import { operations } from '../server/main/operations.ts';
import { checkout } from '../server/platform/checkout.ts';

const file = path.join(checkout, 'contract', 'openapi.beta.yaml');
writeFileSync(file, stringify(emitOpenApi(operations, { version: 'beta' }), { aliasDuplicateObjects: false, lineWidth: 0 }));
process.stdout.write(`${path.relative(checkout, file)} is written: ${operations.filter((operation) => operation.published !== false).length} operations.\n`);
