import { sample } from '../../base/sample.ts';
import { conversationPath } from '../../base/wire.ts';
import { describeCall } from '../../platform/operation.ts';
import {
  CustomAttributePatch,
  definitionPath,
  endUserPath,
  GetCustomAttributesDefinitionsOutput,
  ListCustomAttributesDefinitionsOutput,
  PatchConversationCustomAttributesOutput,
  PatchEndUserCustomAttributesOutput,
} from './schema.ts';

const textDefinition = {
  id: sample.textAttributeId,
  entityType: 'Conversation',
  identifier: 'order_number',
  label: 'Order number',
  inputDefinition: { placeholder: 'NC-00000', _type: 'Text' },
  createdAt: '2026-01-12T08:00:00.000Z',
  isRequired: false,
  isArchived: false,
  isDeactivated: false,
};

const option = { nestedOptions: [], isDeactivated: false };
const selectDefinition = {
  ...textDefinition,
  id: sample.selectAttributeId,
  identifier: 'bicycle',
  label: 'Bicycle',
  inputDefinition: {
    options: [
      {
        ...option,
        id: '0193a5a9-0c42-7a15-8e36-d9b7f4021c68',
        label: 'Cargo',
        value: 'cargo',
        nestedOptions: [{ ...option, id: '0193a5a9-15b8-7d03-a2f9-4c60e83b17d5', label: 'Long tail', value: 'long_tail', orderIndex: 1 }],
        orderIndex: 0,
      },
    ],
    _type: 'Select',
  },
};

/** A patch and the list that answers it. */
const patching = {
  body: { [sample.textAttributeId]: 'NC-20931', [sample.selectAttributeId]: ['cargo', 'long_tail'] },
  answer: {
    data: [
      { id: sample.textAttributeId, name: 'Order number', identifier: 'order_number', value: 'NC-20931' },
      { id: sample.selectAttributeId, name: 'Bicycle', identifier: 'bicycle', value: ['cargo', 'long_tail'] },
    ],
  },
};

export const getCustomAttributes = describeCall({
  id: 'getCustom-attributes',
  method: 'GET',
  path: '/custom-attributes',
  tags: ['Custom Attributes'],
  summary: 'List the definitions of custom attributes',
  description: 'All attributes that conversations and end users of the organization can carry.',
  effect: 'read',
  status: 200,
  answer: ListCustomAttributesDefinitionsOutput,
  errors: [400, 500],
  example: { answer: { data: [textDefinition, selectDefinition] } },
});

export const getCustomAttributesCustomattributeid = describeCall({
  id: 'getCustom-attributesCustomattributeid',
  method: 'GET',
  path: '/custom-attributes/{customAttributeId}',
  tags: ['Custom Attributes'],
  summary: 'Read the definition of a custom attribute',
  effect: 'read',
  params: definitionPath,
  status: 200,
  answer: GetCustomAttributesDefinitionsOutput,
  errors: [400, 404, 500],
  example: { answer: { data: selectDefinition } },
});

export const patchConversationsConversationidCustomAttributes = describeCall({
  id: 'patchConversationsConversationidCustom-attributes',
  method: 'PATCH',
  path: '/conversations/{conversationId}/custom-attributes',
  tags: ['Conversations', 'Custom Attributes'],
  summary: 'Set custom attributes of a conversation',
  description: 'Sets the attributes that the body names and leaves the others as they are. Null clears one.',
  effect: 'write',
  params: conversationPath,
  body: CustomAttributePatch,
  bodyRequired: true,
  keepNulls: true,
  status: 200,
  answer: PatchConversationCustomAttributesOutput,
  errors: [400, 401, 404],
  example: patching,
});

export const patchEndusersUseridCustomAttributes = describeCall({
  id: 'patchEndusersUseridCustom-attributes',
  method: 'PATCH',
  path: '/endusers/{userId}/custom-attributes',
  tags: ['End Users', 'Custom Attributes'],
  summary: 'Set custom attributes of an end user',
  description: 'Sets the attributes that the body names and leaves the others as they are. Null clears one.',
  effect: 'write',
  params: endUserPath,
  body: CustomAttributePatch,
  bodyRequired: true,
  keepNulls: true,
  status: 200,
  answer: PatchEndUserCustomAttributesOutput,
  errors: [400, 401, 404],
  example: patching,
});
