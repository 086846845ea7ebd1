import { attributesFor, attributesType, chatKinds, emailKinds, emailShape, kindsTaking, plainShape, type MessageContent } from '../conversations/index.ts';
import { eventColumns } from '../../platform/events/append.ts';
import { constant, overRows, sql, type GatheredStatement, type Session, type Sql } from '../../platform/db/database.ts';

export const tables = ['message'] as const;

export interface MessageRow {
  readonly id: string;
  readonly conversation_id: number;
  readonly author_id: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly external_id: string | null;
  readonly created_at: string;
  readonly attributes: Record<string, unknown>;
  readonly anonymized_at: string | null;
}

/** What stood in the way of a message, when none was written. */
export interface MessageOutcome {
  readonly written: boolean;
  readonly author_id: string | null;
  readonly kind: string | null;
  readonly state: string | null;
  readonly anonymized: boolean;
  readonly agent: boolean;
}

export interface NewMessage {
  readonly organizationId: string;
  readonly id: string;
  readonly eventId: string;
  readonly conversationId: number;
  /** The agent of an outbound message; an inbound one is the requester's. */
  readonly agentId: string | null;
  readonly externalId: string | null;
  readonly content: MessageContent;
  /** The address of the organization that an e-mail goes through, when it is not that of its conversation. */
  readonly point: { readonly email: string; readonly name?: string } | null;
  /** It names an address that there is not; e-mail conversations refuse it. */
  readonly astray: boolean;
  /** Write it only while the conversation is open: a customer's message to another one has to wake it first. */
  readonly onlyWhenOpen: boolean;
  readonly now: string;
}

const itemOf = (message: NewMessage) => ({
  organization_id: message.organizationId,
  id: message.id,
  event_id: message.eventId,
  conversation_id: message.conversationId,
  agent_id: message.agentId,
  external_id: message.externalId,
  inbound: message.content.direction === 'Inbound',
  chat: JSON.stringify(attributesFor(chatKind, undefined, message.content)),
  email: JSON.stringify(emailShape(message.content)),
  point: message.point,
  astray: message.astray,
  plain: JSON.stringify(plainShape(message.content)),
  kinds: kindsTaking(message.content),
  only_when_open: message.onlyWhenOpen,
  now: message.now,
});

const itemColumns = {
  organization_id: 'uuid',
  id: 'uuid',
  event_id: 'uuid',
  conversation_id: 'bigint',
  agent_id: 'uuid',
  external_id: 'text',
  inbound: 'boolean',
  chat: 'text',
  email: 'text',
  point: 'jsonb',
  astray: 'boolean',
  plain: 'text',
  kinds: 'text[]',
  only_when_open: 'boolean',
  now: 'timestamptz',
};

/** Chats, which are most, get attributes that are ready: putting JSON together in the database costs a tenth of the statement. */
const [chatKind] = chatKinds as [string, ...string[]];
const typeOf = sql`(${constant(JSON.stringify(Object.fromEntries(Object.entries(attributesType).map(([kind, _type]) => [kind, { _type }]))))}::jsonb -> kind)`;
const list = (words: readonly string[]): Sql => constant(`{${words.join(',')}}`);

/**
 * Checks conversation, channel and author, shapes the attributes for the channel, writes message and event, all in one
 * statement and one round trip.
 */
const writeMessages = overRows<ReturnType<typeof itemOf>, MessageOutcome>(
  itemColumns,
  ({ rows, at, all, inOrder, lookUp }) => sql`
    WITH f AS MATERIALIZED (
      SELECT *, coalesce(author_id IS NOT NULL AND NOT anonymized AND kind = ANY(${at.kinds}) AND NOT (${at.astray} AND kind = ANY(${list(emailKinds)}))
        AND (state = 'Open' OR NOT ${at.only_when_open}), false) AS fits
      FROM (
        SELECT ${all}, c.kind, c.state, c.parties, c.anonymized_at IS NOT NULL AS anonymized, a.id IS NOT NULL AS agent, CASE WHEN ${at.inbound} THEN c.requester_id ELSE a.id END AS author_id
        FROM ${rows} AS i
        ${lookUp('conversation', 'c', sql`c.organization_id = ${at.organization_id} AND c.id = ${at.conversation_id}`)}
        ${lookUp('person', 'a', sql`a.organization_id = ${at.organization_id} AND a.id = ${at.agent_id} AND a.kind = 'Agent'`)}
      ) AS i
    ),
    m AS (
      INSERT INTO message (organization_id, id, conversation_id, author_id, direction, external_id, created_at, attributes)
      SELECT ${at.organization_id}, ${at.id}, ${at.conversation_id}, author_id, CASE WHEN ${at.inbound} THEN 'Inbound' ELSE 'Outbound' END, ${at.external_id}, ${at.now},
        CASE
          WHEN kind = ANY(${list(chatKinds)}) THEN ${at.chat}::jsonb
          WHEN kind = ANY(${list(emailKinds)}) THEN ${at.email}::jsonb || ${typeOf} || CASE
            WHEN ${at.inbound} THEN jsonb_build_object('from', parties -> 'customer', 'to', jsonb_build_array(coalesce(${at.point}, parties -> 'point')))
            ELSE jsonb_build_object('from', coalesce(${at.point}, parties -> 'point'), 'to', jsonb_build_array(parties -> 'customer')) END
          ELSE ${at.plain}::jsonb || ${typeOf}
        END
      FROM f AS i WHERE fits
    ),
    e AS (
      INSERT INTO ${eventColumns}
      SELECT ${at.organization_id}, ${at.event_id}, CASE WHEN ${at.inbound} THEN 'MessageAddedByCustomer' ELSE 'MessageAddedByAgent' END, ${at.conversation_id}, author_id,
        ${at.now}, ${at.now}, jsonb_build_object('messageId', ${at.id})
      FROM f AS i WHERE fits ${inOrder}
    )
    SELECT fits AS written, author_id, kind, state, anonymized, agent FROM f ${inOrder}`,
);

/** @throws a unique violation of `message_external_id`. */
export const insertMessage: GatheredStatement<NewMessage, MessageOutcome> = {
  most: 32,
  run: (session, messages) => writeMessages(session, messages.map(itemOf)),
};

/** All messages of a conversation, oldest first. */
export function selectMessages(session: Session, organizationId: string, conversationId: number): Promise<MessageRow[]> {
  return session.query<MessageRow>(sql`
    SELECT id, conversation_id, author_id, direction, external_id, created_at, attributes, anonymized_at FROM message
    WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} ORDER BY created_at, id`);
}

export function selectMessagesById(session: Session, organizationId: string, ids: readonly string[]): Promise<MessageRow[]> {
  return session.query<MessageRow>(sql`
    SELECT id, conversation_id, author_id, direction, external_id, created_at, attributes, anonymized_at FROM message
    WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[])`);
}
