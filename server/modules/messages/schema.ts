import { AnyOf, Data, DateTime, described, Int32, Int64, MapOf, Maybe, Named, OneOf, type Static, Type, Uuid, Variant } from '../../base/schema.ts';
import { Content, Direction, File } from '../../base/wire.ts';

const EmailContact = Named('EmailContact', { email: Type.String(), name: Maybe(Type.String()) });

const EmailContent = OneOf('EmailContent', [Variant('Regular', { content: Content }), Variant('TooLarge', { file: File })]);

/** What most channels tell of a message. */
const written = {
  content: Maybe(Content),
  direction: Maybe(Direction),
  attachments: Maybe(Type.Array(File)),
};

/** Lists are always there, so that a reader may walk them unasked. */
const mailed = {
  emailContent: Maybe(EmailContent),
  to: Type.Array(EmailContact),
  cc: Type.Array(EmailContact),
  bcc: Type.Array(EmailContact),
  isAutoReply: Type.Boolean({ description: 'Whether a machine answered, such as an absence note.' }),
  inlineImages: Type.Array(File),
  attachments: Type.Array(File),
  deliveryFailureReason: Maybe(Type.String({ description: 'Why it could not be delivered.' })),
  direction: Maybe(Direction),
  originalContentUrl: Maybe(File),
};

const FileMeta = Named('FileMeta', {
  url: Type.String(),
  name: Type.String(),
  mediaType: Named('MimeType', { primary: Type.String(), sub: Type.String() }),
  bytesLength: Int64,
  checksum: Named('Checksum', { algorithm: Type.String(), hex: Type.String() }),
});

/** What was filled in: a text or the chosen options as they are, files as an object. */
const FormAttributeValue = AnyOf([
  Type.String(),
  Type.Array(Type.String()),
  Variant('Attachments', { value: Maybe(Type.Array(FileMeta)) }),
  Variant('Select', { value: Maybe(Type.Array(Type.String())) }),
  Variant('Text', { value: Type.String() }),
]);

const seconds = Maybe(described(Int32, 'In seconds.'));
const utterance = (what: string) => Maybe(described(Int64, `When in the call it ${what}, in milliseconds.`));

/** What a message is, in the form of its channel. */
export const MessageAttributes = OneOf('MessageAttributes', [
  Variant('CallRecordingAttributes', { duration: seconds, recording: Type.String({ description: 'Where the recording can be fetched.' }) }),
  Variant('ChatAttributes', {
    ...written,
    attachments: Type.Array(File),
    isAutomated: Type.Boolean({ description: 'Whether it was written by a machine.' }),
  }),
  Variant('ContactFormAttributes', {
    ...mailed,
    from: Maybe(EmailContact),
    replyDefaultToEmails: Maybe(Type.Array(EmailContact, { description: 'Whom an answer goes to unless said otherwise.' })),
  }),
  Variant('EmailAttributes', { ...mailed, from: EmailContact }),
  Variant('FacebookMessengerAttributes', written),
  Variant('GenericAttributes', written),
  Variant('MessengerFormAttributes', {
    formSubmission: Named('FormSubmission', { values: MapOf(FormAttributeValue, { description: 'The fields of the form by their labels.' }) }),
    direction: Maybe(Direction),
    content: Maybe(Content),
  }),
  Variant('PhoneAttributes', { from: Type.String(), to: Type.String(), direction: Maybe(Direction), duration: seconds }),
  Variant('SmsAttributes', written),
  Variant('TranscriptAttributes', {
    content: Maybe(Content),
    utterance_start_ms: utterance('begins'),
    utterance_end_ms: utterance('ends'),
    direction: Maybe(Direction),
  }),
  Variant('TwitterAttributes', written),
  Variant('WhatsAppAttributes', written),
]);
export type MessageAttributes = Static<typeof MessageAttributes>;

export const Message = Named('Message', {
  id: Uuid,
  authorId: described(Uuid, 'The agent or end user who wrote it.'),
  externalId: Maybe(Type.String({ description: 'The reference that its sender gave it.' })),
  createdAt: DateTime,
  attributes: MessageAttributes,
});
export type Message = Static<typeof Message>;

export const CreateMessageOutput = Data(
  'CreateMessageOutput',
  Named('CreatedMessage', {
    content: Maybe(Content),
    direction: Direction,
    authorId: Uuid,
    externalId: Maybe(Type.String()),
    messageId: Maybe(Uuid),
    createdAt: Maybe(DateTime),
  }),
);

export const ListMessagesOutput = Data('ListMessagesOutput', Type.Array(Message));
