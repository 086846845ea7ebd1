import { systemClock } from '../server/base/clock.ts';
import { newId } from '../server/base/ids.ts';
import { createOrganization } from '../server/modules/organizations/index.ts';
import { createToken } from '../server/modules/tokens/index.ts';
import { sql, type Database } from '../server/platform/db/database.ts';

export interface World {
  readonly organizationId: string;
  readonly adminId: string;
  readonly requesterId: string;
  readonly widgetId: string;
  readonly token: string;
  /** Open chats in which to write. */
  readonly conversations: readonly number[];
  /** Chats with twenty notes each, to read. */
  readonly annotated: readonly number[];
}

/** An organization with `count` open chats, two hundred of them with twenty notes. */
export async function makeWorld(db: Database, count: number): Promise<World> {
  const { organizationId, adminId } = await createOrganization(db, systemClock, { subdomain: 'bench' });
  const token = await createToken(db, systemClock, { organizationId, personId: adminId, name: 'bench' });
  const [requesterId, widgetId, now] = [newId(), newId(), systemClock.now().toISOString()];
  await db.execute(
    sql`INSERT INTO person (organization_id, id, kind, display_name, email, created_at, updated_at) VALUES (${organizationId}, ${requesterId}, 'EndUser', 'Bench', 'bench@example.com', ${now}, ${now})`,
  );
  await db.execute(sql`INSERT INTO chat_widget (organization_id, id, name, created_at) VALUES (${organizationId}, ${widgetId}, 'Bench', ${now})`);
  const rows = await db.query<{ id: number }>(sql`
    INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at, language, details)
    SELECT ${organizationId}, nextval('conversation_id'), 'ChatConversation', 'WidgetChat', ${requesterId}, 'Inbound', 'Open', ${now}, ${now}, 'en', '{"browserInfo": {"name": "Firefox"}}'
    FROM generate_series(1, ${count}) RETURNING id`);
  const conversations = rows.map((row) => row.id);
  const annotated = conversations.slice(0, 200);
  await db.execute(sql`
    INSERT INTO note (organization_id, id, conversation_id, author_id, message, created_at)
    SELECT ${organizationId}, gen_random_uuid(), c, ${adminId}, 'A note of the length that notes have: the customer was called back and is happy.', ${now}
    FROM unnest(${annotated}::bigint[]) AS c, generate_series(1, 20)`);
  await db.execute(sql`ANALYZE`);
  return { organizationId, adminId, requesterId, widgetId, token, conversations: conversations.slice(200), annotated };
}

/** The world that was made in this database before; undefined when there is none. */
export async function readWorld(db: Database, subdomain: string): Promise<Omit<World, 'token'> | undefined> {
  const found = await db.maybe<Omit<World, 'token' | 'conversations' | 'annotated'>>(sql`
    SELECT o.id AS "organizationId", a.id AS "adminId", e.id AS "requesterId", w.id AS "widgetId" FROM organization o
    JOIN person a ON a.organization_id = o.id AND 'Admin' = ANY(a.roles)
    JOIN person e ON e.organization_id = o.id AND e.email = 'bench@example.com'
    JOIN chat_widget w ON w.organization_id = o.id WHERE o.subdomain = ${subdomain} LIMIT 1`);
  if (found === undefined) return undefined;
  const ids = async (annotated: boolean): Promise<number[]> =>
    (
      await db.query<{ id: number }>(sql`
        SELECT c.id FROM conversation c WHERE c.organization_id = ${found.organizationId} AND c.id < 1000000000
          AND ${annotated} = EXISTS (SELECT FROM note n WHERE n.organization_id = c.organization_id AND n.conversation_id = c.id) ORDER BY c.id LIMIT 10000`)
    ).map((row) => row.id);
  return { ...found, conversations: await ids(false), annotated: await ids(true) };
}
