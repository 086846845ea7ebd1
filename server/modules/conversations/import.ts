import { Fault, invalid } from '../../base/errors.ts';
import { isUuid, newId } from '../../base/ids.ts';
import { wireTime } from '../../base/time.ts';
import type { Context } from '../../platform/context.ts';
import { isUniqueViolation, type Session } from '../../platform/db/database.ts';
import type { Call, Version } from '../../platform/operation.ts';
import type { Outbound } from '../../platform/outbound/outbound.ts';
import { faultOfFile } from './attachment-rules.ts';
import { emailDetails } from './create.ts';
import { attributesFor, chatKinds, emailKinds, knownBrowser } from './message-shape.ts';
import type { GenericConversationImport } from './create-schema.ts';
import { insertConversation, selectPeople, selectReferences, type NewConversation, type NewLogEntry, type NewMessage, type Parties, type PersonRow, type References } from './store.ts';

type ImportedMessage = NonNullable<GenericConversationImport['messages']>[number];

/** Names of channels as imports give them, in any case, and what they become. */
const channels: Readonly<Record<string, { kind: string; channel: string }>> = {
  email: { kind: 'EmailConversation', channel: 'Email' },
  contactform: { kind: 'ContactFormConversation', channel: 'ContactForm' },
  widgetchat: { kind: 'ChatConversation', channel: 'WidgetChat' },
  chat: { kind: 'ChatConversation', channel: 'WidgetChat' },
  messenger: { kind: 'MessengerConversation', channel: 'Messenger' },
  dixamessenger: { kind: 'MessengerConversation', channel: 'Messenger' },
  sms: { kind: 'SmsConversation', channel: 'Sms' },
  whatsapp: { kind: 'WhatsAppConversation', channel: 'WhatsApp' },
  facebookmessenger: { kind: 'FacebookMessengerConversation', channel: 'FacebookMessenger' },
  pstnphone: { kind: 'PstnPhoneConversation', channel: 'PstnPhone' },
  phone: { kind: 'PstnPhoneConversation', channel: 'PstnPhone' },
  voicemail: { kind: 'PstnPhoneConversation', channel: 'Voicemail' },
  callback: { kind: 'PstnPhoneConversation', channel: 'Callback' },
};

/** The channel of integrators, and those of the bots and shops that search knows. The wire has no channel for these; Messenger comes nearest. */
const generic = { kind: 'GenericConversation', channel: 'Messenger' };
const genericNames: readonly string[] = ['genericapimessaging', 'adachat', 'digitalgeniuschat', 'kindlychat', 'trustpilot', 'yotpo'];

/**
 * The first version of the API takes any name for a channel of one's own; beta names those that there are.
 * @throws Fault 400 for a name that is no channel.
 */
function channelOf(version: Version, given: string): { kind: string; channel: string } {
  const name = given.toLowerCase().replaceAll(/[^a-z]/g, '');
  const own = genericNames.includes(name) || (version === 'v1' && given.trim() !== '');
  const target = Object.hasOwn(channels, name) ? channels[name] : own ? generic : undefined;
  if (!target) throw invalid(`genericChannelName: Unsupported ConversationChannel (it is one of ${[...Object.keys(channels), ...genericNames].join(', ')})`);
  return target;
}

/** Who brings conversations in, by which version of the API. */
type Importing = Pick<Call<unknown, unknown, unknown>, 'actor' | 'version'>;

export interface ImportOutcome {
  readonly id: number;
  readonly partialErrors: { message: string }[];
}

const textOf = (attributes: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined => {
  const value = attributes?.[name];
  return typeof value === 'string' ? value : undefined;
};

/** The address of the organization that e-mail went through; a blank one names none. */
const integrationOf = (attributes: Readonly<Record<string, unknown>> | undefined): string | undefined => textOf(attributes, 'emailIntegrationId')?.trim() || undefined;

/** The one of the conversation stands with it or with its first message. */
const integrationOfAll = (input: GenericConversationImport): string | undefined => integrationOf(input.attributes) ?? integrationOf(input.messages?.[0]?.attributes);

/** The people whom the import names, as one look-up. */
async function knownPeople(session: Session, organizationId: string, ids: readonly string[]): Promise<Map<string, PersonRow>> {
  const rows = await selectPeople(session, organizationId, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Whoever wrote an inbound message: the requester, unless the message names another one. */
function authorOf(message: ImportedMessage, requesterId: string): string {
  if (message._type === 'OutboundImport') return message.agentId.toLowerCase();
  return (textOf(message.attributes, 'requesterId') ?? requesterId).toLowerCase();
}

/** @throws Fault 400 when somebody the history cannot do without is not known here. */
function checkPeople(input: GenericConversationImport, people: ReadonlyMap<string, PersonRow>): void {
  for (const [index, message] of (input.messages ?? []).entries()) {
    const author = authorOf(message, input.requesterId);
    if (message._type === 'OutboundImport' && people.get(author)?.kind !== 'Agent') throw invalid(`messages[${index}].agentId: Agent does not exist`);
    if (message._type === 'InboundImport' && !people.has(author)) throw invalid(`messages[${index}].attributes.requesterId: Requester does not exist`);
  }
}

/** Attachments that can never be fetched, or that the channel has no place for, are left out and reported. */
function usableFiles(outbound: Outbound, kind: string, message: ImportedMessage, index: number, errors: { message: string }[]): { url: string; prettyName?: string }[] {
  const where = message.externalId ? `externalId: ${message.externalId}` : `messages[${index}]`;
  return (message.attachments ?? []).filter((file) => {
    const fault = kind === 'PstnPhoneConversation' ? 'A call cannot have attachments.' : faultOfFile(outbound, file.url) === undefined ? undefined : 'Invalid attachment url in message.';
    if (fault !== undefined) errors.push({ message: `${fault} ${where}` });
    return fault === undefined;
  });
}

/** The two ends of one message: it may have been written by somebody else, or have gone through another address. */
function partiesOf(message: ImportedMessage, ends: Parties, author: PersonRow): Parties {
  const address = integrationOf(message.attributes);
  const point = address === undefined || address.toLowerCase() === ends.point.email.toLowerCase() ? ends.point : { email: address };
  const customer = message._type === 'OutboundImport' || author.email === null ? ends.customer : { email: author.email, ...(author.name === null ? {} : { name: author.name }) };
  return { customer, point };
}

function messagesOf(
  outbound: Outbound,
  input: GenericConversationImport,
  target: { readonly kind: string; readonly ends: Parties | undefined },
  people: ReadonlyMap<string, PersonRow>,
  errors: { message: string }[],
): NewMessage[] {
  const { kind, ends } = target;
  const address = (list: unknown): { email: string }[] => (Array.isArray(list) ? list.filter((entry) => typeof entry === 'string').map((email) => ({ email })) : []);
  return (input.messages ?? []).map((message, index) => {
    const direction = message._type === 'OutboundImport' ? 'Outbound' : 'Inbound';
    const content = {
      direction,
      content: message.content,
      attachments: usableFiles(outbound, kind, message, index, errors),
      cc: address(message.attributes?.cc),
      bcc: address(message.attributes?.bcc),
    } as const;
    const author = authorOf(message, input.requesterId);
    return {
      id: newId(),
      author_id: author,
      direction,
      external_id: message.externalId || null,
      created_at: wireTime(message.createdAt),
      attributes: attributesFor(kind, ends && partiesOf(message, ends, people.get(author)!), content),
    };
  });
}

/** Where an e-mail import belongs: the endpoint it names, or one made up of the name it gives. */
function emailEnds(input: GenericConversationImport, found: References): { details: Record<string, unknown>; parties: Parties } {
  const named = integrationOfAll(input);
  if (named === undefined) throw invalid('attributes.emailIntegrationId: it is required for an email conversation');
  if (!found.requester!.email) throw invalid('requesterId: The user has no email address');
  const endpoint = found.endpoint ?? { address: named, kind: 'EmailEndpoint', name: null, functionality: [] };
  return emailDetails(input.direction, { requester: found.requester, endpoint });
}

/** The widget in which a chat began. */
const widgetOf = (input: GenericConversationImport, kind: string): string | undefined => (chatKinds.includes(kind) ? textOf(input.attributes, 'widgetId')?.toLowerCase() : undefined);

/** What is told of the customer's browser, when it has the form in which conversations show it. */
function chatDetails(input: GenericConversationImport, kind: string, errors: { message: string }[]): Record<string, unknown> {
  const given = input.attributes?.browserInfo;
  if (!chatKinds.includes(kind) || given === undefined || given === null) return {};
  const browserInfo = knownBrowser(given);
  if (browserInfo) return { browserInfo };
  errors.push({ message: 'The browser could not be kept: attributes.browserInfo.name is required' });
  return {};
}

/**
 * Brings a conversation in with its history and its own times. What cannot be kept without harm to the rest
 * (an assignment, a closing agent, an attachment) is reported in `partialErrors`.
 * @throws Fault 400 for a name that is no channel, an unknown requester or agent, and an external id used before.
 */
export async function importConversation(ctx: Context, { actor, version }: Importing, input: GenericConversationImport, session: Session = ctx.db): Promise<ImportOutcome> {
  const { organizationId } = actor;
  const { kind, channel } = channelOf(version, input.genericChannelName);
  const contactPoint = integrationOfAll(input);
  const found = await selectReferences(session, { organizationId, requesterId: input.requesterId, contactPoint, channel });
  if (!found.requester) throw invalid('requesterId: Requester does not exist');
  const named = [input.assignment?.agentId, input.closing?.closedBy, ...(input.messages ?? []).map((message) => authorOf(message, input.requesterId))];
  const people = await knownPeople(
    session,
    organizationId,
    named.filter((id): id is string => id !== undefined && isUuid(id)),
  );
  checkPeople(input, people);

  const partialErrors: { message: string }[] = [];
  const ends = emailKinds.includes(kind) ? emailEnds(input, found) : undefined;
  const messages = messagesOf(ctx.outbound, input, { kind, ends: ends?.parties }, people, partialErrors);
  const details = ends?.details ?? chatDetails(input, kind, partialErrors);
  const conversation = conversationOf(input, { kind, channel }, people, partialErrors);
  const recordedAt = ctx.clock.now().toISOString();
  try {
    const id = await insertConversation(
      session,
      organizationId,
      recordedAt,
      { ...conversation, details, parties: ends?.parties ?? {}, contact_point: contactPoint ?? widgetOf(input, kind) ?? input.genericChannelName },
      messages,
      historyOf(input, conversation, messages, people),
    );
    return { id, partialErrors };
  } catch (error) {
    if (isUniqueViolation(error)) throw invalid('externalId: Duplicate externalId');
    throw error;
  }
}

/**
 * Brings several conversations in, in their order, all or none.
 * @throws Fault 400 naming the one that cannot be taken.
 */
export async function importConversations(ctx: Context, importing: Importing, inputs: readonly GenericConversationImport[]): Promise<ImportOutcome[]> {
  return await ctx.db.transaction(async (tx) => {
    const outcomes: ImportOutcome[] = [];
    for (const [index, input] of inputs.entries()) {
      try {
        outcomes.push(await importConversation(ctx, importing, input, tx));
      } catch (error) {
        throw error instanceof Fault ? invalid(`conversations[${index}].${error.message}`) : error;
      }
    }
    return outcomes;
  });
}

type Fields = Omit<NewConversation, 'details' | 'parties' | 'contact_point'>;

function conversationOf(input: GenericConversationImport, target: { kind: string; channel: string }, people: ReadonlyMap<string, PersonRow>, errors: { message: string }[]): Fields {
  const agentId = input.assignment?.agentId.toLowerCase();
  const assigned = agentId !== undefined && people.get(agentId)?.kind === 'Agent';
  if (agentId !== undefined && !assigned) errors.push({ message: 'The conversation could not be assigned' });
  if (input.closing && !people.has(input.closing.closedBy.toLowerCase())) errors.push({ message: 'The closing user does not exist; the conversation was closed without one' });
  const createdAt = wireTime(input.createdAt);
  const closedAt = input.closing ? wireTime(input.closing.closedAt) : null;
  return {
    ...target,
    requester_id: input.requesterId,
    direction: input.direction,
    state: closedAt === null ? 'Open' : 'Closed',
    created_at: createdAt,
    state_updated_at: closedAt ?? createdAt,
    closed_at: closedAt,
    assigned_agent_id: assigned ? agentId : null,
    assigned_at: assigned ? wireTime(input.assignment!.assignedAt) : null,
    queue_id: null,
    queued_at: null,
    language: textOf(input.attributes, 'language') ?? null,
    subject: textOf(input.attributes, 'subject') ?? null,
    external_id: input.externalId || null,
    origin: 'ApiImport',
  };
}

/** The events of the history, each at its own time. */
function historyOf(input: GenericConversationImport, conversation: Fields, messages: readonly NewMessage[], people: ReadonlyMap<string, PersonRow>): NewLogEntry[] {
  // Said of each, so that followers can tell history that is brought in from what happens now.
  const entry = (type: string, actorId: string | null, at: string, data: Record<string, unknown> = {}): NewLogEntry => ({
    id: newId(),
    type,
    actor_id: actorId,
    at,
    data: { ...data, origin: 'ApiImport' },
  });
  const starter = input.direction === 'Outbound' ? (conversation.assigned_agent_id ?? messages.find((message) => message.direction === 'Outbound')?.author_id ?? null) : input.requesterId;
  const by = (direction: string): string => (direction === 'Outbound' ? 'Agent' : 'Customer');
  const entries = [entry(`ConversationCreatedBy${by(input.direction)}`, starter, conversation.created_at)];
  for (const message of messages) entries.push(entry(`MessageAddedBy${by(message.direction)}`, message.author_id, message.created_at, { messageId: message.id }));
  if (conversation.assigned_agent_id !== null) entries.push(entry('ConversationAssigned', conversation.assigned_agent_id, conversation.assigned_at!, { agentId: conversation.assigned_agent_id }));
  const closer = people.get(input.closing?.closedBy.toLowerCase() ?? '')?.id ?? null;
  if (conversation.closed_at !== null) entries.push(entry('ConversationClosed', closer, conversation.closed_at, { assigned: conversation.assigned_agent_id !== null }));
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
