import { expect, it } from 'vitest';
import { parseTime, wireTime } from './time.ts';

it.each([
  ['2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31T09:30Z', '2026-01-31T09:30:00.000Z'],
  ['2026-01-31t09:30:05z', '2026-01-31T09:30:05.000Z'],
  ['2026-01-31 09:30:05.1239Z', '2026-01-31T09:30:05.123Z'],
  ['2026-01-31T09:30:00+01:00', '2026-01-31T08:30:00.000Z'],
  ['2026-01-31T23:30:00-0130', '2026-02-01T01:00:00.000Z'],
  ['2021-12-01T12:46:36.581Z[GMT]', '2021-12-01T12:46:36.581Z'],
  ['2021-12-01T12:46:36+01:00[Europe/Copenhagen]', '2021-12-01T11:46:36.000Z'],
  ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%s is %s', (text, iso) => {
  expect(parseTime(text)).toBe(iso);
  expect(wireTime(text)).toBe(iso);
});

it.each([
  ['without an offset', '2026-01-31T09:30:00'],
  ['a day alone', '2026-01-31'],
  ['the 30th of February', '2026-02-30T00:00:00Z'],
  ['a leap day of no leap year', '2026-02-29T00:00:00Z'],
  ['the 13th month', '2026-13-01T00:00:00Z'],
  ['an hour that no day has', '2026-01-31T25:00:00Z'],
  ['an offset that no place has', '2026-01-31T09:30:00+99:00'],
  ['before the first year', '0000-12-31T23:59:59Z'],
  ['the first year, and by its offset before it', '0001-01-01T00:00:00+01:00'],
  ['the last year, and by its offset after it', '9999-12-31T23:59:59-01:00'],
  ['something behind it', '2026-01-31T09:30:00Z and more'],
  ['no text', ''],
])('%s is no time', (_what, text) => {
  expect(parseTime(text)).toBeUndefined();
  expect(() => wireTime(text)).toThrow(RangeError);
});
