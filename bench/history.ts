import { derivedId } from '../server/base/ids.ts';
import { sql, type Database, type Sql } from '../server/platform/db/database.ts';

/** An organization with a year behind it, for calls that look through everything: search, reports, exports. */
export interface History {
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly tags: readonly string[];
}

const STEP = 50_000;
const CHANNELS = ['Email', 'WidgetChat', 'ContactForm', 'PstnPhone', 'Messenger'];
/** Words from frequent to rare; how often each comes falls as in real texts. */
const VOCABULARY = 30_000;
/** Different texts; conversations take them over and over, as making each anew would take an hour. */
const TEXTS = 100_000;
/** Who writes; one conversation of ten comes from a single customer, whose list is long. */
const CUSTOMERS = 200_000;

const customer = (n: Sql): Sql => sql`md5('customer' || ${n})::uuid`;

async function makePeople(db: Database, organizationId: string, requesterId: string): Promise<History> {
  const [agents, queues, tags] = [60, 12, 40].map((count, which) => Array.from({ length: count }, (_, index) => derivedId('bench', organizationId, String(which), String(index)))) as [
    string[],
    string[],
    string[],
  ];
  const now = new Date().toISOString();
  await db.execute(
    sql`INSERT INTO person (organization_id, id, kind, roles, display_name, created_at, updated_at) SELECT ${organizationId}, id, 'Agent', '{Agent}', 'Agent ' || n, ${now}, ${now} FROM unnest(${agents}::uuid[]) WITH ORDINALITY AS a(id, n) ON CONFLICT DO NOTHING`,
  );
  await db.execute(
    sql`INSERT INTO person (organization_id, id, kind, display_name, created_at, updated_at) VALUES (${organizationId}, ${requesterId}, 'EndUser', 'Customer', ${now}, ${now}) ON CONFLICT DO NOTHING`,
  );
  await db.execute(
    sql`INSERT INTO person (organization_id, id, kind, display_name, email, created_at, updated_at) SELECT ${organizationId}, ${customer(sql`n`)}, 'EndUser', 'Customer ' || n, 'customer' || n || '@example.com', t, t FROM (SELECT n, now() - interval '365 days' + n * interval '2 minutes' AS t FROM generate_series(0, ${CUSTOMERS - 1}::int) AS n) AS times ON CONFLICT DO NOTHING`,
  );
  await db.execute(
    sql`INSERT INTO queue (organization_id, id, name, created_at) SELECT ${organizationId}, id, 'Queue ' || n, ${now} FROM unnest(${queues}::uuid[]) WITH ORDINALITY AS q(id, n) ON CONFLICT DO NOTHING`,
  );
  await db.execute(
    sql`INSERT INTO tag (organization_id, id, name, created_at) SELECT ${organizationId}, id, 'tag ' || n, ${now} FROM unnest(${tags}::uuid[]) WITH ORDINALITY AS t(id, n) ON CONFLICT DO NOTHING`,
  );
  await db.execute(sql`CREATE TABLE IF NOT EXISTS bench_word AS SELECT n, 'w' || substr(md5(n::text), 1, 2 + (n % 9)) || n AS word FROM generate_series(0, ${VOCABULARY - 1}::int) AS n`);
  await db.execute(sql`CREATE UNIQUE INDEX IF NOT EXISTS bench_word_n ON bench_word (n)`);
  await db.execute(sql`ANALYZE bench_word`);
  await db.execute(sql`
    CREATE TABLE IF NOT EXISTS bench_text AS SELECT n, body, to_tsvector('simple', body) AS words FROM (
      SELECT n, (SELECT string_agg((SELECT w.word FROM bench_word w WHERE w.n = r.i), ' ') FROM (SELECT floor(${VOCABULARY} * random() ^ 4)::int AS i FROM generate_series(1, 20 + 0 * n)) r) AS body
      FROM generate_series(0, ${TEXTS - 1}::int) AS n) AS texts`);
  await db.execute(sql`CREATE UNIQUE INDEX IF NOT EXISTS bench_text_n ON bench_text (n)`);
  await db.execute(sql`ANALYZE bench_text`);
  return { agents, queues, tags };
}

/** Conversations of `from` to `to` (of `count`), each with five messages, eight events and two tags. */
async function fillStep(db: Database, organizationId: string, requesterId: string, people: History, from: number, to: number, count: number): Promise<void> {
  const pick = (list: string, length: number) => sql`(${people[list as keyof History]}::uuid[])[1 + floor(${length} * random() ^ 2)::int]`;
  await db.execute(sql`
    INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at, closed_at, assigned_agent_id, assigned_at, queue_id, queued_at, subject, contact_point)
    SELECT ${organizationId}, 1000000000 + n, 'ChatConversation', (${CHANNELS}::text[])[1 + floor(5 * random() ^ 2)::int],
      CASE n % 10 WHEN 0 THEN ${requesterId}::uuid ELSE ${customer(sql`floor(${CUSTOMERS} * random() ^ 2)::int`)} END, CASE WHEN random() < 0.8 THEN 'Inbound' ELSE 'Outbound' END,
      CASE WHEN n > ${count} * 0.97 THEN 'Open' ELSE 'Closed' END, t, t, CASE WHEN n > ${count} * 0.97 THEN NULL ELSE t + random() * interval '3 days' END,
      ${pick('agents', 60)}, t + random() * interval '1 hour', ${pick('queues', 12)}, t, 'Order ' || n, 'point' || (n % 3) || '@example.com'
    FROM (SELECT n, now() - interval '365 days' + (n::float8 / ${count}) * interval '365 days' AS t FROM generate_series(${from}::int, ${to}::int - 1) AS n) AS times`);
  await db.execute(sql`
    INSERT INTO conversation_tag (organization_id, conversation_id, tag_id, created_at)
    SELECT ${organizationId}, 1000000000 + n, ${pick('tags', 40)}, now() FROM generate_series(${from}::int, ${to}::int - 1) AS n, generate_series(1, 2) ON CONFLICT DO NOTHING`);
  await db.execute(sql`
    WITH said AS MATERIALIZED (
      SELECT c.id, gen_random_uuid() AS message_id, c.created_at + c.k * interval '7 minutes' AS at, c.k, c.assigned_agent_id, c.requester_id, t.body, t.words
      FROM (SELECT c.*, k, floor(${TEXTS} * random())::int AS text FROM conversation c, generate_series(1, 5) AS k WHERE c.organization_id = ${organizationId} AND c.id BETWEEN 1000000000 + ${from}::int AND 1000000000 + ${to}::int - 1) c
      JOIN bench_text t ON t.n = c.text
    ),
    m AS (
      INSERT INTO message (organization_id, id, conversation_id, author_id, direction, created_at, attributes)
      SELECT ${organizationId}, message_id, id, CASE k % 2 WHEN 0 THEN assigned_agent_id ELSE requester_id END, CASE k % 2 WHEN 0 THEN 'Outbound' ELSE 'Inbound' END, at,
        jsonb_build_object('_type', 'ChatAttributes', 'direction', 'Inbound', 'attachments', '[]'::jsonb, 'isAutomated', false, 'content', jsonb_build_object('_type', 'Text', 'value', body)) FROM said
    ),
    s AS (
      INSERT INTO search_entry (organization_id, conversation_id, entry_id, field, body, words) SELECT ${organizationId}, id, message_id, 'content', body, words FROM said
    )
    INSERT INTO event (organization_id, id, type, conversation_id, actor_id, at, recorded_at, data)
    SELECT ${organizationId}, gen_random_uuid(), CASE k % 2 WHEN 0 THEN 'MessageAddedByAgent' ELSE 'MessageAddedByCustomer' END, id, CASE k % 2 WHEN 0 THEN assigned_agent_id ELSE requester_id END, at, at, jsonb_build_object('messageId', message_id) FROM said`);
  await db.execute(sql`
    INSERT INTO event (organization_id, id, type, conversation_id, actor_id, at, recorded_at, data)
    SELECT ${organizationId}, gen_random_uuid(), e.type, c.id, c.assigned_agent_id, e.at, e.at, e.data
    FROM conversation c CROSS JOIN LATERAL (VALUES
      ('ConversationCreatedByCustomer', c.created_at, '{}'::jsonb), ('ConversationEnqueued', c.created_at, jsonb_build_object('queueId', c.queue_id)),
      ('ConversationAssigned', c.assigned_at, jsonb_build_object('agentId', c.assigned_agent_id)), ('ConversationClosed', c.closed_at, jsonb_build_object('assigned', true))) AS e(type, at, data)
    WHERE c.organization_id = ${organizationId} AND c.id BETWEEN 1000000000 + ${from}::int AND 1000000000 + ${to}::int - 1 AND e.at IS NOT NULL`);
}

/** The facts that the analytics follower would write. */
async function fillFacts(db: Database, organizationId: string): Promise<void> {
  const common = sql`c.assigned_agent_id, c.queue_id, CASE c.channel WHEN 'WidgetChat' THEN 'CHAT' WHEN 'PstnPhone' THEN 'PSTN_PHONE' WHEN 'ContactForm' THEN 'CONTACT_FORM' ELSE upper(c.channel) END, upper(c.direction), c.contact_point`;
  const columns = sql`organization_id, kind, at, seq, conversation_id, agent_id, queue_id, channel, direction, contact_point, value, messages, detail`;
  await db.execute(
    sql`INSERT INTO analytics_fact (${columns}) SELECT ${organizationId}, 'closed', c.closed_at, c.id, c.id, ${common}, extract(epoch FROM c.closed_at - c.created_at) * 1000, 5, 'Agent' FROM conversation c WHERE c.organization_id = ${organizationId} AND c.closed_at IS NOT NULL`,
  );
  await db.execute(
    sql`INSERT INTO analytics_fact (${columns}) SELECT ${organizationId}, 'assigned', c.assigned_at, c.id, c.id, ${common}, extract(epoch FROM c.assigned_at - c.created_at) * 1000, NULL, NULL FROM conversation c WHERE c.organization_id = ${organizationId} AND c.assigned_at IS NOT NULL`,
  );
  await db.execute(
    sql`INSERT INTO analytics_fact (${columns}) SELECT ${organizationId}, 'rated', c.closed_at, c.id, c.id, ${common}, 1 + floor(5 * random()), NULL, 'Csat' FROM conversation c WHERE c.organization_id = ${organizationId} AND c.closed_at IS NOT NULL AND c.id % 3 = 0`,
  );
}

/** Fills an organization with a year of conversations; the indexes of words and facts are as their followers would leave them. */
export async function makeHistory(db: Database, organizationId: string, requesterId: string, count: number, onProgress: (done: number) => void): Promise<History> {
  const people = await makePeople(db, organizationId, requesterId);
  await db.execute(sql`DROP INDEX IF EXISTS search_entry_words`);
  for (
    let from = (await db.maybe<{ done: number }>(sql`SELECT coalesce(max(id) - 999999999, 0) AS done FROM conversation WHERE organization_id = ${organizationId} AND id >= 1000000000`))!.done;
    from < count;
    from += STEP
  ) {
    await fillStep(db, organizationId, requesterId, people, from, Math.min(from + STEP, count), count);
    onProgress(Math.min(from + STEP, count));
  }
  await db.execute(sql`INSERT INTO search_word (organization_id, word) SELECT ${organizationId}, word FROM bench_word ON CONFLICT DO NOTHING`);
  await fillFacts(db, organizationId);
  await db.execute(sql`
    INSERT INTO search_activity (organization_id, conversation_id, last_activity_at, last_message_at)
    SELECT organization_id, conversation_id, max(at), max(at) FILTER (WHERE type LIKE 'MessageAddedBy%') FROM event
    WHERE organization_id = ${organizationId} AND conversation_id IS NOT NULL GROUP BY 1, 2 ON CONFLICT DO NOTHING`);
  await db.execute(sql`SET maintenance_work_mem = '1GB'`);
  await db.execute(sql`CREATE INDEX search_entry_words ON search_entry USING gin (words)`);
  await db.execute(sql`UPDATE event_cursor SET (xid, seq) = (SELECT xid, seq FROM event ORDER BY xid DESC, seq DESC LIMIT 1)`);
  await db.execute(sql`VACUUM (ANALYZE)`);
  return people;
}
