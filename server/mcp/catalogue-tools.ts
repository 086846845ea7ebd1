import { DateTime, described, Enumeration, Maybe, Nullable, Type, Uuid, type TSchema } from '../base/schema.ts';
import type { CallDescription } from '../platform/operation.ts';
import { inputSchema, type Json } from './json-schema.ts';
import { isObject, routeOf, ToolFault, type Tool } from './tool.ts';

/** The three tools that catalogues of agent tools list for this API, with exactly their parameters and returns. */

const conversationId = Type.String({ description: 'The number of the conversation.' });
const object = (properties: Record<string, TSchema>) => inputSchema([Type.Object(properties)]);
const dataOf = (answer: unknown): Json => (isObject(answer) && isObject(answer.data) ? answer.data : {});

/** What a tool answers, out of the longer answer of its call. */
const only = (answer: Json, names: readonly string[]): Json => Object.fromEntries(names.map((name) => [name, answer[name]]));

export function catalogueTools(find: (id: string) => CallDescription): Tool[] {
  const note = find('postConversationsConversationidNotes');
  const message = find('postConversationsConversationidMessages');
  const tag = find('putConversationsConversationidTagsTagid');
  return [
    {
      name: 'create_internal_note',
      title: 'Create internal note',
      description: 'Adds a note to a conversation that agents see and the customer does not.',
      inputSchema: object({
        conversationId,
        message: Type.String({ description: 'What the note says.' }),
        agentId: Maybe(Nullable(described(Uuid, 'Its author; the owner of the key when left out or null.'))),
        createdAt: Maybe(Nullable(described(DateTime, 'When it was written; now when left out or null.'))),
      }),
      outputSchema: object({ id: Uuid, authorId: Uuid, createdAt: DateTime, message: Type.String() }),
      calls: [note],
      checked: true,
      run: async ({ conversationId: id, ...body }, ctx) => only(dataOf(await ctx.call({ route: routeOf(note), params: { conversationId: id }, body })), ['id', 'authorId', 'createdAt', 'message']),
    },
    {
      name: 'add_message',
      title: 'Add message',
      description: 'Adds a message to a conversation. An outbound one is from the agent and goes to the customer; an inbound one is from the customer.',
      inputSchema: object({
        conversationId,
        content: Type.String({ description: 'The text of the message.' }),
        direction: Enumeration(['inbound', 'outbound'], { description: 'From the customer, or to the customer.' }),
        agentId: Maybe(Nullable(described(Uuid, 'The agent who writes. Required for outbound.'))),
      }),
      outputSchema: object({ messageId: Uuid, authorId: Uuid, createdAt: DateTime, direction: Type.String(), content: Type.Object({ value: Type.String(), type: Type.String() }) }),
      calls: [message],
      checked: true,
      async run({ conversationId: id, content, direction, agentId }, ctx) {
        const text = { _type: 'Text', value: content };
        if (direction === 'outbound' && typeof agentId !== 'string') throw new ToolFault(400, 'agentId is required for an outbound message');
        const body = direction === 'outbound' ? { _type: 'Outbound', content: text, agentId } : { _type: 'Inbound', content: text };
        const added = dataOf(await ctx.call({ route: routeOf(message), params: { conversationId: id }, body }));
        const { value, _type } = (added.content ?? text) as { value: unknown; _type: unknown };
        return { ...only(added, ['messageId', 'authorId', 'createdAt', 'direction']), content: { value, type: _type } };
      },
    },
    {
      name: 'tag_conversation',
      title: 'Tag conversation',
      description: 'Puts a tag on a conversation. Nothing happens when it is there already.',
      inputSchema: object({ conversationId, tagId: described(Uuid, 'The id of the tag.') }),
      outputSchema: object({ success: Type.Boolean() }),
      calls: [tag],
      checked: true,
      async run(params, ctx) {
        await ctx.call({ route: routeOf(tag), params });
        return { success: true };
      },
    },
  ];
}
