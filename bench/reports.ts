import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { systemClock } from '../server/base/clock.ts';
import { newId } from '../server/base/ids.ts';
import { compose, type Parley } from '../server/main/compose.ts';
import { migrations } from '../server/main/migrations.ts';
import { createOrganization } from '../server/modules/organizations/index.ts';
import { createToken } from '../server/modules/tokens/index.ts';
import { readConfig } from '../server/platform/config.ts';
import { openDatabase, sql, type Database } from '../server/platform/db/database.ts';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { makeHistory } from './history.ts';

/**
 * Search, reports and exports over one organization's year: how long each takes, against a limit.
 * usage: node tools/run.mjs bench/reports.ts [--conversations N] [--data FOLDER] [--only NAME]
 * With --data the filled database is kept there and used again.
 */
const option = (name: string): string | undefined => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const count = Number(option('--conversations') ?? 1_000_000);
const kept = option('--data');
const only = option('--only') ?? '';
const say = (text: string): void => void process.stderr.write(`${text}\n`);

interface Known {
  readonly token: string;
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly tags: readonly string[];
  /** Words from frequent to rare. */
  readonly words: (rank: number) => string;
}

async function known(db: Database): Promise<Known> {
  const found = await db.maybe<{ id: string; person: string }>(
    sql`SELECT o.id, p.id AS person FROM organization o JOIN person p ON p.organization_id = o.id AND 'Admin' = ANY(p.roles) WHERE subdomain = 'year' LIMIT 1`,
  );
  let organizationId = found?.id;
  let personId = found?.person;
  if (organizationId === undefined) {
    const made = await createOrganization(db, systemClock, { subdomain: 'year' });
    [organizationId, personId] = [made.organizationId, made.adminId];
    await makeHistory(db, organizationId, newId(), count, (done) => say(`filled ${done.toLocaleString('en')} of ${count.toLocaleString('en')} conversations`));
  }
  const ids = async (table: 'agent' | 'queue' | 'tag') =>
    (
      await db.query<{ id: string }>(
        table === 'agent'
          ? sql`SELECT id FROM person WHERE organization_id = ${organizationId} AND kind = 'Agent' AND NOT 'Admin' = ANY(roles) ORDER BY id`
          : table === 'queue'
            ? sql`SELECT id FROM queue WHERE organization_id = ${organizationId} ORDER BY id`
            : sql`SELECT id FROM tag WHERE organization_id = ${organizationId} ORDER BY id`,
      )
    ).map((row) => row.id);
  const words = (await db.query<{ word: string }>(sql`SELECT word FROM bench_word ORDER BY n`)).map((row) => row.word);
  const token = await createToken(db, systemClock, { organizationId, personId: personId!, name: 'bench' });
  return { token, agents: await ids('agent'), queues: await ids('queue'), tags: await ids('tag'), words: (rank) => words[rank % words.length]! };
}

type Request = readonly [method: 'GET' | 'POST', path: string, body?: object];
interface Case {
  /** Milliseconds that 19 of 20 calls must stay below. */
  readonly limit: number;
  readonly make: (turn: number) => Request;
}

function searchCases({ words, agents, queues, tags }: Known): Record<string, Case> {
  const search = (body: object): Request => ['POST', '/beta/search/conversations', body];
  const all = (...fields: object[]) => ({ strategy: 'All', conditions: fields.map((field) => ({ field })) });
  const one = (_type: string, ...values: string[]) => ({ _type, operator: { _type: 'IsOneOf', values } });
  const since = (_type: string, days: number) => ({ _type, operator: { _type: 'Since', timestamp: new Date(Date.now() - days * 86_400_000).toISOString() } });
  const text = (value: string, more: object = {}): object => ({ query: { value, ...more } });
  return {
    'search: one frequent word': { limit: 300, make: (turn) => search(text(words(turn % 5))) },
    'search: one middling word': { limit: 300, make: (turn) => search(text(words(1000 + turn))) },
    'search: one rare word': { limit: 300, make: (turn) => search(text(words(25_000 + turn))) },
    'search: two frequent words': { limit: 300, make: (turn) => search(text(`${words(turn % 5)} ${words(5 + (turn % 7))}`)) },
    'search: frequent and rare word': { limit: 300, make: (turn) => search(text(`${words(turn % 5)} ${words(20_000 + turn)}`)) },
    'search: three middling words (mostly none)': { limit: 300, make: (turn) => search(text(`${words(500 + turn)} ${words(700 + turn)} ${words(900 + turn)}`)) },
    'search: phrase of two frequent words': { limit: 300, make: (turn) => search(text(`${words(turn % 5)} ${words(1 + (turn % 5))}`, { exactMatch: true })) },
    'search: a typo': { limit: 300, make: (turn) => search(text(words(3000 + turn).replace(/^(.{4})(.)(.)/, '$1$3$2'))) },
    'search: nothing like it': { limit: 300, make: (turn) => search(text(`zzqxj${turn}vvkq`)) },
    'search: agent': { limit: 300, make: (turn) => search({ filters: all(one('AgentId', agents[turn % 60]!)) }) },
    'search: agent, queue, channel, week': {
      limit: 300,
      make: (turn) => search({ filters: all(one('AgentId', agents[turn % 60]!), one('QueueId', queues[turn % 12]!), one('Channel', 'email'), since('CreationDate', 7)) }),
    },
    'search: open': { limit: 300, make: () => search({ filters: all(one('Status', 'open')) }) },
    'search: closed long ago': {
      limit: 300,
      make: () => search({ filters: all({ _type: 'ClosedDate', operator: { _type: 'Until', timestamp: new Date(Date.now() - 360 * 86_400_000).toISOString() } }) }),
    },
    'search: last message this week': { limit: 300, make: () => search({ filters: all(since('LastMessage', 7)) }) },
    'search: last activity long ago': {
      limit: 300,
      make: () => search({ filters: all({ _type: 'LastActivity', operator: { _type: 'Until', timestamp: new Date(Date.now() - 362 * 86_400_000).toISOString() } }) }),
    },
    'search: two tags': { limit: 300, make: (turn) => search({ filters: all({ _type: 'TagId', operator: { _type: 'IncludesAll', values: [tags[turn % 40]!, tags[(turn + 7) % 40]!] } }) }) },
    'search: without tags': { limit: 300, make: () => search({ filters: all({ _type: 'TagId', operator: { _type: 'IsEmpty' } }) }) },
    'search: nothing fits': { limit: 300, make: (turn) => search({ filters: all(one('Channel', 'whatsapp'), one('AgentId', agents[turn % 60]!)) }) },
    'search: long or with an agent': {
      limit: 300,
      make: (turn) =>
        search({
          filters: {
            strategy: 'Any',
            conditions: [{ field: { _type: 'Duration', operator: { _type: 'LongerThanOrEqualTo', duration: 300_000_000 } } }, { field: one('AgentId', agents[turn % 60]!) }],
          },
        }),
    },
    'search: frequent word and agent': { limit: 300, make: (turn) => search({ ...text(words(turn % 5)), filters: all(one('AgentId', agents[turn % 60]!)) }) },
    'search: middling word and open': { limit: 300, make: (turn) => search({ ...text(words(200 + turn)), filters: all(one('Status', 'open')) }) },
    'search: frequent word, filter that fits nothing': { limit: 300, make: (turn) => search({ ...text(words(turn % 5)), filters: all(one('Channel', 'whatsapp')) }) },
  };
}

function reportCases({ agents, queues, tags }: Known): Record<string, Case> {
  const metric = (id: string, more: object = {}): Request => [
    'POST',
    '/beta/analytics/metrics',
    { id, timezone: 'Europe/Copenhagen', periodFilter: { _type: 'Interval', start: '2000-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z' }, ...more },
  ];
  const by = (attribute: string, ...values: string[]) => ({ filters: [{ attribute, values }] });
  return {
    'report: closed, all': { limit: 500, make: () => metric('closed_conversations') },
    'report: resolution time, all': { limit: 500, make: () => metric('resolution_time') },
    'report: resolution time of a queue': { limit: 500, make: (turn) => metric('resolution_time', by('queue_id', queues[turn % 12]!)) },
    'report: resolution time of an agent on a channel': {
      limit: 500,
      make: (turn) =>
        metric('resolution_time', {
          filters: [
            { attribute: 'agent_id', values: [agents[turn % 60]!] },
            { attribute: 'channel', values: ['email'] },
          ],
        }),
    },
    'report: closed with a tag': { limit: 500, make: (turn) => metric('closed_conversations', by('tag_id', tags[turn % 40]!)) },
    'report: satisfaction, all': { limit: 500, make: () => metric('csat') },
    'report: assignments per agent, all': { limit: 500, make: () => metric('conversation_assignments_per_agent') },
    'report: rows of closings': {
      limit: 500,
      make: () => [
        'POST',
        '/beta/analytics/records?pageLimit=300',
        { id: 'closed_conversations', timezone: 'UTC', periodFilter: { _type: 'Interval', start: '2000-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z' } },
      ],
    },
    'report: rows of an agent': {
      limit: 500,
      make: (turn) => ['POST', '/beta/analytics/records', { id: 'ratings', timezone: 'UTC', filters: [{ attribute: 'agent_id', values: [agents[turn % 60]!] }] }],
    },
  };
}

function exportCases(): Record<string, Case> {
  const window = (turn: number, ms: number): string => {
    const from = Date.now() - (30 + (turn % 300)) * 86_400_000;
    return `_after=${from}&`.concat(`%before=${from + ms}`);
  };
  const path = (call: string, by: string, turn: number, ms: number): Request => ['GET', `/v1/${call}?${by}${window(turn, ms).replace('%', `${by}_`)}`];
  const HOUR = 3_600_000;
  return {
    'export: conversations updated in an hour': { limit: 500, make: (turn) => path('conversation_export', 'updated', turn, HOUR) },
    'export: an empty window': { limit: 100, make: () => ['GET', '/v1/conversation_export?created_after=2001-01-01&created_before=2001-01-31'] },
    'export: messages of an hour': { limit: 500, make: (turn) => path('message_export', 'created', turn, HOUR) },
  };
}

async function measure(parley: Parley, token: string, name: string, { limit, make }: Case): Promise<boolean> {
  const times: number[] = [];
  let wrong: string | undefined;
  for (let turn = 0; turn < 20 && (times.length < 5 || times.reduce((sum, time) => sum + time, 0) < 6_000); turn++) {
    const [method, url, body] = make(turn);
    const begin = performance.now();
    const answer = await parley.app.inject({
      method,
      url,
      headers: { authorization: token, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { payload: JSON.stringify(body) } : {}),
    });
    times.push(performance.now() - begin);
    if (answer.statusCode !== 200) wrong = `${answer.statusCode} ${answer.payload.slice(0, 120)}`;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p95] = [0.5, 0.95].map((share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!) as [number, number];
  const fine = wrong === undefined && p95 <= limit;
  say(`${fine ? 'ok  ' : 'SLOW'} ${name.padEnd(50)} p50 ${p50.toFixed(0).padStart(6)} ms  p95 ${p95.toFixed(0).padStart(6)} ms  (limit ${limit})${wrong === undefined ? '' : `  ${wrong}`}`);
  return fine;
}

const folder = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'parley-reports-')));
const server = await startEmbedded({ dataDir: path.join(folder, 'data') });
try {
  await migrate(server.url, migrations());
  const parley = await compose({ config: readConfig({ PARLEY_LOG_LEVEL: 'error', PARLEY_EXPORTS_PER_MINUTE: '1000000' }), databaseUrl: server.url });
  const db = openDatabase({ url: server.url, poolSize: 1, name: 'bench', statementTimeout: 3_600_000 });
  const about = await known(db);
  let slow = 0;
  for (const [name, one] of Object.entries({ ...searchCases(about), ...reportCases(about), ...exportCases() })) {
    if (name.includes(only) && !(await measure(parley, about.token, name, one))) slow++;
  }
  say(slow === 0 ? 'all within their limits' : `${slow} beyond their limit`);
  await db.close();
  await parley.close();
} finally {
  await server.stop(kept === undefined ? 'immediate' : 'fast');
  if (kept === undefined) await rm(folder, { recursive: true, force: true });
}
