// A database of an older release is brought to today's schema whatever happens meanwhile, with everything that was in it.
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../server/base/ids.ts';
import { migrations } from '../../server/main/migrations.ts';
import { migrate } from '../../server/platform/db/migrate.ts';
import { databaseUrl, TEMPLATE } from '../support/global-setup.ts';
import { databaseServer } from '../support/parley.ts';
import { until } from './server.ts';

const all = migrations();
const numbers = all.map(({ number }) => number);
const CONVERSATIONS = 400;

let server: pg.Client;
let name: string;
let url: string;
let client: pg.Client;

const connected = async (to: string): Promise<pg.Client> => {
  const made = new pg.Client({ connectionString: to });
  made.on('error', () => {});
  await made.connect();
  return made;
};

beforeEach(async () => {
  server = await connected(databaseServer());
  name = `test_${newId().replaceAll('-', '')}`;
  await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  url = databaseUrl(databaseServer(), name);
  client = await connected(url);
});
afterEach(async () => {
  await client.end();
  await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await server.end();
});

/** What the first release could hold: people, conversations with notes, and their events. */
async function fill(): Promise<void> {
  const organization = newId();
  await client.query(`INSERT INTO organization (id, subdomain, name, created_at) VALUES ($1, 'old', 'Old', now())`, [organization]);
  const person = newId();
  await client.query(`INSERT INTO person (organization_id, id, kind, display_name, created_at, updated_at) VALUES ($1, $2, 'EndUser', 'Ida', now(), now())`, [organization, person]);
  await client.query(
    `INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at)
     SELECT $1, n, 'ChatConversation', 'WidgetChat', $2, 'Inbound', 'Open', now(), now() FROM generate_series(1, $3::int) AS n`,
    [organization, person, CONVERSATIONS],
  );
  await client.query(
    `INSERT INTO event (organization_id, seq, xid, id, type, conversation_id, at, recorded_at, data)
     SELECT $1, n, pg_current_xact_id(), gen_random_uuid(), 'TagAdded', n, now(), now(), '{}' FROM generate_series(1, $2::int) AS n`,
    [organization, CONVERSATIONS],
  );
}

const held = async (): Promise<unknown> =>
  (
    await client.query(
      `SELECT (SELECT count(*)::int FROM conversation) AS conversations, (SELECT count(DISTINCT conversation_id)::int FROM event) AS events, (SELECT display_name FROM person) AS person`,
    )
  ).rows[0];
const whole = { conversations: CONVERSATIONS, events: CONVERSATIONS, person: 'Ida' };
const done = async (): Promise<number[]> => (await client.query<{ number: number }>('SELECT number FROM migration ORDER BY number')).rows.map((row) => row.number);

/** All columns, indexes and rules of a database, as text. */
async function shapeOf(of: pg.Client): Promise<unknown[]> {
  const { rows } = await of.query<{ text: string }>(`
    SELECT text FROM (
      SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS text FROM information_schema.columns WHERE table_schema = 'public'
      UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    ) AS shape ORDER BY text COLLATE "C"`);
  return rows.map((row) => row.text);
}

/** The first release that has events. */
const FIRST = all.findIndex(({ number }) => number === 4) + 1;

test.each([FIRST, FIRST + 3, all.length - 1])('from the schema of the first %i migrations: the same as a new one, with all data', async (count) => {
  await migrate(url, all.slice(0, count));
  await fill();
  expect(await migrate(url, all)).toEqual(all.slice(count).map((migration) => migration.name));
  expect(await held()).toEqual(whole);
  const fresh = await connected(databaseUrl(databaseServer(), TEMPLATE));
  expect(await shapeOf(client)).toEqual(await shapeOf(fresh));
  await fresh.end();
});

test('a migration that is cut off at any statement leaves what was before it, and the next start goes on', async () => {
  await migrate(url, all.slice(0, FIRST));
  await fill();
  // A lock of ours holds each of them at its first change of a table that there is; then its connection is cut, as by kill -9.
  let cuts = 0;
  for (let before = await done(); before.length < all.length; before = await done()) {
    const holder = await connected(url);
    await holder.query('BEGIN; LOCK TABLE organization, person, conversation, event, message, migration IN SHARE UPDATE EXCLUSIVE MODE');
    let over = false;
    const cut = migrate(url, all).then(
      () => (over = true),
      () => (over = true),
    );
    const pid = await until('it waits for us or is through', async () => {
      const { rows } = await server.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = $1 AND application_name = 'parley migrate' AND wait_event_type = 'Lock' AND state = 'active'`,
        [name],
      );
      return rows[0]?.pid ?? (over ? 0 : undefined);
    });
    if (pid !== 0) {
      await server.query('SELECT pg_terminate_backend($1, 5000)', [pid]);
      cuts++;
    }
    await cut;
    expect(numbers.slice(0, (await done()).length)).toEqual(await done());
    expect(await held()).toEqual(whole);
    await holder.query('ROLLBACK');
    await holder.end();
    const left = await done();
    // On to the next one.
    await migrate(url, all.slice(0, left.length + 1));
  }
  expect(cuts).toBeGreaterThan(0);
  expect(await done()).toEqual(numbers);
  expect(await held()).toEqual(whole);
}, 60_000);

test('whoever finds another process migrating says so, and goes on after it', async () => {
  await client.query('SELECT pg_advisory_lock(7305411)');
  // Let go by the word of whoever waits: without it nobody would go on.
  const ran = await migrate(url, all.slice(0, 1), () => void client.query('SELECT pg_advisory_unlock(7305411)'));
  expect(ran).toHaveLength(1);
});

test('processes that start at once migrate once', async () => {
  await migrate(url, all.slice(0, FIRST));
  await fill();
  const ran = await Promise.all(Array.from({ length: 5 }, () => migrate(url, all)));
  expect(ran.flat()).toEqual(all.slice(FIRST).map((migration) => migration.name));
  expect(await held()).toEqual(whole);
});

describe('is refused in a sentence, and nothing is changed', () => {
  test('a schema of a newer release', async () => {
    await migrate(url, all);
    await client.query(`INSERT INTO migration (number, name, checksum) VALUES (9999, 'from-the-future', 'x')`);
    const before = await shapeOf(client);
    await expect(migrate(url, all)).rejects.toThrow('The database has migration 9999 (from-the-future), which this release does not know: it was used by a newer release. Run that one.');
    expect(await shapeOf(client)).toEqual(before);
  });

  test('a migration that was changed after it ran', async () => {
    await migrate(url, all);
    await client.query(`UPDATE migration SET checksum = 'x' WHERE number = 3`);
    await expect(migrate(url, all)).rejects.toThrow(/^Migration 3 \(conversations\) differs from the one that ran on this database/);
  });

  test('a database that lacks letters', async () => {
    await client.end();
    await server.query(`DROP DATABASE ${name}`);
    await server.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'`);
    client = await connected(url);
    await expect(migrate(url, all)).rejects.toThrow(`The database holds text as LATIN1, which lacks letters that people write: make another, with ENCODING 'UTF8'.`);
    expect((await client.query(`SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).rowCount).toBe(0);
  });

  test('a role that may make nothing', async () => {
    // Nothing but what everybody may: connect, and look.
    await server.query(`REVOKE CREATE ON DATABASE ${name} FROM PUBLIC`);
    await client.query('CREATE SCHEMA shut; REVOKE ALL ON SCHEMA shut FROM PUBLIC');
    await client.query(`ALTER DATABASE ${name} SET search_path = pg_catalog`);
    await expect(migrate(url, all)).rejects.toThrow(/lacks rights in the database ".*" \(permission denied/);
  });
});

test('no migration holds what cannot run in a transaction', () => {
  for (const { number, text } of all) expect(/\bCONCURRENTLY\b|^\s*(VACUUM|ALTER SYSTEM|COMMIT)\b/im.test(text), String(number)).toBe(false);
});
