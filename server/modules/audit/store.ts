import { newId } from '../../base/ids.ts';
import type { Clock } from '../../base/clock.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';

export const tables = ['tool_call'] as const;

/** `begun` stays where the process died on the way: it may have been done. `refused` is a fault of the caller, `failed` one of ours. */
export type ToolCallOutcome = 'begun' | 'done' | 'refused' | 'denied' | 'failed';

export interface ToolCall {
  readonly id: string;
  readonly organizationId: string;
  readonly tokenId: string;
  readonly personId: string;
  readonly tool: string;
  readonly conversationId: number | null;
  readonly outcome: ToolCallOutcome;
  /** Of the call behind the tool, as HTTP counts; null while it runs. */
  readonly status: number | null;
  readonly at: string;
}

/** Notes that a tool is about to run. @returns the id under which its end is told. */
export async function beginToolCall(session: Session, clock: Clock, actor: Actor, call: { tool: string; conversationId: number | undefined }): Promise<string> {
  const id = newId();
  await session.execute(sql`
    INSERT INTO tool_call (organization_id, id, token_id, person_id, tool, conversation_id, outcome, at)
    VALUES (${actor.organizationId}, ${id}, ${actor.tokenId}, ${actor.personId}, ${call.tool}, ${call.conversationId ?? null}, 'begun', ${clock.now().toISOString()})`);
  return id;
}

export async function endToolCall(session: Session, actor: Actor, id: string, end: { outcome: Exclude<ToolCallOutcome, 'begun'>; status: number }): Promise<void> {
  await session.execute(sql`UPDATE tool_call SET outcome = ${end.outcome}, status = ${end.status} WHERE organization_id = ${actor.organizationId} AND id = ${id}`);
}

export interface ToolCallFilter {
  readonly tool?: string | undefined;
  readonly conversationId?: number | undefined;
  readonly outcome?: string | undefined;
  /** Only from this moment on. */
  readonly since?: string | undefined;
  readonly limit: number;
}

/** Removes what is older than `before`. @returns how many, at most `limit`. */
export function removeOldToolCalls(session: Session, organizationId: string, before: string, limit: number): Promise<number> {
  return session.execute(sql`
    DELETE FROM tool_call WHERE organization_id = ${organizationId} AND id IN (
      SELECT id FROM tool_call WHERE organization_id = ${organizationId} AND at < ${before}::timestamptz ORDER BY at, id LIMIT ${limit})`);
}

/** The newest first. */
export function listToolCalls(session: Session, organizationId: string, filter: ToolCallFilter): Promise<ToolCall[]> {
  const { tool = null, conversationId = null, outcome = null, since = null, limit } = filter;
  return session.query<ToolCall>(sql`
    SELECT id, organization_id AS "organizationId", token_id AS "tokenId", person_id AS "personId", tool, conversation_id AS "conversationId", outcome, status, at
    FROM tool_call
    WHERE organization_id = ${organizationId}
      AND (${tool}::text IS NULL OR tool = ${tool}) AND (${conversationId}::bigint IS NULL OR conversation_id = ${conversationId})
      AND (${outcome}::text IS NULL OR outcome = ${outcome}) AND (${since}::timestamptz IS NULL OR at >= ${since})
    ORDER BY at DESC, id DESC LIMIT ${limit}`);
}
