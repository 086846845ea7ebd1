import { eventColumns } from '../../platform/events/append.ts';
import { overRows, sql, type GatheredStatement } from '../../platform/db/database.ts';
import type { Addressee } from './addressees.ts';
import { nameColumns, references, type Names, type References } from './store.ts';

/** What must exist for a conversation of a kind, beside its requester and the agent that it names. */
export interface Needs {
  readonly widget?: true;
  readonly queue?: true;
  /** The kind of its contact endpoint. */
  readonly endpoint?: 'EmailEndpoint' | 'TelephonyEndpoint';
  /** What the endpoint must be able to do. */
  readonly functionality?: 'Sms';
  /** An address of the requester. */
  readonly email?: true;
}

/** The message that a conversation begins with. */
export interface FirstMessage {
  readonly id: string;
  readonly external_id?: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The address of the organization that an e-mail goes through, when it is not that of its conversation. */
  readonly point?: Addressee | undefined;
}

/** A conversation to be created, before anybody looked whether what it names exists. */
export interface Creation extends Names, Needs {
  readonly kind: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly language?: string | undefined;
  readonly subject?: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  /** Which of the fields that come from what it names: the two ends of an e-mail, or the two numbers. */
  readonly ends?: 'email' | 'sms' | undefined;
  readonly message?: FirstMessage | undefined;
  /** Whose doing it is when no agent is named: the requester's when left out. */
  readonly actorId?: string | undefined;
  readonly events: readonly { readonly id: string; readonly type: string; readonly data?: Readonly<Record<string, unknown>> }[];
  /** Id of the event that tells of its queue, if it gets one. */
  readonly enqueuedId: string;
  readonly now: string;
  /** Only look up what it names. */
  readonly dry: boolean;
}

/** What was found of what it names, and its number when it was written. */
export type CreationOutcome = References & { readonly id: number | null };

const itemOf = (creation: Creation) => ({
  // What was spread first would cost more than all the rest: V8 copies it slowly.
  needs_widget: creation.widget,
  needs_queue: creation.queue,
  needs_endpoint: creation.endpoint,
  needs_functionality: creation.functionality,
  needs_email: creation.email,
  ...creation,
});

const itemColumns = {
  ...nameColumns,
  kind: 'text',
  direction: 'text',
  language: 'text',
  subject: 'text',
  details: 'jsonb',
  ends: 'text',
  message: 'jsonb',
  actorId: 'uuid',
  events: 'jsonb',
  enqueuedId: 'uuid',
  now: 'timestamptz',
  dry: 'boolean',
  needs_widget: 'boolean',
  needs_queue: 'boolean',
  needs_endpoint: 'text',
  needs_functionality: 'text',
  needs_email: 'boolean',
} as const;

/**
 * Looks up all that a new conversation names and, if what it needs is there, writes it with its first message and its
 * events: one statement and one round trip.
 */
const create = overRows<Omit<ReturnType<typeof itemOf>, keyof Needs>, CreationOutcome>(
  itemColumns,
  ({ rows, at, all, inOrder }) => sql`
    WITH i AS MATERIALIZED (
      SELECT ${all}, ${references(at)}
      FROM ${rows} AS i
    ),
    f AS MATERIALIZED (
      SELECT i.*, nextval('conversation_id') AS id, coalesce(${at.agentId}, ${at.requesterId}) AS author_id,
        coalesce(${at.queueId}, CASE WHEN ${at.direction} = 'Inbound' THEN flow_queue_id END) AS queue_id,
        jsonb_strip_nulls(jsonb_build_object('email', requester -> 'email', 'name', requester -> 'name')) AS customer,
        jsonb_strip_nulls(jsonb_build_object('email', endpoint -> 'address', 'name', endpoint -> 'name')) AS point
      FROM i
      WHERE NOT ${at.dry} AND requester IS NOT NULL AND (${at.agentId} IS NULL OR agent IS NOT NULL)
        AND (${at.needs_widget} IS NULL OR widget IS NOT NULL) AND (${at.needs_queue} IS NULL OR queue IS NOT NULL)
        AND (${at.needs_endpoint} IS NULL OR endpoint ->> 'kind' = ${at.needs_endpoint})
        AND (${at.needs_functionality} IS NULL OR endpoint -> 'functionality' ? ${at.needs_functionality})
        AND (${at.needs_email} IS NULL OR requester ->> 'email' IS NOT NULL)
    ),
    w AS MATERIALIZED (
      SELECT i.*, CASE WHEN ${at.direction} = 'Inbound' THEN customer ELSE point END AS sender, CASE WHEN ${at.direction} = 'Inbound' THEN point ELSE customer END AS receiver FROM f AS i
    ),
    c AS (
      INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at,
        assigned_agent_id, assigned_at, queue_id, queued_at, language, subject, details, parties, contact_point)
      SELECT ${at.organizationId}, id, ${at.kind}, ${at.channel}, ${at.requesterId}, ${at.direction}, 'Open', ${at.now}, ${at.now},
        ${at.agentId}, CASE WHEN ${at.agentId} IS NOT NULL THEN ${at.now} END, queue_id, CASE WHEN queue_id IS NOT NULL THEN ${at.now} END, ${at.language}, ${at.subject},
        CASE ${at.ends}
          WHEN 'email' THEN ${at.details} || jsonb_build_object('fromEmail', sender -> 'email', 'toEmail', receiver -> 'email', 'integrationEmail', point -> 'email')
          WHEN 'sms' THEN ${at.details} || jsonb_strip_nulls(jsonb_build_object('fromNumber', endpoint -> 'address', 'toNumber', requester -> 'phone'))
          ELSE ${at.details} END,
        CASE ${at.ends} WHEN 'email' THEN jsonb_build_object('customer', customer, 'point', point) ELSE '{}' END,
        coalesce(endpoint ->> 'address', ${at.contactPoint})
      FROM w AS i ${inOrder}
    ),
    m AS (
      INSERT INTO message (organization_id, id, conversation_id, author_id, direction, external_id, created_at, attributes)
      SELECT ${at.organizationId}, (${at.message} ->> 'id')::uuid, id, author_id, ${at.direction}, ${at.message} ->> 'external_id', ${at.now},
        CASE ${at.ends} WHEN 'email' THEN (${at.message} -> 'attributes') || CASE
          WHEN ${at.direction} = 'Inbound' THEN jsonb_build_object('from', customer, 'to', jsonb_build_array(coalesce(${at.message} -> 'point', point)))
          ELSE jsonb_build_object('from', coalesce(${at.message} -> 'point', point), 'to', jsonb_build_array(customer)) END
          ELSE ${at.message} -> 'attributes' END
      FROM w AS i WHERE ${at.message} IS NOT NULL
    ),
    e AS (
      INSERT INTO ${eventColumns}
      SELECT ${at.organizationId}, (e.value ->> 'id')::uuid, e.value ->> 'type', i.id, coalesce(${at.actorId}, author_id), ${at.now}, ${at.now}, coalesce(e.value -> 'data', '{}')
      FROM w AS i, jsonb_array_elements(CASE WHEN queue_id IS NULL THEN ${at.events}
        ELSE ${at.events} || jsonb_build_object('id', ${at.enqueuedId}, 'type', 'ConversationEnqueued', 'data', jsonb_build_object('queueId', queue_id)) END) WITH ORDINALITY AS e(value, place)
      ORDER BY i.n, e.place
    )
    SELECT (SELECT id FROM w WHERE w.n = i.n) AS id, requester, agent, endpoint, widget, queue, flow_queue_id FROM i ${inOrder}`,
);

/** @throws a unique violation of `message_external_id`. */
export const createStatement: GatheredStatement<Creation, CreationOutcome> = {
  most: 32,
  run: (session, creations) => create(session, creations.map(itemOf)),
};
