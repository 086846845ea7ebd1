import { readConfig } from '../../platform/config.ts';
import { openDatabase, sql, type Database } from '../../platform/db/database.ts';
import { DataDirectoryInUse, findRunning, startEmbedded } from '../../platform/db/embedded.ts';
import { migrations } from '../migrations.ts';
import type { Command } from './command.ts';

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** What is the case; when it is not fine, what to do. */
  readonly says: string;
}

const OLDEST_POSTGRES = 150_000;

async function checkDatabase(db: Database): Promise<Finding[]> {
  const server = await db.maybe<{ version: number; text: string }>(sql`SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS text`);
  const known = migrations();
  const table = await db.maybe<{ there: boolean }>(sql`SELECT to_regclass('migration') IS NOT NULL AS there`);
  const applied = table?.there ? await db.query<{ number: number; checksum: string }>(sql`SELECT number, checksum FROM migration ORDER BY number`) : [];
  const missing = known.length - applied.length;
  const differs = applied.find((row) => known[row.number - 1]?.checksum !== row.checksum);
  const findings: Finding[] = [
    {
      check: 'postgresql',
      ok: server!.version >= OLDEST_POSTGRES,
      says: server!.version >= OLDEST_POSTGRES ? `PostgreSQL ${server!.text}` : `PostgreSQL ${server!.text} is too old: use 15 or newer.`,
    },
    {
      check: 'schema',
      ok: missing === 0 && !differs,
      says: differs
        ? `Migration ${differs.number} is not the one of this release: run the release that made this database, or restore a backup.`
        : missing > 0
          ? `${missing} migrations are missing: run npx parley migrate.`
          : 'The schema is up to date.',
    },
  ];
  if (missing > 0) return findings;
  const organizations = await db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM organization`);
  findings.push({
    check: 'organizations',
    ok: organizations!.count > 0,
    says: organizations!.count > 0 ? `${organizations!.count} organizations` : 'There is no organization: run npx parley serve, or npx parley organization create.',
  });
  const cursors = await db.query<{ follower: string; behind: number }>(sql`
    SELECT c.follower, (SELECT count(*) FROM (SELECT 1 FROM event e WHERE (e.xid, e.seq) > (c.xid, c.seq) LIMIT 100001) AS waiting) AS behind FROM event_cursor c ORDER BY c.follower`);
  for (const { follower, behind } of cursors) {
    findings.push({
      check: `follower ${follower}`,
      ok: behind <= 10_000,
      says: behind <= 10_000 ? `${behind} events behind` : `More than 10,000 events behind: is a server running, and what does its log say of "${follower}"?`,
    });
  }
  const late = await db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM timer WHERE due_at < now() - interval '5 minutes'`);
  findings.push({ check: 'timers', ok: late!.count === 0, says: late!.count === 0 ? 'No timer is late.' : `${late!.count} timers are more than five minutes late: is a server running?` });
  return findings;
}

async function examine(): Promise<Finding[]> {
  const findings: Finding[] = [{ check: 'node', ok: true, says: `Node ${process.version}` }];
  let config;
  try {
    config = readConfig(process.env);
    findings.push({ check: 'settings', ok: true, says: config.databaseUrl === undefined ? `embedded database in ${config.dataDir}` : 'database of DATABASE_URL' });
  } catch (error) {
    return [...findings, { check: 'settings', ok: false, says: (error as Error).message }];
  }
  const running = config.databaseUrl === undefined ? await findRunning(config.dataDir) : undefined;
  let own;
  try {
    if (config.databaseUrl === undefined && !running) own = await startEmbedded({ dataDir: config.dataDir });
    const db = openDatabase({ url: config.databaseUrl ?? running?.url ?? own!.url, poolSize: 2, name: 'parley doctor' });
    try {
      findings.push(...(await checkDatabase(db)));
    } finally {
      await db.close();
    }
  } catch (error) {
    const advice = error instanceof DataDirectoryInUse ? '' : config.databaseUrl === undefined ? ' See postgres/postgres.log in the data directory.' : ' Check DATABASE_URL and that the server runs.';
    findings.push({ check: 'database', ok: false, says: `The database cannot be reached: ${(error as Error).message}.${advice}` });
  } finally {
    await own?.stop();
  }
  return findings;
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'Say what is wrong and what to do',
  options: { json: { help: 'print JSON' } },
  async run(values) {
    const findings = await examine();
    const ok = findings.every((finding) => finding.ok);
    if (values.json) process.stdout.write(`${JSON.stringify({ ok, findings })}\n`);
    else for (const finding of findings) process.stdout.write(`${finding.ok ? 'ok  ' : 'BAD '} ${finding.check}: ${finding.says}\n`);
    return ok ? 0 : 1;
  },
};
