import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConfigError, readConfig, unknownSettings } from './config.ts';

const faultsOf = (env: Record<string, string>): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

test('networks that are opened are read, and a mistyped one is a fault, not a closed door', () => {
  expect(readConfig({ PARLEY_OUTBOUND_ALLOW: ' 10.0.0.0/8, ::1 ,,192.168.1.7' }).outboundAllow).toEqual(['10.0.0.0/8', '::1', '192.168.1.7']);
  expect(faultsOf({ PARLEY_OUTBOUND_ALLOW: '10.0.0.0/99' })).toMatch(/PARLEY_OUTBOUND_ALLOW: "10\.0\.0\.0\/99"/);
});

test('origins are taken as browsers write them, and anything else is a fault', () => {
  expect(readConfig({ PARLEY_CORS_ORIGINS: ' https://app.example/ ,http://localhost:5173' }).corsOrigins).toEqual(['https://app.example', 'http://localhost:5173']);
  expect(readConfig({}).corsOrigins).toEqual([]);
  for (const wrong of ['app.example', 'https://app.example/page', 'https://*.example', 'HTTPS://app.example', 'null']) expect(faultsOf({ PARLEY_CORS_ORIGINS: wrong })).toContain('is no origin');
});

test('the bucket needs key, secret and name, and no fault tells the secret', () => {
  expect(readConfig({ PARLEY_FILES_URL: 'https://key:secret@s3.shop.example/files' }).filesUrl).toBeDefined();
  for (const url of ['https://s3.shop.example/files', 'https://key:topsecret@s3.shop.example/', 'ftp://key:topsecret@s3.shop.example/files']) {
    expect(faultsOf({ PARLEY_FILES_URL: url })).toMatch(/^PARLEY_FILES_URL/);
    expect(faultsOf({ PARLEY_FILES_URL: url })).not.toContain('topsecret');
  }
});

test('all faults are told at once', () => {
  expect(faultsOf({ PARLEY_OUTBOUND_ALLOW: 'ten', PARLEY_FILES_URL: 'x', PARLEY_PORT: '99999' }).split('\n')).toHaveLength(3);
});

test('a variable that is no setting is named, with the one that was meant', () => {
  expect(unknownSettings({ PARLEY_PROT: '80', PARLEY_DATADIR: '/data', PARLEY_METRIC_HOST: '::1', PARLEY_TOKN: 'x', PARLEY_FAVOURITE_COLOUR: 'green' })).toEqual([
    'PARLEY_DATADIR is no setting of Parley and is ignored: did you mean PARLEY_DATA_DIR?',
    'PARLEY_FAVOURITE_COLOUR is no setting of Parley and is ignored',
    'PARLEY_METRIC_HOST is no setting of Parley and is ignored: did you mean PARLEY_METRICS_HOST?',
    'PARLEY_PROT is no setting of Parley and is ignored: did you mean PARLEY_PORT?',
    'PARLEY_TOKN is no setting of Parley and is ignored: did you mean PARLEY_TOKEN?',
  ]);
});

test('settings, what other programs use and what a host of containers sets are not named', () => {
  const settings = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8').match(/\bPARLEY_[A-Z_]*[A-Z]/g)!;
  expect(settings.length).toBeGreaterThan(20);
  expect(unknownSettings(Object.fromEntries(settings.map((name) => [name, 'x'])))).toEqual([]);
  expect(unknownSettings({ PATH: '/bin', PARLEYX: '1', PARLEY_SERVICE_HOST: '10.0.0.1', PARLEY_PORT_8080_TCP_ADDR: '10.0.0.1' })).toEqual([]);
});
