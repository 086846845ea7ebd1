import { invalid } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { refuseUnusableFiles } from './attachment-rules.ts';
import { attributesFor } from './message-shape.ts';
import type { CreateMessageInput } from '../../base/wire.ts';
import type { CreateConversationInput } from './create-schema.ts';
import { insertConversation, selectReferences, type NewConversation, type NewLogEntry, type NewMessage, type Parties, type References } from './store.ts';

/** What the variants of a new conversation differ in. */
interface Plan {
  readonly kind: string;
  readonly channel: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly contactPoint: string;
  readonly message?: CreateMessageInput;
  readonly queueId?: string;
  readonly subject?: string;
  readonly language?: string;
}

function planOf(input: CreateConversationInput): Plan {
  const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : { [key]: value }) as never;
  switch (input._type) {
    case 'Callback':
      return { kind: 'PstnPhoneConversation', channel: 'Callback', direction: input.direction, contactPoint: input.contactEndpointId, queueId: input.queueId };
    case 'Chat':
      return {
        kind: 'ChatConversation',
        channel: 'WidgetChat',
        direction: input.message._type,
        contactPoint: input.widgetId.toLowerCase(),
        message: input.message,
        ...optional('language', input.language),
      };
    case 'Sms':
      return { kind: 'SmsConversation', channel: 'Sms', direction: input.message._type, contactPoint: input.contactEndpointId, message: input.message };
    case 'Email':
    case 'ContactForm':
      return {
        kind: `${input._type}Conversation`,
        channel: input._type,
        direction: input.message._type,
        contactPoint: input.emailIntegrationId,
        message: input.message,
        subject: input.subject,
        ...optional('language', input.language),
      };
  }
}

/** @throws Fault 400 naming the reference that does not exist or does not fit. */
function checkReferences(input: CreateConversationInput, plan: Plan, found: References): void {
  if (!found.requester) throw invalid('requesterId: User not found');
  if (plan.message?._type === 'Outbound' && !found.agent) throw invalid('message.agentId: User not found');
  switch (input._type) {
    case 'Chat':
      if (!found.widget) throw invalid('widgetId: Chat widget not found');
      return;
    case 'Callback':
      if (found.endpoint?.kind !== 'TelephonyEndpoint') throw invalid('contactEndpointId: Contact endpoint not found');
      if (!found.queue) throw invalid('queueId: Queue does not exist');
      return;
    case 'Sms':
      if (found.endpoint?.kind !== 'TelephonyEndpoint') throw invalid('contactEndpointId: Contact endpoint not found');
      if (!found.endpoint.functionality.includes('Sms')) throw invalid('contactEndpointId: The number cannot send Sms');
      if (plan.direction !== 'Outbound') throw invalid('message: Invalid input for Message (an Sms conversation starts with an Outbound message)');
      return;
    default:
      if (found.endpoint?.kind !== 'EmailEndpoint') throw invalid('emailIntegrationId: Contact endpoint not found');
      if (!found.requester.email) throw invalid('requesterId: The user has no email address');
  }
}

/** Fields that only one kind of conversation has. */
function detailsOf(input: CreateConversationInput, plan: Plan, found: References): { details: Record<string, unknown>; parties?: Parties } {
  if (input._type === 'Chat') return { details: input.browserInfo === undefined ? {} : { browserInfo: input.browserInfo } };
  if (input._type === 'Sms') {
    const toNumber = found.requester!.phone;
    return { details: { fromNumber: found.endpoint!.address, ...(toNumber === null ? {} : { toNumber }) } };
  }
  if (input._type === 'Callback') return { details: {} };
  return emailDetails(plan.direction, found);
}

/** The two ends of an e-mail-like conversation, and how they show on the conversation itself. */
export function emailDetails(direction: 'Inbound' | 'Outbound', found: Pick<References, 'requester' | 'endpoint'>): { details: Record<string, unknown>; parties: Parties } {
  const { requester, endpoint } = found;
  const customer = { email: requester!.email!, ...(requester!.name === null ? {} : { name: requester!.name }) };
  const point = { email: endpoint!.address, ...(endpoint!.name === null ? {} : { name: endpoint!.name }) };
  const [from, to] = direction === 'Inbound' ? [customer, point] : [point, customer];
  return { details: { fromEmail: from.email, toEmail: to.email, integrationEmail: point.email }, parties: { customer, point } };
}

/**
 * Creates a conversation with its first message (a callback has none).
 * @returns its number.
 * @throws Fault 400 for anything it names that does not exist here, and for a message id used before.
 */
export async function createConversation(ctx: Context, actor: Actor, input: CreateConversationInput): Promise<number> {
  const plan = planOf(input);
  refuseUnusableFiles(ctx.outbound, plan.message?.attachments ?? [], 'message.attachments');
  const agentId = plan.message?._type === 'Outbound' ? plan.message.agentId : undefined;
  const found = await ctx.db.gather(selectReferences, {
    organizationId: actor.organizationId,
    requesterId: input.requesterId,
    agentId,
    contactPoint: plan.contactPoint,
    queueId: plan.queueId,
    channel: plan.channel,
  });
  checkReferences(input, plan, found);
  if (plan.message?._type === 'Outbound' && plan.message.content === undefined) throw invalid('message: Invalid input for Message (content is required)');

  const now = ctx.clock.now().toISOString();
  const { details, parties } = detailsOf(input, plan, found);
  const authorId = agentId ?? input.requesterId;
  const queueId = plan.queueId ?? (plan.direction === 'Inbound' ? found.flow_queue_id : null);
  const conversation: NewConversation = {
    kind: plan.kind,
    channel: plan.channel,
    requester_id: input.requesterId,
    direction: plan.direction,
    state: 'Open',
    created_at: now,
    state_updated_at: now,
    closed_at: null,
    assigned_agent_id: agentId ?? null,
    assigned_at: agentId === undefined ? null : now,
    queue_id: queueId,
    queued_at: queueId === null ? null : now,
    language: plan.language ?? null,
    subject: plan.subject ?? null,
    details,
    parties: parties ?? {},
    contact_point: found.endpoint?.address ?? plan.contactPoint,
    external_id: null,
    origin: 'Api',
  };
  const messages: NewMessage[] = plan.message ? [firstMessage(plan, plan.message, parties, authorId, now)] : [];
  const entry = (type: string, data: Record<string, unknown> = {}): NewLogEntry => ({ id: newId(), type, actor_id: authorId, at: now, data });
  const by = plan.direction === 'Inbound' ? 'Customer' : 'Agent';
  const events = [
    entry(`ConversationCreatedBy${by}`),
    ...messages.map((message) => entry(`MessageAddedBy${by}`, { messageId: message.id })),
    ...(agentId === undefined ? [] : [entry('ConversationAssigned', { agentId })]),
    ...(queueId === null ? [] : [entry('ConversationEnqueued', { queueId })]),
  ];
  try {
    const { id } = await ctx.db.gather(insertConversation, { organizationId: actor.organizationId, recordedAt: now, conversation, messages, events });
    return id;
  } catch (error) {
    if (isUniqueViolation(error, 'message_external_id')) throw invalid('message.externalId: Duplicate externalId');
    throw error;
  }
}

function firstMessage(plan: Plan, message: CreateMessageInput, parties: Parties | undefined, authorId: string, now: string): NewMessage {
  return {
    id: newId(),
    author_id: authorId,
    direction: message._type,
    external_id: message.externalId ?? null,
    created_at: now,
    attributes: attributesFor(plan.kind, parties, { direction: message._type, content: message.content, attachments: message.attachments ?? [] }),
  };
}
