import { fromJsonSchema } from '@modelcontextprotocol/server';
import type { Json } from './json-schema.ts';
import { ToolFault, type Arguments, type Tool } from './tool.ts';

type Checker = ReturnType<typeof fromJsonSchema>;
/** Compiled on first use: most tools are never called. */
const checkers = new WeakMap<Tool, Checker>();

function checkerOf(tool: Tool): Checker {
  const known = checkers.get(tool);
  if (known) return known;
  const made = fromJsonSchema({ ...tool.inputSchema });
  checkers.set(tool, made);
  return made;
}

/** A number in the place of a text and the other way round: models mix them up in ids, and nothing is lost. */
function coerced(schema: Json | undefined, value: unknown): unknown {
  if (schema?.type === 'string' && typeof value === 'number') return String(value);
  if (schema?.type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
  return value;
}

/**
 * Reads the arguments of a call.
 * @throws ToolFault 400 naming an argument that is unknown, missing or of the wrong kind.
 */
export async function readArguments(tool: Tool, given: Readonly<Record<string, unknown>> = {}): Promise<Arguments> {
  const { properties } = tool.inputSchema;
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(properties, name));
  if (unknown.length > 0) throw new ToolFault(400, `${unknown.join(', ')}: there is no such parameter; ${tool.name} takes ${Object.keys(properties).join(', ') || 'none'}`);
  const args = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, coerced(properties[name], value)]));
  if (!tool.checked) return args;
  for (const name of tool.inputSchema.required ?? []) if (args[name] === undefined || args[name] === null) throw new ToolFault(400, `${name} is required`);
  const present = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null && value !== undefined));
  const result = await checkerOf(tool)['~standard'].validate(present);
  if (result.issues)
    throw new ToolFault(400, result.issues.map((issue) => [issue.path?.map((part) => (typeof part === 'object' ? part.key : part)).join('.'), issue.message].filter(Boolean).join(' ')).join('; '));
  return present;
}

/** A message of a call with the fields called as the tool calls them. */
export function inWordsOf(tool: Tool, message: string): string {
  if (!tool.names) return message;
  return message.replace(/\b[a-zA-Z][a-zA-Z0-9]*\b/g, (word) => tool.names![word] ?? word);
}
