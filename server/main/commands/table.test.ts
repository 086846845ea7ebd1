import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommand, type Ran } from '../../../test/support/command-line.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { startReceiver, type Receiver } from '../../../test/support/receiver.ts';
import { createOrganization } from '../../modules/organizations/index.ts';
import { createToken } from '../../modules/tokens/index.ts';
import { checkout } from '../../platform/checkout.ts';
import { commands } from './table.ts';

const names = commands.map((command) => command.name);
const words = (name: string): string[] => name.split(' ');

let parley: TestParley;
let shop: Tenant;
let receiver: Receiver;
let folder: string;
let subscription: string;
let event: string;
/** What no command may print. */
const secrets: string[] = [];
const printed: string[] = [];

async function run(...argv: string[]): Promise<Ran> {
  const ran = await runCommand(...argv);
  printed.push(ran.out, ran.err);
  return ran;
}

beforeAll(async () => {
  const key = Buffer.alloc(32, 9).toString('base64');
  parley = await startParley({ PARLEY_KEY: key, PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });
  await parley.work.deliverer.stop();
  shop = await parley.tenant('shop');
  receiver = await startReceiver();
  folder = mkdtempSync(path.join(os.tmpdir(), 'parley-commands-'));
  const hook = {
    name: 'Till',
    url: receiver.url,
    events: ['ConversationNoteAdded'],
    authorization: { _type: 'BasicAuth', username: 'till', password: 'hidden-password' },
    customHeaders: { 'X-Token': 'hidden-header' },
  };
  const { data } = (await shop.call('POST', '/webhooks', hook)).body;
  subscription = data.id;
  const conversation = await shop.conversation();
  await shop.call('POST', `/conversations/${conversation}/notes`, { message: 'x' });
  expect(await parley.ctx.events.caughtUp('webhooks', 10_000)).toBe(true);
  event = (await parley.ctx.db.pool.query('SELECT event_id FROM webhook_delivery')).rows[0].event_id;
  // Of an organization that no command below prints a token of.
  const other = await createOrganization(parley.ctx.db, parley.clock, { subdomain: 'other' });
  secrets.push(await createToken(parley.ctx.db, parley.clock, { organizationId: other.organizationId, personId: other.adminId, name: 'theirs' }));
  secrets.push(key, data.secretKey, 'hidden-password', 'hidden-header', Buffer.from('till:hidden-password').toString('base64'), shop.token);
  const settings = {
    DATABASE_URL: parley.databaseUrl,
    PARLEY_DATA_DIR: folder,
    PARLEY_KEY: key,
    PARLEY_LOG_LEVEL: 'silent',
    PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
    PARLEY_URL: await parley.app.listen({ host: '127.0.0.1', port: 0 }),
    PARLEY_TOKEN: shop.token,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await parley.close();
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('every command', () => {
  test.each(names)('%s --help prints its usage, and ends with 0', async (name) => {
    const ran = await run(...words(name), '--help');
    const command = commands.find((candidate) => candidate.name === name)!;
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(new RegExp(`^${command.summary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\n\nUsage: npx parley ${name}[ \n]`));
    for (const option of Object.keys(command.options)) expect(ran.out).toContain(`  --${option}`);
  });

  test.each(names)('%s says which option it does not know, prints nothing else, and ends with 2', async (name) => {
    const ran = await run(...words(name), '--no-such-option');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(/^[A-Z][^\n]*--no-such-option[^\n]*\n\n[^\n]+\n\nUsage: npx parley /);
  });

  test('stands in the overview, and what is no command is named', async () => {
    const overview = await run('--help');
    expect([overview.code, overview.err]).toEqual([0, '']);
    for (const { name, summary } of commands) expect(overview.out).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'm'));
    expect(await run('--version')).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' });
    expect(await run('nonsense')).toEqual({ code: 2, out: '', err: 'There is no command "nonsense". npx parley --help lists them.\n' });
    expect(await run()).toEqual({ code: 2, out: overview.out, err: '' });
  });
});

/** A command line for each command that prints data, and a part of what it prints. Those without --json stand below. */
const samples: Readonly<Record<string, { readonly line: () => readonly string[]; readonly prints: unknown }>> = {
  // Before the others change anything.
  'config export': { line: () => ['--organization', 'shop'], prints: { organizations: [expect.objectContaining({ subdomain: 'shop' })] } },
  'config plan': { line: () => [path.join(folder, 'parley.yaml')], prints: { changes: [] } },
  'config apply': { line: () => [path.join(folder, 'parley.yaml')], prints: { changes: [] } },
  migrate: { line: () => [], prints: { migrated: [] } },
  seed: { line: () => ['--organization', 'lived-in'], prints: { conversations: expect.any(Number) } },
  'organization create': { line: () => ['--subdomain', 'new'], prints: { id: expect.any(String), subdomain: 'new' } },
  'token create': { line: () => ['--name', 'till', '--organization', 'shop'], prints: { token: expect.stringMatching(/^parley_/) } },
  'token list': { line: () => ['--organization', 'shop'], prints: { tokens: expect.arrayContaining([expect.objectContaining({ name: 'till', organization: 'shop' })]) } },
  'token revoke': { line: () => [secrets[0]!], prints: { revoked: expect.stringMatching(/^[0-9A-Za-z]{10}$/) } },
  'webhooks list': { line: () => ['--organization', 'shop'], prints: { subscriptions: [expect.objectContaining({ name: 'Till' })] } },
  'webhooks deliveries': { line: () => [subscription, '--organization', 'shop'], prints: { deliveries: [expect.objectContaining({ event: 'ConversationNoteAdded' })] } },
  'webhooks replay': { line: () => [subscription, '--organization', 'shop', '--event', event], prints: { replayed: expect.any(Number) } },
  'webhooks test': { line: () => [subscription, '--organization', 'shop'], prints: { success: true } },
  reindex: { line: () => [], prints: { indexed: expect.any(Number) } },
  api: { line: () => ['get-tags'], prints: { data: [] } },
  audit: { line: () => ['--organization', 'shop'], prints: { calls: [] } },
  // A test server does not work by itself, so what is late here is late.
  doctor: { line: () => [], prints: { ok: expect.any(Boolean), findings: expect.any(Array) } },
};
/** These run until they are stopped, speak a protocol, or print one form only. */
const others = ['serve', 'emulate', 'config schema', 'completion', 'mcp'];
/** These want the embedded database, and print their JSON in test/crash/backup.test.ts. */
const embedded = ['backup', 'restore'];

describe('--json', () => {
  test('has a sample below for every command', () => {
    expect([...Object.keys(samples), ...others, ...embedded].toSorted()).toEqual(names.toSorted());
    for (const { name, options } of commands) expect('json' in options, name).toBe(name in samples || [...embedded, 'emulate'].includes(name));
  });

  test('prints one JSON value and nothing else, for every command that prints data', async () => {
    expect((await run('config', 'export', '--organization', 'shop', '--output', path.join(folder, 'parley.yaml'))).code).toBe(0);
    expect(readFileSync(path.join(folder, 'parley.yaml'), 'utf8')).toContain('subdomain: shop');
    for (const [name, { line, prints }] of Object.entries(samples)) {
      const { code, out, err } = await run(...words(name), ...line(), '--json');
      expect([0, name === 'doctor' ? 1 : 0], `${name}: ${err}`).toContain(code);
      expect(JSON.parse(out), name).toMatchObject(prints as object);
      const plain = await run(...words(name), ...line().map((word) => (word === 'new' ? 'newer' : word === 'lived-in' ? 'lived-in-too' : word)));
      if (name !== 'token revoke') expect([0, name === 'doctor' ? 1 : 0], `${name}: ${plain.err}`).toContain(plain.code);
    }
  });

  test('the schema of settings, the completions and the tools without a token', async () => {
    expect(JSON.parse((await run('config', 'schema')).out)).toMatchObject({ type: 'object' });
    expect((await run('completion', 'bash')).out).toContain('_parley');
    vi.stubEnv('PARLEY_TOKEN', '');
    for (const name of ['mcp', 'api']) expect(await run(name, ...(name === 'api' ? ['get-tags'] : []))).toEqual({ code: 1, out: '', err: expect.stringMatching(/^PARLEY_TOKEN is not set[^\n]*\n$/) });
    vi.stubEnv('PARLEY_TOKEN', shop.token);
  });
});

/** Starts a command as people do, and stops it once it has printed what is awaited. */
function live(argv: readonly string[], env: Record<string, string>, awaited: RegExp): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(checkout, 'bin/parley.mjs'), ...argv], { env: { ...process.env, ...env } });
  const got = { out: '', err: '' };
  let told = false;
  child.stderr.on('data', (chunk) => (got.err += String(chunk)));
  child.stdout.on('data', (chunk) => {
    got.out += String(chunk);
    if (told || !awaited.test(got.out)) return;
    told = true;
    child.kill('SIGTERM');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...got })));
}

test('serve and emulate say where they answer, and end with 0 when they are told to stop', async () => {
  const [served, emulated] = await Promise.all([live(['serve'], { PARLEY_PORT: '0', PARLEY_PROT: '1', PARLEY_LOG_LEVEL: 'warn' }, /token create/), live(['emulate', '--empty', '--json'], {}, /\n/)]);
  expect(served.code).toBe(0);
  expect(JSON.parse(served.err.split('\n')[0]!)).toMatchObject({ level: 40, msg: 'PARLEY_PROT is no setting of Parley and is ignored: did you mean PARLEY_PORT?' });
  expect(served.out).toMatch(/^Parley answers on http:\/\/127\.0\.0\.1:\d+ /m);
  expect(emulated).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(emulated.out)).toMatchObject({ url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), token: expect.any(String) });
  printed.push(served.out, served.err, emulated.out, emulated.err);
}, 60_000);

test('no secret was printed by any of them', () => {
  expect(printed.length).toBeGreaterThan(100);
  const all = printed.join('\n');
  for (const secret of secrets) expect(all.includes(secret), `${secret.slice(0, 6)}…`).toBe(false);
});
