// What `import … from 'parley/emulator'` gives.
import { load } from './bundle.mjs';

export const { startEmulator } = await load('server/main/emulator/emulator.ts', 'emulator');
