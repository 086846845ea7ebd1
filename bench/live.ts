import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { systemClock } from '../server/base/clock.ts';
import { newId } from '../server/base/ids.ts';
import { migrations } from '../server/main/migrations.ts';
import { createOrganization } from '../server/modules/organizations/index.ts';
import { createToken } from '../server/modules/tokens/index.ts';
import { checkout } from '../server/platform/checkout.ts';
import { openDatabase, sql, type Database } from '../server/platform/db/database.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { quantile } from './load.ts';

/**
 * Live clients on one process: milliseconds from writing a note to its arrival at every client that follows, and memory
 * for each connection; first what a bare server needs that writes to as many sockets.
 * usage: npm run bench:live -- [--clients N] [--seconds N] [--only NAME] [--json]
 */
const option = (name: string): string | undefined => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const clients = Number(option('--clients') ?? 5000);
const seconds = Number(option('--seconds') ?? 10);
const only = option('--only') ?? '';
const json = process.argv.includes('--json');
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const BAR_P95_MS = 100;
/** Milliseconds that the last note has to arrive. */
const REST_MS = 2000;
const TOKENS_EACH = 10;

interface Organization {
  readonly tokens: readonly string[];
  readonly conversation: number;
}

interface Scenario {
  readonly name: string;
  readonly kind: 'sse' | 'websocket';
  readonly organizations: readonly Organization[];
  readonly notesPerSecond: number;
  /** Measured against nothing: what a bare server does on this machine. */
  readonly floor?: true;
}

interface Row {
  readonly name: string;
  readonly clients: number;
  readonly notes: number;
  readonly deliveries: number;
  readonly missing: number;
  /** From sending the request that writes the note. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly writeP50Ms: number;
  readonly memoryPerConnectionKb: number;
}

async function makeOrganization(db: Database, subdomain: string): Promise<Organization> {
  const { organizationId, adminId } = await createOrganization(db, systemClock, { subdomain });
  const tokens: string[] = [];
  for (let nth = 0; nth < TOKENS_EACH; nth++) tokens.push(await createToken(db, systemClock, { organizationId, personId: adminId, name: `${nth}` }));
  const [requesterId, now] = [newId(), systemClock.now().toISOString()];
  await db.execute(sql`INSERT INTO person (organization_id, id, kind, display_name, created_at, updated_at) VALUES (${organizationId}, ${requesterId}, 'EndUser', 'Bench', ${now}, ${now})`);
  const row = await db.maybe<{ id: number }>(sql`
    INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at)
    VALUES (${organizationId}, nextval('conversation_id'), 'ChatConversation', 'WidgetChat', ${requesterId}, 'Inbound', 'Open', ${now}, ${now}) RETURNING id`);
  return { tokens, conversation: row!.id };
}

async function start(folder: string, name: string, args: readonly string[]): Promise<ChildProcess> {
  const outfile = path.join(checkout, 'dist', path.basename(folder), `${name}.mjs`);
  await build({ entryPoints: [path.join(checkout, 'bench', `${name}.ts`)], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
  const execArgv = process.env.BENCH_PROFILE && name === 'subject' ? ['--cpu-prof', '--cpu-prof-dir', process.env.BENCH_PROFILE] : [];
  return fork(outfile, args, { execArgv, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
}

async function ask<T>(child: ChildProcess, message: string): Promise<T> {
  child.send(message);
  const [answer] = (await once(child, 'message')) as [T];
  return answer;
}

const milliseconds = (): number => Number(process.hrtime.bigint()) / 1e6;

interface Written {
  readonly id: string;
  readonly sent: number;
  readonly took: number;
}

function writeNote(agent: http.Agent, port: number, { tokens, conversation }: Organization): Promise<Written> {
  return new Promise((resolve, reject) => {
    const sent = milliseconds();
    const body = JSON.stringify({ message: 'Called back, the customer is happy with the new date.' });
    const headers = { authorization: tokens[0]!, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const outgoing = http.request({ host: '127.0.0.1', port, agent, method: 'POST', path: `/beta/conversations/${conversation}/notes`, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk));
      response.on('end', () => (response.statusCode! < 300 ? resolve({ id: JSON.parse(text).data.id, sent, took: milliseconds() - sent }) : reject(new Error(text))));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function writeNotes(port: number, { organizations, notesPerSecond }: Scenario): Promise<Written[]> {
  const agent = new http.Agent({ keepAlive: true });
  const writing: Promise<Written>[] = [];
  const begin = performance.now();
  for (let turn = 0; turn < notesPerSecond * seconds; turn++) {
    const due = begin + (turn * 1000) / notesPerSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    writing.push(writeNote(agent, port, organizations[turn % organizations.length]!));
  }
  const written = await Promise.all(writing);
  agent.destroy();
  return written;
}

const two = (value: number): number => Math.round(value * 100) / 100;

async function measure(folder: string, subject: { child: ChildProcess; port: number }, scenario: Scenario): Promise<Row> {
  const { name, kind, organizations } = scenario;
  await writeNotes(subject.port, { ...scenario, notesPerSecond: 50 });
  const before = await ask<number>(subject.child, 'memory');
  // Client by client through all organizations, and through the tokens of each.
  const tokens = Array.from({ length: TOKENS_EACH }, (_, nth) => organizations.map((organization) => organization.tokens[nth]!)).flat();
  const swarm = await start(folder, 'live-clients', [String(subject.port), kind, String(clients), ...tokens]);
  try {
    await once(swarm, 'message');
    const after = await ask<number>(subject.child, 'memory');
    const written = await writeNotes(subject.port, scenario);
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const { arrivals, closed } = await ask<{ arrivals: [string, number[]][]; closed: number }>(swarm, 'arrivals');
    if (closed > 0) say(`${name}: ${closed} clients were cut off`);
    const came = new Map(arrivals);
    const latencies = written.flatMap(({ id, sent }) => (came.get(id) ?? []).map((at) => at - sent)).toSorted((a, b) => a - b);
    const expected = (written.length * clients) / organizations.length;
    return {
      name,
      clients,
      notes: written.length,
      deliveries: latencies.length,
      missing: expected - latencies.length,
      p50Ms: two(quantile(latencies, 0.5)),
      p95Ms: two(quantile(latencies, 0.95)),
      p99Ms: two(quantile(latencies, 0.99)),
      maxMs: two(latencies.at(-1) ?? 0),
      writeP50Ms: two(
        quantile(
          written.map(({ took }) => took).toSorted((a, b) => a - b),
          0.5,
        ),
      ),
      memoryPerConnectionKb: two((after - before) / 1024 / clients),
    };
  } finally {
    swarm.kill('SIGKILL');
    await once(swarm, 'exit');
  }
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'parley-bench-'));
const server = await startEmbedded({ dataDir: path.join(folder, 'data') });
let subject: ChildProcess | undefined;
try {
  await migrate(server.url, migrations());
  const db = openDatabase({ url: server.url, poolSize: 2, name: 'bench' });
  const one = [await makeOrganization(db, 'bench')];
  const many: Organization[] = [];
  for (let nth = 0; nth < 50; nth++) many.push(await makeOrganization(db, `bench-${nth}`));
  await db.close();
  const scenarios: Scenario[] = [
    { name: 'floor', kind: 'sse', organizations: one, notesPerSecond: 4, floor: true },
    { name: 'one organization, websocket', kind: 'websocket', organizations: one, notesPerSecond: 4 },
    { name: 'one organization, sse', kind: 'sse', organizations: one, notesPerSecond: 4 },
    { name: '50 organizations, websocket', kind: 'websocket', organizations: many, notesPerSecond: 100 },
    { name: '50 organizations, sse', kind: 'sse', organizations: many, notesPerSecond: 100 },
  ];
  const rows: Row[] = [];
  for (const scenario of scenarios.filter(({ name, floor }) => floor || name.includes(only))) {
    // Each in a server of its own, so that memory given back late is counted for nobody else.
    subject = await start(folder, scenario.floor ? 'live-floor' : 'subject', [server.url]);
    const [line] = (await once(subject.stdout!, 'data')) as [Buffer];
    const row = await measure(folder, { child: subject, port: Number(String(line).trim()) }, scenario);
    rows.push(row);
    subject.kill(process.env.BENCH_PROFILE ? 'SIGTERM' : 'SIGKILL');
    await once(subject, 'exit');
    const verdict = scenario.floor ? '   ' : row.p95Ms < BAR_P95_MS && row.missing === 0 ? 'ok ' : 'LOW';
    say(
      `${verdict} ${row.name.padEnd(28)} ${row.clients} clients, ${scenario.notesPerSecond} notes/s: p50 ${row.p50Ms} ms  p95 ${row.p95Ms} ms (bar ${BAR_P95_MS})  p99 ${row.p99Ms} ms  max ${row.maxMs} ms  (write ${row.writeP50Ms} ms)  missing ${row.missing}  ${row.memoryPerConnectionKb} kB a connection`,
    );
  }
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
} finally {
  subject?.kill('SIGKILL');
  await server.stop('immediate');
  await rm(folder, { recursive: true, force: true });
  await rm(path.join(checkout, 'dist', path.basename(folder)), { recursive: true, force: true });
}
