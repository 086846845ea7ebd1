import type { PageRequest } from '../../base/page.ts';
import { empty, sql, type Session, type Sql } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/keyset.ts';
import { activityTypes } from './schema.ts';

export const tables = [] as const;

/** An event of the log that people may see. */
export interface ActivityRow {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly conversation_id: number;
  readonly actor_id: string | null;
  readonly at: string;
  readonly data: Record<string, unknown>;
}

const columns = sql`id, seq, type, conversation_id, actor_id, at, data`;
const types = [...activityTypes];

/** Everything that happened to one conversation, oldest first. */
export function selectOfConversation(session: Session, organizationId: string, conversationId: number): Promise<ActivityRow[]> {
  return session.query<ActivityRow>(sql`
    SELECT ${columns} FROM event WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} AND type = ANY(${types}) ORDER BY at, seq`);
}

export interface Window {
  readonly from?: string;
  readonly to?: string;
}

/** What happened in the organization, oldest first, both ends of the window included; one row more than asked for. */
export function selectOfOrganization(session: Session, organizationId: string, page: PageRequest<Window>): Promise<ActivityRow[]> {
  const { from, to } = page.filters;
  const { after, order } = keyset(page, { at: 'at', id: 'seq', idType: 'bigint' });
  const since: Sql = from === undefined ? empty : sql`AND at >= ${from}::timestamptz`;
  const until: Sql = to === undefined ? empty : sql`AND at <= ${to}::timestamptz`;
  return session.query<ActivityRow>(sql`
    SELECT ${columns} FROM event WHERE organization_id = ${organizationId} AND conversation_id IS NOT NULL AND type = ANY(${types}) ${since} ${until} ${after} ${order}`);
}

interface NamedPerson {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly avatar: string | null;
}

interface NamedRating {
  readonly agentId: string | null;
  readonly comment: string | null;
  readonly score: number | null;
}

/** Names that activities are told with. */
export interface Names {
  readonly people: ReadonlyMap<string, NamedPerson>;
  readonly queues: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<string, string>;
  readonly ratings: ReadonlyMap<string, NamedRating>;
  readonly subjects: ReadonlyMap<number, string>;
  readonly endpoints: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
}

const idsIn = (rows: readonly ActivityRow[], ...fields: string[]): string[] => [
  ...new Set(rows.flatMap((row) => fields.map((field) => row.data[field])).filter((value): value is string => typeof value === 'string')),
];

/** Looks up what the rows name by id: they hold ids only, so a name that was anonymized is gone from the log too. */
export async function selectNames(session: Session, organizationId: string, rows: readonly ActivityRow[]): Promise<Names> {
  const named = async <R extends object, K, V>(statement: Sql, wanted: readonly unknown[], entry: (row: R) => [K, V]): Promise<Map<K, V>> =>
    new Map(wanted.length === 0 ? [] : (await session.query<R>(statement)).map(entry));
  const ratingIds = idsIn(rows, 'ratingId');
  const ratings = await named(
    sql`SELECT id, agent_id AS "agentId", comment, score FROM rating WHERE organization_id = ${organizationId} AND id = ANY(${ratingIds}::text[])`,
    ratingIds,
    (row: NamedRating & { id: string }) => [row.id, row],
  );
  const actors = rows.map((row) => row.actor_id).filter((id): id is string => id !== null);
  const personIds = [...new Set([...actors, ...idsIn(rows, 'agentId', 'userId', 'oldUserId', 'newUserId'), ...[...ratings.values()].flatMap((rating) => rating.agentId ?? [])])];
  const queueIds = idsIn(rows, 'queueId', 'destinationId');
  const noteIds = idsIn(rows, 'noteId');
  const messageIds = idsIn(rows, 'messageId');
  const created = rows.filter((row) => row.type.startsWith('ConversationCreated')).map((row) => row.conversation_id);
  const attributeIds = rows.flatMap((row) => (Array.isArray(row.data.updatedAttributeIds) ? (row.data.updatedAttributeIds as string[]) : []));
  const pair = (row: { id: string; value: string }): [string, string] => [row.id, row.value];
  return {
    ratings,
    people: await named(
      sql`SELECT id, display_name AS name, email, phone_number AS phone, avatar_url AS avatar FROM person WHERE organization_id = ${organizationId} AND id = ANY(${personIds}::uuid[])`,
      personIds,
      (row: NamedPerson) => [row.id, row],
    ),
    queues: await named(sql`SELECT id, name AS value FROM queue WHERE organization_id = ${organizationId} AND id = ANY(${queueIds}::uuid[])`, queueIds, pair),
    notes: await named(sql`SELECT id, message AS value FROM note WHERE organization_id = ${organizationId} AND id = ANY(${noteIds}::uuid[])`, noteIds, pair),
    subjects: await named(
      sql`SELECT id, subject FROM conversation WHERE organization_id = ${organizationId} AND id = ANY(${created}::bigint[]) AND subject IS NOT NULL`,
      created,
      (row: { id: number; subject: string }) => [row.id, row.subject],
    ),
    endpoints: await named(
      sql`SELECT id, coalesce(attributes -> 'from' ->> 'email', attributes ->> 'from') AS value FROM message
        WHERE organization_id = ${organizationId} AND id = ANY(${messageIds}::uuid[]) AND attributes ? 'from'`,
      messageIds,
      pair,
    ),
    attributes: await named(sql`SELECT id, label AS value FROM custom_attribute_definition WHERE organization_id = ${organizationId} AND id = ANY(${attributeIds}::uuid[])`, attributeIds, pair),
  };
}
