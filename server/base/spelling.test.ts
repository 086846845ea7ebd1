import { expect, test } from 'vitest';
import { distance, nearest } from './spelling.ts';

test.each([
  ['port', 'port', 0],
  ['prot', 'port', 1],
  ['por', 'port', 1],
  ['ports', 'port', 1],
  ['fort', 'port', 1],
  ['', 'port', 4],
  ['tokn', 'token', 1],
  ['drop', 'port', 3],
])('from %s to %s are %i steps, either way', (left, right, steps) => {
  expect(distance(left, right)).toBe(steps);
  expect(distance(right, left)).toBe(steps);
});

test('the nearest word is what was meant, and of strangers none is', () => {
  expect(nearest('tokn', ['serve', 'token', 'seed'])).toBe('token');
  expect(nearest('nonsense', ['serve', 'token', 'seed'])).toBeUndefined();
  expect(nearest('token', [])).toBeUndefined();
});
