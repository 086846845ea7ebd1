import { Data, Enumeration, Maybe, Named, type Static, Type, Uuid } from '../../base/schema.ts';

const color = Maybe(Type.String({ description: 'A hexadecimal colour such as `#1F9D55`.' }));

export const Tag = Named('Tag', {
  id: Uuid,
  name: Type.String(),
  color,
  state: Enumeration(['Active', 'Inactive'], { description: 'An inactive tag stays where it is and cannot be added any more.' }),
});
export type Tag = Static<typeof Tag>;

export const CreateTagInput = Named('CreateTagInput', { name: Type.String(), color });

export const TagConversationInput = Named('TagConversationInput', { name: Type.String() });
export const BulkTagConversationInput = Named('BulkTagConversationInput', { data: Maybe(Type.Array(TagConversationInput)) });

export const CreateTagOutput = Data('CreateTagOutput', Tag);
export const GetTagOutput = Data('GetTagOutput', Tag);
export const ListTagsOutput = Data('ListTagsOutput', Type.Array(Tag));
export const ConversationTagsOutput = Data('ConversationTagsOutput', Type.Array(Tag));

export const tagPath = Type.Object({ tagId: Uuid });
export const tagsQuery = Type.Object({
  includeDeactivated: Maybe(Type.Boolean({ default: false, description: 'Whether inactive tags are listed too.' })),
});
