#!/usr/bin/env node
// Makes the programs that a package ships: whoever installs it has no sources, and may not be able to write where it lies.
import { bundle } from '../bin/bundle.mjs';

await bundle('server/main/cli.ts', 'parley');
await bundle('server/main/emulator/emulator.ts', 'emulator');
await bundle('server/main/background/entry.ts', 'work');
