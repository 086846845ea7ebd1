import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Contact Endpoints'];
const email = { address: sample.emailAddress, name: 'Support', _type: 'EmailEndpoint' };
const phone = { number: sample.phoneNumber, functionality: ['Sms', 'VoiceInbound', 'VoiceOutbound'], name: 'Workshop', _type: 'TelephonyEndpoint' };

export const getContactEndpoints = describeCall({
  id: 'getContact-endpoints',
  method: 'GET',
  path: '/contact-endpoints',
  tags,
  summary: 'List contact endpoints',
  description: 'The e-mail addresses and phone numbers at which the organization is reached, oldest first.',
  effect: 'read',
  query: schema.contactEndpointsQuery,
  status: 200,
  answer: schema.ListContactPointsOutput,
  errors: [400, 500],
  example: { answer: { data: [email, phone] } },
});

export const getContactEndpointsContactendpointid = describeCall({
  id: 'getContact-endpointsContactendpointid',
  method: 'GET',
  path: '/contact-endpoints/{contactEndpointId}',
  tags,
  summary: 'Read a contact endpoint',
  description: 'The address itself is the id; `+` and `@` may be escaped or not.',
  effect: 'read',
  params: schema.contactEndpointPath,
  status: 200,
  answer: schema.GetContactPointByIdOutput,
  errors: [400, 404],
  example: { answer: { data: email } },
});
