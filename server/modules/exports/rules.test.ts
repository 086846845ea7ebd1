import { describe, expect, it } from 'vitest';
import { readSelection } from './rules.ts';

const windows = ['created', 'updated'] as const;
const DAY = 24 * 3600 * 1000;
const bad = { status: 400, message: 'Invalid query parameters' };
const created = (after: string, before: string) => readSelection({ created_after: after, created_before: before }, windows);

describe('a window', () => {
  it.each([
    ['milliseconds', '0', '86400000', '1970-01-01T00:00:00.000Z', '1970-01-02T00:00:00.000Z'],
    ['days, in UTC', '2026-03-01', '2026-03-02', '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    ['times without an offset, in UTC', '2026-03-01T10:00', '2026-03-01 11:00:05', '2026-03-01T10:00:00.000Z', '2026-03-01T11:00:05.000Z'],
    ['a + that became a space', '2026-03-01T10:00:00 01:00', '2026-03-01T10:00:00.5+0000', '2026-03-01T09:00:00.000Z', '2026-03-01T10:00:00.500Z'],
    ['one moment', '5', '5', '1970-01-01T00:00:00.005Z', '1970-01-01T00:00:00.005Z'],
    ['31 days', '0', String(31 * DAY), '1970-01-01T00:00:00.000Z', '1970-02-01T00:00:00.000Z'],
  ])('takes %s', (_what, after, before, from, to) => expect(created(after, before)).toEqual({ by: 'created', after: from, before: to }));

  it.each([
    ['that ends before it begins', '6', '5'],
    ['of 31 days and a millisecond', '0', String(31 * DAY + 1)],
    ['from a day that does not exist', '2026-02-30', '2026-03-02'],
    ['from a time that does not exist', '2026-02-30T10:00', '2026-03-02'],
    ['past the last moment', '9000000000000000', '9000000000000000'],
    ['of words', 'yesterday', 'today'],
    ['below zero', '-5', '5'],
  ])('%s is refused', (_what, after, before) => expect(created(after, before)).toEqual(bad));

  it('with one end, or of a kind that the export does not know, is refused', () => {
    expect(readSelection({ created_after: '0' }, windows)).toEqual(bad);
    expect(readSelection({ updated_before: '0' }, windows)).toEqual(bad);
    expect(readSelection({ closed_after: '0', closed_before: '1' }, windows)).toEqual(bad);
    expect(readSelection({}, windows)).toEqual(bad);
  });

  it('goes before csids', () => expect(readSelection({ csids: '1', updated_after: '0', updated_before: '1' }, windows)).toMatchObject({ by: 'updated' }));
});

describe('csids', () => {
  const csids = (text: string) => readSelection({ csids: text }, windows);

  it('are numbers, up to ten', () => {
    expect(csids('1, 22,333')).toEqual({ csids: [1, 22, 333] });
    expect(csids('1,2,3,4,5,6,7,8,9,10')).toMatchObject({ csids: expect.any(Array) });
    expect(csids('1,2,3,4,5,6,7,8,9,10,11')).toMatchObject({ status: 422 });
  });

  it.each(['', '1,', 'a', '1.5', '-1', '1234567890123456'])('"%s" is refused', (text) => expect(csids(text)).toEqual(bad));
});
