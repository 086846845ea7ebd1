import { sql, type Session } from '../../platform/db/database.ts';

export interface Attachment {
  readonly url: string;
  readonly prettyName?: string;
}

export interface AttachedMessage {
  readonly organization_id: string;
  readonly id: string;
  readonly conversation_id: number;
  readonly attachments: Attachment[];
}

/** Of these messages the ones that have files and are not anonymized. */
export function selectAttached(session: Session, organizationId: string, messageIds: readonly string[]): Promise<AttachedMessage[]> {
  return session.query<AttachedMessage>(sql`
    SELECT organization_id, id, conversation_id, attributes -> 'attachments' AS attachments FROM message
    WHERE organization_id = ${organizationId} AND id = ANY(${messageIds}::uuid[]) AND anonymized_at IS NULL
      AND CASE WHEN jsonb_typeof(attributes -> 'attachments') = 'array' THEN jsonb_array_length(attributes -> 'attachments') > 0 ELSE false END`);
}

/**
 * Puts our link in the place of a file's own one, if that still stands there.
 * @returns false when the message was anonymized or the file replaced meanwhile.
 */
export async function replaceUrl(tx: Session, organizationId: string, messageId: string, index: number, from: string, to: string): Promise<boolean> {
  const touched = await tx.execute(sql`
    UPDATE message SET attributes = jsonb_set(attributes, ARRAY['attachments', ${String(index)}, 'url'], to_jsonb(${to}::text))
    WHERE organization_id = ${organizationId} AND id = ${messageId} AND anonymized_at IS NULL AND attributes #>> ARRAY['attachments', ${String(index)}, 'url'] = ${from}`);
  return touched > 0;
}
