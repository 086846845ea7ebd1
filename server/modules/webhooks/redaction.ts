import { sql, type Session } from '../../platform/db/database.ts';

/** Values that tell nothing of a person. Everything else goes. */
const kept: ReadonlySet<string> = new Set([
  'id',
  'csid',
  'event_id',
  'event_fqn',
  'event_version',
  'event_timestamp',
  'channel',
  'status',
  'direction',
  'created_at',
  'message_id',
  'note_id',
  'score',
  'type',
  'user_type',
  'content_type',
  'is_deactivated',
  'transfer_type',
]);
/** Objects that belong to the organization and not to people. */
const keptWhole: ReadonlySet<string> = new Set(['organization', 'queue', 'tags', 'roles']);

function redact(value: unknown, key: string): unknown {
  if (keptWhole.has(key)) return value;
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'object' && item !== null).map((item) => redact(item, key));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redact(item, name)]));
  return kept.has(key) ? value : null;
}

/** The same payload with ids, times and states only. The shape stays, so that a receiver who gets it late can read it. */
export const redactPayload = (payload: string): string => JSON.stringify(redact(JSON.parse(payload), ''));

/** Payloads at a time; one may be a megabyte. */
const CHUNK = 200;

/**
 * Takes personal data out of stored payloads and answers, of deliveries that still wait too.
 * @param what events of these conversations, events that name these people, events about these messages.
 */
export async function redactDeliveries(
  tx: Session,
  organizationId: string,
  what: { conversationIds?: readonly number[]; personIds?: readonly string[]; messageIds?: readonly string[] },
): Promise<void> {
  const { conversationIds = [], personIds = [], messageIds = [] } = what;
  const ids = new Set<string>();
  const add = (rows: readonly { id: string }[]): void => rows.forEach((row) => ids.add(row.id));
  if (conversationIds.length > 0) add(await tx.query(sql`SELECT id FROM webhook_event WHERE organization_id = ${organizationId} AND conversation_id = ANY(${conversationIds}::bigint[])`));
  if (personIds.length > 0) add(await tx.query(sql`SELECT id FROM webhook_event WHERE organization_id = ${organizationId} AND person_ids && ${personIds}::uuid[]`));
  if (messageIds.length > 0) {
    add(
      await tx.query(sql`
      SELECT e.id FROM message m JOIN webhook_event e ON e.organization_id = m.organization_id AND e.conversation_id = m.conversation_id
      WHERE m.organization_id = ${organizationId} AND m.id = ANY(${messageIds}::uuid[]) AND e.payload LIKE '%' || m.id || '%'`),
    );
  }
  const all = [...ids];
  for (let from = 0; from < all.length; from += CHUNK) await redactEvents(tx, organizationId, all.slice(from, from + CHUNK));
}

async function redactEvents(tx: Session, organizationId: string, ids: readonly string[]): Promise<void> {
  const rows = await tx.query<{ id: string; payload: string }>(sql`SELECT id, payload FROM webhook_event WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[])`);
  const changed = rows.map(({ id, payload }) => ({ id, payload: redactPayload(payload) }));
  await tx.execute(sql`
    UPDATE webhook_event e SET payload = r.payload FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS r(id uuid, payload text)
    WHERE e.organization_id = ${organizationId} AND e.id = r.id`);
  // A receiver may have answered with what it was sent.
  await tx.execute(sql`UPDATE webhook_attempt SET text = '' WHERE organization_id = ${organizationId} AND event_id = ANY(${ids}::uuid[])`);
}
