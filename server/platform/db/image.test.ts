import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { startEmbedded, throwAwayFolder } from './embedded.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let place: string;
let images: string;
let count = 0;
let prepared: string[] = [];
const stops: (() => Promise<void>)[] = [];

/** Images with that of the key `one`, for tests that begin with an image. */
let ready: string;

beforeAll(async () => {
  ready = await throwAwayFolder('parley-image-test-');
  images = path.join(ready, 'images');
  await (await start()).stop();
  stops.length = 0;
});
afterAll(() => rm(ready, { recursive: true, force: true, maxRetries: 20 }));

beforeEach(async () => {
  place = await throwAwayFolder('parley-image-test-');
  images = path.join(place, 'images');
  prepared = [];
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await rm(place, { recursive: true, force: true, maxRetries: 20 });
});

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return await client.query(text).then(
    ({ rows }) => client.end().then(() => rows as Record<string, unknown>[]),
    (error: Error) =>
      client.end().then(() => {
        throw error;
      }),
  );
}

/** Starts a server whose image holds one row, which bears the key. */
async function start(key = 'one') {
  const prepare = async (url: string): Promise<void> => {
    prepared.push(key);
    await ask(url, `CREATE TABLE made AS SELECT '${key}' AS key`);
  };
  const server = await startEmbedded({ dataDir: path.join(path.dirname(images), String(++count)), throwAway: true, image: { folder: images, key, prepare } });
  stops.push(() => server.stop('immediate'));
  return server;
}
const kept = (): string[] => readdirSync(images);
const beginWithImage = (): void => cpSync(path.join(ready, 'images'), images, { recursive: true });

it('makes an image once and begins with copies of it, each with a password of its own', async () => {
  const first = await start();
  await ask(first.url, "INSERT INTO made VALUES ('mine')");
  await first.stop();
  const second = await start();
  expect(prepared).toEqual(['one']);
  expect(await ask(second.url, 'SELECT key FROM made')).toEqual([{ key: 'one' }]);
  const strange = new URL(second.url);
  strange.password = new URL(first.url).password;
  await expect(ask(strange.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
  strange.username = 'postgres';
  await expect(ask(strange.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
});

it('leaves one whole image when two make it at the same time', async () => {
  const both = await Promise.all([start(), start()]);
  for (const server of both) expect(await ask(server.url, 'SELECT key FROM made')).toEqual([{ key: 'one' }]);
  for (const server of both) await server.stop();
  expect(kept()).toHaveLength(1);
  await start();
  expect(prepared).toEqual(['one', 'one']);
});

it('never takes the image of another key, and keeps the newest alone', async () => {
  beginWithImage();
  const server = await start('new');
  expect(await ask(server.url, 'SELECT key FROM made')).toEqual([{ key: 'new' }]);
  await server.stop();
  expect(kept()).toHaveLength(1);
  await start('new');
  expect(prepared).toEqual(['new']);
});

it('works where no image can be kept', async () => {
  writeFileSync(images, 'a file');
  const server = await start();
  expect(await ask(server.url, 'SELECT key FROM made')).toEqual([{ key: 'one' }]);
  expect(prepared).toEqual(['one']);
});

it('does not run an image that others could have changed', async () => {
  beginWithImage();
  chmodSync(path.join(images, kept()[0]!), 0o777);
  await start();
  expect(prepared).toEqual(['one']);
});

it('does not trust an image from before the machine started, which may have crashed', async () => {
  beginWithImage();
  const uptime = vi.spyOn(os, 'uptime').mockReturnValue(0);
  stops.push(async () => uptime.mockRestore());
  await (await start()).stop();
  uptime.mockRestore();
  await start();
  expect(prepared).toEqual(['one']);
});

it('throws a damaged image away', async () => {
  beginWithImage();
  const control = path.join(images, kept()[0]!, 'data', 'global', 'pg_control');
  expect(existsSync(control)).toBe(true);
  rmSync(control);
  mkdirSync(control);
  await expect(start()).rejects.toThrow('The database did not start');
  await start();
  expect(prepared).toEqual(['one']);
});
