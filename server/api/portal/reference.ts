import { sample } from '../../base/sample.ts';
import type { CallDescription, Effect } from '../../platform/operation.ts';
import type { Json } from '../openapi-components.ts';
import { emitOpenApi, type OpenApiDocument } from '../openapi.ts';
import type { SampleRequest } from './samples.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description: string | undefined;
  readonly schema: Json;
  /** What the samples put there; an optional one without a value is left out. */
  readonly example: string | undefined;
}

export interface Response {
  readonly status: string;
  readonly description: string;
  readonly schema: Json | undefined;
  readonly example: unknown;
}

/** One operation as the portal shows it. Paths bear no version. */
export interface Entry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  readonly effect: Effect;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly schema: Json; readonly required: boolean; readonly type: string; readonly example: unknown } | undefined;
  readonly responses: readonly Response[];
}

export interface Reference {
  readonly title: string;
  readonly description: string;
  /** Tags in their order, each with its entries; an entry stands under each of its tags. */
  readonly tags: readonly { readonly name: string; readonly description: string; readonly entries: readonly Entry[] }[];
  readonly entries: readonly Entry[];
  /** Follows a reference into the components; other schemas are answered as they are. */
  resolve(schema: Json): Json;
}

const firstContent = (value: unknown): [string, Json] | undefined => (value === undefined ? undefined : (Object.entries(value as Record<string, Json>)[0] as [string, Json] | undefined));

/** Reads the description into what the pages need. */
export function readReference(calls: readonly CallDescription[]): Reference {
  const document = emitOpenApi(calls, { version: 'beta' });
  const effects = new Map(calls.map((call) => [call.id, call.effect]));
  const entries = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, call]) => readEntry(document, path, method, call, effects)));
  return {
    title: document.info.title as string,
    description: document.info.description as string,
    entries,
    tags: document.tags.map(({ name, description }) => ({
      name: name as string,
      description: description as string,
      entries: entries.filter((entry) => entry.tags.includes(name as string)),
    })),
    resolve: (schema) => follow(document, schema),
  };
}

function follow(document: OpenApiDocument, schema: Json): Json {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  const [, , kind, name] = $ref.split('/') as [string, string, 'schemas' | 'responses', string];
  return document.components[kind][name]!;
}

function readEntry(document: OpenApiDocument, path: string, method: string, call: Json, effects: ReadonlyMap<string, Effect>): Entry {
  const responses = Object.entries(call.responses as Record<string, Json>).map(([status, reference]) => {
    const response = follow(document, reference);
    const [, content] = firstContent(response.content) ?? [];
    return { status, description: response.description as string, schema: content?.schema as Json | undefined, example: content?.example };
  });
  const body = call.requestBody as Json | undefined;
  const [type, content] = firstContent(body?.content) ?? [];
  const answer = responses.find(({ status }) => status.startsWith('2'))?.example;
  const parameters = ((call.parameters ?? []) as Json[]).map((parameter) => ({
    name: parameter.name as string,
    in: parameter.in as 'path' | 'query',
    required: parameter.required === true,
    description: parameter.description as string | undefined,
    schema: parameter.schema as Json,
    example: parameter.required === true ? exampleOf(parameter, path, answer) : undefined,
  }));
  return {
    id: call.operationId as string,
    method: method.toUpperCase(),
    path: path.replace('/beta', ''),
    summary: call.summary as string,
    description: call.description as string | undefined,
    tags: call.tags as string[],
    effect: effects.get(call.operationId as string)!,
    parameters,
    body: content && { schema: content.schema as Json, required: body!.required === true, type: type!, example: content.example },
    responses,
  };
}

const cast: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, String(value)])),
  csid: String(sample.conversationId),
  userId: sample.customerId,
  contactEndpointId: sample.emailAddress,
  customAttributeId: sample.textAttributeId,
  filterAttribute: 'channel',
  languageId: 'en',
  event: 'ConversationCreated',
  query: 'late delivery',
};

/** The last id of a path is that of the answer's example; the others play in the cast of the examples. */
function exampleOf(parameter: Json, path: string, answer: unknown): string {
  const name = parameter.name as string;
  const data = (answer as { data?: { id?: unknown } } | undefined)?.data;
  if (path.endsWith(`{${name}}`) && (typeof data?.id === 'string' || typeof data?.id === 'number')) return String(data.id);
  const schema = parameter.schema as Json;
  return cast[name] ?? (schema.enum as string[] | undefined)?.[0] ?? (schema.format === 'uuid' ? sample.tagId : schema.type === 'integer' ? '1' : name);
}

/** The request that the samples of an operation make. @param base where the version's paths begin: `https://host/beta`. */
export function requestOf(entry: Entry, base: string, token: string): SampleRequest {
  const path = entry.path.replace(/\{([^}]+)\}/g, (_all, name: string) => encodeURIComponent(entry.parameters.find((parameter) => parameter.name === name)!.example!));
  const query = entry.parameters.filter((parameter) => parameter.in === 'query' && parameter.example !== undefined).map(({ name, example }) => `${name}=${encodeURIComponent(example!)}`);
  const url = `${base}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  if (entry.body?.type === 'multipart/form-data') return { method: entry.method, url, token, upload: { field: 'files', file: 'photo.png', type: 'image/png' } };
  return { method: entry.method, url, token, ...(entry.body?.example === undefined ? {} : { body: entry.body.example }) };
}
