import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let us: Tenant;
const timezone = 'Europe/Copenhagen';

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  const id = await us.conversation();
  await us.call('PUT', `/conversations/${id}/close`);
});
afterAll(() => parley.close());

describe.each(['/analytics/metrics', '/analytics/records'])('filters of POST %s', (path) => {
  const ask = (filters: object[]) => us.call('POST', path, { id: 'closed_conversations', timezone, filters });

  it('400 for an attribute that nothing can be filtered by, and the message names the place', async () => {
    for (const attribute of ['mood', 'constructor', '']) {
      const answer = await ask([{ attribute: 'channel' }, { attribute, values: ['x'] }]);
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('filters[1].attribute') } });
    }
  });

  it('200 for an attribute that only other metrics have: it narrows nothing', async () => {
    const answer = await ask([{ attribute: 'agent_id', values: ['00000000-0000-4000-8000-000000000000'] }]);
    expect(answer.status, answer.text).toBe(200);
    const { data } = answer.body;
    expect(Array.isArray(data) ? data.length : data.aggregates[0].value).toBe(1);
  });
});

describe('POST /analytics/records/{id}/data', () => {
  it.each([
    ['from and to', { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }],
    ['start and end', { start: '2026-01-01T00:00:00Z', end: '2027-01-01T00:00:00Z' }],
    ['an interval', { _type: 'Interval', start: '2026-01-01T00:00:00Z', end: '2027-01-01T00:00:00Z' }],
    ['a preset without its type', { value: 'ThisYear' }],
    ['a preset', { _type: 'Preset', value: { _type: 'ThisYear' } }],
  ])('200 with a period as %s', async (_form, periodFilter) => {
    const answer = await us.call('POST', '/analytics/records/closed_conversations/data', { periodFilter, filters: {}, timezone });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.data).toHaveLength(1);
  });

  it('200 and no rows for a period in which nothing was', async () => {
    const periodFilter = { from: '2025-01-01T00:00:00Z', to: '2025-12-31T00:00:00Z' };
    const answer = await us.call('POST', '/analytics/records/closed_conversations/data', { periodFilter, filters: {}, timezone });
    expect(answer).toMatchObject({ status: 200, body: { data: [] } });
  });

  it('400 for an interval with one end', async () => {
    const answer = await us.call('POST', '/analytics/records/closed_conversations/data', { periodFilter: { from: '2026-01-01T00:00:00Z' }, timezone });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('periodFilter.end') } });
  });
});
