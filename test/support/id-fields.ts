import { recursiveSchemas } from '../../server/base/schema.ts';
import type { Operation } from '../../server/platform/operation.ts';

/** What an id names. `none`: it looks like an id and names nothing that an organization owns. */
const kinds = [
  'agent',
  'endUser',
  'team',
  'queue',
  'conversation',
  'message',
  'tag',
  'rating',
  'schedule',
  'template',
  'conversationAttribute',
  'contactAttribute',
  'contactEndpoint',
  'emailEndpoint',
  'phoneEndpoint',
  'widget',
  'collection',
  'category',
  'article',
  'webhook',
  'request',
  'email',
  'phone',
  'externalId',
  'channel',
  'none',
] as const;
export type Kind = (typeof kinds)[number];

/** A schema as plain JSON, as far as the walk needs it. */
export interface Plain {
  readonly type?: string;
  readonly format?: string;
  readonly title?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Plain>>;
  readonly required?: readonly string[];
  readonly items?: Plain;
  readonly oneOf?: readonly Plain[];
  readonly anyOf?: readonly Plain[];
  readonly additionalProperties?: Plain | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly $ref?: string;
}

/** Where a value lies: `body.message<Outbound>.cc[]`; a member of a union in angle brackets, `{key}` for the keys of a map. */
interface IdField {
  readonly operation: Operation;
  readonly place: string;
  readonly kind: Kind | undefined;
}

/** The schema that really validates each part of a request. */
export function partsOf(operation: Operation): readonly (readonly ['path' | 'query' | 'body', Plain])[] {
  const body = operation.bodyType === 'multipart/form-data' ? undefined : (operation.accepts ?? operation.body);
  const parts = { path: operation.params, query: operation.query, body };
  return Object.entries(parts).flatMap(([name, schema]) => (schema ? [[name as 'path', schema as Plain] as const] : []));
}

export const followRef = (schema: Plain): Plain => (schema.$ref ? ((recursiveSchemas.get(schema.$ref) as Plain | undefined) ?? {}) : schema);

/** The name by which a member of a union is told in a place. */
export const memberName = (member: Plain, index: number): string => member.properties?._type?.enum?.[0] ?? String(index);

/** Names that tell of an id although the schema says only that it is text. */
const TELLING = /(^id|Id|Ids|csid|By|^email|^phone|Email|^values|^attribute|^channel)$/;

/** Whether a value of this schema, at this place, could name a thing. */
function looksLikeId(schema: Plain, name: string, place: string): boolean {
  if (schema.enum) return false;
  if (schema.format === 'uuid' || schema.format === 'int64') return true;
  if (schema.type !== 'string' || schema.format !== undefined) return false;
  return TELLING.test(name) || place.startsWith('path.');
}

/** All fields of a call that look like ids, with what they name. A field whose kind nobody has told has none. */
export function idFieldsOf(operation: Operation): IdField[] {
  const found = new Map<string, IdField>();
  const add = (place: string): void => void found.set(place, { operation, place, kind: kindOf(operation, place) });
  const walk = (given: Plain, name: string, place: string, depth: number): void => {
    const schema = followRef(given);
    if (depth > 12) return;
    if (looksLikeId(schema, name, place)) add(place);
    for (const [key, property] of Object.entries(schema.properties ?? {})) walk(property, key, `${place}.${key}`, depth + 1);
    if (schema.items) walk(schema.items, name, `${place}[]`, depth + 1);
    (schema.oneOf ?? schema.anyOf ?? []).forEach((member, index) => walk(member, name, `${place}<${memberName(member, index)}>`, depth + 1));
    if (typeof schema.additionalProperties === 'object') {
      add(`${place}.{key}`);
      walk(schema.additionalProperties, 'value', `${place}.{value}`, depth + 1);
    }
  };
  for (const [part, schema] of partsOf(operation)) walk(schema, '', part, 0);
  return [...found.values()];
}

/** The first rule that fits decides; the place is written without the members of its unions. */
const rules: readonly (readonly [RegExp, Kind, RegExp?])[] = [
  [/^path\.agentId$/, 'agent'],
  [/^path\.userId$/, 'endUser'],
  [/^path\.teamId$/, 'team'],
  [/^path\.queueId$/, 'queue'],
  [/^path\.(csid|conversationId)$/, 'conversation'],
  [/^path\.messageId$/, 'message'],
  [/^path\.tagId$/, 'tag'],
  [/^path\.ratingId$/, 'rating'],
  [/^path\.scheduleId$/, 'schedule'],
  [/^path\.templateId$/, 'template'],
  [/^path\.customAttributeId$/, 'conversationAttribute'],
  [/^path\.contactEndpointId$/, 'contactEndpoint'],
  [/^path\.collectionId$/, 'collection'],
  [/^path\.categoryId$/, 'category'],
  [/^path\.articleId$/, 'article'],
  [/^path\.parentId$/, 'category'],
  [/^path\.webhookSubscriptionId$/, 'webhook'],
  [/^path\.requestId$/, 'request'],
  [/^path\.(metricId|recordId|filterAttribute|event|languageId)$/, 'none'],
  [/^query\.email$/, 'email'],
  [/^query\.phone$/, 'phone'],
  [/^query\.externalId$/, 'externalId'],
  [/^body\[\]\.id$/, 'agent', /Agents$/],
  [/^body\.data\[\]\.id$/, 'endUser', /Endusers$/],
  [/^body\.{key}$/, 'conversationAttribute', /^patchConversations/],
  [/^body\.{key}$/, 'contactAttribute', /^patchEndusers/],
  [/(^|\.)requesterId$/, 'endUser'],
  [/(^|\.)(agentId|agentIds\[\]|closedBy|ownedBy)$/, 'agent'],
  [/\.(cc|bcc)\[\]$/, 'endUser'],
  [/^body\.userId$/, 'endUser', /Ratings/],
  [/^body\.userId$/, 'agent'],
  [/^body(\.request)?\.queueId$/, 'queue'],
  [/^body\.widgetId$/, 'widget'],
  [/^body\.contactEndpointId$/, 'phoneEndpoint'],
  [/(^|\.)(emailIntegrationId|integrationEmail)$/, 'emailEndpoint'],
  [/^body\.parentId$/, 'conversation', /Link$/],
  [/^body\.(parentId|categoryId)$/, 'category'],
  [/^body\.tags(\.add|\.remove)?\[\]$/, 'tag'],
  [/^body\.entityId$/, 'endUser'],
  [/^body\.(csidFilter|primaryFilter\.conversationIds)\[\]$/, 'conversation'],
  [/attributeId$/, 'conversationAttribute'],
  // Ids of the catalogue, settings of the caller's own making, numbers that are no ids.
  [/^body\.(id|filters\[\]\.attribute)$/, 'none', /Analytics|Intelligence/],
  [/operator\.(min|max|duration)$/, 'none'],
  // What the values of these filters name is said beside them; the tests ask for agents and queues.
  [/^body\.filters\[\]\.values\[\]$/, 'agent', /Analytics|Intelligence/],
  [/^body\.filters\.{value}\.conditions\[\]\.values\[\]$/, 'queue', /Webhooks/],
  [/^body(\.data\[\]|\[\])?\.(email|additionalEmails\[\]|phoneNumber)$/, 'none'],
  [/externalId$/, 'none'],
  [/languageId$/, 'none'],
  [/^body\.customHeaders\.{key}$/, 'none'],
  [/^body\.filters\.{key}$/, 'none'],
  [/^body(\.request)?\.[a-zA-Z]+\.{key}$/, 'none', /^postQueues$/],
];

/** Operands of filters name what the member of the union that they lie in says. */
const operands: Readonly<Record<string, Kind>> = {
  AgentId: 'agent',
  QueueId: 'queue',
  ContactId: 'endUser',
  ConversationId: 'conversation',
  TagId: 'tag',
  CustomAttribute: 'none',
  Channel: 'channel',
  Direction: 'none',
  Status: 'none',
};

/** What the id at a place names; undefined when nobody has told. */
export function kindOf(operation: Operation, place: string): Kind | undefined {
  const operand = /field<(\w+)>.*values/.exec(place)?.[1];
  if (operand !== undefined) return operands[operand];
  const plain = place.replace(/<\w+>/g, '');
  return rules.find(([at, , only]) => at.test(plain) && (only === undefined || only.test(operation.id)))?.[1];
}
