import { AnyOf, Csid, DateTime, described, Enumeration, Maybe, Named, OneOf, type Static, Type, Uuid, Variant } from './schema.ts';

/** Nouns of the wire that more than one module speaks of. */

export const conversationChannels = ['WhatsApp', 'Voicemail', 'WidgetChat', 'FacebookMessenger', 'Twitter', 'Email', 'ContactForm', 'Callback', 'PstnPhone', 'Sms', 'Messenger'] as const;
export const ConversationChannel = Enumeration(conversationChannels);
export type ConversationChannel = Static<typeof ConversationChannel>;

/** Who began: the customer (Inbound), the organization (Outbound), or neither (Internal). */
export const Direction = Enumeration(['Inbound', 'Internal', 'Outbound']);
export type Direction = Static<typeof Direction>;

export const conversationPath = Type.Object({
  conversationId: described(Csid, 'The number of the conversation.'),
});

const Text = Variant('Text', { value: Type.String({ description: 'Plain text.' }) });
const Html = Variant('Html', { value: Type.String({ description: 'HTML. It is cleaned of scripts before anybody sees it.' }) });
const Markdown = Variant('Markdown', {
  value: Type.String({ description: 'A small Markdown: bold, italic, strike-through (`~so~`), quotes, lists and inline code.' }),
});

/** What a message says. */
export const Content = OneOf('Content', [Html, Markdown, Text]);
export type Content = Static<typeof Content>;

export const File = Named('File', {
  url: Type.String({ description: 'Where the file can be fetched.' }),
  prettyName: Maybe(Type.String({ description: 'The file name to show.' })),
});
export type File = Static<typeof File>;

const newMessage = {
  attachments: Maybe(Type.Array(File, { description: 'Files to fetch and keep with the message.' })),
  integrationEmail: Maybe(Type.String({ description: 'For e-mail: the integration address that the message goes through.' })),
  externalId: Maybe(Type.String({ description: 'Your own reference. A second message with the same one is refused.' })),
};

const Inbound = Variant('Inbound', { content: Content, ...newMessage });
const Outbound = Variant('Outbound', {
  content: Maybe(Content),
  agentId: described(Uuid, 'The agent who writes.'),
  ...newMessage,
  cc: Maybe(Type.Array(Uuid, { description: 'People who get a copy.' })),
  bcc: Maybe(Type.Array(Uuid, { description: 'People who get a copy without the others seeing it.' })),
});

/** A message to add: from the requester (Inbound) or from an agent (Outbound). */
export const CreateMessageInput = OneOf('CreateMessageInput', [Inbound, Outbound]);
export type CreateMessageInput = Static<typeof CreateMessageInput>;

/** One text, or the path of a chosen option from the top down. */
export const AttributeValue = AnyOf([Type.Array(Type.String()), Type.String()]);
export type AttributeValue = Static<typeof AttributeValue>;

/** A custom attribute of a conversation or a person, with its value. */
export const CustomAttribute = Named('CustomAttribute', {
  id: described(Uuid, 'The definition of the attribute.'),
  name: Type.String({ description: 'The label that people see.' }),
  identifier: Type.String({ description: 'The name that programs use.' }),
  value: AttributeValue,
});
export type CustomAttribute = Static<typeof CustomAttribute>;

export const BrowserInfo = Named('BrowserInfo', {
  name: Type.String({ description: 'The browser.' }),
  version: Maybe(Type.String()),
  ipAddress: Maybe(Type.String()),
  originatingUrl: Maybe(Type.String({ description: 'The page on which the chat began.' })),
});
export type BrowserInfo = Static<typeof BrowserInfo>;

/** Who holds a conversation, and since when. */
export const Assignment = Named('Assignment', { agentId: Uuid, assignedAt: DateTime });
