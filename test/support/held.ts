import { sql, type Sql } from '../../server/platform/db/database.ts';
import type { Parley } from '../../server/main/compose.ts';

/**
 * Forces two changes to meet: runs a statement in a transaction that stays open, starts `during`, and commits only when
 * `during` waits for a lock.
 * @throws when `during` ends without ever having waited.
 */
export async function holdingOpen<T>(parley: Parley, statement: Sql, during: () => Promise<T>): Promise<T> {
  const client = await parley.ctx.db.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(statement.text, statement.values as unknown[]);
    let ended = false;
    const running = during().finally(() => {
      ended = true;
    });
    for (;;) {
      const [row] = await parley.ctx.db.query<{ waits: boolean }>(sql`
        SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waits`);
      if (row!.waits) break;
      if (ended) throw new Error('nobody waited for the open transaction');
    }
    await client.query('COMMIT');
    return await running;
  } finally {
    client.release();
  }
}
