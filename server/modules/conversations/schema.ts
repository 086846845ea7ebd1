import { Csid, Data, DateTime, described, Enumeration, Maybe, Named, OneOf, Page, type Static, Type, Uuid, Variant } from '../../base/schema.ts';
import { Assignment, BrowserInfo, ConversationChannel, CustomAttribute, Direction } from '../../base/wire.ts';

const ConversationState = Enumeration(['AwaitingPending', 'Closed', 'Open', 'Pending']);

const ConversationQueue = Named('ConversationQueue', {
  id: Uuid,
  queuedAt: Maybe(described(DateTime, 'Since when it waits there.')),
});

const toParent = { parentId: described(Csid, 'The conversation above this one.') };
const ConversationLink = OneOf('ConversationLink', [Variant('EmailForward', toParent), Variant('FollowUp', toParent), Variant('SideConversation', toParent)]);

const common = {
  id: described(Csid, 'The number of the conversation.'),
  requesterId: described(Uuid, 'The end user whom it is held with.'),
  channel: ConversationChannel,
  createdAt: DateTime,
  direction: Maybe(Direction),
  state: Maybe(ConversationState),
  stateUpdatedAt: Maybe(DateTime),
  link: Maybe(ConversationLink),
  customAttributes: Maybe(Type.Array(CustomAttribute, { description: 'Left out in the list of an end user.' })),
  transportExpiresAt: Maybe(described(DateTime, 'Until when the channel lets an agent reply.')),
};

/** What every conversation has that is not anonymized. */
const handled = {
  ...common,
  assignment: Maybe(Assignment),
  queue: Maybe(ConversationQueue),
};

const language = Maybe(Type.String({ description: 'Two letters, such as `en`.' }));
const subject = Maybe(Type.String());
const chat = { browserInfo: Maybe(BrowserInfo), language };

const integrationEmail = Type.String({ description: 'The address of the organization that it goes through.' });

const AnonymizedConversation = Variant('AnonymizedConversation', { ...common, anonymizedAt: DateTime });
const ChatConversation = Variant('ChatConversation', { ...handled, ...chat });
const ContactFormConversation = Variant('ContactFormConversation', {
  ...handled,
  fromEmail: Type.String(),
  toEmail: Maybe(Type.String()),
  integrationEmail: Maybe(integrationEmail),
  language,
  subject,
});
const EmailConversation = Variant('EmailConversation', {
  ...handled,
  toEmail: Type.String(),
  fromEmail: Type.String(),
  integrationEmail,
  language,
  subject,
});
const FacebookMessengerConversation = Variant('FacebookMessengerConversation', handled);
const GenericConversation = Variant('GenericConversation', {
  ...handled,
  fromContactPointId: Maybe(Type.String()),
  toContactPointId: Maybe(Type.String()),
});
const MessengerConversation = Variant('MessengerConversation', { ...handled, ...chat });
const PstnPhoneConversation = Variant('PstnPhoneConversation', handled);
const SmsConversation = Variant('SmsConversation', {
  ...handled,
  fromNumber: Maybe(Type.String()),
  toNumber: Maybe(Type.String()),
});
const TwitterConversation = Variant('TwitterConversation', {
  ...handled,
  conversationType: Enumeration(['DirectMessage', 'Tweet']),
  contactPointTwitterId: Maybe(Type.String()),
  endUserTwitterId: Maybe(Type.String()),
});
const WhatsAppConversation = Variant('WhatsAppConversation', handled);

/** A conversation, in the form of its channel; in a form of its own once it is anonymized. */
export const Conversation = OneOf('Conversation', [
  AnonymizedConversation,
  ChatConversation,
  ContactFormConversation,
  EmailConversation,
  FacebookMessengerConversation,
  GenericConversation,
  MessengerConversation,
  PstnPhoneConversation,
  SmsConversation,
  TwitterConversation,
  WhatsAppConversation,
]);
export type Conversation = Static<typeof Conversation>;

export const GetConversationOutput = Data('GetConversationOutput', Conversation);
export const ListLinkedConversationsOutput = Data('ListLinkedConversationsOutput', Type.Array(Conversation));
export const ListEndUserConversationsOutput = Page('ListEndUserConversationsOutput', Conversation);
