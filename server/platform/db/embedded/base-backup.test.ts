import { expect, test } from 'vitest';
import { segmentsBetween } from './base-backup.ts';

test('the segments of the log are named through the end of a group of 256', () => {
  expect(segmentsBetween('0000000200000000000000FE', '000000020000000100000001', 2 ** 24)).toEqual([
    '0000000200000000000000FE',
    '0000000200000000000000FF',
    '000000020000000100000000',
    '000000020000000100000001',
  ]);
});

test('a larger segment makes a smaller group', () => {
  expect(segmentsBetween('00000001000000020000003F', '000000010000000300000000', 2 ** 26)).toEqual(['00000001000000020000003F', '000000010000000300000000']);
});
