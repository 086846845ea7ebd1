import { attributesType, chatKinds, emailKinds, emailShape, kindsTaking, plainShape, type MessageContent } from '../conversations/index.ts';
import { eventColumns } from '../../platform/events/append.ts';
import { sql, type Session } from '../../platform/db/database.ts';

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
  readonly id: string;
  readonly eventId: string;
  readonly conversationId: number;
  /** The agent of an outbound message; an inbound one is the requester's. */
  readonly agentId: string | null;
  readonly externalId: string | null;
  readonly content: MessageContent;
  /** Write it only while the conversation is open: a customer's message to another one has to wake it first. */
  readonly onlyWhenOpen: boolean;
}

/**
 * Checks conversation, channel and author, shapes the attributes for the channel, writes message and event, all in one
 * statement and one round trip.
 * @throws a unique violation of `message_external_id`.
 */
export async function insertMessage(session: Session, organizationId: string, now: string, message: NewMessage): Promise<MessageOutcome> {
  const { content } = message;
  const inbound = content.direction === 'Inbound';
  const email = JSON.stringify(emailShape(content));
  const plain = JSON.stringify(plainShape(content));
  const outcome = await session.maybe<MessageOutcome>(sql`
    WITH c AS (
      SELECT id, kind, state, requester_id, parties, anonymized_at FROM conversation WHERE organization_id = ${organizationId} AND id = ${message.conversationId}
    ),
    a AS (
      SELECT id FROM person WHERE organization_id = ${organizationId} AND id = ${message.agentId}::uuid AND kind = 'Agent'
    ),
    m AS (
      INSERT INTO message (organization_id, id, conversation_id, author_id, direction, external_id, created_at, attributes)
      SELECT ${organizationId}, ${message.id}, c.id, ${inbound ? sql`c.requester_id` : sql`a.id`}, ${content.direction}, ${message.externalId}, ${now}::timestamptz,
        jsonb_build_object('_type', ${JSON.stringify(attributesType)}::jsonb -> c.kind)
        || CASE
          WHEN c.kind = ANY(${emailKinds}) THEN ${email}::jsonb || ${
            inbound
              ? sql`jsonb_build_object('from', c.parties -> 'customer', 'to', jsonb_build_array(c.parties -> 'point'))`
              : sql`jsonb_build_object('from', c.parties -> 'point', 'to', jsonb_build_array(c.parties -> 'customer'))`
          }
          WHEN c.kind = ANY(${chatKinds}) THEN ${plain}::jsonb || '{"isAutomated": false}'
          ELSE ${plain}::jsonb
        END
      FROM c ${inbound ? sql`` : sql`, a`}
      WHERE c.anonymized_at IS NULL AND c.kind = ANY(${kindsTaking(content)}) AND (c.state = 'Open' OR NOT ${message.onlyWhenOpen}::boolean)
      RETURNING id, conversation_id, author_id
    ),
    e AS (
      INSERT INTO ${eventColumns}
      SELECT ${organizationId}, ${message.eventId}, ${inbound ? 'MessageAddedByCustomer' : 'MessageAddedByAgent'}, m.conversation_id, m.author_id, ${now}::timestamptz, ${now}::timestamptz, jsonb_build_object('messageId', m.id)
      FROM m
    )
    SELECT EXISTS (SELECT FROM m) AS written, (SELECT author_id FROM m) AS author_id, (SELECT kind FROM c) AS kind, (SELECT state FROM c) AS state,
      EXISTS (SELECT FROM c WHERE anonymized_at IS NOT NULL) AS anonymized, EXISTS (SELECT FROM a) AS agent`);
  return outcome!;
}

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
