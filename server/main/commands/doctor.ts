import { systemClock } from '../../base/clock.ts';
import { backlog, failingSince } from '../../modules/webhooks/index.ts';
import { readConfig, unknownSettings } from '../../platform/config.ts';
import { OperatorError } from '../../base/errors.ts';
import { openDatabase, sql, type Database } from '../../platform/db/database.ts';
import { findRunning, startEmbedded } from '../../platform/db/embedded.ts';
import { OLDEST_POSTGRES, unreachable, whereaboutsOf } from '../../platform/db/reach.ts';
import { followerLag, LAG_LIMIT } from '../../platform/events/lag.ts';
import { dueTimers } from '../../platform/timers/timers.ts';
import { migrations } from '../migrations.ts';
import type { Command } from './command.ts';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** What is the case; when it is not fine, what to do. */
  readonly says: string;
}

const MANY_EVENTS = 10_000;
const LATE_MS = 5 * 60_000;
const FAILING_MS = 60 * 60_000;

/** Whether what follows the log and what is due gets done. */
async function checkWork(db: Database): Promise<Finding[]> {
  const now = systemClock.now();
  const late = (oldest: string | null): boolean => oldest !== null && now.getTime() - Date.parse(oldest) > LATE_MS;
  const findings: Finding[] = (await followerLag(db)).map(({ follower, behind, oldest }) => {
    const ok = behind <= MANY_EVENTS && !late(oldest);
    const amount = `${behind < LAG_LIMIT ? '' : 'at least '}${behind} events behind${oldest === null ? '' : `, the oldest of ${oldest}`}`;
    const advice = `start a server if none runs; else look for "${follower}" in its log, and for a transaction that stays open (pg_stat_activity): nothing behind it can be read.`;
    return { check: `follower ${follower}`, ok, says: ok ? amount : `${amount}: ${advice}` };
  });
  const timers = await dueTimers(db, now.toISOString());
  findings.push({
    check: 'timers',
    ok: !late(timers.oldest),
    says: late(timers.oldest) ? `${timers.due} timers are due, the oldest since ${timers.oldest}: start a server if none runs; else its log names the one that fails.` : 'No timer is late.',
  });
  const deliveries = await backlog(db, now.toISOString());
  findings.push({
    check: 'webhook deliveries',
    ok: !late(deliveries.oldest),
    says: late(deliveries.oldest)
      ? `${deliveries.due} deliveries are due, the oldest since ${deliveries.oldest}: start a server if none runs; else its receivers are slower than the events come, and more processes help.`
      : `${deliveries.waiting} wait, ${deliveries.due} of them are due now.`,
  });
  for (const { id, name, failing_since: since } of await failingSince(db, new Date(now.getTime() - FAILING_MS).toISOString())) {
    findings.push({
      check: `webhook ${id}`,
      ok: false,
      says: `"${name}" has taken nothing since ${since}, and after five days is switched off: npx parley webhooks deliveries ${id} says why, npx parley webhooks test ${id} tries it.`,
    });
  }
  return findings;
}

async function checkDatabase(db: Database): Promise<Finding[]> {
  const server = await db.maybe<{ version: number; text: string }>(sql`SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS text`);
  const known = migrations();
  const table = await db.maybe<{ there: boolean }>(sql`SELECT to_regclass('migration') IS NOT NULL AS there`);
  const applied = table?.there ? await db.query<{ number: number; checksum: string }>(sql`SELECT number, checksum FROM migration ORDER BY number`) : [];
  const ours = new Map(known.map((migration) => [migration.number, migration]));
  const newer = applied.find((row) => !ours.has(row.number));
  const differs = applied.find((row) => ours.has(row.number) && ours.get(row.number)!.checksum !== row.checksum);
  const missing = known.length - applied.filter((row) => ours.has(row.number)).length;
  const findings: Finding[] = [
    {
      check: 'postgresql',
      ok: server!.version >= OLDEST_POSTGRES,
      says: server!.version >= OLDEST_POSTGRES ? `PostgreSQL ${server!.text}` : `PostgreSQL ${server!.text} is too old: use 15 or newer.`,
    },
    {
      check: 'schema',
      ok: missing === 0 && !differs && !newer,
      says: newer
        ? `The database has migration ${newer.number}, which this release does not know: run the newer release that made it.`
        : differs
          ? `Migration ${differs.number} is not the one of this release: run the release that made this database, or restore a backup.`
          : missing > 0
            ? `${missing} migrations are missing: run npx parley migrate.`
            : 'The schema is up to date.',
    },
  ];
  if (missing > 0 || newer) return findings;
  const organizations = await db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM organization`);
  findings.push({
    check: 'organizations',
    ok: organizations!.count > 0,
    says: organizations!.count > 0 ? `${organizations!.count} organizations` : 'There is no organization: run npx parley serve, or npx parley organization create.',
  });
  return [...findings, ...(await checkWork(db))];
}

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [{ check: 'node', ok: true, says: `Node ${process.version}` }];
  findings.push(...unknownSettings(process.env).map((says) => ({ check: 'unknown setting', ok: false, says })));
  let config;
  try {
    config = readConfig(process.env);
    findings.push({ check: 'settings', ok: true, says: config.databaseUrl === undefined ? `embedded database in ${config.dataDir}` : 'database of DATABASE_URL' });
  } catch (error) {
    return [...findings, { check: 'settings', ok: false, says: (error as Error).message }];
  }
  let own;
  try {
    const running = config.databaseUrl === undefined ? await findRunning(config.dataDir) : undefined;
    if (config.databaseUrl === undefined && !running) own = await startEmbedded({ dataDir: config.dataDir });
    const db = openDatabase({ url: config.databaseUrl ?? running?.url ?? own!.url, poolSize: 2, name: 'parley doctor' });
    try {
      findings.push(...(await checkDatabase(db)));
    } finally {
      await db.close();
    }
  } catch (error) {
    const reason = config.databaseUrl === undefined ? error : unreachable(error, whereaboutsOf(config.databaseUrl));
    const advice = config.databaseUrl === undefined ? 'See postgres/postgres.log in the data directory.' : 'Check DATABASE_URL and that the server runs.';
    findings.push({ check: 'database', ok: false, says: reason instanceof OperatorError ? reason.message : `The database cannot be reached: ${(reason as Error).message}. ${advice}` });
  } finally {
    await own?.stop();
  }
  return findings;
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'Say what is wrong and what to do',
  tellsOfSettings: true,
  options: { json: { help: 'print JSON' } },
  async run(values) {
    const findings = await examine();
    const ok = findings.every((finding) => finding.ok);
    if (values.json) process.stdout.write(`${JSON.stringify({ ok, findings })}\n`);
    else for (const finding of findings) process.stdout.write(`${finding.ok ? 'ok  ' : 'BAD '} ${finding.check}: ${finding.says}\n`);
    return ok ? 0 : 1;
  },
};
