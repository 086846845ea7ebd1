import { Csid, Data, DateTime, described, Enumeration, Maybe, Named, OneOf, type Static, Type, Uuid, Variant } from '../../base/schema.ts';
import { Assignment, BrowserInfo, Content, CreateMessageInput, File } from '../../base/wire.ts';

const requesterId = described(Uuid, 'The end user whom it is held with.');
const language = Maybe(Type.String({ description: 'Two letters, such as `en`.' }));
const emailIntegrationId = Type.String({ description: 'The e-mail address of the contact endpoint it goes through.' });
const email = { requesterId, emailIntegrationId, subject: Type.String(), message: CreateMessageInput, language };

/** A new conversation, in the form of its channel. Whoever writes the first message decides its direction. */
export const CreateConversationInput = OneOf('CreateConversationInput', [
  Variant('Callback', {
    requesterId,
    direction: Enumeration(['Inbound', 'Outbound']),
    contactEndpointId: Type.String({ description: 'The number of the organization to call from.' }),
    queueId: described(Uuid, 'Where the call waits for an agent.'),
  }),
  Variant('Chat', {
    requesterId,
    widgetId: described(Uuid, 'The chat widget it belongs to.'),
    message: CreateMessageInput,
    browserInfo: Maybe(BrowserInfo),
    language,
  }),
  Variant('ContactForm', email),
  Variant('Email', email),
  Variant('Sms', {
    requesterId,
    contactEndpointId: Type.String({ description: 'The number of the organization to send from, in E.164 form.' }),
    message: CreateMessageInput,
  }),
]);
export type CreateConversationInput = Static<typeof CreateConversationInput>;

export const CreateConversationOutput = Data('CreateConversationOutput', Named('CreatedConversation', { id: described(Csid, 'The number of the new conversation.') }));

/** Fields that a channel knows by itself; each channel has its own. */
const channelFields = (description: string) => Maybe(Type.Unsafe<Record<string, unknown>>({ type: 'object', description }));

const importedMessage = {
  content: Content,
  attachments: Maybe(Type.Array(File)),
  externalId: Maybe(Type.String({ description: 'Your own reference.' })),
  createdAt: described(DateTime, 'When it was written.'),
};

const ImportMessageInput = OneOf('ImportMessageInput', [
  Variant('InboundImport', {
    ...importedMessage,
    attributes: channelFields('For e-mail: `emailIntegrationId`, and `requesterId` when somebody other than the requester wrote.'),
  }),
  Variant('OutboundImport', {
    ...importedMessage,
    agentId: described(Uuid, 'The agent who wrote.'),
    attributes: channelFields('For e-mail: `emailIntegrationId`, and lists of addresses `cc` and `bcc`.'),
  }),
]);

/** A conversation that was held elsewhere, with its history. */
export const GenericConversationImport = Named('GenericConversationImport', {
  genericChannelName: Type.String({ description: '`email`, `widgetchat`, or `genericapimessaging` for a channel of your own.' }),
  requesterId,
  requesterConnectionStatus: Maybe(Enumeration(['Connected', 'Disconnected'], { description: 'For chats: whether the customer is still there.' })),
  direction: Enumeration(['Inbound', 'Outbound']),
  messages: Maybe(Type.Array(ImportMessageInput)),
  createdAt: described(DateTime, 'When it began.'),
  assignment: Maybe(Assignment),
  externalId: Maybe(Type.String({ description: 'Your own reference.' })),
  closing: Maybe(Named('Closing', { closedAt: DateTime, closedBy: described(Uuid, 'The agent who closed it.') })),
  attributes: channelFields('For e-mail: `emailIntegrationId` and `subject`. For chats: `widgetId`, `browserInfo` and `language`.'),
  _type: Maybe(Type.String({ description: 'Not needed; `GenericConversationImport` when given.' })),
});
export type GenericConversationImport = Static<typeof GenericConversationImport>;

export const ImportConversationOutput = Data(
  'ImportConversationOutput',
  Named('ImportedConversation', {
    id: described(Csid, 'The number of the new conversation.'),
    partialErrors: Maybe(Type.Array(Named('PartialError', { message: Type.String() }), { description: 'What was left out of the import, and why.' })),
  }),
);
