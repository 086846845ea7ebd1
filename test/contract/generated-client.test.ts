import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';
import { startParley, type TestParley } from '../support/parley.ts';

const folder = path.join(checkout, 'build', 'generated-client');
let parley: TestParley;
let baseUrl: string;

beforeAll(async () => {
  parley = await startParley();
  await parley.app.listen({ port: 0, host: '127.0.0.1' });
  baseUrl = `http://127.0.0.1:${(parley.app.server.address() as AddressInfo).port}`;
});
afterAll(() => parley.close());

it('a client that an outside generator makes of the downloaded description compiles and makes ten calls', async () => {
  const description = await (await fetch(`${baseUrl}/openapi/beta.json`)).text();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'description.d.ts'), astToString(await openapiTS(description)));
  copyFileSync(path.join(checkout, 'test', 'contract', 'ten-calls', 'calls.ts'), path.join(folder, 'calls.ts'));

  const flags = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,dom', '--allowImportingTsExtensions'];
  const compiled = spawnSync(path.join(checkout, 'node_modules', '.bin', 'tsc'), [...flags, path.join(folder, 'calls.ts')], { encoding: 'utf8', cwd: folder });
  expect(compiled.stdout + compiled.stderr).toBe('');

  const outfile = path.join(folder, 'calls.mjs');
  await build({ entryPoints: [path.join(folder, 'calls.ts')], outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'silent', absWorkingDir: checkout });
  const { tenCalls } = (await import(pathToFileURL(outfile).href)) as { tenCalls: (baseUrl: string, token: string) => Promise<number[]> };
  expect(await tenCalls(baseUrl, (await parley.tenant()).token)).toEqual([200, 201, 200, 201, 200, 200, 201, 204, 200, 200]);
});
