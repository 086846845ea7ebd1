import { invalid } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import type { Actor } from '../../platform/operation.ts';
import { addresseesOf, integrationOf, type Addressee } from './addressees.ts';
import { refuseUnusableFiles } from './attachment-rules.ts';
import { attributesFor, knownBrowser } from './message-shape.ts';
import type { CreateMessageInput } from '../../base/wire.ts';
import type { CreateConversationInput } from './create-schema.ts';
import { createStatement, type Creation, type Needs } from './creation.ts';
import type { Parties, References } from './store.ts';

/** What the variants of a new conversation differ in. */
interface Plan {
  readonly kind: string;
  readonly channel: string;
  readonly direction: 'Inbound' | 'Outbound';
  readonly contactPoint: string;
  readonly needs: Needs;
  readonly ends?: 'email' | 'sms';
  readonly message?: CreateMessageInput;
  readonly queueId?: string;
  readonly subject?: string;
  readonly language?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>>;
}

function planOf(input: CreateConversationInput): Plan {
  if (input._type === 'Callback') {
    const { direction, contactEndpointId: contactPoint, queueId } = input;
    return { kind: 'PstnPhoneConversation', channel: 'Callback', direction, contactPoint, queueId, needs: { endpoint: 'TelephonyEndpoint', queue: true } };
  }
  const { message } = input;
  const direction = message._type;
  switch (input._type) {
    case 'Chat': {
      const details = input.browserInfo === undefined ? {} : { browserInfo: knownBrowser(input.browserInfo) };
      return { kind: 'ChatConversation', channel: 'WidgetChat', direction, contactPoint: input.widgetId.toLowerCase(), message, details, language: input.language, needs: { widget: true } };
    }
    case 'Sms':
      return { kind: 'SmsConversation', channel: 'Sms', direction, contactPoint: input.contactEndpointId, message, ends: 'sms', needs: { endpoint: 'TelephonyEndpoint', functionality: 'Sms' } };
    case 'Email':
    case 'ContactForm': {
      const { emailIntegrationId: contactPoint, subject, language } = input;
      return { kind: `${input._type}Conversation`, channel: input._type, direction, contactPoint, message, subject, language, ends: 'email', needs: { endpoint: 'EmailEndpoint', email: true } };
    }
  }
}

/** The field that names the contact endpoint. */
const endpointField = (input: CreateConversationInput): string => (input._type === 'Email' || input._type === 'ContactForm' ? 'emailIntegrationId' : 'contactEndpointId');

/** @throws Fault 400 naming the first thing that the conversation names or needs and that is not there. */
function checkReferences(input: CreateConversationInput, { needs, message }: Plan, found: References): void {
  if (!found.requester) throw invalid('requesterId: User not found');
  if (message?._type === 'Outbound' && !found.agent) throw invalid('message.agentId: User not found');
  if (needs.widget && !found.widget) throw invalid('widgetId: Chat widget not found');
  if (needs.endpoint && found.endpoint?.kind !== needs.endpoint) throw invalid(`${endpointField(input)}: Contact endpoint not found`);
  if (needs.queue && !found.queue) throw invalid('queueId: Queue does not exist');
  if (needs.functionality && !found.endpoint?.functionality.includes(needs.functionality)) throw invalid('contactEndpointId: The number cannot send Sms');
  if (needs.email && !found.requester.email) throw invalid('requesterId: The user has no email address');
}

/** Why its first message cannot be, whatever it names. */
function faultOf({ kind, message }: Plan): string | undefined {
  if (kind === 'SmsConversation' && message?._type !== 'Outbound') return 'message: Invalid input for Message (an Sms conversation starts with an Outbound message)';
  if (message?._type === 'Outbound' && message.content === undefined) return 'message: Invalid input for Message (content is required)';
  return undefined;
}

/** The two ends of an e-mail-like conversation, and how they show on the conversation itself. */
export function emailDetails(direction: 'Inbound' | 'Outbound', found: Pick<References, 'requester' | 'endpoint'>): { details: Record<string, unknown>; parties: Parties } {
  const { requester, endpoint } = found;
  const customer = { email: requester!.email!, ...(requester!.name === null ? {} : { name: requester!.name }) };
  const point = { email: endpoint!.address, ...(endpoint!.name === null ? {} : { name: endpoint!.name }) };
  const [from, to] = direction === 'Inbound' ? [customer, point] : [point, customer];
  return { details: { fromEmail: from.email, toEmail: to.email, integrationEmail: point.email }, parties: { customer, point } };
}

/** Who else an e-mail goes to and through which address, of what its first message names. */
interface Route {
  readonly cc: readonly Addressee[];
  readonly bcc: readonly Addressee[];
  readonly point?: Addressee | undefined;
}

/** @throws Fault 400 for somebody unknown or without an address, and for an address that is not the organization's. */
async function routeOf(ctx: Context, organizationId: string, { message, ends }: Plan): Promise<Route> {
  const { cc = [], bcc = [] } = message?._type === 'Outbound' ? message : {};
  const copies = { cc: await addresseesOf(ctx.db, organizationId, 'message.cc', cc), bcc: await addresseesOf(ctx.db, organizationId, 'message.bcc', bcc) };
  // An empty one is none, as in messages that are added later.
  if (ends !== 'email' || !message?.integrationEmail) return copies;
  const point = await integrationOf(ctx.db, organizationId, message.integrationEmail);
  if (!point) throw invalid('message.integrationEmail: Contact endpoint not found');
  return { ...copies, point };
}

function creationOf(actor: Actor, input: CreateConversationInput, plan: Plan, { point, ...copies }: Route, now: string, dry: boolean): Creation {
  const { kind, channel, direction, contactPoint, queueId, language, subject, ends, message } = plan;
  const agentId = message?._type === 'Outbound' ? message.agentId : undefined;
  const by = direction === 'Inbound' ? 'Customer' : 'Agent';
  const messageId = newId();
  return {
    kind,
    channel,
    direction,
    contactPoint,
    queueId,
    language,
    subject,
    ends,
    agentId,
    now,
    dry,
    organizationId: actor.organizationId,
    requesterId: input.requesterId,
    // A call that the organization asks for names no agent.
    actorId: direction === 'Outbound' && agentId === undefined ? actor.personId : undefined,
    details: plan.details ?? {},
    message: message && {
      id: messageId,
      external_id: message.externalId || undefined,
      attributes: attributesFor(kind, undefined, { direction, content: message.content, attachments: message.attachments ?? [], ...copies }),
      point,
    },
    events: [
      { id: newId(), type: `ConversationCreatedBy${by}` },
      ...(message ? [{ id: newId(), type: `MessageAddedBy${by}`, data: { messageId } }] : []),
      ...(agentId === undefined ? [] : [{ id: newId(), type: 'ConversationAssigned', data: { agentId } }]),
    ],
    enqueuedId: newId(),
    ...plan.needs,
  };
}

/**
 * Creates a conversation with its first message (a callback has none).
 * @returns its number.
 * @throws Fault 400 for anything it names that does not exist here, and for a message id used before.
 */
export async function createConversation(ctx: Context, actor: Actor, input: CreateConversationInput): Promise<number> {
  const plan = planOf(input);
  refuseUnusableFiles(ctx.outbound, plan.message?.attachments ?? [], 'message.attachments');
  const fault = faultOf(plan);
  const route = await routeOf(ctx, actor.organizationId, plan);
  try {
    const outcome = await ctx.db.gather(createStatement, creationOf(actor, input, plan, route, ctx.clock.now().toISOString(), fault !== undefined));
    checkReferences(input, plan, outcome);
    if (fault !== undefined) throw invalid(fault);
    return outcome.id!;
  } catch (error) {
    if (isUniqueViolation(error, 'message_external_id')) throw invalid('message.externalId: Duplicate externalId');
    throw error;
  }
}
