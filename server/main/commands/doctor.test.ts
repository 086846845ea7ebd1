import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCommand } from '../../../test/support/command-line.ts';
import { freshDatabase } from '../../../test/support/parley.ts';
import { newId } from '../../base/ids.ts';
import { openDatabase, sql, type Database, type Sql } from '../../platform/db/database.ts';

interface Report {
  readonly ok: boolean;
  readonly findings: readonly { readonly check: string; readonly ok: boolean; readonly says: string }[];
}

const organizationId = newId();
let db: Database;

/** A database on which all is well. */
beforeEach(async () => {
  const url = await freshDatabase();
  db = openDatabase({ url, poolSize: 1, name: 'doctor test' });
  vi.stubEnv('DATABASE_URL', url);
  await db.execute(sql`INSERT INTO organization (id, subdomain, name, created_at) VALUES (${organizationId}, 'shop', 'Shop', now())`);
  await db.execute(sql`DELETE FROM event_cursor`);
  await db.execute(sql`INSERT INTO event_cursor (follower) VALUES ('search'), ('webhooks')`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await db.close();
});

/** What the doctor says, in its two forms, which must be the same. */
async function examine(): Promise<Report & { code: number }> {
  const plain = await runCommand('doctor');
  const { code, out, err } = await runCommand('doctor', '--json');
  const report = JSON.parse(out) as Report;
  expect([plain.code, plain.err, err]).toEqual([code, '', '']);
  expect(plain.out).toBe(report.findings.map((one) => `${one.ok ? 'ok  ' : 'BAD '} ${one.check}: ${one.says}\n`).join(''));
  expect(code).toBe(report.ok ? 0 : 1);
  expect(report.ok).toBe(report.findings.every((one) => one.ok));
  return { ...report, code };
}

const wrong = (report: Report): Record<string, string> => Object.fromEntries(report.findings.filter((one) => !one.ok).map((one) => [one.check, one.says]));

test('says that all is well, and ends with 0', async () => {
  const report = await examine();
  expect([report.code, wrong(report)]).toEqual([0, {}]);
  expect(report.findings.map((one) => one.check)).toEqual(['node', 'settings', 'postgresql', 'schema', 'organizations', 'follower search', 'follower webhooks', 'timers', 'webhook deliveries']);
});

const subscription = (failingSince: Sql): Sql => sql`
  INSERT INTO webhook_subscription (organization_id, id, name, url, events, enabled, secrets, active_since, failing_since, created_at, created_by, updated_at, updated_by)
  VALUES (${organizationId}, '0193a5a1-7b60-7d28-a3c5-90e4f1b27d68', 'Till', 'https://receiver.shop/', '{}', true, '', now(), ${failingSince}, now(), ${organizationId}, now(), ${organizationId})`;
const delivery = sql`
  INSERT INTO webhook_delivery (organization_id, event_id, subscription_id, type, seq, ready, next_at, created_at)
  VALUES (${organizationId}, ${organizationId}, '0193a5a1-7b60-7d28-a3c5-90e4f1b27d68', 'ConversationClosed', 1, true, now() - interval '6 minutes', now())`;
const event = (count: number, age: string): Sql => sql`
  INSERT INTO event (organization_id, id, type, at, recorded_at) SELECT ${organizationId}, gen_random_uuid(), 'TagCreated', now(), now() - ${age}::interval FROM generate_series(1, ${count})`;

describe('says what is wrong and what to do, and ends with 1', () => {
  test.each<[string, readonly Sql[], Record<string, RegExp>]>([
    ['migrations that are missing', [sql`DELETE FROM migration WHERE number IN (3, 7)`], { schema: /^2 migrations are missing: run npx parley migrate\.$/ }],
    ['a database that was never used', [sql`DROP TABLE migration`], { schema: /^\d+ migrations are missing: run npx parley migrate\.$/ }],
    ['a migration of another release', [sql`UPDATE migration SET checksum = 'x' WHERE number = 4`], { schema: /^Migration 4 is not the one of this release: .*restore a backup\.$/ }],
    ['a database of a newer release', [sql`INSERT INTO migration (number, name, checksum) VALUES (9999, 'later', 'x')`], { schema: /^The database has migration 9999, .*run the newer release/ }],
    ['no organization', [sql`DELETE FROM organization`], { organizations: /npx parley serve, or npx parley organization create/ }],
    [
      'a follower that stands still',
      [event(1, '6 minutes'), sql`UPDATE event_cursor SET xid = '18446744073709551614' WHERE follower = 'search'`],
      { 'follower webhooks': /^1 events behind, the oldest of .*: start a server if none runs; else look for "webhooks"/ },
    ],
    [
      'a follower that is slower than the writers',
      [event(10_001, '1 second'), sql`UPDATE event_cursor SET xid = '18446744073709551614' WHERE follower = 'webhooks'`],
      { 'follower search': /^10001 events behind/ },
    ],
    [
      'a timer that nobody works off',
      [sql`INSERT INTO timer (id, organization_id, kind, subject, due_at) VALUES (${newId()}, ${organizationId}, 'followup', '1', now() - interval '6 minutes')`],
      { timers: /^1 timers are due, the oldest since .*: start a server if none runs/ },
    ],
    ['deliveries that nobody makes', [subscription(sql`NULL`), delivery], { 'webhook deliveries': /^1 deliveries are due, the oldest since .*: start a server if none runs/ }],
    [
      'a receiver that takes nothing',
      [subscription(sql`now() - interval '2 hours'`)],
      { 'webhook 0193a5a1-7b60-7d28-a3c5-90e4f1b27d68': /^"Till" has taken nothing since .*npx parley webhooks deliveries 0193a5a1/ },
    ],
  ])('%s', async (_name, statements, says) => {
    for (const statement of statements) await db.execute(statement);
    const report = await examine();
    expect(report.code).toBe(1);
    const found = wrong(report);
    expect(Object.keys(found)).toEqual(Object.keys(says));
    for (const [check, pattern] of Object.entries(says)) expect(found[check]).toMatch(pattern);
  });

  test('what is a little late is not wrong', async () => {
    for (const statement of [event(9000, '4 minutes'), subscription(sql`now() - interval '30 minutes'`)]) await db.execute(statement);
    expect(wrong(await examine())).toEqual({});
  });

  test('settings that cannot be, all of them', async () => {
    vi.stubEnv('PARLEY_PORT', 'eighty');
    vi.stubEnv('PARLEY_POOL_SIZE', '-1');
    const report = await examine();
    expect(report.code).toBe(1);
    expect(wrong(report)).toEqual({ settings: expect.stringMatching(/PARLEY_PORT[^]*PARLEY_POOL_SIZE/) });
  });

  test('a mistyped setting, with the one that was meant', async () => {
    vi.stubEnv('PARLEY_PROT', '9000');
    const report = await examine();
    expect(wrong(report)).toEqual({ 'unknown setting': 'PARLEY_PROT is no setting of Parley and is ignored: did you mean PARLEY_PORT?' });
  });

  test('a database that does not answer, without its password', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://parley:hush-hush@127.0.0.1:1/parley');
    const report = await examine();
    expect(wrong(report)).toEqual({ database: 'No PostgreSQL answers at 127.0.0.1:1: start it, or correct DATABASE_URL.' });
    expect(JSON.stringify(report)).not.toContain('hush-hush');
  });

  test('an embedded database that cannot start', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-doctor-'));
    writeFileSync(path.join(folder, 'file'), '');
    vi.stubEnv('DATABASE_URL', '');
    vi.stubEnv('PARLEY_DATA_DIR', path.join(folder, 'file'));
    const report = await examine();
    expect(wrong(report)).toEqual({ database: expect.stringMatching(/^The data directory .* cannot be used: a part of its path is not a directory\./) });
    rmSync(folder, { recursive: true });
  });
});
