import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../test/support/parley.ts';
import { openDatabase, sql, type Database } from './database.ts';

const url = await freshDatabase();
/** One connection, so that what a statement leaves behind meets the next one. */
const one: Database = openDatabase({ url, poolSize: 1, name: 'one' });
const other: Database = openDatabase({ url, poolSize: 1, name: 'other' });
afterAll(() => Promise.all([one.close(), other.close()]));
beforeEach(() => other.pool.query('DROP TABLE IF EXISTS thing; CREATE TABLE thing (id int PRIMARY KEY, at timestamptz, words text[], facts jsonb)'));

const insert = (id: number) => one.execute(sql`INSERT INTO thing (id, at, words, facts) VALUES (${id}, ${'2026-01-02T03:04:05.678Z'}, ${['a', 'b"c']}, ${{ deep: [1] }})`);

describe('a prepared statement', () => {
  it('answers the same rows the first time and after, and says how many it touched', async () => {
    expect(await insert(1)).toBe(1);
    const row = { id: 1, at: '2026-01-02T03:04:05.678Z', words: ['a', 'b"c'], facts: { deep: [1] } };
    for (const _time of [1, 2]) expect(await one.query(sql`SELECT * FROM thing WHERE id = ${1}`)).toEqual([row]);
    expect(await one.execute(sql`UPDATE thing SET at = NULL`)).toBe(1);
    expect(await one.query(sql`SELECT * FROM thing WHERE id = ${1}`)).toEqual([{ ...row, at: null }]);
  });

  it('that fails when it runs for the first time runs after', async () => {
    await other.pool.query('INSERT INTO thing (id) VALUES (1)');
    const attempt = (id: number) => one.query(sql`INSERT INTO thing (id) VALUES (${id}) RETURNING id, words`);
    await expect(attempt(1)).rejects.toMatchObject({ code: '23505', constraint: 'thing_pkey' });
    expect(await attempt(2)).toEqual([{ id: 2, words: null }]);
    await expect(attempt(2)).rejects.toMatchObject({ code: '23505' });
    expect(await attempt(3)).toEqual([{ id: 3, words: null }]);
  });

  it('with a mistake in it is refused each time, with the place of the mistake and that of the caller', async () => {
    for (const _time of [1, 2]) await expect(one.query(sql`SELECT nothing FROM thing`)).rejects.toMatchObject({ code: '42703', position: '8', stack: expect.stringContaining('statement.test.ts') });
    expect(await one.query(sql`SELECT 1 AS here`)).toEqual([{ here: 1 }]);
  });

  it('with a value that has no text is refused before it is sent, and the connection serves on', async () => {
    const round: { itself?: unknown } = {};
    round.itself = round;
    await expect(one.query(sql`SELECT ${round}::jsonb AS here`)).rejects.toThrow(/circular/);
    expect(await one.query(sql`SELECT ${{ itself: 1 }}::jsonb AS here`)).toEqual([{ here: { itself: 1 } }]);
  });

  it('whose rows a migration changed shows them as they are now, alone and inside a transaction', async () => {
    await insert(1);
    const all = () => sql`SELECT * FROM thing`;
    const both = () => one.transaction(async (tx) => [await tx.query(all()), await tx.query(sql`SELECT * FROM thing WHERE id = ${1}`)]);
    await one.query(all());
    await both();
    await other.pool.query("ALTER TABLE thing DROP COLUMN words, DROP COLUMN facts, ADD COLUMN colour text DEFAULT 'red'");
    const now = { id: 1, at: '2026-01-02T03:04:05.678Z', colour: 'red' };
    expect(await one.query(all())).toEqual([now]);
    await other.pool.query('ALTER TABLE thing DROP COLUMN at');
    expect(await both()).toEqual([[{ id: 1, colour: 'red' }], [{ id: 1, colour: 'red' }]]);
  });
});
