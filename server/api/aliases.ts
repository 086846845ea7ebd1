import { invalid, notFound } from '../base/errors.ts';
import { isUuid } from '../base/ids.ts';
import { getPosition } from '../modules/queues/index.ts';
import { selectConversation } from '../modules/conversations/index.ts';
import type { Context } from '../platform/context.ts';
import type { Actor, RawCall } from '../platform/operation.ts';
import type { Alias } from './execution.ts';

/** Flows of the channel that is asked for, else of the conversation's own. @throws Fault 400, 404. */
async function flowsOfConversation(raw: RawCall, ctx: Context, actor: Actor): Promise<RawCall> {
  const id = raw.params.conversationId ?? '';
  if (!/^\d{1,15}$/.test(id)) throw invalid('Invalid value for: path parameter conversationId (it must be a number)');
  const row = await selectConversation(ctx.db, actor.organizationId, Number(id));
  if (!row) throw notFound();
  // Sms runs over the flows of its number, which are those of the phone.
  const channel = raw.query.channel ?? (['Sms', 'Twitter'].includes(row.channel) ? 'PstnPhone' : row.channel);
  return { ...raw, query: { channel } };
}

/** The record in the path, the interval as from and to, the filters as a map. A period in the documented form is taken too. */
function recordsByPath(raw: RawCall): RawCall {
  const body = isObject(raw.body) ? raw.body : {};
  const given = body.periodFilter;
  const period = isObject(given) && !('_type' in given) && ('from' in given || 'to' in given) ? { _type: 'Interval', start: given.from, end: given.to } : given;
  const filters = isObject(body.filters) ? Object.entries(body.filters).map(([attribute, values]) => ({ attribute, values })) : body.filters;
  return { ...raw, body: { ...body, id: raw.params.recordId, ...(period === undefined ? {} : { periodFilter: period }), ...(filters === undefined ? {} : { filters }) } };
}

/**
 * Forms that programs written against this API send although no description has them. They are taken, with the effect
 * and answer of the documented form, and stay out of the description.
 */
export const aliases: readonly Alias[] = [
  { method: 'GET', path: '/conversations/activity-log', operation: 'getConversationsActivitylog' },
  { method: 'GET', path: '/conversations/{conversationId}/activity-log', operation: 'getConversationsConversationidActivitylog' },
  { method: 'GET', path: '/conversations/{conversationId}/flows', operation: 'getConversationsFlows', rewrite: flowsOfConversation },
  { method: 'GET', path: '/conversations/search', operation: 'getSearchConversations' },
  { method: 'POST', path: '/analytics/records/{recordId}/data', operation: 'postAnalyticsRecords', rewrite: recordsByPath },
  { method: 'PUT', path: '/endusers/bulk', operation: 'putEndusers' },
  { method: 'PATCH', path: '/endusers/bulk', operation: 'patchEndusers' },
  { method: 'POST', path: '/teams/{teamId}/agents', operation: 'patchTeamsTeamidAgents' },
  { method: 'POST', path: '/conversations/{conversationId}/transfer/queue', operation: 'putConversationsConversationidTransferQueue' },
  { method: 'POST', path: '/conversations/{conversationId}/claim', operation: 'putConversationsConversationidClaim' },
  {
    method: 'GET',
    path: '/queues/{queueId}/conversations/{conversationId}/position',
    operation: 'getQueuesConversation-positionCsid',
    rewrite: async (call, ctx, actor) => {
      const { queueId = '', conversationId = '' } = call.params;
      if (!isUuid(queueId)) throw invalid('Invalid value for: path parameter queueId (it is not a valid uuid)');
      // Whatever is no number is refused by the call itself.
      if (/^\d{1,16}$/.test(conversationId)) await getPosition(ctx, actor, Number(conversationId), queueId.toLowerCase());
      return { ...call, params: { csid: conversationId } };
    },
  },
];

type Body = Record<string, unknown>;
const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A message whose `_type` is left out: outbound when it names an agent. */
function typedMessage(message: unknown): unknown {
  if (!isObject(message) || '_type' in message) return message;
  return { _type: message.agentId === undefined ? 'Inbound' : 'Outbound', ...message };
}

/** An imported message whose `_type` is left out: sent when it names an agent or says so, else received. */
function typedImport(message: unknown): unknown {
  if (!isObject(message) || '_type' in message) return message;
  return { _type: message.agentId === undefined && message.direction !== 'Outbound' ? 'InboundImport' : 'OutboundImport', ...message };
}

/** A history whose messages leave their `_type` out. */
function typedHistory(history: unknown): unknown {
  return isObject(history) && Array.isArray(history.messages) ? { ...history, messages: history.messages.map(typedImport) } : history;
}

/** A period whose `_type` is left out: an interval when it has two ends, a preset when it has a value. */
function typedPeriod(body: unknown): unknown {
  if (!isObject(body) || !isObject(body.periodFilter) || '_type' in body.periodFilter) return body;
  const { periodFilter } = body;
  const _type = 'start' in periodFilter && 'end' in periodFilter ? 'Interval' : 'value' in periodFilter ? 'Preset' : undefined;
  return _type === undefined ? body : { ...body, periodFilter: { _type, ...periodFilter } };
}

/** Bodies taken beside the published form, by operation. */
export const laxBodies: Readonly<Record<string, (body: unknown) => unknown>> = {
  postConversationsConversationidMessages: typedMessage,
  postConversations: (body) => {
    if (!isObject(body) || !isObject(body.message)) return body;
    const message = typedMessage(body.message) as Body;
    // An outbound message whose agent stands beside it instead of inside.
    const agentId = message.agentId ?? body.agentId;
    const byAgent = agentId !== undefined && (message._type === 'Outbound' || !('_type' in body.message));
    return { ...body, message: byAgent ? { ...message, _type: 'Outbound', agentId } : message };
  },
  putConversationsConversationidLink: (body) => {
    if (!isObject(body)) return body;
    const { parentConversationId, ...rest } = body;
    const parentId = typeof parentConversationId === 'string' && /^\d{1,15}$/.test(parentConversationId) ? Number(parentConversationId) : parentConversationId;
    const link: Body = rest.parentId === undefined && parentId !== undefined ? { ...rest, parentId } : rest;
    return link.linkType === undefined && parentConversationId !== undefined ? { ...link, linkType: 'Related' } : link;
  },
  postAnalyticsMetrics: typedPeriod,
  postAnalyticsRecords: typedPeriod,
  postConversationsImport: (body) => {
    // An empty list is no history, and no sign of a client that sends lists.
    if (Array.isArray(body) && body.length > 0) return { conversations: body.map(typedHistory) };
    return isObject(body) && Array.isArray(body.conversations) ? { ...body, conversations: body.conversations.map(typedHistory) } : typedHistory(body);
  },
  // A note under the name that a message has elsewhere.
  postConversationsConversationidNotes: (body) => (isObject(body) && body.message === undefined && body.text !== undefined ? { ...body, message: body.text } : body),
  putEndusers: (body) => (Array.isArray(body) ? { data: body } : body),
  patchEndusers: (body) => (Array.isArray(body) ? { data: body } : body),
  putAgents: (body) => (isObject(body) && Array.isArray(body.data) ? body.data : body),
  patchAgents: (body) => (isObject(body) && Array.isArray(body.data) ? body.data : body),
};

type Query = RawCall['query'];

/** A person's number under the name that it has in a body. Beside another filter it says nothing, as always. */
const numberAsPhone = (query: Query): Query => {
  const { phoneNumber, phone, email, externalId } = query;
  return phoneNumber === undefined || [phone, email, externalId].some((filter) => filter !== undefined) ? query : { ...query, phone: phoneNumber };
};

/** Query parameters taken beside the documented ones, by operation. */
export const laxQueries: Readonly<Record<string, (query: Query) => Query>> = {
  // As an older description of this call has it.
  'getContact-endpoints': (query) => (query.type === undefined || '_type' in query ? query : { ...query, _type: query.type }),
  // Whoever asks for one person by number and gets everybody takes the first for that person.
  getEndusers: numberAsPhone,
  getAgents: numberAsPhone,
};
