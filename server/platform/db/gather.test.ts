import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startParley, type TestParley } from '../../../test/support/parley.ts';
import { overRows, sql, type GatheredStatement } from './database.ts';

let parley: TestParley;
beforeAll(async () => {
  parley = await startParley();
  await parley.ctx.db.pool.query('CREATE TABLE gathered (word text PRIMARY KEY CHECK (length(word) < 9))');
});
beforeEach(() => parley.ctx.db.pool.query('DELETE FROM gathered'));
afterAll(() => parley.close());

const writeWords = overRows<{ word: string }, { word: string }>(
  { word: 'text' },
  ({ rows, at, all, inOrder }) => sql`
    WITH i AS MATERIALIZED (SELECT ${all} FROM ${rows} AS i), w AS (INSERT INTO gathered SELECT ${at.word} FROM i)
    SELECT upper(${at.word}) AS word FROM i ${inOrder}`,
);

/** Writes words, counts its runs, and can be held up in the database. */
function statement(): { write: GatheredStatement<{ word: string }, string>; runs: number[] } {
  const runs: number[] = [];
  return {
    runs,
    write: {
      most: 20,
      async run(session, items) {
        runs.push(items.length);
        const rows = await writeWords(session, items);
        return rows.map((row) => row.word);
      },
    },
  };
}

const words = async (like: string): Promise<string[]> => (await parley.ctx.db.query<{ word: string }>(sql`SELECT word FROM gathered WHERE word LIKE ${like} ORDER BY word`)).map((row) => row.word);

test('a call that comes alone runs at once; those that come meanwhile run together, and each gets its own outcome', async () => {
  const { write, runs } = statement();
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, n) => parley.ctx.db.gather(write, { word: `a${n}` })));
  expect(outcomes).toEqual(Array.from({ length: 50 }, (_, n) => `A${n}`));
  expect(runs[0]).toBe(1);
  expect(runs.length).toBeLessThan(8);
  expect(Math.max(...runs)).toBe(20);
  expect(await words('a%')).toHaveLength(50);
});

test('an item that the database refuses fails alone; the others are written once', async () => {
  const { write } = statement();
  const asked = ['b1', 'b2', 'b-too-long-for-it', 'b3', 'b2'];
  const results = await Promise.allSettled(asked.map((word) => parley.ctx.db.gather(write, { word })));
  const ends = results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as { code: string }).code));
  expect([ends[0], ends[2], ends[3]]).toEqual(['B1', '23514', 'B3']);
  // Of the two that ask for the same word either may be the first.
  expect([ends[1], ends[4]].toSorted()).toEqual(['23505', 'B2']);
  expect(await words('b%')).toEqual(['b1', 'b2', 'b3']);
});

test('after a lost connection nothing is tried again: it may have been written', async () => {
  const { write, runs } = statement();
  const broken: typeof write = {
    most: write.most,
    async run(session, items) {
      const outcomes = await write.run(session, items);
      if (items.length > 1) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'EPIPE' });
      return outcomes;
    },
  };
  const results = await Promise.allSettled(Array.from({ length: 9 }, (_, n) => parley.ctx.db.gather(broken, { word: `c${n}` })));
  expect(results.filter((result) => result.status === 'rejected').length).toBeGreaterThan(5);
  expect(runs.reduce((sum, count) => sum + count, 0)).toBe(9);
  expect(await words('c%')).toHaveLength(9);
});
