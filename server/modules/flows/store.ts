import type { ConversationChannel } from '../../base/wire.ts';
import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['flow', 'chat_widget'] as const;

export interface FlowRow {
  readonly id: string;
  readonly name: string;
  readonly channel: ConversationChannel;
  readonly contact_endpoint_id: string;
}

/** Flows of one channel, oldest first. */
export function selectFlows(session: Session, organizationId: string, channel: string): Promise<FlowRow[]> {
  return session.query<FlowRow>(sql`SELECT id, name, channel, contact_endpoint_id FROM flow WHERE organization_id = ${organizationId} AND channel = ${channel} ORDER BY created_at, id`);
}
