import type { TObject } from '../base/schema.ts';
import { type CallDescription, ErrorBody, type Version } from '../platform/operation.ts';
import { Components, type Json } from './openapi-components.ts';
import { tagDescriptions } from './openapi-tags.ts';

export interface OpenApiDocument {
  openapi: '3.0.3';
  info: Json;
  servers: Json[];
  security: Json[];
  tags: Json[];
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json>; responses: Record<string, Json>; securitySchemes: Record<string, Json> };
}

const success: Readonly<Record<number, string>> = {
  200: 'The answer.',
  201: 'It was made.',
  202: 'It was taken in; the work may go on.',
  204: 'It was done; there is no body.',
};

interface Refusal {
  readonly name: string;
  readonly description: string;
  readonly message: string;
}

/** What stands behind each error status, with an example of its message. */
export const refusals: Readonly<Record<number, Refusal>> = {
  400: { name: 'BadRequest', description: 'Something in the request does not fit; the message names it.', message: 'Invalid value for: body (agentId is required)' },
  401: { name: 'Unauthorized', description: 'The token is missing or not valid.', message: 'Unauthorized' },
  404: { name: 'NotFound', description: 'There is no such thing in this organization.', message: 'The requested resource could not be found' },
  409: { name: 'Conflict', description: 'It cannot be done in the present state.', message: 'The conversation is already assigned to an agent' },
  429: { name: 'TooManyRequests', description: 'Too many requests; `Retry-After` says when to come back.', message: 'Too Many Requests' },
  500: { name: 'ServerError', description: 'A fault of the server. Nothing was changed.', message: 'There was an internal server error while processing the request' },
};

/** Statuses that may come before a call is looked at, whatever it declares itself. */
const atTheDoor: readonly number[] = [401, 429];

/** Error statuses that a call may answer, those of the door included, in order. */
export const declaredErrors = (call: CallDescription): number[] => [...new Set([...call.errors, ...atTheDoor])].toSorted((left, right) => left - right);

/**
 * The OpenAPI 3.0.3 description of the calls, as plain data. Calls that are not published are left out.
 * @param options.serverUrl where the API stands, without the version; relative when left out.
 */
export function emitOpenApi(calls: readonly CallDescription[], options: { version: Version; serverUrl?: string }): OpenApiDocument {
  const published = calls.filter((call) => call.published !== false).toSorted(byPathAndMethod);
  const components = new Components();
  const errorSchema = components.use(ErrorBody);
  const paths: OpenApiDocument['paths'] = {};
  for (const call of published) {
    const path = (paths[`/${options.version}${call.path}`] ??= {});
    path[call.method.toLowerCase()] = emitCall(call, components, options.version);
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Parley',
      version: options.version,
      description: 'The API of a Parley installation: conversations with customers over e-mail, chat, phone and more, and everything around them.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: options.serverUrl ?? '/' }],
    security: [{ ApiKeyAuth: [] }],
    tags: usedTags(published),
    paths,
    components: {
      schemas: components.all(),
      responses: Object.fromEntries(Object.values(refusals).map((refusal) => [refusal.name, emitRefusal(refusal, errorSchema)])),
      securitySchemes: {
        ApiKeyAuth: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'An API token, by itself or as `Bearer <token>`.' },
      },
    },
  };
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A fixed order keeps the description's changes small, whatever order the table has. */
function byPathAndMethod(left: CallDescription, right: CallDescription): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return methods.indexOf(left.method) - methods.indexOf(right.method);
}

function usedTags(calls: readonly CallDescription[]): Json[] {
  const used = new Set(calls.flatMap((call) => call.tags));
  for (const name of used) if (!(name in tagDescriptions)) throw new Error(`the tag ${name} has no description`);
  return Object.entries(tagDescriptions)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

function emitCall(call: CallDescription, components: Components, version: Version): Json {
  const parameters = [...emitParameters(call.params, 'path', components), ...emitParameters(call.query, 'query', components)];
  return {
    operationId: call.id,
    summary: call.summary,
    ...(call.description === undefined ? {} : { description: call.description }),
    tags: [...call.tags],
    ...(call.deprecated ? { deprecated: true } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(call.body === undefined ? {} : { requestBody: emitBody(call, components, version) }),
    responses: emitResponses(call, components, version),
  };
}

function emitParameters(schema: TObject | undefined, place: 'path' | 'query', components: Components): Json[] {
  if (!schema) return [];
  const required: readonly string[] = schema.required ?? [];
  return Object.entries(schema.properties).map(([name, property]) => {
    const { description, ...rest } = components.use(property);
    return {
      name,
      in: place,
      ...(place === 'path' || required.includes(name) ? { required: true } : {}),
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

function emitBody(call: CallDescription, components: Components, version: Version): Json {
  return {
    required: call.bodyRequired ?? false,
    content: { [call.bodyType ?? 'application/json']: { schema: components.use(call.body!), ...example(call.example?.body, version) } },
  };
}

function emitResponses(call: CallDescription, components: Components, version: Version): Json {
  const answer = call.answer === undefined ? {} : { content: { 'application/json': { schema: components.use(call.answer), ...example(call.example?.answer, version) } } };
  const responses: Json = { [call.status]: { description: success[call.status], ...answer } };
  for (const status of declaredErrors(call)) {
    const refusal = refusals[status];
    if (!refusal) throw new Error(`${call.id} declares the status ${status}, which has no description`);
    responses[status] = { $ref: `#/components/responses/${refusal.name}` };
  }
  return responses;
}

/** Examples are written with links of the beta; under another version they lead there. */
export function inVersion(value: unknown, version: Version): unknown {
  return JSON.parse(JSON.stringify(value), (_key, text: unknown) => (typeof text === 'string' ? text.replace(/^\/beta\//, `/${version}/`) : text));
}

function example(value: unknown, version: Version): Json {
  return value === undefined ? {} : { example: inVersion(value, version) };
}

function emitRefusal(refusal: Refusal, schema: Json): Json {
  return { description: refusal.description, content: { 'application/json': { schema, example: { message: refusal.message } } } };
}
