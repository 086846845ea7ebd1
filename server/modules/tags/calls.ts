import { sample } from '../../base/sample.ts';
import { conversationPath } from '../../base/wire.ts';
import { Type, Uuid } from '../../base/schema.ts';
import { describeCall } from '../../platform/operation.ts';
import { BulkTagConversationInput, ConversationTagsOutput, CreateTagInput, CreateTagOutput, GetTagOutput, ListTagsOutput, tagPath, tagsQuery } from './schema.ts';

const exampleTag = { id: sample.tagId, name: 'late delivery', color: '#D97706', state: 'Active' };
const conversationTagPath = Type.Object({ ...conversationPath.properties, tagId: Uuid });

export const getTags = describeCall({
  id: 'getTags',
  method: 'GET',
  path: '/tags',
  tags: ['Tags'],
  summary: 'List tags',
  description: 'All active tags of the organization, and the inactive ones too when asked for.',
  effect: 'read',
  query: tagsQuery,
  status: 200,
  answer: ListTagsOutput,
  errors: [400, 500],
  example: { answer: { data: [exampleTag] } },
});

export const postTags = describeCall({
  id: 'postTags',
  method: 'POST',
  path: '/tags',
  tags: ['Tags'],
  summary: 'Create a tag',
  description: 'Makes a tag. When there is one of that name already, it is answered as it is and nothing changes.',
  effect: 'write',
  body: CreateTagInput,
  bodyRequired: true,
  status: 200,
  answer: CreateTagOutput,
  errors: [400, 500],
  example: { body: { name: exampleTag.name, color: exampleTag.color }, answer: { data: exampleTag } },
});

export const getTagsTagid = describeCall({
  id: 'getTagsTagid',
  method: 'GET',
  path: '/tags/{tagId}',
  tags: ['Tags'],
  summary: 'Read a tag',
  effect: 'read',
  params: tagPath,
  status: 200,
  answer: GetTagOutput,
  errors: [400, 404, 500],
  example: { answer: { data: exampleTag } },
});

export const deleteTagsTagid = describeCall({
  id: 'deleteTagsTagid',
  method: 'DELETE',
  path: '/tags/{tagId}',
  tags: ['Tags'],
  summary: 'Delete a tag',
  description: 'Deletes the tag and takes it off every conversation. It cannot be undone; deactivate a tag to keep its history.',
  effect: 'destroy',
  params: tagPath,
  status: 204,
  errors: [400, 404, 500],
});

export const patchTagsTagidActivate = describeCall({
  id: 'patchTagsTagidActivate',
  method: 'PATCH',
  path: '/tags/{tagId}/activate',
  tags: ['Tags'],
  summary: 'Activate a tag',
  description: 'Lets an inactive tag be added to conversations again.',
  effect: 'write',
  params: tagPath,
  status: 204,
  errors: [400, 404, 500],
});

export const patchTagsTagidDeactivate = describeCall({
  id: 'patchTagsTagidDeactivate',
  method: 'PATCH',
  path: '/tags/{tagId}/deactivate',
  tags: ['Tags'],
  summary: 'Deactivate a tag',
  description: 'Keeps the tag from being added to more conversations. Those that have it keep it.',
  effect: 'write',
  params: tagPath,
  status: 204,
  errors: [400, 404, 500],
});

export const getConversationsConversationidTags = describeCall({
  id: 'getConversationsConversationidTags',
  method: 'GET',
  path: '/conversations/{conversationId}/tags',
  tags: ['Conversations', 'Tags'],
  summary: 'List the tags of a conversation',
  effect: 'read',
  params: conversationPath,
  status: 200,
  answer: ConversationTagsOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [exampleTag] } },
});

export const putConversationsConversationidTagsTagid = describeCall({
  id: 'putConversationsConversationidTagsTagid',
  method: 'PUT',
  path: '/conversations/{conversationId}/tags/{tagId}',
  tags: ['Conversations', 'Tags'],
  summary: 'Tag a conversation',
  description: 'Puts an active tag on a conversation. Nothing happens when the conversation has it already.',
  effect: 'write',
  params: conversationTagPath,
  status: 204,
  errors: [400, 404, 500],
});

export const deleteConversationsConversationidTagsTagid = describeCall({
  id: 'deleteConversationsConversationidTagsTagid',
  method: 'DELETE',
  path: '/conversations/{conversationId}/tags/{tagId}',
  tags: ['Conversations', 'Tags'],
  summary: 'Take a tag off a conversation',
  description: 'Takes the tag, active or not, off the conversation. The tag itself stays.',
  effect: 'write',
  params: conversationTagPath,
  status: 204,
  errors: [400, 404, 500],
});

export const postConversationsConversationidTagsBulk = describeCall({
  id: 'postConversationsConversationidTagsBulk',
  method: 'POST',
  path: '/conversations/{conversationId}/tags/bulk',
  tags: ['Conversations', 'Tags'],
  summary: 'Tag a conversation by names',
  description: 'Puts tags on a conversation by their names. A name that no tag has yet becomes a new tag.',
  effect: 'write',
  params: conversationPath,
  body: BulkTagConversationInput,
  bodyRequired: true,
  status: 202,
  errors: [400, 404, 500],
  example: { body: { data: [{ name: exampleTag.name }, { name: 'courier' }] } },
});
