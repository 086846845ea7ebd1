import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { live, type Live, type LiveEvent } from '../../client/live.ts';
import { createToken } from '../modules/tokens/index.ts';
import { sql } from '../platform/db/database.ts';
import { appendEvents, eventColumns } from '../platform/events/append.ts';
import { startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';

let parley: TestParley;
let url: string;
let us: Tenant;
const open: Live[] = [];
beforeAll(async () => {
  parley = await startParley();
  await parley.work.start();
  await parley.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(parley.app.server.address() as AddressInfo).port}`;
});
// With clients that are still there and come back at once: closing waits for none of them. Connections on which nothing
// was ever said are cut, as the server's command does.
afterAll(async () => {
  const cut = setTimeout(() => parley.app.server.closeAllConnections(), 1500);
  await parley.close();
  clearTimeout(cut);
}, 5000);
beforeEach(async () => {
  for (const one of open.splice(0)) one.close();
  us = await parley.tenant();
});

async function write(...types: string[]): Promise<void> {
  await parley.ctx.db.transaction((tx) =>
    appendEvents(
      tx,
      us.organizationId,
      parley.clock.now().toISOString(),
      types.map((type) => ({ type })),
    ),
  );
  parley.ctx.events.wake();
}

/** A client and what it got. */
function listen(since?: string, token = us.token) {
  const events: LiveEvent[] = [];
  const waiting = new Set<() => void>();
  let gone = 0;
  let ready: () => void = () => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const client = live({
    url,
    token,
    ...(since === undefined ? {} : { since }),
    onReady: () => ready(),
    onGone: () => void gone++,
    onEvent: (event) => {
      events.push(event);
      for (const check of waiting) check();
    },
  });
  open.push(client);
  const until = (type: string): Promise<string[]> =>
    new Promise((resolve) => {
      const check = (): void => void (events.some((event) => event.type === type) && resolve(events.map((event) => event.type)));
      waiting.add(check);
      check();
    });
  return { client, events, until, ready: isReady, gone: () => gone };
}

test('events come as they happen, in order, only our own, and a client that was away gets what it missed, once', async () => {
  const one = listen();
  await one.ready;
  const other = await parley.tenant();
  await other.call('POST', '/tags', { name: 'theirs' });
  await write('A', 'B');
  expect(await one.until('B')).toEqual(['A', 'B']);
  one.client.close();
  await one.client.closed;
  await write('C');
  await write('D', 'E');
  const again = listen(one.client.position);
  expect(await again.until('E')).toEqual(['C', 'D', 'E']);
  await write('F');
  expect(await again.until('F')).toEqual(['C', 'D', 'E', 'F']);
});

test('a place in the middle of a transaction is gone on from, also while much is written', async () => {
  const one = listen();
  await one.ready;
  const types = Array.from({ length: 1200 }, (_, index) => `T${index}`);
  const writing = (async () => {
    for (let from = 0; from < types.length; from += 60) await write(...types.slice(from, from + 60));
  })();
  await one.until('T100');
  const from = one.events.find((event) => event.type === 'T77')!.position;
  const late = [listen(from), listen(from), listen(from)];
  await writing;
  for (const reader of late) expect(await reader.until('T1199')).toEqual(types.slice(78));
  expect(await one.until('T1199')).toEqual(types);
});

/** Events of somebody else, more than are kept in memory. */
async function writeMany(count: number): Promise<void> {
  const { organizationId } = await parley.tenant();
  await parley.ctx.db.execute(sql`
    INSERT INTO ${eventColumns} SELECT ${organizationId}, gen_random_uuid(), 'Theirs', NULL, NULL, at, at, '{}'
    FROM (SELECT ${parley.clock.now().toISOString()}::timestamptz AS at FROM generate_series(1, ${count})) AS times`);
}

test('a place that is no longer in memory is gone on from by reading the log, past everything of others', async () => {
  const one = listen();
  await one.ready;
  await write('A', 'B');
  await one.until('B');
  await writeMany(4500);
  await write('C');
  await one.until('C');
  const late = listen(one.events[0]!.position);
  expect(await late.until('C')).toEqual(['B', 'C']);
  expect(late.gone()).toBe(0);
});

test('a place of long ago, of another log, or before an event that was cleared away is said to be gone; then events go on', async () => {
  const one = listen();
  await one.ready;
  await write('A', 'B', 'C');
  await one.until('C');
  const [a, b] = one.events.map((event) => event.position);
  await writeMany(4500);
  await write('D');
  await one.until('D');
  const other = `${b!.slice(0, -8)}${b!.at(-8) === '0' ? '1' : '0'}${b!.slice(-7)}`;
  await parley.ctx.db.execute(sql`DELETE FROM event WHERE organization_id = ${us.organizationId} AND type = 'A'`);
  const unknown = [listen(a), listen('18446744073709551614-1-0a0b0c0d'), listen(other)];
  for (const reader of unknown) await reader.ready;
  parley.clock.advance(8 * 24 * 60 * 60 * 1000);
  const late = listen(b);
  await late.ready;
  await write('E');
  for (const reader of [...unknown, late]) {
    expect(await reader.until('E')).toEqual(['E']);
    expect(reader.gone()).toBe(1);
  }
});

test('401 without a token that may read, 400 for no position, nothing by a token in the URL', async () => {
  const get = async (path: string, headers: Record<string, string> = {}): Promise<number> => (await fetch(url + path, { headers })).status;
  expect(await get('/live')).toBe(401);
  expect(await get(`/live?token=${us.token}`)).toBe(401);
  expect(await get('/live?since=x', { authorization: us.token })).toBe(400);
  await expect(listen(undefined, 'nobody').client.closed).rejects.toMatchObject({ status: 401 });
});

test('a token hears of what it may read, over the same calls that it may read', async () => {
  const may = async (...scopes: string[]) => listen(undefined, await createToken(parley.ctx.db, parley.clock, { organizationId: us.organizationId, personId: us.adminId, name: 'scoped', scopes }));
  const readers = [await may('read'), await may('Tags:read'), await may('Conversations:write'), await may('Internal Notes:read'), await may('Webhooks:read')];
  for (const reader of readers) await reader.ready;
  const conversation = await us.conversation();
  const { body } = await us.call('POST', '/tags', { name: 'urgent', color: '#ff0000' });
  await us.call('PUT', `/conversations/${conversation}/tags/${body.data.id}`);
  await us.call('POST', `/conversations/${conversation}/notes`, { message: 'hello' });
  await write('OfNoGroup');
  await write('WebhookUpdated', 'TagEnd', 'ConversationEnd');
  const [all, tags, conversations, notes, webhooks] = readers;
  expect(await all!.until('ConversationEnd')).toEqual(['TagCreated', 'TagAdded', 'NoteAdded', 'OfNoGroup', 'WebhookUpdated', 'TagEnd', 'ConversationEnd']);
  expect(await tags!.until('TagEnd')).toEqual(['TagCreated', 'TagAdded', 'TagEnd']);
  expect(await webhooks!.until('WebhookUpdated')).toEqual(['WebhookUpdated']);
  expect(await conversations!.until('NoteAdded')).toEqual(['TagAdded', 'NoteAdded']);
  expect(await notes!.until('NoteAdded')).toEqual(['NoteAdded']);
});

test('an event on which the client fails comes again; the ones before it do not', async () => {
  const before = listen();
  await before.ready;
  let failures = 0;
  const got: string[] = [];
  const client = live({
    url: `${url}/`,
    token: async () => us.token,
    since: before.client.position!,
    onEvent: ({ type }) => {
      if (type === 'B' && failures++ === 0) throw new Error('not now');
      got.push(type);
      if (type === 'C') client.close();
    },
  });
  open.push(client);
  await write('A', 'B', 'C');
  await client.closed;
  expect(failures).toBe(2);
  expect(got).toEqual(['A', 'B', 'C']);
});

test('messages of every size come whole over a WebSocket, and without chunks to who speaks HTTP/1.0', async () => {
  const before = listen();
  await before.ready;
  const since = before.client.position!;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live?since=${since}`, { headers: { authorization: us.token } });
  const sizes = [1, 100, 200, 65_000, 66_000, 200_000];
  // From the start: the first may come while the last is still being written.
  const got: number[] = [];
  const all = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const note = JSON.parse((data as Buffer).toString('utf8')) as { type?: string; data: { text: string } };
      if (note.type === 'Sized') got.push(note.data.text.length);
      if (got.length === sizes.length) resolve();
    });
  });
  for (const size of sizes) await parley.ctx.db.transaction((tx) => appendEvents(tx, us.organizationId, parley.clock.now().toISOString(), [{ type: 'Sized', data: { text: 'é'.repeat(size) } }]));
  parley.ctx.events.wake();
  await all;
  expect(got).toEqual(sizes);
  socket.terminate();
  const old = net.connect(Number(new URL(url).port), '127.0.0.1');
  old.write(`GET /live HTTP/1.0\r\nAuthorization: ${us.token}\r\nLast-Event-ID: ${since}\r\n\r\n`);
  let text = '';
  for await (const chunk of old) {
    text += String(chunk);
    if (text.includes('"kind":"ready"')) break;
  }
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nretry: 2000\n\nid: /);
  expect(text.match(/^data: .*"type":"Sized"/gm)).toHaveLength(sizes.length);
});

test('a WebSocket, by header and by subprotocol, resumes too; what it says is not read', async () => {
  await write('A');
  const connect = [
    () => new WebSocket(url.replace('http', 'ws') + '/live', { headers: { authorization: us.token } }),
    () => new WebSocket(url.replace('http', 'ws') + '/live', ['parley.live', `bearer.${us.token}`]),
  ];
  for (const make of connect) {
    const socket = make();
    const notes: { kind: string; type?: string }[] = [];
    let tell: () => void = () => undefined;
    const got = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const ready = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        notes.push(JSON.parse((data as Buffer).toString('utf8')));
        if (notes.at(-1)!.kind === 'ready') resolve();
        if (notes.at(-1)!.type === 'Z') tell();
      });
    });
    await ready;
    socket.send('hello');
    await write('Z');
    await got;
    expect(notes[0]).toMatchObject({ kind: 'ready' });
    socket.terminate();
  }
  const refused = new WebSocket(url.replace('http', 'ws') + '/live');
  expect(await new Promise((resolve) => refused.on('unexpected-response', (_request, response) => resolve(response.statusCode)).on('error', () => undefined))).toBe(401);
});
