import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../server/base/clock.ts';
import { composeWhole } from '../server/main/compose.ts';
import { migrations } from '../server/main/migrations.ts';
import { createToken } from '../server/modules/tokens/index.ts';
import { readConfig } from '../server/platform/config.ts';
import { openDatabase, sql, type Database } from '../server/platform/db/database.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { start } from './child.ts';
import { makeHistory } from './history.ts';
import { longLists, pagesOf, places, type Place } from './lists.ts';
import { quantile, send } from './load.ts';
import { makeWorld, readWorld, type World } from './world.ts';
import { calls, compare, type Row } from './writes.ts';
import { exportCases, reportCases, searchCases, type Case, type Year } from './year.ts';

interface Timed {
  readonly name: string;
  readonly calls: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly barMs: number;
  readonly met: boolean;
}

interface Flatness {
  readonly name: string;
  readonly rows: number;
  /** Median milliseconds of a page of fifty. */
  readonly ms: Readonly<Record<Place, number>>;
  /** The slowest place in terms of the fastest. */
  readonly ratio: number;
  readonly met: boolean;
}

export interface Scale {
  readonly conversations: number;
  readonly messages: number;
  /** Calls that write or read one conversation: median milliseconds in the small world and in this one. */
  readonly growth: readonly { name: string; at: number; small: number; large: number; cost: number }[];
  readonly cases: readonly Timed[];
  readonly lists: readonly Flatness[];
}

export interface ScaleOptions {
  readonly conversations: number;
  /** A folder in which the filled database is kept and found again. */
  readonly kept: string | undefined;
  /** Measures what has this in its name. */
  readonly only: string;
  readonly quick: boolean;
  /** What the small world took. */
  readonly small: readonly Row[];
  readonly say: (text: string) => void;
}

const SUBJECT_ORGANIZATION = 'bench';
/** Each case is called once before it is measured: what is timed is a server at work, not the first call after its start. */
const WARM_UP_TURN = 977;
const CALLS = 50;
/** A slow case is called less often, as long as a twentieth of the calls can be told from the others. */
const [FEWEST, PATIENCE_MS] = [20, 10_000];
/**
 * How many times slower the slowest place of a list may be than its fastest; differences below this many milliseconds do not
 * count: a last page also makes sure that nothing follows it, which takes a bounded number of steps.
 */
const [FLAT, NOISE_MS] = [2, 20];
const PAGE = 50;

const two = (value: number): number => Math.round(value * 100) / 100;

/** The organization with its year: found in a kept folder, or made. */
async function prepare(db: Database, url: string, { conversations, say }: ScaleOptions): Promise<Omit<World, 'token'>> {
  const found = await readWorld(db, SUBJECT_ORGANIZATION);
  if (found !== undefined) return found;
  // Every follower gets its place in the log, which the history then moves to its end.
  const parley = await composeWhole({ config: readConfig({ PARLEY_LOG_LEVEL: 'error' }), databaseUrl: url });
  await parley.close();
  const world = await makeWorld(db, 10_000);
  await makeHistory(db, world.organizationId, world.requesterId, conversations, (done) => say(`loaded ${done.toLocaleString('en')} of ${conversations.toLocaleString('en')} conversations`));
  return world;
}

async function readYear(db: Database, organizationId: string): Promise<Year> {
  const ids = async (rows: Promise<{ id: string }[]>): Promise<string[]> => (await rows).map((row) => row.id);
  const words = (await db.query<{ word: string }>(sql`SELECT word FROM bench_word ORDER BY n`)).map((row) => row.word);
  return {
    agents: await ids(db.query(sql`SELECT id FROM person WHERE organization_id = ${organizationId} AND kind = 'Agent' AND NOT 'Admin' = ANY(roles) ORDER BY id`)),
    queues: await ids(db.query(sql`SELECT id FROM queue WHERE organization_id = ${organizationId} ORDER BY id`)),
    tags: await ids(db.query(sql`SELECT id FROM tag WHERE organization_id = ${organizationId} ORDER BY id`)),
    words: (rank) => words[rank % words.length]!,
  };
}

type Ask = (request: ReturnType<Case['make']>) => Promise<string>;

async function time(ask: Ask, make: Case['make'], most = CALLS): Promise<number[]> {
  await ask(make(WARM_UP_TURN));
  const times: number[] = [];
  for (let [turn, spent] = [0, 0]; turn < most && (turn < FEWEST || spent < PATIENCE_MS); turn++) {
    const begin = performance.now();
    await ask(make(turn));
    times.push(performance.now() - begin);
    spent += times.at(-1)!;
  }
  return times.toSorted((a, b) => a - b);
}

async function measureCases(ask: Ask, cases: Readonly<Record<string, Case>>, { only, say }: ScaleOptions): Promise<Timed[]> {
  const rows: Timed[] = [];
  for (const [name, { limit, make }] of Object.entries(cases).filter(([name]) => name.includes(only))) {
    const times = await time(ask, make);
    const [p50Ms, p95Ms] = [two(quantile(times, 0.5)), two(quantile(times, 0.95))];
    const row = { name, calls: times.length, p50Ms, p95Ms, barMs: limit, met: p95Ms <= limit };
    rows.push(row);
    say(
      `${row.met ? 'met   ' : 'MISSED'} ${name.padEnd(50)} p50 ${p50Ms.toFixed(0).padStart(5)} ms  p95 ${p95Ms.toFixed(0).padStart(5)} ms  (bar ${limit} ms; ${row.calls} calls after one to warm up)`,
    );
  }
  return rows;
}

async function measureLists(db: Database, ask: Ask, world: Pick<World, 'organizationId' | 'requesterId'>, year: Year, { only, say }: ScaleOptions): Promise<Flatness[]> {
  const rows: Flatness[] = [];
  const read = async (...request: ReturnType<Case['make']>) => JSON.parse(await ask(request)) as { data: unknown[]; meta?: { next?: string } };
  for (const [name, list] of Object.entries(longLists(world.organizationId, world.requesterId, year.words(20)))) {
    if (!`list: ${name}`.includes(only)) continue;
    const pages = await pagesOf(db, read, name, list, PAGE);
    const ms = { first: 0, middle: 0, last: 0 };
    for (const place of places) ms[place] = two(quantile(await time(ask, pages.cases[place], FEWEST), 0.5));
    const [fastest, slowest] = [Math.min(...Object.values(ms)), Math.max(...Object.values(ms))];
    const row = { name, rows: pages.rows, ms, ratio: two(slowest / fastest), met: slowest <= Math.max(fastest * FLAT, fastest + NOISE_MS) };
    rows.push(row);
    say(
      `${row.met ? 'met   ' : 'MISSED'} list: ${name.padEnd(44)} first ${ms.first} ms  middle ${ms.middle} ms  last ${ms.last} ms  ratio ${row.ratio} (bar ${FLAT}, or ${NOISE_MS} ms apart; ${row.rows.toLocaleString('en')} rows)`,
    );
  }
  return rows;
}

async function measureGrowth(world: World, ports: { ours: number; floor: number }, { small, conversations, quick, say }: ScaleOptions): Promise<Scale['growth']> {
  const growth: Scale['growth'][number][] = [];
  for (const { name, concurrency: at, p50Ms } of small) {
    const row = await compare(name, calls(world)[name]!, at, ports, world.token, quick);
    growth.push({ name, at, small: p50Ms, large: row.p50Ms, cost: two(row.p50Ms / p50Ms) });
    say(`${name} x${at}: p50 ${p50Ms} ms at 10,000, ${row.p50Ms} ms at ${conversations.toLocaleString('en')} (${growth.at(-1)!.cost} times)`);
  }
  return growth;
}

/** Fills one organization with a year of conversations and measures what must not become slow by that. */
export async function measureScale(options: ScaleOptions): Promise<Scale> {
  const folder = options.kept ?? (await mkdtemp(path.join(os.tmpdir(), 'parley-scale-')));
  const children: ChildProcess[] = [];
  const server = await startEmbedded({ dataDir: path.join(folder, 'data') });
  const agent = new http.Agent({ keepAlive: true });
  try {
    await migrate(server.url, migrations());
    const db = openDatabase({ url: server.url, poolSize: 1, name: 'bench', statementTimeout: 3_600_000 });
    const world = await prepare(db, server.url, options);
    const token = await createToken(db, systemClock, { organizationId: world.organizationId, personId: world.adminId, name: 'bench' });
    const ours = await start('subject', folder, [server.url], { PARLEY_EXPORTS_PER_MINUTE: '1000000' });
    const floor = await start('floor', folder, [server.url, world.organizationId, world.adminId]);
    children.push(ours.child, floor.child);
    const ask: Ask = ([method, url, body]) => send(agent, ours.port, token, { method, path: url, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }, true);
    const year = await readYear(db, world.organizationId);
    // The texts lie in the memory of the system, as on a machine that has been searched on for a while.
    await db.query(sql`SELECT count(*) FROM search_entry WHERE length(body) = 0`);
    const counts = (await db.maybe<{ conversations: number; messages: number }>(sql`
      SELECT (SELECT count(*) FROM conversation WHERE organization_id = ${world.organizationId}) AS conversations, (SELECT count(*) FROM search_entry WHERE organization_id = ${world.organizationId}) AS messages`))!;
    const cases = await measureCases(ask, { ...searchCases(year), ...reportCases(year), ...exportCases() }, options);
    const lists = await measureLists(db, ask, world, year, options);
    const growth = await measureGrowth({ ...world, token }, { ours: ours.port, floor: floor.port }, options);
    await db.close();
    return { ...counts, growth, cases, lists };
  } finally {
    agent.destroy();
    for (const child of children) child.kill('SIGKILL');
    await server.stop(options.kept === undefined ? 'immediate' : 'fast');
    if (options.kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}
