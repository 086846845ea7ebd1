import { expect, test } from 'vitest';
import { OperatorError } from '../base/errors.ts';
import { notListening } from './listening.ts';

const settings = { host: 'PARLEY_HOST', port: 'PARLEY_PORT' };
const said = (code: string): unknown => notListening(Object.assign(new Error('listen'), { code }), { host: '10.9.9.9', port: 80 }, settings);

test.each([
  ['EADDRINUSE', 'Port 80 of 10.9.9.9 is taken by another program: stop that one, or choose another port with PARLEY_PORT.'],
  ['EACCES', 'Port 80 of 10.9.9.9 is not allowed to this user: choose one from 1024 with PARLEY_PORT.'],
  ['EADDRNOTAVAIL', '10.9.9.9 is no address of this machine: correct PARLEY_HOST (0.0.0.0 stands for all of them).'],
  ['ENOTFOUND', '10.9.9.9 is no address of this machine: correct PARLEY_HOST (0.0.0.0 stands for all of them).'],
])('%s is told with the setting that mends it', (code, sentence) => {
  expect(said(code)).toBeInstanceOf(OperatorError);
  expect((said(code) as Error).message).toBe(sentence);
});

test('anything else stays what it is', () => {
  expect(said('EMFILE')).not.toBeInstanceOf(OperatorError);
});
