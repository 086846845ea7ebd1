import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { newId } from '../../base/ids.ts';
import { sql } from '../db/database.ts';
import { readEvents, type LoggedEvent } from './log.ts';

let parley: TestParley;
let us: Tenant;

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
});
afterAll(() => parley.close());

/** Writes an event as a transaction with this number would have. */
async function logged(xid: number): Promise<void> {
  await parley.ctx.db.execute(sql`
    INSERT INTO event (organization_id, xid, id, type, at, recorded_at, data) VALUES (${us.organizationId}, ${String(xid)}::xid8, ${newId()}, 'Numbered', now(), now(), ${JSON.stringify({ xid })})`);
}

describe('the order of the log', () => {
  // Numbers of transactions grow by a digit from time to time; sorted as text the longer ones would come first.
  const xids = [8, 9, 10, 11, 98, 99, 100, 101];
  beforeAll(async () => {
    for (const xid of xids.toReversed()) await logged(xid);
  });

  it('is that of the numbers of transactions, also where they get longer', async () => {
    const events = await readEvents(parley.ctx.db, { xid: '0', seq: 0 }, 100);
    expect(events.map((event) => event.data.xid).filter((xid) => xid !== undefined)).toEqual(xids);
  });

  it('a follower takes each event once, in order, batch by batch', async () => {
    const taken: unknown[] = [];
    await parley.ctx.events.follow({
      name: 'numbers',
      batch: 3,
      handle: async (_tx, events: readonly LoggedEvent[]) => void taken.push(...events.filter((event) => event.type === 'Numbered').map((event) => event.data.xid)),
    });
    expect(await parley.ctx.events.caughtUp('numbers', 5000)).toBe(true);
    expect(taken).toEqual(xids);
  });
});
