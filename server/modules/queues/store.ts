import { raw, sql, type Session } from '../../platform/db/database.ts';
import type { Algorithm, QueueSettings } from './rules.ts';

export const tables = ['queue', 'queue_member'] as const;

export interface QueueRow {
  readonly id: string;
  readonly organization_id: string;
  readonly name: string;
  readonly is_default: boolean;
  readonly offering_algorithm: Algorithm | null;
  readonly member_list_type: 'Default' | 'SkillBased';
  readonly sla_calculation_method: 'AbandonedIgnored';
  readonly settings: QueueSettings;
  /** Channel → contact points whose conversations come into this queue. */
  readonly usages: Readonly<Record<string, string[]>>;
}

/** A flow without a queue of its own leads into the default queue. */
const columns = sql`id, organization_id, name, is_default, offering_algorithm, member_list_type, sla_calculation_method, settings, (
  SELECT coalesce(jsonb_object_agg(u.channel, u.ids), '{}') FROM (
    SELECT channel, jsonb_agg(DISTINCT contact_endpoint_id) AS ids FROM flow
    WHERE flow.organization_id = queue.organization_id AND (flow.queue_id = queue.id OR (queue.is_default AND flow.queue_id IS NULL)) GROUP BY channel
  ) AS u
) AS usages`;

/** All queues, oldest first. */
export function selectQueues(session: Session, organizationId: string): Promise<QueueRow[]> {
  return session.query<QueueRow>(sql`SELECT ${columns} FROM queue WHERE organization_id = ${organizationId} ORDER BY created_at, id`);
}

export function selectQueue(session: Session, organizationId: string, id: string): Promise<QueueRow | undefined> {
  return session.maybe<QueueRow>(sql`SELECT ${columns} FROM queue WHERE organization_id = ${organizationId} AND id = ${id}`);
}

/** Keeps the queue as it is until the transaction ends. @returns whether there is one. */
export async function lockQueue(tx: Session, organizationId: string, id: string): Promise<boolean> {
  return (await tx.maybe(sql`SELECT 1 AS found FROM queue WHERE organization_id = ${organizationId} AND id = ${id} FOR SHARE`)) !== undefined;
}

/** Takes the default flag from the queue that has it. Others who want it wait until the transaction ends. @returns the id of that queue. */
export async function clearDefault(tx: Session, organizationId: string): Promise<string | undefined> {
  // The organization's row is the lock: without a default queue there is no other row to wait at.
  await tx.execute(sql`SELECT id FROM organization WHERE id = ${organizationId} FOR NO KEY UPDATE`);
  const row = await tx.maybe<{ id: string }>(sql`UPDATE queue SET is_default = false WHERE organization_id = ${organizationId} AND is_default RETURNING id`);
  return row?.id;
}

export interface NewQueue {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly callFunctionality: boolean;
  readonly offeringAlgorithm: Algorithm | null;
  readonly settings: QueueSettings;
}

export async function insertQueue(tx: Session, organizationId: string, now: string, queue: NewQueue): Promise<QueueRow> {
  const row = await tx.maybe<QueueRow>(sql`
    INSERT INTO queue (organization_id, id, name, is_default, call_functionality, offering_algorithm, settings, created_at)
    VALUES (${organizationId}, ${queue.id}, ${queue.name}, ${queue.isDefault}, ${queue.callFunctionality}, ${queue.offeringAlgorithm}, ${JSON.stringify(queue.settings)}, ${now})
    RETURNING ${columns}`);
  return row!;
}

export interface QueueMemberRow {
  readonly person_id: string;
  readonly priority: number | null;
}

/** Members in the order in which they were added. */
export function selectMembers(session: Session, organizationId: string, queueId: string): Promise<QueueMemberRow[]> {
  return session.query<QueueMemberRow>(sql`
    SELECT person_id, priority FROM queue_member WHERE organization_id = ${organizationId} AND queue_id = ${queueId} ORDER BY created_at, person_id`);
}

/** Members are listed in the order in which they came. @returns those who were no members before. */
export async function addMembers(tx: Session, organizationId: string, queueId: string, now: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ person_id: string }>(sql`
    INSERT INTO queue_member (organization_id, queue_id, person_id, created_at)
    SELECT ${organizationId}, ${queueId}, p.id, ${now}::timestamptz + p.place * interval '1 microsecond'
    FROM unnest(${personIds}::uuid[]) WITH ORDINALITY AS p (id, place) ORDER BY p.id, p.place ON CONFLICT DO NOTHING RETURNING person_id`);
  return rows.map((row) => row.person_id);
}

/** @returns those who were members before. */
export async function removeMembers(tx: Session, organizationId: string, queueId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ person_id: string }>(sql`
    DELETE FROM queue_member WHERE organization_id = ${organizationId} AND queue_id = ${queueId} AND person_id = ANY(${personIds}::uuid[]) RETURNING person_id`);
  return rows.map((row) => row.person_id);
}

/** What waits in a queue: open, with nobody, in the order in which it came into the queue. */
const waiting = raw("conversation.state = 'Open' AND conversation.assigned_agent_id IS NULL AND conversation.queue_id IS NOT NULL");

/** Who could take a conversation of the queue, how many wait, and which kinds of AI agents the organization has. */
export interface Availability {
  readonly agents: boolean;
  readonly size: number;
  readonly ai_agents: readonly string[];
}

/** @returns undefined when there is no such queue. */
export function selectAvailability(session: Session, organizationId: string, queueId: string): Promise<Availability | undefined> {
  return session.maybe<Availability>(sql`
    SELECT
      EXISTS (
        SELECT FROM queue_member m JOIN presence s ON s.organization_id = m.organization_id AND s.person_id = m.person_id
        WHERE m.organization_id = queue.organization_id AND m.queue_id = queue.id AND s.connection_status = 'Online' AND s.presence_status IS DISTINCT FROM 'Away'
      ) AS agents,
      (SELECT count(*) FROM conversation WHERE organization_id = queue.organization_id AND queue_id = queue.id AND ${waiting}) AS size,
      ARRAY(SELECT DISTINCT kind FROM ai_agent WHERE organization_id = queue.organization_id) AS ai_agents
    FROM queue WHERE organization_id = ${organizationId} AND id = ${queueId}`);
}

export interface Position {
  readonly queue_id: string;
  readonly queued_at: string;
  readonly position: number;
}

/** Where a conversation stands in its queue, 1 for the next to be taken. @returns undefined when it does not wait in any. */
export function selectPosition(session: Session, organizationId: string, conversationId: number): Promise<Position | undefined> {
  return session.maybe<Position>(sql`
    SELECT c.queue_id, c.queued_at, (
      SELECT count(*) FROM conversation
      WHERE organization_id = c.organization_id AND queue_id = c.queue_id AND (queued_at, id) <= (c.queued_at, c.id) AND ${waiting}
    ) AS position
    FROM (SELECT * FROM conversation WHERE organization_id = ${organizationId} AND id = ${conversationId} AND queued_at IS NOT NULL AND ${waiting}) AS c`);
}
