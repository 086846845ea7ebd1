import type { BrowserInfo, Content, File } from '../../base/wire.ts';
import type { Parties } from './store.ts';

/**
 * What a message looks like on each kind of conversation. The attributes have one form per family of channels; a few
 * fields (`_type`, and for e-mail the two ends) depend on the conversation itself.
 */
export interface MessageContent {
  readonly direction: 'Inbound' | 'Outbound';
  readonly content?: Content | undefined;
  readonly attachments?: readonly File[];
  readonly cc?: readonly unknown[];
  readonly bcc?: readonly unknown[];
}

export type Attributes = Readonly<Record<string, unknown>>;

/** Bodies may hold fields that nobody knows; of what is kept and shown again only those that have a meaning remain. */
export const knownContent = <C extends Content>({ value, _type }: C): Content => ({ value, _type });
const knownFile = ({ url, prettyName }: File): File => ({ url, ...(prettyName === undefined ? {} : { prettyName }) });
const browserFields = ['name', 'version', 'ipAddress', 'originatingUrl'] as const;

/** What of this tells of a browser. @returns undefined when it does not even name one. */
export function knownBrowser(given: unknown): BrowserInfo | undefined {
  const fields = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  const known = Object.fromEntries(browserFields.map((name) => [name, fields[name]]).filter(([, value]) => typeof value === 'string'));
  return 'name' in known ? (known as BrowserInfo) : undefined;
}

/** The attributes of the e-mail family without `_type`, `from` and `to`. */
export function emailShape(message: MessageContent): Attributes {
  return {
    direction: message.direction,
    cc: message.cc ?? [],
    bcc: message.bcc ?? [],
    isAutoReply: false,
    inlineImages: [],
    attachments: (message.attachments ?? []).map(knownFile),
    ...(message.content === undefined ? {} : { emailContent: { content: knownContent(message.content), _type: 'Regular' } }),
  };
}

/** The attributes of all other families without `_type`; chats say besides whether a machine wrote. */
export function plainShape(message: MessageContent): Attributes {
  return {
    direction: message.direction,
    attachments: (message.attachments ?? []).map(knownFile),
    ...(message.content === undefined ? {} : { content: knownContent(message.content) }),
  };
}

/** `_type` of the attributes by kind of conversation. */
export const attributesType: Readonly<Record<string, string>> = {
  EmailConversation: 'EmailAttributes',
  ContactFormConversation: 'ContactFormAttributes',
  ChatConversation: 'ChatAttributes',
  MessengerConversation: 'ChatAttributes',
  SmsConversation: 'SmsAttributes',
  WhatsAppConversation: 'WhatsAppAttributes',
  FacebookMessengerConversation: 'FacebookMessengerAttributes',
  TwitterConversation: 'TwitterAttributes',
  GenericConversation: 'GenericAttributes',
  PstnPhoneConversation: 'TranscriptAttributes',
};

export const emailKinds: readonly string[] = ['EmailConversation', 'ContactFormConversation'];
export const chatKinds: readonly string[] = ['ChatConversation', 'MessengerConversation'];

/** Attributes of a message. Those of an e-mail are complete only with the two ends of its conversation. */
export function attributesFor(kind: string, parties: Parties | undefined, message: MessageContent): Attributes {
  const _type = attributesType[kind]!;
  if (emailKinds.includes(kind)) {
    if (!parties) return { _type, ...emailShape(message) };
    const [from, to] = message.direction === 'Inbound' ? [parties.customer, parties.point] : [parties.point, parties.customer];
    return { _type, ...emailShape(message), from, to: [to] };
  }
  // What was said in a call has no files.
  if (kind === 'PstnPhoneConversation') return { _type, direction: message.direction, ...(message.content === undefined ? {} : { content: knownContent(message.content) }) };
  return { _type, ...plainShape(message), ...(chatKinds.includes(kind) ? { isAutomated: false } : {}) };
}

const WHATSAPP_FILES = new Set(['jpg', 'jpeg', 'png', 'pdf', 'doc', 'docx', 'pptx', 'xlsx']);

function fitsWhatsApp(message: MessageContent): boolean {
  const type = message.content?._type;
  const files = message.attachments ?? [];
  if ((type !== undefined && type !== 'Markdown') || files.length > 1 || (type === undefined && files.length === 0)) return false;
  return files.every((file) => [file.prettyName, file.url.split(/[?#]/)[0]].some((name) => WHATSAPP_FILES.has(name?.split('.').at(-1)?.toLowerCase() ?? '')));
}

/** The kinds of conversation that take such a message through the API. */
export function kindsTaking(message: MessageContent): string[] {
  const both = ['ChatConversation', 'MessengerConversation', 'ContactFormConversation', 'EmailConversation', 'GenericConversation'];
  if (message.direction === 'Inbound') return both;
  const outbound = message.content === undefined ? [] : [...both, 'SmsConversation'];
  return fitsWhatsApp(message) ? [...outbound, 'WhatsAppConversation'] : outbound;
}
