import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['End Users'];
const forChatbots = ['End Users', 'Chatbots'];
const input = {
  displayName: 'Karen Holm',
  email: 'karen.holm@mail.example',
  phoneNumber: '+4540123456',
  additionalEmails: [],
  additionalPhoneNumbers: [],
  firstName: 'Karen',
  lastName: 'Holm',
  middleNames: [],
  externalId: 'K-10482',
};
const listed = { id: sample.customerId, createdAt: '2026-02-14T12:31:09.482Z', ...input };
const user = { ...listed, customAttributes: [{ id: sample.textAttributeId, name: 'Bicycle model', identifier: 'bicycle_model', value: 'Havn 7' }] };
const success = { data: user, _type: 'BulkActionSuccess' };
const taken = (message: string) => ({ error: { id: sample.agentId, message, _type: 'Validation' }, _type: 'BulkActionFailure' });

export const getEndusers = describeCall({
  id: 'getEndusers',
  method: 'GET',
  path: '/endusers',
  tags,
  summary: 'List end users',
  description: 'All end users, oldest first, or those with an e-mail address, a phone number or a reference of yours; one filter at a time. Custom attributes are left out here.',
  effect: 'read',
  query: schema.endUsersQuery,
  status: 200,
  answer: schema.ListEndUsersOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [listed] } },
});

export const postEndusers = describeCall({
  id: 'postEndusers',
  method: 'POST',
  path: '/endusers',
  tags: forChatbots,
  summary: 'Create an end user',
  description: 'Makes a person who can write to the organization. Refused when somebody, agent or end user, has the e-mail address or the phone number already.',
  effect: 'write',
  body: schema.CreateEndUserInput,
  bodyRequired: true,
  status: 201,
  answer: schema.CreateEndUserOutput,
  errors: [400, 500],
  example: { body: input, answer: { data: { ...user, customAttributes: [] } } },
});

export const postEndusersBulk = describeCall({
  id: 'postEndusersBulk',
  method: 'POST',
  path: '/endusers/bulk',
  tags,
  summary: 'Create several end users',
  description: 'Makes each end user by itself: one that cannot be made does not stop the others. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  body: schema.CreateEndUsersInput,
  bodyRequired: true,
  status: 201,
  answer: schema.CreateEndUsersOutput,
  errors: [400, 500],
  example: { body: { data: [input] }, answer: { data: [{ data: { ...user, customAttributes: [] }, _type: 'BulkActionSuccess' }] } },
});

export const putEndusers = describeCall({
  id: 'putEndusers',
  method: 'PUT',
  path: '/endusers',
  tags,
  summary: 'Replace several end users',
  description: 'Replaces what is known of each end user; fields left out are cleared, custom attributes stay. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  body: schema.BulkUpdateEndUsersInput,
  bodyRequired: true,
  status: 200,
  answer: schema.BulkUpdateEndUsersOutput,
  errors: [400, 500],
  example: {
    body: {
      data: [
        { id: sample.customerId, ...input },
        { id: sample.agentId, displayName: 'K. Holm', phoneNumber: input.phoneNumber },
      ],
    },
    answer: { data: [success, taken(`Updating EndUser [id:${sample.agentId}] failed with [errors:PhoneNumberExists]`)] },
  },
});

export const patchEndusers = describeCall({
  id: 'patchEndusers',
  method: 'PATCH',
  path: '/endusers',
  tags,
  summary: 'Change several end users',
  description: 'Changes the fields that are sent, for each end user; lists are replaced as a whole. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  body: schema.BulkPatchEndUsersInput,
  bodyRequired: true,
  status: 200,
  answer: schema.BulkPatchEndUsersOutput,
  errors: [400, 500],
  example: { body: { data: [{ id: sample.customerId, lastName: 'Holm' }] }, answer: { data: [success] } },
});

export const getEndusersUserid = describeCall({
  id: 'getEndusersUserid',
  method: 'GET',
  path: '/endusers/{userId}',
  tags: forChatbots,
  summary: 'Read an end user',
  effect: 'read',
  params: schema.userPath,
  status: 200,
  answer: schema.GetEndUserOutput,
  errors: [400, 404, 500],
  example: { answer: { data: user } },
});

export const putEndusersUserid = describeCall({
  id: 'putEndusersUserid',
  method: 'PUT',
  path: '/endusers/{userId}',
  tags,
  summary: 'Replace an end user',
  description: 'Replaces what is known of an end user; fields left out are cleared, custom attributes stay.',
  effect: 'write',
  params: schema.userPath,
  body: schema.UpdateEndUserInput,
  bodyRequired: true,
  status: 200,
  answer: schema.UpdateEndUserOutput,
  errors: [400, 404, 500],
  example: { body: input, answer: { data: user } },
});

export const patchEndusersUserid = describeCall({
  id: 'patchEndusersUserid',
  method: 'PATCH',
  path: '/endusers/{userId}',
  tags,
  summary: 'Change an end user',
  description: 'Changes the fields that are sent; lists are replaced as a whole.',
  effect: 'write',
  params: schema.userPath,
  body: schema.PatchEndUserInput,
  bodyRequired: true,
  status: 200,
  answer: schema.PatchEndUserOutput,
  errors: [400, 404, 500],
  example: { body: { lastName: 'Holm' }, answer: { data: user } },
});
