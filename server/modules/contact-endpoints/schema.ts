import { Data, Enumeration, Maybe, OneOf, Type, Variant } from '../../base/schema.ts';

const name = Maybe(Type.String({ description: 'What it is called among agents.' }));

const ContactEndpoint = OneOf('ContactEndpoint', [
  Variant('EmailEndpoint', {
    address: Type.String({ description: 'The e-mail address; it is the id too.' }),
    senderOverride: Maybe(Type.String({ description: 'The address that mail goes out under.' })),
    name,
  }),
  Variant('TelephonyEndpoint', {
    number: Type.String({ description: 'The phone number in the form `+4531234567` (E.164); it is the id too.' }),
    functionality: Maybe(Type.Array(Enumeration(['Sms', 'VoiceInbound', 'VoiceOutbound']), { description: 'What the number can do.' })),
    name,
  }),
]);

export const ListContactPointsOutput = Data('ListContactPointsOutput', Type.Array(ContactEndpoint));
export const GetContactPointByIdOutput = Data('GetContactPointByIdOutput', ContactEndpoint);

export const contactEndpointPath = Type.Object({ contactEndpointId: Type.String({ description: 'The e-mail address or phone number itself.' }) });
export const contactEndpointsQuery = Type.Object({ _type: Maybe(Enumeration(['EmailEndpoint', 'TelephonyEndpoint'], { description: 'Only these.' })) });
