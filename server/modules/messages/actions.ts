import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { addresseesOf, emailKinds, integrationOf, kindsTaking, refuseAnonymized, refuseUnusableFiles, wakeByCustomer, type MessageContent } from '../conversations/index.ts';
import type { CreateMessageInput } from '../../base/wire.ts';
import { insertMessage, type MessageOutcome, type NewMessage } from './store.ts';

export interface AddedMessage {
  readonly messageId: string;
  readonly authorId: string;
  readonly createdAt: string;
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
          ? 'Invalid input for Message (WhatsApp takes Markdown and one attachment of jpg, jpeg, png, pdf, doc, docx, pptx, xlsx, outbound only)'
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
    cc: await addresseesOf(ctx.db, organizationId, 'cc', outbound?.cc ?? []),
    bcc: await addresseesOf(ctx.db, organizationId, 'bcc', outbound?.bcc ?? []),
  };
  const now = ctx.clock.now().toISOString();
  const through = input.integrationEmail || undefined;
  const point = through === undefined ? null : await integrationOf(ctx.db, organizationId, through);
  const message: NewMessage = {
    organizationId,
    id: newId(),
    eventId: newId(),
    conversationId,
    agentId: outbound?.agentId ?? null,
    // Empty ones are none: typed clients send them for fields that they do not fill.
    externalId: input.externalId || null,
    content,
    point,
    astray: through !== undefined && point === null,
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
