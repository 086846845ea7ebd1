import { isObject, ToolFault, type Arguments, type ToolContext } from './tool.ts';

/** Tools of the vendor's server that are more than one call of the same name. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** The body of a new conversation, in the form of its channel. */
export function startConversation(fields: Record<string, unknown>): unknown {
  const { conversationType, messageContent, messageType, agentId, attachments, ...rest } = fields;
  if (conversationType === 'Callback') return { _type: conversationType, direction: messageType, ...rest };
  const sender = messageType === 'Outbound' ? { agentId } : {};
  return { _type: conversationType, ...rest, message: { _type: messageType, content: { _type: 'Text', value: messageContent }, ...sender, attachments } };
}

/** Imports each conversation by itself: one that cannot be taken does not stop the others. */
export async function importAll(args: Arguments, ctx: ToolContext): Promise<unknown> {
  const data: unknown[] = [];
  for (const conversation of args.conversations as unknown[]) {
    try {
      const answer = await ctx.call({ route: 'POST /conversations/import', body: conversation });
      data.push(isObject(answer) ? answer : {});
    } catch (error) {
      if (!(error instanceof ToolFault) || error.status === 401 || error.status === 429) throw error;
      data.push({ error: { status: error.status, message: error.message } });
    }
  }
  return { data };
}

export async function followUp(args: Arguments, ctx: ToolContext): Promise<unknown> {
  const now = ctx.now();
  const back = args.follow_up === true ? (args.timestamp ?? new Date(now.getTime() + DAY_MS).toISOString()) : now.toISOString();
  return await ctx.call({ route: 'PUT /conversations/{conversationId}/followup', params: { conversationId: args.conversation_id }, body: { timestamp: back } });
}

/** The catalogue of metrics or records, or one of them with the first values of each of its filters. */
export async function fetchFilters(noun: 'metrics' | 'records', idName: string, id: unknown, args: Arguments, ctx: ToolContext): Promise<unknown> {
  const query = { pageKey: args.page_key, pageLimit: args.page_limit };
  if (id === undefined || id === null) return await ctx.call({ route: `GET /analytics/${noun}`, query });
  const answer = await ctx.call({ route: `GET /analytics/${noun}/{${idName}}`, params: { [idName]: id } });
  const data = isObject(answer) && isObject(answer.data) ? answer.data : {};
  const values: Record<string, unknown> = {};
  for (const filter of Array.isArray(data.filters) ? data.filters.filter(isObject) : []) {
    const filterAttribute = String(filter.filterAttribute);
    const found = await ctx.call({ route: 'GET /analytics/filter/{filterAttribute}', params: { filterAttribute }, query });
    values[filterAttribute] = isObject(found) ? found.data : [];
  }
  return { data, filterValues: values };
}
