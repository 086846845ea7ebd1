import type { TObject, TSchema } from '../base/schema.ts';
import { Type } from '../base/schema.ts';
import type { CallDescription, GivenFiles } from '../platform/operation.ts';
import { inputSchema } from './json-schema.ts';
import { routeOf, ToolFault, type Arguments, type Tool } from './tool.ts';

const snake = (text: string): string =>
  text
    .replace(/-/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
const singular = (word: string): string => word.replace(/ies$/, 'y').replace(/(?<!s)s$/, '');

/**
 * A name that follows from method and path: what stands before a parameter is one thing, not many.
 * `GET /agents/{agentId}/teams` is `get_agent_teams`, `DELETE /tags/{tagId}` is `delete_tag`.
 */
export function toolName({ method, path }: Pick<CallDescription, 'method' | 'path'>): string {
  const parts = path.split('/').filter(Boolean);
  const words = parts.flatMap((part, index) => (part.startsWith('{') ? [] : [parts[index + 1]?.startsWith('{') ? singular(snake(part)) : snake(part)]));
  return [method.toLowerCase(), ...words].join('_');
}

const isPlainObject = (schema: TSchema): schema is TObject => (schema as { type?: string }).type === 'object' && 'properties' in schema && !('oneOf' in schema);

const Files = Type.Object({
  files: Type.Array(
    Type.Object({
      name: Type.String({ description: 'The file name.' }),
      mediaType: Type.String({ description: 'Such as `image/png`.' }),
      content: Type.String({ description: 'The bytes in base64.' }),
    }),
    { description: 'Pictures: at most 5, of 4 MB each.' },
  ),
});

/** Files of the arguments as the upload takes them. @throws ToolFault naming what does not fit. */
function givenFiles(args: Arguments): GivenFiles {
  const files = Array.isArray(args.files) ? (args.files as unknown[]) : [];
  return {
    files: files.map((file, index) => {
      const { name, mediaType, content } = (file ?? {}) as Record<string, unknown>;
      if (typeof name !== 'string' || typeof mediaType !== 'string' || typeof content !== 'string') throw new ToolFault(400, `files[${index}] needs name, mediaType and content`);
      return { name, mediaType, content: Buffer.from(content, 'base64') };
    }),
  };
}

const pick = (args: Arguments, schema: TObject | undefined): Record<string, unknown> => Object.fromEntries(Object.keys(schema?.properties ?? {}).map((name) => [name, args[name]]));

/** How the arguments of a derived tool are spread over the request. */
function bodyReader(call: CallDescription, fields: TObject | undefined): (args: Arguments) => unknown {
  if (call.body === undefined) return () => undefined;
  if (call.bodyType === 'multipart/form-data') return givenFiles;
  if (!fields) return (args) => args.body;
  return (args) => {
    const given = Object.entries(pick(args, fields)).filter(([, value]) => value !== undefined);
    return given.length === 0 && !call.bodyRequired ? undefined : Object.fromEntries(given);
  };
}

/**
 * The tool of a call: path, query and the fields of the body side by side. A body that is a list or a union, or whose
 * fields would meet a parameter of the same name, stands under `body`.
 */
export function derivedTool(call: CallDescription, name = toolName(call)): Tool {
  const taken = new Set([...Object.keys(call.params?.properties ?? {}), ...Object.keys(call.query?.properties ?? {})]);
  const body = call.bodyType === 'multipart/form-data' ? Files : call.body;
  const fields = body && isPlainObject(body) && !Object.keys(body.properties).some((field) => taken.has(field)) ? body : undefined;
  const readBody = bodyReader(call, fields);
  return {
    name,
    title: call.summary,
    description: call.description === undefined ? `${call.summary}.` : `${call.summary}. ${call.description}`,
    inputSchema: inputSchema([call.params, call.query, fields], body && !fields ? { body: { schema: body, required: call.bodyRequired ?? false } } : {}),
    calls: [call],
    checked: false,
    run: (args, ctx) => ctx.call({ route: routeOf(call), params: pick(args, call.params), query: pick(args, call.query), body: readBody(args) }),
  };
}
