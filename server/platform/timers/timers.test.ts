import { afterAll, beforeAll, expect, test } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../db/database.ts';
import { setTimer } from './timers.ts';

const KIND = 'of this test';
const ATTEMPTS = 3;

let parley: TestParley;
let tenant: Tenant;
let broken = true;

beforeAll(async () => {
  parley = await startParley();
  tenant = await parley.tenant();
  parley.ctx.timers.on(KIND, async () => {
    if (broken) throw new Error('not today');
  });
});
afterAll(() => parley.close());

const set = (dueAt: Date): Promise<void> => setTimer(parley.ctx.db, { organizationId: tenant.organizationId, kind: KIND, subject: 'x', dueAt: dueAt.toISOString() });
const rows = (): Promise<{ due_at: string; attempts: number }[]> => parley.ctx.db.query(sql`SELECT due_at, attempts FROM timer WHERE organization_id = ${tenant.organizationId} AND kind = ${KIND}`);

test('a timer that fails counts its attempts and stays; one that is moved begins anew', async () => {
  await set(parley.clock.now());
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await parley.ctx.timers.runDue();
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: attempt });
    expect(Date.parse(row!.due_at)).toBeGreaterThan(parley.clock.now().getTime());
    parley.clock.advance(Date.parse(row!.due_at) - parley.clock.now().getTime());
  }
  const later = new Date(parley.clock.now().getTime() + 60_000);
  await set(later);
  expect(await rows()).toEqual([{ due_at: later.toISOString(), attempts: 0 }]);
  broken = false;
  parley.clock.advance(60_000);
  await parley.ctx.timers.runDue();
  expect(await rows()).toEqual([]);
});

test('a clock that was set back holds a timer back, and none takes effect twice', async () => {
  const now = parley.clock.now();
  await set(new Date(now.getTime() + 1000));
  parley.clock.set(new Date(now.getTime() - 3_600_000));
  await parley.ctx.timers.runDue();
  expect(await rows()).toHaveLength(1);
  parley.clock.set(new Date(now.getTime() + 365 * 86_400_000));
  await Promise.all([parley.ctx.timers.runDue(), parley.ctx.timers.runDue()]);
  expect(await rows()).toEqual([]);
});
