import { sql, type Session } from '../../platform/db/database.ts';

/**
 * The planner of anonymization: every place in which a conversation, a message or a person leaves personal data, and
 * what becomes of it there. A place that is added to the schema is added here; a test plants a marker in each.
 */

/** What remains of an e-mail address where the wire demands one. The domain is reserved and reaches nobody. */
const NOBODY = 'anonymized@anonymized.invalid';

/** The attributes of a message without what was said, by whom and with which files. `_type` and direction stay. */
const emptied = sql`jsonb_strip_nulls(jsonb_build_object('_type', attributes -> '_type', 'direction', attributes -> 'direction'))
  || CASE
    WHEN attributes ->> '_type' IN ('EmailAttributes', 'ContactFormAttributes') THEN
      jsonb_build_object('from', jsonb_build_object('email', ${NOBODY}::text), 'to', '[]'::jsonb, 'cc', '[]'::jsonb, 'bcc', '[]'::jsonb, 'isAutoReply', false, 'inlineImages', '[]'::jsonb, 'attachments', '[]'::jsonb)
    WHEN attributes ->> '_type' = 'ChatAttributes' THEN '{"attachments": [], "isAutomated": false}'::jsonb
    WHEN attributes ->> '_type' = 'PhoneAttributes' THEN '{"from": "", "to": ""}'::jsonb
    WHEN attributes ->> '_type' = 'CallRecordingAttributes' THEN '{"recording": ""}'::jsonb
    WHEN attributes ->> '_type' = 'MessengerFormAttributes' THEN '{"formSubmission": {"values": {}}}'::jsonb
    WHEN attributes ->> '_type' = 'TranscriptAttributes' THEN '{}'::jsonb
    ELSE '{"attachments": []}'::jsonb
  END`;

/** Messages of conversations or single ones. */
export async function scrubMessages(tx: Session, organizationId: string, now: string, which: { conversationIds?: readonly number[]; messageIds?: readonly string[] }): Promise<void> {
  await tx.execute(sql`
    UPDATE message SET attributes = ${emptied}, external_id = NULL, anonymized_at = COALESCE(anonymized_at, ${now})
    WHERE organization_id = ${organizationId} AND (conversation_id = ANY(${which.conversationIds ?? []}::bigint[]) OR id = ANY(${which.messageIds ?? []}::uuid[]))`);
}

/** Conversation rows, notes, rating comments and the values that the log keeps of attributes. */
export async function scrubConversations(tx: Session, organizationId: string, now: string, ids: readonly number[]): Promise<void> {
  const mine = sql`organization_id = ${organizationId} AND conversation_id = ANY(${ids}::bigint[])`;
  await tx.execute(sql`
    UPDATE conversation SET subject = NULL, details = '{}', parties = '{}', custom_attributes = '{}', external_id = NULL, assigned_agent_id = NULL, assigned_at = NULL,
      queue_id = NULL, queued_at = NULL, contact_point = CASE WHEN contact_point IN (SELECT address FROM contact_endpoint WHERE organization_id = ${organizationId}) THEN contact_point END,
      anonymized_at = COALESCE(anonymized_at, ${now})
    WHERE organization_id = ${organizationId} AND id = ANY(${ids}::bigint[])`);
  await tx.execute(sql`UPDATE note SET message = '' WHERE ${mine}`);
  await tx.execute(sql`UPDATE rating SET comment = NULL WHERE ${mine}`);
  await tx.execute(sql`UPDATE event SET data = data - 'values' WHERE ${mine} AND data ? 'values'`);
}

/** The person. The row stays, so that everything that names its id still reads. */
export async function scrubPerson(tx: Session, organizationId: string, now: string, id: string): Promise<void> {
  const person = await tx.maybe<{ addresses: string[] }>(sql`
    SELECT array_remove(array_cat(array_cat(ARRAY[email, phone_number], additional_emails), additional_phone_numbers), NULL) AS addresses
    FROM person WHERE organization_id = ${organizationId} AND id = ${id}`);
  await tx.execute(sql`
    UPDATE person SET display_name = 'Anonymized user', email = NULL, phone_number = NULL, additional_emails = '{}', additional_phone_numbers = '{}', first_name = NULL,
      middle_names = '{}', last_name = NULL, avatar_url = NULL, external_id = NULL, custom_attributes = '{}', updated_at = ${now}, anonymized_at = COALESCE(anonymized_at, ${now})
    WHERE organization_id = ${organizationId} AND id = ${id}`);
  await scrubAuthored(tx, organizationId, now, id);
  await scrubAddresses(tx, organizationId, person?.addresses ?? []);
}

/** What the person wrote in conversations of others. */
async function scrubAuthored(tx: Session, organizationId: string, now: string, personId: string): Promise<void> {
  await tx.execute(
    sql`UPDATE message SET attributes = ${emptied}, external_id = NULL, anonymized_at = COALESCE(anonymized_at, ${now}) WHERE organization_id = ${organizationId} AND author_id = ${personId} AND anonymized_at IS NULL`,
  );
  await tx.execute(sql`UPDATE rating SET comment = NULL WHERE organization_id = ${organizationId} AND user_id = ${personId}`);
}

/** The same JSON with every contact of this address made nobody's, name included. */
function withoutContact(value: unknown, address: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutContact(item, address));
  if (typeof value !== 'object' || value === null) return value;
  if ((value as { email?: unknown }).email === address) return { email: NOBODY };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, item === address ? NOBODY : withoutContact(item, address)]));
}

/** The person's addresses where others were written to, such as copies of an e-mail. */
async function scrubAddresses(tx: Session, organizationId: string, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    // The address as it stands inside JSON text, with the wildcards of LIKE taken literally.
    const pattern = `%${JSON.stringify(address)
      .slice(1, -1)
      .replaceAll(/[\\%_]/g, '\\$&')}%`;
    const messages = await tx.query<{ id: string; attributes: unknown }>(sql`SELECT id, attributes FROM message WHERE organization_id = ${organizationId} AND attributes::text LIKE ${pattern}`);
    for (const { id, attributes } of messages) {
      await tx.execute(sql`UPDATE message SET attributes = ${JSON.stringify(withoutContact(attributes, address))} WHERE organization_id = ${organizationId} AND id = ${id}`);
    }
    const conversations = await tx.query<{ id: number; details: unknown; parties: unknown }>(sql`
      SELECT id, details, parties FROM conversation WHERE organization_id = ${organizationId} AND (details::text LIKE ${pattern} OR parties::text LIKE ${pattern})`);
    for (const { id, details, parties } of conversations) {
      await tx.execute(sql`
        UPDATE conversation SET details = ${JSON.stringify(withoutContact(details, address))}, parties = ${JSON.stringify(withoutContact(parties, address))}
        WHERE organization_id = ${organizationId} AND id = ${id}`);
    }
  }
}
