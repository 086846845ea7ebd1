import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';
import { findRunning, throwAwayFolder } from '../../server/platform/db/embedded.ts';
import { postmasters, Server, until } from './server.ts';

/** `CRASH_WRITES=10000 CRASH_KILLS=12` is the long run (`npm run crash`). */
const WRITES = Number(process.env.CRASH_WRITES ?? 240);
const KILLS = Number(process.env.CRASH_KILLS ?? 2);

let folder: string;
const servers: Server[] = [];
const serve = (): Server => {
  const server = new Server(folder);
  servers.push(server);
  return server;
};

beforeEach(async () => {
  folder = await throwAwayFolder('parley-crash-');
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.end('SIGKILL');
  await until('the database is gone', () => (postmasters(folder).length === 0 ? true : undefined));
  await rm(folder, { recursive: true, force: true });
});

/** One request; undefined when the connection broke or the server could not say yes. */
async function post(url: string, token: string, method: string, body?: unknown): Promise<any> {
  try {
    const response = await fetch(url, {
      method,
      headers: { authorization: token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return response.ok ? { text, ...(text === '' ? {} : JSON.parse(text)) } : undefined;
  } catch {
    return undefined;
  }
}

// Twelve kills through ten thousand writes took 140 s on two cores; the short form is a part of every run.
it(`of ${WRITES} writes through ${KILLS} kills every acknowledged one is there once, each with its event`, { timeout: 600_000 }, async () => {
  let server = serve();
  let base = `${await server.ready()}/beta`;
  const { token } = server;
  const { data: customer } = await post(`${base}/endusers`, token, 'POST', { displayName: 'Mette' });
  const acknowledged = { notes: [] as string[], conversations: [] as number[], closed: new Set<number>() };
  let sent = 0;
  let killing = false;

  const writer = async (worker: number): Promise<void> => {
    while (sent < WRITES) {
      const turn = sent++;
      const imported = await post(`${base}/conversations/import`, token, 'POST', {
        genericChannelName: 'genericapimessaging',
        requesterId: customer.id,
        direction: 'Inbound',
        createdAt: '2026-01-01T00:00:00Z',
        externalId: `c${turn}`,
      });
      if (imported) acknowledged.conversations.push(imported.data.id);
      const id = imported?.data.id ?? acknowledged.conversations[worker];
      if (id === undefined) continue;
      const note = await post(`${base}/conversations/${id}/notes`, token, 'POST', { message: `note ${turn}` });
      if (note) acknowledged.notes.push(note.data.id);
      if (turn % 3 === 0 && (await post(`${base}/conversations/${id}/close`, token, 'PUT'))) acknowledged.closed.add(id);
      if (killing) await until('the server is back', () => (killing ? undefined : true), 60_000);
    }
  };
  const killer = async (): Promise<void> => {
    for (let kill = 1; kill <= KILLS; kill++) {
      await until('enough was written', () => (sent >= (WRITES * kill) / (KILLS + 1) ? true : undefined), 300_000);
      killing = true;
      if (kill % 2 === 0) {
        const [postmaster] = postmasters(folder);
        expect(postmaster).toBeDefined();
        process.kill(postmaster!, 'SIGKILL');
        await until('it answers again', async () => (await post(`${base}/endusers?pageLimit=1`, token, 'GET')) ?? undefined, 60_000);
      } else {
        await server.end('SIGKILL');
        server = serve();
        base = `${await server.ready()}/beta`;
      }
      killing = false;
    }
  };
  await Promise.all([killer(), ...Array.from({ length: 6 }, (_, worker) => writer(worker))]);

  const client = new pg.Client({ connectionString: (await findRunning(folder))!.url });
  await client.connect();
  try {
    const count = async (text: string, values: unknown[]): Promise<number> => Number((await client.query(text, values)).rows[0].count);
    expect(acknowledged.notes.length).toBeGreaterThan(WRITES / 4);
    expect(await count('SELECT count(*) FROM note WHERE id = ANY($1::uuid[])', [acknowledged.notes])).toBe(acknowledged.notes.length);
    expect(await count('SELECT count(*) FROM conversation WHERE id = ANY($1::bigint[])', [acknowledged.conversations])).toBe(acknowledged.conversations.length);
    expect(await count(`SELECT count(*) FROM conversation WHERE id = ANY($1::bigint[]) AND state = 'Closed'`, [[...acknowledged.closed]])).toBe(acknowledged.closed.size);
    // Every row has its event, once, and no event is without its row.
    expect(await count(`SELECT count(*) FROM note n WHERE (SELECT count(*) FROM event e WHERE e.type = 'NoteAdded' AND e.data ->> 'noteId' = n.id::text) <> 1`, [])).toBe(0);
    expect(await count(`SELECT count(*) FROM event e WHERE e.type = 'NoteAdded' AND NOT EXISTS (SELECT FROM note n WHERE n.id::text = e.data ->> 'noteId')`, [])).toBe(0);
    expect(await count(`SELECT count(*) FROM conversation c WHERE (SELECT count(*) FROM event e WHERE e.conversation_id = c.id AND e.type LIKE 'ConversationCreatedBy%') <> 1`, [])).toBe(0);
    expect(
      await count(`SELECT count(*) FROM conversation c WHERE (c.state = 'Closed') <> ((SELECT count(*) FROM event e WHERE e.conversation_id = c.id AND e.type = 'ConversationClosed') = 1)`, []),
    ).toBe(0);
    expect(await count('SELECT count(*) - count(DISTINCT external_id) AS count FROM conversation', [])).toBe(0);
  } finally {
    await client.end();
  }
});

it('a second server on the same data refuses with a sentence, a command beside the first works, Ctrl-C ends all', { timeout: 120_000 }, async () => {
  const first = serve();
  const base = await first.ready();
  const second = serve();
  const code = await new Promise<number | null>((resolve) => second.child.on('exit', resolve));
  expect(code).toBe(1);
  expect(second.errors + second.output).toContain(folder);
  expect((second.errors + second.output).trim().split('\n')).toHaveLength(1);

  const made = spawnSync(process.execPath, [path.join(checkout, 'bin', 'parley.mjs'), 'token', 'create', '--name', 'beside', '--json'], {
    env: { ...process.env, PARLEY_DATA_DIR: folder, DATABASE_URL: '' },
    encoding: 'utf8',
  });
  const { token } = JSON.parse(made.stdout) as { token: string };
  expect((await fetch(`${base}/beta/tags`, { headers: { authorization: token } })).status).toBe(200);
  const revoked = spawnSync(process.execPath, [path.join(checkout, 'bin', 'parley.mjs'), 'token', 'revoke', token], { env: { ...process.env, PARLEY_DATA_DIR: folder, DATABASE_URL: '' } });
  expect(revoked.status).toBe(0);
  await until('the revoked token is refused', async () => ((await fetch(`${base}/beta/tags`, { headers: { authorization: token } })).status === 401 ? true : undefined), 5000);

  expect(await first.end('SIGINT')).toBe(0);
  expect(postmasters(folder)).toEqual([]);
});

it('no database stays behind when Parley is killed', { timeout: 120_000 }, async () => {
  const server = serve();
  await server.ready();
  expect(postmasters(folder)).toHaveLength(1);
  await server.end('SIGKILL');
  await until('the database is gone', () => (postmasters(folder).length === 0 ? true : undefined));
});
