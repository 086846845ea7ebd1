import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { Keys, UnsealError } from './keys.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'parley-keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const given = Buffer.alloc(32, 7).toString('base64');

it('opens what it sealed, and shows nothing of it', () => {
  const keys = new Keys({ key: given, dataDir });
  const sealed = keys.seal('geheim é 🙂', 'webhook 1');
  expect(keys.unseal(sealed, 'webhook 1')).toBe('geheim é 🙂');
  expect(sealed.toString('latin1')).not.toContain('geheim');
  expect(keys.seal('same', 'x').equals(keys.seal('same', 'x'))).toBe(false);
});

it('refuses what was changed, moved to another row, or sealed with another key', () => {
  const keys = new Keys({ key: given, dataDir });
  const sealed = keys.seal('secret', 'webhook 1');
  const changed = Buffer.from(sealed);
  changed[20] = changed[20]! ^ 1;
  expect(() => keys.unseal(changed, 'webhook 1')).toThrow(UnsealError);
  expect(() => keys.unseal(sealed, 'webhook 2')).toThrow(UnsealError);
  expect(() => keys.unseal(Buffer.from([1, 2]), 'webhook 1')).toThrow(UnsealError);
  const other = new Keys({ key: Buffer.alloc(32, 8).toString('base64'), dataDir });
  expect(() => other.unseal(sealed, 'webhook 1')).toThrow(/another key/);
});

it('makes a key file that only its owner reads, once', () => {
  const first = new Keys({ key: undefined, dataDir: path.join(dataDir, 'deep') });
  const sealed = first.seal('secret', 'x');
  const file = path.join(dataDir, 'deep', 'key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  const second = new Keys({ key: undefined, dataDir: path.join(dataDir, 'deep') });
  expect(second.unseal(sealed, 'x')).toBe('secret');
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('takes PARLEY_KEY only as 32 bytes in base64', () => {
  expect(readConfig({ PARLEY_KEY: given }).key).toBe(given);
  for (const wrong of ['short', Buffer.alloc(31).toString('base64'), `${given.slice(0, -2)}!!`]) {
    expect(() => readConfig({ PARLEY_KEY: wrong })).toThrow(ConfigError);
    expect(() => readConfig({ PARLEY_KEY: wrong })).not.toThrow(wrong);
  }
});
