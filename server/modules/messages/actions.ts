import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import { isUniqueViolation, sql, type Session } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { emailKinds, kindsTaking, refuseAnonymized, refuseUnusableFiles, wakeByCustomer, type MessageContent } from '../conversations/index.ts';
import type { CreateMessageInput } from '../../base/wire.ts';
import { insertMessage, type MessageOutcome, type NewMessage } from './store.ts';

export interface AddedMessage {
  readonly messageId: string;
  readonly authorId: string;
  readonly createdAt: string;
}

/** Ids of copied-in people as the addresses that the message shows. @throws Fault 400 for somebody unknown or without an address. */
async function addresses(session: Session, organizationId: string, field: string, ids: readonly string[]): Promise<{ email: string; name?: string }[]> {
  if (ids.length === 0) return [];
  const rows = await session.query<{ id: string; email: string | null; display_name: string | null }>(sql`
    SELECT id, email, display_name FROM person WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[])`);
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id, index) => {
    const person = known.get(id.toLowerCase());
    if (!person) throw invalid(`${field}[${index}]: User not found`);
    if (!person.email) throw invalid(`${field}[${index}]: The user has no email address`);
    return { email: person.email, ...(person.display_name === null ? {} : { name: person.display_name }) };
  });
}

/** The e-mail endpoint of that address, as messages show it. */
async function integrationOf(session: Session, organizationId: string, address: string): Promise<{ email: string; name?: string } | null> {
  const row = await session.maybe<{ email: string; name: string | null }>(sql`
    SELECT address AS email, name FROM contact_endpoint WHERE organization_id = ${organizationId} AND address = lower(${address}) AND kind = 'EmailEndpoint'`);
  return row ? { email: row.email, ...(row.name === null ? {} : { name: row.name }) } : null;
}

/** @throws Fault that says why nothing was written. */
function explain(outcome: MessageOutcome, { content, astray }: NewMessage): never {
  if (outcome.kind === null) throw notFound();
  refuseAnonymized(outcome);
  if (!kindsTaking(content).includes(outcome.kind)) {
    const text = content.direction === 'Outbound' && content.content === undefined && outcome.kind !== 'WhatsAppConversation';
    throw invalid(
      text
        ? 'Invalid input for Message (content is required)'
        : outcome.kind === 'WhatsAppConversation'
          ? 'Invalid input for Message (WhatsApp takes text or Markdown and one attachment of jpg, jpeg, png, pdf, doc, docx, pptx, xlsx, outbound only)'
          : 'Unsupported ConversationChannel',
    );
  }
  if (astray && emailKinds.includes(outcome.kind)) throw invalid('integrationEmail: Contact endpoint not found');
  throw invalid('agentId: User not found');
}

/**
 * Adds a message to a conversation. A customer's message to a pending or closed conversation opens it again.
 * @throws Fault 404, 400 (channel, agent, copied-in people, integration address, external id used before).
 */
export async function addMessage(ctx: Context, actor: Actor, conversationId: number, input: CreateMessageInput): Promise<AddedMessage> {
  const { organizationId } = actor;
  refuseUnusableFiles(ctx.outbound, input.attachments ?? [], 'attachments');
  const outbound = input._type === 'Outbound' ? input : undefined;
  const content: MessageContent = {
    direction: input._type,
    content: input.content,
    attachments: input.attachments ?? [],
    cc: await addresses(ctx.db, organizationId, 'cc', outbound?.cc ?? []),
    bcc: await addresses(ctx.db, organizationId, 'bcc', outbound?.bcc ?? []),
  };
  const now = ctx.clock.now().toISOString();
  const point = input.integrationEmail === undefined ? null : await integrationOf(ctx.db, organizationId, input.integrationEmail);
  const message: NewMessage = {
    organizationId,
    id: newId(),
    eventId: newId(),
    conversationId,
    agentId: outbound?.agentId ?? null,
    externalId: input.externalId ?? null,
    content,
    point,
    astray: input.integrationEmail !== undefined && point === null,
    onlyWhenOpen: input._type === 'Inbound',
    now,
  };
  const done = (outcome: MessageOutcome): AddedMessage => ({ messageId: message.id, authorId: outcome.author_id!, createdAt: now });
  try {
    const outcome = await ctx.db.gather(insertMessage, message);
    if (outcome.written) return done(outcome);
    const asleep = message.onlyWhenOpen && outcome.kind !== null && outcome.state !== 'Open' && !outcome.anonymized && kindsTaking(content).includes(outcome.kind);
    if (!asleep) return explain(outcome, message);
    return await ctx.db.transaction(async (tx) => {
      const [late] = (await insertMessage.run(tx, [{ ...message, onlyWhenOpen: false }])) as [MessageOutcome];
      if (!late.written) explain(late, message);
      await wakeByCustomer(ctx, tx, organizationId, conversationId, late.author_id!);
      return done(late);
    });
  } catch (error) {
    if (isUniqueViolation(error, 'message_external_id')) throw invalid('externalId: Duplicate externalId');
    throw error;
  }
}
