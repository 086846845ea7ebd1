// Makes the browser code that a package ships; see server/api/portal/browser-code.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtPlace, bundleProgram, programs } from '../server/api/portal/browser-code.ts';

for (const name of programs) {
  mkdirSync(path.dirname(builtPlace(name)), { recursive: true });
  writeFileSync(builtPlace(name), await bundleProgram(name));
}
