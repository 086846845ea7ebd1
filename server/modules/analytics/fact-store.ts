import { sql, type Session, type Sql } from '../../platform/db/database.ts';
import type { Fact, PastEvent } from './facts.ts';

export const tables = ['analytics_fact'] as const;

/** Organization and conversation, as `<uuid> <number>`. */
export type Key = string;

export interface FactRow extends Fact {
  readonly organization_id: string;
  readonly conversation_id: number;
  readonly channel: string;
  readonly direction: string | null;
  readonly contact_point: string | null;
}

interface Of {
  readonly organization_id: string;
  readonly conversation_id: number;
}

/** Keys as a table `k (o, i)` to join with. */
function keyTable(keys: readonly Key[]): Sql {
  const pairs = keys.map((key) => key.split(' '));
  return sql`unnest(${pairs.map((pair) => pair[0])}::uuid[], ${pairs.map((pair) => pair[1])}::bigint[]) AS k(o, i)`;
}

export interface ConversationBackground extends Of {
  readonly channel: string;
  readonly direction: string | null;
  readonly contact_point: string | null;
  readonly created_at: string;
}

export function selectConversations(tx: Session, keys: readonly Key[]): Promise<ConversationBackground[]> {
  return tx.query<ConversationBackground>(sql`
    SELECT c.organization_id, c.id AS conversation_id, c.channel, c.direction, c.contact_point, c.created_at
    FROM ${keyTable(keys)} JOIN conversation c ON c.organization_id = k.o AND c.id = k.i`);
}

/** What happened to conversations, each in its order. */
export async function selectPast(tx: Session, keys: readonly Key[], types: readonly string[]): Promise<(PastEvent & Of)[]> {
  return await tx.query<PastEvent & Of>(sql`
    SELECT e.organization_id, e.conversation_id, e.seq, e.type, e.at, e.actor_id, e.data
    FROM ${keyTable(keys)} JOIN event e ON e.organization_id = k.o AND e.conversation_id = k.i AND e.type = ANY(${types}) ORDER BY e.at, e.seq`);
}

/** The first message of an agent in each conversation. */
export async function selectFirstAnswers(tx: Session, keys: readonly Key[]): Promise<(PastEvent & Of)[]> {
  if (keys.length === 0) return [];
  return await tx.query<PastEvent & Of>(sql`
    SELECT k.o AS organization_id, k.i AS conversation_id, m.seq, m.type, m.at, m.actor_id, m.data
    FROM ${keyTable(keys)} CROSS JOIN LATERAL (
      SELECT e.seq, e.type, e.at, e.actor_id, e.data FROM event e
      WHERE e.organization_id = k.o AND e.conversation_id = k.i AND e.type = 'MessageAddedByAgent' ORDER BY e.at, e.seq LIMIT 1
    ) m`);
}

/** How many messages there were at the time of each closing. */
export async function countMessages(
  tx: Session,
  closings: readonly { organization_id: string; conversation_id: number | null; seq: number; at: string }[],
): Promise<{ seq: number; messages: number }[]> {
  if (closings.length === 0) return [];
  return await tx.query<{ seq: number; messages: number }>(sql`
    SELECT k.seq, (SELECT count(*) FROM message m WHERE m.organization_id = k.o AND m.conversation_id = k.i AND m.created_at <= k.at) AS messages
    FROM unnest(${closings.map((event) => event.organization_id)}::uuid[], ${closings.map((event) => event.conversation_id)}::bigint[],
      ${closings.map((event) => event.seq)}::bigint[], ${closings.map((event) => event.at)}::timestamptz[]) AS k(o, i, seq, at)`);
}

/** The kinds of people who closed and transferred, by `<organization> <person>`. */
export async function personKinds(tx: Session, history: readonly (PastEvent & Of)[]): Promise<Map<string, string>> {
  const actors = [
    ...new Set(history.flatMap((event) => (event.actor_id !== null && /^(ConversationClosed|TransferSuccessful)$/.test(event.type) ? [`${event.organization_id} ${event.actor_id}`] : []))),
  ];
  if (actors.length === 0) return new Map();
  const pairs = actors.map((actor) => actor.split(' '));
  const rows = await tx.query<{ organization_id: string; id: string; kind: string }>(sql`
    SELECT p.organization_id, p.id, p.kind FROM unnest(${pairs.map((pair) => pair[0])}::uuid[], ${pairs.map((pair) => pair[1])}::uuid[]) AS k(o, i)
    JOIN person p ON p.organization_id = k.o AND p.id = k.i`);
  return new Map(rows.map((row) => [`${row.organization_id} ${row.id}`, row.kind]));
}

interface RatingAnswer {
  readonly agent_id: string | null;
  readonly score: number | null;
  readonly rated_at: string | null;
}

/** The answers that events tell of, by `<organization> <rating> <type>`. */
export async function selectRatings(tx: Session, events: readonly { organization_id: string; data: Record<string, unknown> }[]): Promise<Map<string, RatingAnswer>> {
  if (events.length === 0) return new Map();
  const rows = await tx.query<RatingAnswer & { organization_id: string; id: string; type: string }>(sql`
    SELECT r.organization_id, r.id, r.type, r.agent_id, r.score, (r.timestamps ->> 'rated_at')::timestamptz AS rated_at
    FROM (SELECT DISTINCT * FROM unnest(${events.map((event) => event.organization_id)}::uuid[], ${events.map((event) => String(event.data.ratingId))}::text[]) AS k(o, i)) k
    JOIN rating r ON r.organization_id = k.o AND r.id = k.i`);
  return new Map(rows.map((row) => [`${row.organization_id} ${row.id} ${row.type}`, row]));
}

/** Writes facts; one that is there already stays. */
export async function insertFacts(tx: Session, rows: readonly FactRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    INSERT INTO analytics_fact (organization_id, kind, at, seq, conversation_id, value, agent_id, queue_id, messages, channel, direction, contact_point, detail, rating_id)
    SELECT organization_id, kind, at, seq, conversation_id, value, agent_id, queue_id, messages, channel, direction, contact_point, detail, rating_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS f(organization_id uuid, kind text, at timestamptz, seq bigint, conversation_id bigint, value float8, agent_id uuid,
      queue_id uuid, messages integer, channel text, direction text, contact_point text, detail text, rating_id text)
    ON CONFLICT DO NOTHING`);
}

/** Anonymization may have taken the contact point of a conversation away; the facts follow. */
export async function forgetContactPoints(tx: Session, keys: readonly Key[]): Promise<void> {
  await tx.execute(sql`
    UPDATE analytics_fact f SET contact_point = c.contact_point
    FROM ${keyTable(keys)} JOIN conversation c ON c.organization_id = k.o AND c.id = k.i
    WHERE f.organization_id = k.o AND f.conversation_id = k.i AND f.contact_point IS DISTINCT FROM c.contact_point`);
}

/** Removes the facts of all organizations. */
export async function removeFacts(tx: Session): Promise<void> {
  await tx.execute(sql`TRUNCATE analytics_fact`);
}
