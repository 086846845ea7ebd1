import { describe, expect, it } from 'vitest';
import { bodyCheck } from '../../server/api/validate.ts';
import { AcceptedMetricInput, AcceptedRecordsInput } from '../../server/modules/analytics/schema.ts';

const body = { id: 'csat', timezone: 'Europe/Copenhagen' };
const interval = { _type: 'Interval', start: '2026-03-01T00:00:00Z', end: '2026-03-31T23:59:59Z' };

describe.each([
  ['a metric', bodyCheck(AcceptedMetricInput)],
  ['the rows of a record', bodyCheck(AcceptedRecordsInput)],
])('what can be asked of %s', (_what, check) => {
  it.each([
    ['a preset in words', { periodFilter: { _type: 'Preset', value: 'ThisWeek' } }],
    ['a preset as an object', { periodFilter: { _type: 'Preset', value: { _type: 'PreviousYear' } } }],
    ['an interval', { periodFilter: interval }],
    ['conversations', { csidFilter: [10482] }],
    ['a period and conversations', { periodFilter: interval, csidFilter: [10482] }],
    ['neither', {}],
    ['filters without values', { filters: [{ attribute: 'channel' }, { attribute: 'queue_id', values: [] }] }],
    ['no filters', { filters: [], aggregations: [] }],
  ])('takes %s', (_form, more) => expect(() => check({ ...body, ...more })).not.toThrow());

  it.each([
    ['a preset that there is not', { periodFilter: { _type: 'Preset', value: 'NextWeek' } }, 'periodFilter.value'],
    ['an interval without an end', { periodFilter: { _type: 'Interval', start: interval.start } }, 'periodFilter.end is required'],
    ['conversations without a number', { csidFilter: [] }, 'csidFilter'],
    ['a missing time zone', { timezone: undefined }, 'timezone is required'],
  ])('refuses %s and names the place', (_form, more, place) => expect(() => check({ ...body, ...more })).toThrow(place));
});
