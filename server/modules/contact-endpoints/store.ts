import { empty, sql, type Session } from '../../platform/db/database.ts';

export const tables = ['contact_endpoint'] as const;

export interface ContactEndpointRow {
  /** An e-mail address in lower case or an E.164 number. */
  readonly address: string;
  readonly kind: 'EmailEndpoint' | 'TelephonyEndpoint';
  readonly name: string | null;
  readonly sender_override: string | null;
  readonly functionality: readonly ('Sms' | 'VoiceInbound' | 'VoiceOutbound')[];
}

const columns = sql`address, kind, name, sender_override, functionality`;

/** All endpoints, or those of one kind, oldest first. */
export function selectContactEndpoints(session: Session, organizationId: string, kind: string | undefined): Promise<ContactEndpointRow[]> {
  return session.query<ContactEndpointRow>(sql`
    SELECT ${columns} FROM contact_endpoint WHERE organization_id = ${organizationId} ${kind === undefined ? empty : sql`AND kind = ${kind}`} ORDER BY created_at, address`);
}

/** @param address in any letter case. */
export function selectContactEndpoint(session: Session, organizationId: string, address: string): Promise<ContactEndpointRow | undefined> {
  return session.maybe<ContactEndpointRow>(sql`SELECT ${columns} FROM contact_endpoint WHERE organization_id = ${organizationId} AND address = lower(${address}::text)`);
}
