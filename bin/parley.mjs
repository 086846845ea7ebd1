#!/usr/bin/env node
// Starts Parley from a checkout.
import { bundle, BundleError, load } from './bundle.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Parley needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

// Whoever reads us may have gone (`| head`, a terminal that was closed), or his disk is full: no reason to stop in the middle.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.setSourceMapsEnabled(true);
// The thread's code is made here too: who serves may not be allowed to write it.
const [{ main }] = await Promise.all([load('server/main/cli.ts', 'parley'), bundle('server/main/background/entry.ts', 'work')]).catch((error) => {
  if (!(error instanceof BundleError)) throw error;
  console.error(error.message);
  process.exit(1);
});
process.exitCode = await main(process.argv.slice(2));
