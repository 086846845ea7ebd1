// What `import … from 'parley/emulator'` gives.
import { load } from './bundle.mjs';

let loaded;

/** The code is loaded when it is first called for: nothing is awaited at the top, so that `require` finds this too. */
export async function startEmulator(...args) {
  loaded ??= load('server/main/emulator/emulator.ts', 'emulator');
  const emulator = await loaded;
  return await emulator.startEmulator(...args);
}
