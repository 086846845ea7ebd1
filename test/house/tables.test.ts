import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';
import { freshDatabase } from '../support/parley.ts';

const server = path.join(checkout, 'server');
const modules = path.join(server, 'modules');

/** Tables that belong to no module, by the folder that owns them. */
const others: Readonly<Record<string, readonly string[]>> = {
  'platform/events': ['event', 'event_cursor', 'event_cleared'],
  'platform/timers': ['timer'],
  'platform/db': ['migration'],
  api: ['idempotency', 'rate_bucket'],
};

/** Writes to a table of somebody else, each with its reason. */
const allowed: Readonly<Record<string, { readonly tables: readonly string[]; readonly why: string }>> = {
  'modules/anonymization': { tables: ['message', 'conversation', 'note', 'rating', 'person', 'event'], why: 'one planner cleans personal data in every place, in one transaction' },
  'modules/attachments': { tables: ['message'], why: 'puts the kept file into the message that named it' },
  'modules/conversations': { tables: ['message'], why: 'a conversation and its first message are one statement' },
  'modules/organizations': { tables: ['person'], why: 'an organization begins with its first admin; people come later in the order' },
  'modules/people': { tables: ['team_member', 'queue_member', 'presence'], why: 'who stops being an agent leaves everything agents are in; these come later in the order' },
  'modules/search': { tables: ['event_cursor'], why: 'an index that is made anew begins at the beginning of the log' },
  'main/seed': { tables: ['organization'], why: 'the demonstration organization is taken away whole' },
};

async function owners(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const own = (table: string, owner: string): void => void found.set(table, [...(found.get(table) ?? []), owner]);
  for (const [owner, tables] of Object.entries(others)) for (const table of tables) own(table, owner);
  for (const module of readdirSync(modules)) {
    const index = path.join(modules, module, 'index.ts');
    if (!existsSync(index)) continue;
    const { tables } = (await import(index)) as { tables?: readonly string[] };
    if (!tables) throw new Error(`modules/${module}/index.ts does not say which tables it owns: export { tables }`);
    for (const table of tables) own(table, `modules/${module}`);
  }
  return found;
}

async function liveTables(): Promise<string[]> {
  const client = new pg.Client({ connectionString: await freshDatabase() });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`,
    );
    return rows.map((row) => row.name);
  } finally {
    await client.end();
  }
}

interface Write {
  readonly file: string;
  readonly folder: string;
  readonly table: string;
}

/** Every SQL text of the server that writes, tests aside. */
function writes(tables: ReadonlySet<string>): Write[] {
  return readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const parts = file.split(path.sep);
      const folder = parts[0] === 'api' ? 'api' : parts.slice(0, 2).join('/');
      const text = readFileSync(path.join(server, file), 'utf8');
      return [...text.matchAll(/\b(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|COPY)\s+(?:ONLY\s+)?([a-z_]+)/g)]
        .map((match) => ({ file, folder, table: match[1]! }))
        .filter(({ table }) => tables.has(table));
    });
}

describe('the owner of a table', () => {
  it('every table has exactly one', async () => {
    const claimed = await owners();
    expect([...claimed].filter(([, by]) => by.length > 1)).toEqual([]);
    expect([...claimed.keys()].toSorted()).toEqual(await liveTables());
  });

  it('nobody else writes to it, save for what has a reason', async () => {
    const claimed = await owners();
    const all = writes(new Set(claimed.keys()));
    expect(all.length).toBeGreaterThan(50);
    const strangers = all.filter(({ folder, table }) => claimed.get(table)![0] !== folder && !allowed[folder]?.tables.includes(table));
    expect(strangers).toEqual([]);
  });

  it('no reason outlives its write', async () => {
    const all = writes(new Set((await owners()).keys()));
    const stale = Object.entries(allowed).flatMap(([folder, { tables }]) =>
      tables.filter((table) => !all.some((write) => write.folder === folder && write.table === table)).map((table) => `${folder}: ${table}`),
    );
    expect(stale).toEqual([]);
  });
});
