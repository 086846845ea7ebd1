import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterEach, expect, it } from 'vitest';
import { startEmbedded, throwAwayFolder, type EmbeddedServer } from '../../server/platform/db/embedded.ts';
import { Server, until } from './server.ts';
import { chances, UnreliableReceiver, type Arrival } from './unreliable-receiver.ts';

/** `npm run crash:webhooks` is the long run. */
const EVENTS = Number(process.env.CRASH_EVENTS ?? 300);
const KILLS = Number(process.env.CRASH_KILLS ?? 3);
const SEED = Number(process.env.CRASH_SEED ?? randomBytes(4).readUInt32LE());
const TIMEOUT_MS = 1000;
/** An attempt whose process is killed leaves no line in the log. So long before the kill it may have begun, while the database was there: as long as its lease, after which another process takes the delivery. */
const LOST_MS = 4 * TIMEOUT_MS;
/** Between the time in the signature and the one in the log. */
const CLOSE_MS = 50;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Kill {
  readonly at: number;
  readonly victim: 'server' | 'database';
  /** When the database answered again; of a server, the same as `at`. */
  back: number;
}

/** Milliseconds between two moments in which the database could be written to. */
const writable = (kills: readonly Kill[], from: number, to: number): number => kills.reduce((rest, { at, back }) => rest - Math.max(0, Math.min(to, back) - Math.max(from, at)), to - from);

/** Two servers on one database, which come back whenever they are killed. */
class Installation {
  readonly kills: Kill[] = [];
  readonly #folder: string;
  readonly #database: EmbeddedServer;
  readonly #servers: { process: Server; base: string }[] = [];

  constructor(folder: string, database: EmbeddedServer) {
    this.#folder = folder;
    this.#database = database;
  }

  async #serve(): Promise<{ process: Server; base: string }> {
    const process = new Server(this.#folder, 0, {
      DATABASE_URL: this.#database.url,
      PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'),
      PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8',
      PARLEY_POOL_SIZE: '12',
      PARLEY_WEBHOOK_TIMEOUT_MS: String(TIMEOUT_MS),
      PARLEY_WEBHOOK_RETRIES: '0.2,0.4,0.8,1,1,1,1',
    });
    return { process, base: `${await process.ready()}/beta` };
  }

  /** @returns the token of the first start. */
  async start(): Promise<string> {
    this.#servers.push(await this.#serve());
    this.#servers.push(await this.#serve());
    return this.#servers[0]!.process.token;
  }

  /** The address of one of the two. */
  base(chance: number): string {
    return this.#servers[Math.floor(chance * this.#servers.length)]!.base;
  }

  async killServer(chance: number): Promise<void> {
    const place = Math.floor(chance * this.#servers.length);
    const at = Date.now();
    this.kills.push({ at, back: at, victim: 'server' });
    await this.#servers[place]!.process.end('SIGKILL');
    this.#servers[place] = await this.#serve();
  }

  async killDatabase(): Promise<void> {
    const before = this.#database.pid;
    const killed: Kill = { at: Date.now(), back: Infinity, victim: 'database' };
    this.kills.push(killed);
    process.kill(before, 'SIGKILL');
    await until('the database is back', () => (this.#database.pid === before ? undefined : true), 60_000);
    killed.back = Date.now();
  }

  async stop(): Promise<void> {
    for (const { process } of this.#servers) await process.end('SIGKILL');
  }
}

/** A call that is made until the server says yes; for what must be there before the trouble begins. */
async function call(base: string, token: string, method: string, route: string, body: unknown): Promise<any> {
  const response = await fetch(base + route, { method, headers: { authorization: token, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  expect(response.ok, `${method} ${route}: ${response.status}`).toBe(true);
  return ((await response.json()) as { data: unknown }).data;
}

/** Writes notes, each worker one after the other into conversations of its own, whatever happens to the servers. @returns the acknowledged. */
async function write(installation: Installation, token: string, conversations: readonly number[], chance: () => number, progress: { written: number }): Promise<string[]> {
  const acknowledged: string[] = [];
  const workers = Math.min(16, conversations.length);
  const worker = async (number: number): Promise<void> => {
    const mine = conversations.filter((_, index) => index % workers === number);
    for (let turn = number; progress.written < EVENTS; turn++) {
      try {
        const note = await call(installation.base(chance()), token, 'POST', `/conversations/${mine[turn % mine.length]}/notes`, { message: `note ${turn}` });
        acknowledged.push(note.id);
        progress.written++;
      } catch {
        // Dead or dying: a moment later it, or the other one, is there again.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, number) => worker(number)));
  return acknowledged;
}

async function kill(installation: Installation, chance: () => number, progress: { written: number }): Promise<void> {
  for (let count = 1; count <= KILLS; count++) {
    await until('enough was written', () => (progress.written >= (EVENTS * count) / (KILLS + 1) ? true : undefined), 300_000);
    await new Promise((resolve) => setTimeout(resolve, chance() * 200));
    // The first two are of either kind, the rest as chance has it.
    if (count === 1 || (count > 2 && chance() < 0.5)) await installation.killServer(chance());
    else await installation.killDatabase();
  }
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

interface LoggedAttempt {
  readonly event_id: string;
  readonly at: number;
  readonly code: number;
  readonly text: string;
}

/** Finds the line of the log for each arrival. @returns what has no counterpart on the other side. */
function match(arrivals: readonly Arrival[], log: readonly LoggedAttempt[]): { arrivals: Arrival[]; log: LoggedAttempt[]; wrong: string[] } {
  const open = grouped(log, (attempt) => attempt.event_id);
  const wrong: string[] = [];
  const alone = arrivals.filter((arrival) => {
    const lines = open.get(arrival.eventId) ?? [];
    const index = lines.findIndex((line) => Math.abs(line.at - arrival.sentAt) <= CLOSE_MS);
    if (index < 0) return true;
    const [line] = lines.splice(index, 1);
    const expected = typeof arrival.treatment === 'number' ? arrival.treatment : 0;
    // An answer may come too late, on a machine as busy as this one.
    const late = line!.code === 0 && line!.text.includes('no full answer within');
    if (line!.code !== expected && !late) wrong.push(`${arrival.eventId} was answered ${arrival.treatment} and logged as ${line!.code}: ${line!.text}`);
    return false;
  });
  return { arrivals: alone, log: [...open.values()].flat(), wrong };
}

interface StoredEvent {
  readonly id: string;
  readonly conversation: number;
  readonly seq: number;
  readonly xid: number;
}

/** Pairs of events of a conversation, one clearly before the other in the log, that came the other way round. */
function outOfOrder(events: readonly StoredEvent[], firstArrival: ReadonlyMap<string, number>): string[] {
  const found: string[] = [];
  for (const group of grouped(events, (event) => event.conversation).values()) {
    const arrived = group.filter((event) => firstArrival.has(event.id)).toSorted((a, b) => firstArrival.get(a.id)! - firstArrival.get(b.id)!);
    for (const [index, later] of arrived.entries()) {
      for (const earlier of arrived.slice(0, index)) if (earlier.seq > later.seq && earlier.xid > later.xid) found.push(`${earlier.seq} came before ${later.seq}`);
    }
  }
  return found;
}

it(`${EVENTS} events reach a receiver that fails at random, through ${KILLS} kills, in order, and the log knows of each attempt (seed ${SEED})`, { timeout: 900_000 }, async () => {
  const folder = await throwAwayFolder('parley-webhooks-');
  closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const database = await startEmbedded({ dataDir: path.join(folder, 'data') });
  closing.push(() => database.stop('immediate'));
  const installation = new Installation(folder, database);
  closing.push(() => installation.stop());
  const chance = chances(SEED);
  const receiver = new UnreliableReceiver(chances(SEED + 1));
  closing.push(() => receiver.stop());

  const token = await installation.start();
  const base = installation.base(0);
  await call(base, token, 'POST', '/webhooks', { name: 'Unreliable', url: await receiver.start(), events: ['ConversationNoteAdded'], authorization: { _type: 'NoAuth' } });
  const customer = await call(base, token, 'POST', '/endusers', { displayName: 'Mette' });
  const conversations = await Promise.all(
    Array.from({ length: Math.max(8, Math.round(EVENTS / 100)) }, async () => {
      const made = await call(base, token, 'POST', '/conversations/import', {
        genericChannelName: 'genericapimessaging',
        requesterId: customer.id,
        direction: 'Inbound',
        createdAt: '2026-01-01T00:00:00Z',
      });
      return made.id as number;
    }),
  );
  const begin = Date.now();
  const progress = { written: 0 };
  const [acknowledged] = await Promise.all([write(installation, token, conversations, chance, progress), kill(installation, chance, progress)]);
  const written = Date.now();

  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  closing.push(() => client.end());
  const rows = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await client.query(text, values)).rows as T[];
  const events = await rows<StoredEvent>(
    `SELECT id, conversation_id::int AS conversation, seq::float8 AS seq, xid::text::float8 AS xid FROM event WHERE type = 'NoteAdded' ORDER BY event.xid, event.seq`,
  );
  await until(
    'all is delivered',
    async () => {
      const [open] = await rows<{ done: number }>(`SELECT count(*)::int AS done FROM webhook_delivery WHERE state <> 'Pending'`);
      return open!.done >= events.length ? true : undefined;
    },
    300_000,
  );
  const took = Date.now();

  // Every acknowledged write is an event, every event arrived, was taken in the end, and has one delivery.
  const noted = await rows<{ count: number }>(`SELECT count(*)::int AS count FROM event WHERE type = 'NoteAdded' AND data ->> 'noteId' = ANY($1)`, [acknowledged]);
  expect(noted[0]!.count).toBe(acknowledged.length);
  const firstArrival = new Map<string, number>();
  const late = new Set<string>();
  for (const [index, arrival] of receiver.arrivals.entries()) {
    if (firstArrival.has(arrival.eventId)) continue;
    firstArrival.set(arrival.eventId, index);
    if (arrival.at - arrival.sentAt >= TIMEOUT_MS - CLOSE_MS) late.add(arrival.eventId);
  }
  expect(events.filter((event) => !firstArrival.has(event.id))).toEqual([]);
  expect(await rows('SELECT state, count(*)::int AS count FROM webhook_delivery GROUP BY state')).toEqual([{ state: 'Delivered', count: events.length }]);
  const accepted = new Set(receiver.arrivals.filter((arrival) => arrival.treatment === 204).map((arrival) => arrival.eventId));
  expect(events.filter((event) => !accepted.has(event.id))).toEqual([]);

  // The log has one line for each arrival, with what the receiver did. Only a killed process takes its knowledge along.
  const log = await rows<LoggedAttempt>('SELECT event_id, extract(epoch FROM at)::float8 * 1000 AS at, code, text FROM webhook_attempt ORDER BY at');
  const left = match(receiver.arrivals, log);
  const deaths = installation.kills.filter(({ victim }) => victim === 'server');
  const unexplained = left.arrivals
    .map((arrival) => ({ ...arrival, knownFor: deaths.filter(({ at }) => arrival.sentAt < at + CLOSE_MS).map(({ at }) => writable(installation.kills, arrival.sentAt, at)) }))
    .filter(({ knownFor }) => !knownFor.some((ms) => ms < LOST_MS));
  expect(left.wrong).toEqual([]);
  expect(unexplained).toEqual([]);
  // An attempt that did not arrive is logged as one without an answer.
  expect(left.log.filter((line) => line.code !== 0)).toEqual([]);

  // An event whose first attempt did not get through is later than its turn, for a reason that the log tells; so is one that
  // a receiver on a machine as busy as this one read when its time was over.
  const cut = new Set([...left.log.map((line) => line.event_id), ...late]);
  const inTurn = events.filter((event) => !cut.has(event.id));
  expect(inTurn.length).toBeGreaterThan(events.length * 0.9);
  expect(outOfOrder(inTurn, firstArrival)).toEqual([]);
  const count = (victim: Kill['victim']): number => installation.kills.filter((one) => one.victim === victim).length;
  process.stderr.write(
    `${events.length} events (${acknowledged.length} acknowledged) in ${conversations.length} conversations, ${receiver.arrivals.length} arrivals, ${log.length} attempts logged, ` +
      `${left.arrivals.length} lost with a killed process, ${left.log.length} did not get through, ${late.size} were read too late; ${count('server')} servers and ${count('database')} databases killed; ` +
      `written in ${((written - begin) / 1000).toFixed(1)} s, delivered after ${((took - begin) / 1000).toFixed(1)} s\n`,
  );
});
