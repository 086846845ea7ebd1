import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runCommand } from '../../../test/support/command-line.ts';
import { databaseServer, freshDatabase } from '../../../test/support/parley.ts';
import { Keys } from '../../platform/keys.ts';

let url: string;
let folder: string;

beforeAll(async () => {
  url = await freshDatabase();
  folder = mkdtempSync(path.join(os.tmpdir(), 'parley-refusals-'));
  writeFileSync(path.join(folder, 'file'), '');
});
beforeEach(() => {
  vi.unstubAllEnvs();
  vi.stubEnv('DATABASE_URL', url);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Runs what cannot be done, and answers what is said of it: one sentence, no stack. */
async function refused(code: number, ...argv: string[]): Promise<string> {
  const ran = await runCommand(...argv);
  expect([ran.code, ran.out]).toEqual([code, '']);
  expect(ran.err).not.toMatch(/\n {4}at |Error: /);
  return ran.err;
}

test('what was mistyped is named, with what may stand there', async () => {
  expect(await refused(2, 'token')).toBe('Say which: token create, token list, token revoke. npx parley token --help says more of each.\n');
  expect(await refused(2, 'tokens', 'list')).toBe('There is no command "tokens": did you mean token? npx parley --help lists them.\n');
  vi.stubEnv('PARLEY_DATADIR', folder);
  expect(await refused(1, 'token', 'revoke', 'one')).toMatch(/^PARLEY_DATADIR is no setting of Parley and is ignored: did you mean PARLEY_DATA_DIR\?\n/);
  vi.stubEnv('PARLEY_DATADIR', undefined);
  expect(await refused(2, 'token', 'revoke', 'one', 'two')).toMatch(/^"two" is one word too many\n/);
  expect(await refused(2, 'audit', '--outcome', 'odd')).toMatch(/^--outcome must be one of done, refused, denied, failed, begun\n/);
  expect(await refused(2, 'audit', '--since', 'yesterday')).toMatch(/^--since must be a time, such as /);
  expect(await refused(2, 'webhooks', 'replay', '0193a5a1-7b60-7d28-a3c5-90e4f1b27d68', '--from', '2026-03-02', '--to', '2026-03-01')).toMatch(/^--to must not lie before --from\n/);
  expect(await refused(2, 'emulate', '--now', 'soon')).toMatch(/^--now is "soon": it must be a time, such as /);
});

test('a token never has a scope that there is not, and none by an empty list', async () => {
  await runCommand('organization', 'create', '--subdomain', 'scopes');
  expect(await refused(2, 'token', 'create', '--name', 'x', '--scopes', 'read,Tag:write')).toMatch(/^--scopes: "Tag:write" is no scope: .* The tags are Agents, /);
  expect(await refused(2, 'token', 'create', '--name', 'x', '--scopes', ' ')).toMatch(/^--scopes is empty: leave it out/);
  expect((await runCommand('token', 'create', '--name', 'x', '--scopes', 'read, End Users:write')).code).toBe(0);
  const { out } = await runCommand('token', 'list', '--json');
  expect((JSON.parse(out) as { tokens: { scopes: string[] }[] }).tokens.map((token) => token.scopes)).toEqual([['read', 'End Users:write']]);
  const settings = path.join(folder, 'parley.yaml');
  writeFileSync(settings, 'organizations: [{ subdomain: scopes, tokens: [{ name: x, scopes: [everything] }] }]');
  expect(await refused(1, 'config', 'plan', settings)).toMatch(/organizations\[0\]\.tokens\[0\]\.scopes: "everything" is no scope/);
});

test('an organization that cannot be made, and a seed that is there, are told in a sentence', async () => {
  expect(await refused(1, 'organization', 'create', '--subdomain', 'Bad Name')).toMatch(/^"Bad Name" is no subdomain: /);
  expect(await refused(2, 'organization', 'create', '--subdomain', 'nameless', '--name', '')).toMatch(/^--name is empty/);
  expect((await runCommand('seed', '--organization', 'twice')).code).toBe(0);
  expect(await refused(1, 'organization', 'create', '--subdomain', 'twice')).toBe('There is an organization twice already.\n');
  expect(await refused(1, 'seed', '--organization', 'twice')).toMatch(/^twice has the demonstration data already, .*nothing was changed\./);
});

test('a settings file that cannot be read or written is told in a sentence', async () => {
  const settings = path.join(folder, 'bad.yaml');
  const plan = async (text: string): Promise<string> => {
    writeFileSync(settings, text);
    return (await refused(1, 'config', 'plan', settings)).slice(settings.length);
  };
  expect(await plan('organizations: [*shop]')).toMatch(/^: .*alias.*shop/);
  expect(await plan('organizations: []\n---\norganizations: []')).toMatch(/^: it holds more than one document/);
  expect(await plan('organizations: [{ subdomain: Shop! }]')).toBe(': organizations[0].subdomain: use lower-case letters, digits and hyphens, at most 63\n');
  expect(await refused(1, 'config', 'export', '--output', '/not/there/parley.yaml')).toMatch(/^\/not\/there\/parley\.yaml cannot be written: /);
});

test('the API from a terminal names a body that is not there, and never the token', async () => {
  vi.stubEnv('PARLEY_TOKEN', 'parley_hush\nhush');
  expect(await refused(1, 'api', 'get-tags')).toMatch(/^PARLEY_TOKEN has /);
  vi.stubEnv('PARLEY_TOKEN', 'parley_hush');
  expect(await refused(2, 'api', 'post-search-conversations', '--body', '@/not/there')).toMatch(/^--body: \/not\/there cannot be read: /);
});

test('a database that cannot be used is told with what to do, and without its password', async () => {
  const other = (change: (url: URL) => void): string => {
    // The host of a socket stands in the query; a URL without one cannot hold a password.
    const parsed = new URL(url);
    change(parsed);
    return parsed.href;
  };
  const cases: [string, RegExp][] = [
    ['postgres://parley:hush-hush@127.0.0.1:1/parley', /^No PostgreSQL answers at 127\.0\.0\.1:1: start it, or correct DATABASE_URL\.\n$/],
    ['postgres://parley:hush-hush@localhost:1/parley', /^No PostgreSQL answers at localhost:1: /],
    ['postgres://parley:hush-hush@no-such-host.invalid/parley', /^The host no-such-host\.invalid is not known: /],
    [other((at) => (at.password = 'hush-hush')), /lets "parley" not in \(.*\): correct the user or password in DATABASE_URL/],
    [other((at) => (at.pathname = '/elsewhere')), /^There is no database "elsewhere" at .*: make it/],
  ];
  for (const [database, says] of cases) {
    vi.stubEnv('DATABASE_URL', database);
    for (const command of ['migrate', 'serve']) expect(await refused(1, command)).toMatch(says);
    const { out } = await runCommand('doctor');
    expect(out).toMatch(new RegExp(says.source.replace('^', '').replace('\\n$', '')));
    expect(out).not.toContain('hush-hush');
  }
});

test('a database that has too few connections for the server is told with what to do, whichever thread comes too late', async () => {
  const scarce = await freshDatabase();
  const client = new pg.Client({ connectionString: databaseServer() });
  await client.connect();
  vi.stubEnv('DATABASE_URL', scarce);
  vi.stubEnv('PARLEY_PORT', '0');
  vi.stubEnv('PARLEY_LOG_LEVEL', 'silent');
  // Enough for the migration and for one of the two threads; with a few more it may begin all the same, and wait for the rest.
  await client.query(`ALTER DATABASE ${new URL(scarce).pathname.slice(1)} CONNECTION LIMIT 1`);
  expect(await refused(1, 'serve', '--empty')).toMatch(/^PostgreSQL at .* has no connection left \(.*\): raise its max_connections, or lower PARLEY_POOL_SIZE \(a process takes 12 more\)\.\n$/);
  await client.end();
});

test('an address of a database that cannot be read is told with what is wrong, and without its password', async () => {
  for (const [database, says] of [
    ['postgres://parley:hush-hush@localhost/parley?sslmode=verify-full&sslrootcert=/not/there.pem', /^DATABASE_URL: .*\/not\/there\.pem/],
    ['postgres://parley:hush-hush@/parley?host=/run', /^DATABASE_URL is not a URL .*a socket is named as postgres:/],
  ] as const) {
    vi.stubEnv('DATABASE_URL', database);
    const said = await refused(1, 'migrate');
    expect(said).toMatch(says);
    expect(said).not.toContain('hush-hush');
  }
});

test('a data directory that is none is told with what to do', async () => {
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('PARLEY_DATA_DIR', path.join(folder, 'file'));
  expect(await refused(1, 'serve')).toMatch(/^The data directory .*file cannot be used: it is not a directory\. Mend that, or set PARLEY_DATA_DIR/);
  vi.stubEnv('PARLEY_DATA_DIR', path.join(folder, 'file', 'below'));
  for (const command of [['serve'], ['token', 'list']]) expect(await refused(1, ...command)).toMatch(/cannot be used: a part of its path is not a directory\./);
});

test('a backup that cannot be written, and a file that is none, are told in a sentence', async () => {
  vi.stubEnv('DATABASE_URL', '');
  const dataDir = path.join(folder, 'data');
  // As far as anybody looks before the place of the backup is chosen.
  mkdirSync(path.join(dataDir, 'postgres', '18'), { recursive: true });
  writeFileSync(path.join(dataDir, 'postgres', '18', 'PG_VERSION'), '18');
  vi.stubEnv('PARLEY_DATA_DIR', dataDir);
  const file = path.join(folder, 'file');
  const below = path.join(file, 'backup.tar.gz');
  expect(await refused(1, 'backup', below)).toBe(`${file} cannot be written: it is not a directory. No backup was made.\n`);
  expect(await refused(1, 'backup', file)).toBe(`${file} exists already: name another file.\n`);
  const long = path.join(folder, 'n'.repeat(300), '/');
  expect(await refused(1, 'backup', long)).toMatch(/cannot be written: its name is too long\. No backup was made\.\n$/);
  expect(await refused(1, 'restore', below)).toBe(`${below} cannot be read: a part of its path is not a directory.\n`);
  // The file comes first, whatever else is wrong.
  expect(await refused(1, 'restore', '/not/there')).toBe('There is no file /not/there.\n');
  expect(await refused(1, 'restore', file)).toMatch(/^The data directory .*data is not empty \(postgres\)/);
  vi.stubEnv('PARLEY_DATA_DIR', file);
  expect(await refused(1, 'restore', file)).toMatch(/^The data directory .*file cannot be used: /);
});

test.runIf(process.platform === 'linux')('where the system makes nothing, nothing waits for it', async () => {
  vi.stubEnv('DATABASE_URL', '');
  vi.stubEnv('PARLEY_DATA_DIR', path.join(folder, 'data'));
  for (const place of ['/proc/none/', '/proc/none/below', '/proc/none/further/below'])
    expect(await refused(1, 'backup', place)).toBe('/proc/none cannot be written: it is not there and cannot be made. No backup was made.\n'.replace('/proc/none', path.dirname(`${place}x`)));
  vi.stubEnv('PARLEY_DATA_DIR', '/proc/none/below');
  expect(await refused(1, 'serve')).toMatch(/^The data directory \/proc\/none\/below cannot be used: it is not there and cannot be made\./);
  expect(() => new Keys({ key: undefined, dataDir: '/proc/none/below' }).seal('secret', 'test')).toThrow(/ENOENT/);
});

test('a port that is taken is told with the setting that chooses another', async () => {
  vi.stubEnv('PARLEY_LOG_LEVEL', 'silent');
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const serve = async (): Promise<string> => (await runCommand('serve', '--empty')).err;
  vi.stubEnv('PARLEY_PORT', String(port));
  expect(await serve()).toBe(`Port ${port} of 127.0.0.1 is taken by another program: stop that one, or choose another port with PARLEY_PORT.\n`);
  vi.stubEnv('PARLEY_PORT', '0');
  vi.stubEnv('PARLEY_METRICS_PORT', String(port));
  expect(await serve()).toMatch(/ or choose another port with PARLEY_METRICS_PORT\.\n$/);
  other.close();
});
