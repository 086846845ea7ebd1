import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let shop: Tenant;
let other: Tenant;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());
beforeEach(async () => {
  shop = await parley.tenant();
  other = await parley.tenant();
});

// The tests' clock stands at Monday 2026-03-02, 11:00 in Copenhagen.
const weekdays = [1, 2, 3, 4, 5].map((day) => ({
  name: `Day ${day}`,
  dayOfWeek: day,
  businessHourType: 'Regular',
  status: 'Open',
  intervals: [{ startTime: '08:00', endTime: '16:00' }],
  startDate: `2026-01-0${day + 4}`,
}));
const stock = { name: 'Stock-taking', businessHourType: 'Exception', status: 'Closed', intervals: [], startDate: '2026-03-04' };
const newYear = { name: 'New Year', businessHourType: 'Holiday', status: 'Closed', intervals: [], recurring: { dayOfMonth: 1, monthOfYear: 1 }, startDate: '2026-01-01' };

async function schedule(tenant = shop, definition: object = { businessHours: weekdays, exceptions: [stock, newYear] }): Promise<string> {
  const id = newId();
  await parley.ctx.db.execute(sql`
    INSERT INTO business_hours_schedule (organization_id, id, name, timezone, definition, created_at) VALUES (${tenant.organizationId}, ${id}, 'Office', 'Europe/Copenhagen', ${JSON.stringify(definition)}, now())`);
  return id;
}
const path = (id: string, rest: string) => `/business-hours/schedules/${id}/${rest}`;
const about = (id: string) => ({ id, name: 'Office', timezone: 'Europe/Copenhagen' });

describe('GET /business-hours/schedules', () => {
  test('200: all of the organization', async () => {
    expect((await shop.call('GET', '/business-hours/schedules')).body).toEqual({ data: { schedules: [] } });
    const id = await schedule();
    await schedule(other);
    expect((await shop.call('GET', '/business-hours/schedules')).body).toEqual({ data: { schedules: [{ name: 'Office', id }] } });
  });
});

describe('GET .../definition', () => {
  test('200: as it was set; lists are there when empty', async () => {
    const [id, empty] = [await schedule(), await schedule(shop, {})];
    expect((await shop.call('GET', path(id, 'definition'))).body).toEqual({ data: { schedule: { ...about(id), businessHours: weekdays, exceptions: [stock, newYear] } } });
    expect((await shop.call('GET', path(empty, 'definition'))).body).toEqual({ data: { schedule: { ...about(empty), businessHours: [], exceptions: [] } } });
  });

  test('400, 404', async () => {
    expect((await shop.call('GET', path('x', 'definition'))).status).toBe(400);
    for (const id of [newId(), await schedule(other)]) expect((await shop.call('GET', path(id, 'definition'))).status).toBe(404);
  });
});

describe('GET .../upcoming', () => {
  test('200: seven days unless said, exceptions in the place of weekly hours, by date', async () => {
    const id = await schedule();
    const days = async (query = '') => (await shop.call('GET', path(id, `upcoming${query}`))).body.data.schedule.businessHours;
    const [monday, tuesday, , thursday, friday] = weekdays;
    expect(await days()).toEqual([
      { ...monday, nextDate: '2026-03-02' },
      { ...tuesday, nextDate: '2026-03-03' },
      { ...stock, nextDate: '2026-03-04' },
      { ...thursday, nextDate: '2026-03-05' },
      { ...friday, nextDate: '2026-03-06' },
    ]);
    expect(await days('?days=1')).toEqual([{ ...monday, nextDate: '2026-03-02' }]);
    expect(await days('?days=90')).toHaveLength(65);
  });

  test('400: days beyond 1 to 90', async () => {
    const id = await schedule();
    for (const days of ['0', '91', 'x', '1.5']) expect((await shop.call('GET', path(id, `upcoming?days=${days}`))).status).toBe(400);
  });

  test('404', async () => {
    for (const id of [newId(), await schedule(other)]) expect((await shop.call('GET', path(id, 'upcoming'))).status).toBe(404);
  });
});

describe('GET .../status', () => {
  test('200: now, or at another time, with the change that comes', async () => {
    const id = await schedule();
    const ask = async (query = '') => (await shop.call('GET', path(id, `status${query}`))).body.data;
    expect(await ask()).toEqual({ isOpen: true, timestamp: '2026-03-02T10:00:00Z', closesAt: '2026-03-02T15:00:00Z' });
    expect(await ask('?timestamp=2026-03-03T16:00:00Z')).toEqual({ isOpen: false, timestamp: '2026-03-03T16:00:00Z', opensAt: '2026-03-05T07:00:00Z' });
    expect(await ask('?timestamp=2026-07-06T06:00:00Z')).toMatchObject({ isOpen: true, closesAt: '2026-07-06T14:00:00Z' });
    expect(await ask('?timestamp=9999-12-31T23:59:59Z')).toEqual({ isOpen: false, timestamp: '9999-12-31T23:59:59Z' });
    expect(await ask('?timestamp=0001-01-01T00:00:00Z')).toEqual({ isOpen: false, timestamp: '0001-01-01T00:00:00Z' });
    const never = await schedule(shop, {});
    expect((await shop.call('GET', path(never, 'status'))).body.data).toEqual({ isOpen: false, timestamp: '2026-03-02T10:00:00Z' });
  });

  test('400: what is no time, and a schedule that is not there, whatever its id', async () => {
    const id = await schedule();
    expect((await shop.call('GET', path(id, 'status?timestamp=tomorrow'))).status).toBe(400);
    for (const gone of ['x', newId(), await schedule(other)])
      expect(await shop.call('GET', path(gone, 'status'))).toMatchObject({ status: 400, body: { message: expect.stringMatching(/scheduleId/) } });
  });

  test('200: an offset, its plus escaped or not', async () => {
    const id = await schedule();
    for (const plus of ['+', '%2B']) {
      expect((await shop.call('GET', path(id, `status?timestamp=2026-03-03T10:00:00${plus}01:00`))).body.data).toMatchObject({ timestamp: '2026-03-03T09:00:00Z' });
    }
  });
});
