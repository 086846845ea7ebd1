import { expect, test } from 'vitest';
import { readRange } from './range.ts';

test.each([
  [undefined, { kind: 'all' }],
  ['bytes=0-0', { kind: 'part', start: 0, end: 0 }],
  ['bytes=0-9', { kind: 'part', start: 0, end: 9 }],
  ['bytes=5-', { kind: 'part', start: 5, end: 9 }],
  ['bytes=-3', { kind: 'part', start: 7, end: 9 }],
  ['bytes=-30', { kind: 'part', start: 0, end: 9 }],
  ['bytes=8-100', { kind: 'part', start: 8, end: 9 }],
  ['bytes=10-', { kind: 'none' }],
  ['bytes=-0', { kind: 'none' }],
  ['bytes=5-2', { kind: 'all' }],
  ['bytes=0-1,4-5', { kind: 'all' }],
  ['bytes=-', { kind: 'all' }],
  ['lines=0-1', { kind: 'all' }],
  ['bytes=a-b', { kind: 'all' }],
])('of ten bytes %s means %o', (header, wanted) => {
  expect(readRange(header, 10)).toEqual(wanted);
});

test('an empty file has no ranges', () => {
  expect(readRange('bytes=0-', 0)).toEqual({ kind: 'none' });
  expect(readRange(undefined, 0)).toEqual({ kind: 'all' });
});
