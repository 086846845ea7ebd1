import { sql, type Session } from '../../platform/db/database.ts';
import type { RatingType } from './rules.ts';

export const tables = ['rating'] as const;

export interface RatingRow {
  readonly key: string;
  readonly id: string;
  readonly conversation_id: number;
  readonly type: RatingType;
  readonly status: 'Unscheduled' | 'Scheduled' | 'Offered' | 'Rated' | 'Cancelled';
  readonly score: number | null;
  readonly comment: string | null;
  readonly user_id: string;
  readonly agent_id: string | null;
  readonly language: string | null;
  readonly timestamps: Record<string, string>;
}

const columns = sql`key, id, conversation_id, type, status, score, comment, user_id, agent_id, language, timestamps`;

/** All questions of a conversation with their latest state, oldest first. */
export function selectRatings(session: Session, organizationId: string, conversationId: number): Promise<RatingRow[]> {
  return session.query<RatingRow>(sql`SELECT ${columns} FROM rating WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} ORDER BY created_at, key`);
}

export function selectRatingsById(session: Session, organizationId: string, ids: readonly string[]): Promise<RatingRow[]> {
  return session.query<RatingRow>(sql`SELECT ${columns} FROM rating WHERE organization_id = ${organizationId} AND id = ANY(${ids}::text[])`);
}

export function lockRating(tx: Session, organizationId: string, conversationId: number, id: string): Promise<RatingRow | undefined> {
  return tx.maybe<RatingRow>(sql`SELECT ${columns} FROM rating WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} AND id = ${id} FOR UPDATE`);
}

export async function insertRating(tx: Session, organizationId: string, now: string, row: Omit<RatingRow, 'score' | 'comment'>): Promise<void> {
  await tx.execute(sql`
    INSERT INTO rating (organization_id, key, id, conversation_id, type, status, user_id, agent_id, language, timestamps, created_at)
    VALUES (${organizationId}, ${row.key}, ${row.id}, ${row.conversation_id}, ${row.type}, ${row.status}, ${row.user_id}, ${row.agent_id}, ${row.language}, ${JSON.stringify(row.timestamps)}, ${now})`);
}

export async function setResult(tx: Session, organizationId: string, key: string, result: { score: number; comment: string | null; timestamps: Record<string, string> }): Promise<void> {
  await tx.execute(sql`
    UPDATE rating SET status = 'Rated', score = ${result.score}, comment = ${result.comment}, timestamps = timestamps || ${JSON.stringify(result.timestamps)}::jsonb
    WHERE organization_id = ${organizationId} AND key = ${key}`);
}

/** The agent whom a rating most likely concerns: who wrote last to the customer. */
export async function lastAuthor(session: Session, organizationId: string, conversationId: number): Promise<string | undefined> {
  const row = await session.maybe<{ author_id: string }>(sql`
    SELECT author_id FROM message WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} AND direction = 'Outbound'
    ORDER BY created_at DESC, id DESC LIMIT 1`);
  return row?.author_id;
}

/** Whether there is such a person, of whatever kind. Who was anonymized is nobody any more. */
export async function personExists(session: Session, organizationId: string, id: string): Promise<boolean> {
  return (await session.maybe(sql`SELECT 1 AS found FROM person WHERE organization_id = ${organizationId} AND id = ${id} AND anonymized_at IS NULL`)) !== undefined;
}
