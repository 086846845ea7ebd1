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

/** Adds conversations with five messages each, a hundred thousand at a time. */
export async function grow(db: Database, world: World, count: number, onProgress: (done: number) => void): Promise<void> {
  const STEP = 100_000;
  for (let done = 0; done < count; done += STEP) {
    const step = Math.min(STEP, count - done);
    await db.execute(sql`SET statement_timeout = 0`);
    await db.execute(sql`
      WITH c AS (
        INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at, closed_at)
        SELECT ${world.organizationId}, nextval('conversation_id'), 'ChatConversation', 'WidgetChat', ${world.requesterId}, 'Inbound', 'Closed', t, t, t
        FROM (SELECT now() - random() * interval '365 days' AS t FROM generate_series(1, ${step})) AS times RETURNING id, created_at
      )
      INSERT INTO message (organization_id, id, conversation_id, author_id, direction, created_at, attributes)
      SELECT ${world.organizationId}, gen_random_uuid(), c.id, ${world.requesterId}, 'Inbound', c.created_at + n * interval '1 minute',
        jsonb_build_object('_type', 'ChatAttributes', 'direction', 'Inbound', 'attachments', '[]'::jsonb, 'isAutomated', false, 'content', jsonb_build_object('_type', 'Text', 'value', 'Message ' || n || ' about order ' || c.id))
      FROM c, generate_series(1, 5) AS n`);
    onProgress(done + step);
  }
  await db.execute(sql`ANALYZE`);
}
