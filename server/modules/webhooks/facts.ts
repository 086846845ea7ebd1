import { grouped } from '../../base/grouped.ts';
import { isUuid } from '../../base/ids.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import type { LoggedEvent } from '../../platform/events/log.ts';
import { selectConversationsById, type ConversationRow } from '../conversations/index.ts';
import { selectMessagesById, type MessageRow } from '../messages/index.ts';
import { selectNotesById, type NoteRow } from '../notes/index.ts';
import { selectRatingsById, type RatingRow } from '../ratings/index.ts';
import { momentOf, turnTypes, type ConversationTag, type Moment, type Turn } from './moment.ts';

export interface Person {
  readonly id: string;
  readonly kind: 'Agent' | 'EndUser';
  readonly roles: readonly string[];
  readonly display_name: string | null;
  readonly email: string | null;
  readonly phone_number: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
}

/** All that payloads of one organization's events are made of, as it is now, and how it came to be so. */
export interface Facts {
  readonly organization: { readonly id: string; readonly name: string };
  readonly conversations: ReadonlyMap<number, ConversationRow>;
  readonly tags: ReadonlyMap<number, readonly ConversationTag[]>;
  /** What changed the conversations, in the order of the log. */
  readonly turns: ReadonlyMap<number, readonly Turn[]>;
  readonly people: ReadonlyMap<string, Person>;
  /** Names by id. */
  readonly queues: ReadonlyMap<string, string>;
  /** Names of chat widgets by id. */
  readonly widgets: ReadonlyMap<string, string>;
  readonly messages: ReadonlyMap<string, MessageRow>;
  readonly notes: ReadonlyMap<string, NoteRow>;
  readonly ratings: ReadonlyMap<string, RatingRow>;
  /** Who set the follow-up that expires, by the event that says so. */
  readonly pendingBy: ReadonlyMap<string, string>;
}

/** Values of these fields that are uuids. */
function idsIn(events: readonly Pick<LoggedEvent, 'data'>[], fields: readonly string[]): string[] {
  const ids = events.flatMap((event) => fields.map((field) => event.data[field])).filter((value): value is string => typeof value === 'string' && isUuid(value));
  return [...new Set(ids)];
}

const keyed = <K, R>(rows: readonly R[], key: (row: R) => K): Map<K, R> => new Map(rows.map((row) => [key(row), row]));

async function selectTags(session: Session, organizationId: string, conversationIds: readonly number[]): Promise<Map<number, ConversationTag[]>> {
  const rows = await session.query<ConversationTag & { conversation_id: number }>(sql`
    SELECT ct.conversation_id, t.id, t.name, t.state FROM conversation_tag ct JOIN tag t ON t.organization_id = ct.organization_id AND t.id = ct.tag_id
    WHERE ct.organization_id = ${organizationId} AND ct.conversation_id = ANY(${conversationIds}::bigint[]) ORDER BY ct.created_at, t.name`);
  const byConversation = new Map<number, ConversationTag[]>();
  for (const { conversation_id, ...tag } of rows) byConversation.set(conversation_id, [...(byConversation.get(conversation_id) ?? []), tag]);
  return byConversation;
}

async function selectTurns(session: Session, organizationId: string, conversationIds: readonly number[]): Promise<Map<number, Turn[]>> {
  const rows = await session.query<Turn>(sql`
    SELECT conversation_id, seq, xid::text AS xid, type, data FROM event
    WHERE organization_id = ${organizationId} AND conversation_id = ANY(${conversationIds}::bigint[]) AND type = ANY(${turnTypes}::text[]) ORDER BY seq`);
  return grouped(rows, (row) => row.conversation_id);
}

async function selectPendingBy(session: Session, organizationId: string, events: readonly LoggedEvent[]): Promise<Map<string, string>> {
  const expired = events.filter((event) => event.type === 'FollowupExpired').map(({ id, conversation_id, seq }) => ({ id, conversation_id, seq }));
  if (expired.length === 0) return new Map();
  const rows = await session.query<{ id: string; actor_id: string | null }>(sql`
    SELECT e.id, f.actor_id FROM jsonb_to_recordset(${JSON.stringify(expired)}::jsonb) AS e(id uuid, conversation_id bigint, seq bigint) CROSS JOIN LATERAL (
      SELECT actor_id FROM event
      WHERE organization_id = ${organizationId} AND conversation_id = e.conversation_id AND type = 'FollowupAdded' AND event.seq < e.seq
      ORDER BY at DESC, seq DESC LIMIT 1
    ) AS f`);
  return new Map(rows.flatMap((row) => (row.actor_id === null ? [] : [[row.id, row.actor_id]])));
}

async function selectNames(
  session: Session,
  organizationId: string,
  queueIds: readonly string[],
  widgetIds: readonly string[],
): Promise<{ queues: Map<string, string>; widgets: Map<string, string> }> {
  const rows = await session.query<{ kind: string; id: string; name: string }>(sql`
    SELECT 'queue' AS kind, id, name FROM queue WHERE organization_id = ${organizationId} AND id = ANY(${queueIds}::uuid[])
    UNION ALL SELECT 'widget', id, name FROM chat_widget WHERE organization_id = ${organizationId} AND id = ANY(${widgetIds}::uuid[])`);
  const named = (kind: string): Map<string, string> => new Map(rows.filter((row) => row.kind === kind).map((row) => [row.id, row.name]));
  return { queues: named('queue'), widgets: named('widget') };
}

/** Reads what the events are about. @returns undefined when the organization is gone. */
export async function loadFacts(session: Session, organizationId: string, events: readonly LoggedEvent[]): Promise<Facts | undefined> {
  const organization = await session.maybe<{ id: string; name: string }>(sql`SELECT id, name FROM organization WHERE id = ${organizationId}`);
  if (!organization) return undefined;
  const conversationIds = [...new Set(events.map((event) => event.conversation_id).filter((id): id is number => id !== null))];
  const some = async <R>(ids: readonly unknown[], read: () => Promise<R[]>): Promise<R[]> => (ids.length === 0 ? [] : await read());
  const messageIds = idsIn(events, ['messageId']);
  const noteIds = idsIn(events, ['noteId']);
  const ratingIds = idsIn(events, ['ratingId']);
  const conversations = await some(conversationIds, () => selectConversationsById(session, organizationId, conversationIds));
  const messages = await some(messageIds, () => selectMessagesById(session, organizationId, messageIds));
  const notes = await some(noteIds, () => selectNotesById(session, organizationId, noteIds));
  const ratings = await some(ratingIds, () => selectRatingsById(session, organizationId, ratingIds));
  const turns = conversationIds.length === 0 ? new Map<number, Turn[]>() : await selectTurns(session, organizationId, conversationIds);
  const allTurns = [...turns.values()].flat();
  const pendingBy = await selectPendingBy(session, organizationId, events);
  const personIds = new Set(
    [
      ...conversations.flatMap((row) => [row.requester_id, row.assigned_agent_id]),
      ...[...messages, ...notes].map((row) => row.author_id),
      ...ratings.flatMap((row) => [row.agent_id, row.user_id]),
      ...events.map((event) => event.actor_id),
      ...idsIn(events, ['agentId', 'userId', 'endUserId', 'oldUserId', 'newUserId', 'destinationId']),
      ...pendingBy.values(),
      ...idsIn(allTurns, ['agentId']),
    ].filter((id): id is string => id !== null),
  );
  const people = await session.query<Person>(sql`
    SELECT id, kind, roles, display_name, email, phone_number, first_name, last_name FROM person WHERE organization_id = ${organizationId} AND id = ANY(${[...personIds]}::uuid[])`);
  const queueIds = [...conversations.map((row) => row.queue_id).filter((id): id is string => id !== null), ...idsIn(events, ['queueId', 'destinationId']), ...idsIn(allTurns, ['queueId'])];
  const widgetIds = conversations.map((row) => row.contact_point).filter((point): point is string => point !== null && isUuid(point));
  return {
    organization,
    conversations: keyed(conversations, (row) => row.id),
    tags: conversationIds.length === 0 ? new Map() : await selectTags(session, organizationId, conversationIds),
    turns,
    people: keyed(people, (row) => row.id),
    ...(await selectNames(session, organizationId, queueIds, widgetIds)),
    messages: keyed(messages, (row) => row.id),
    notes: keyed(notes, (row) => row.id),
    ratings: keyed(ratings, (row) => row.id),
    pendingBy,
  };
}

/** The conversation of an event as the event left it. @returns undefined when there is none, or none any more. */
export function momentIn(facts: Facts, event: LoggedEvent): Moment | undefined {
  const { conversation_id: id } = event;
  const row = id === null ? undefined : facts.conversations.get(id);
  return row && momentOf({ row, tags: facts.tags.get(row.id) ?? [] }, facts.turns.get(row.id) ?? [], event);
}
