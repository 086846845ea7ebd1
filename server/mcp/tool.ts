import type { CallDescription, InvokeRequest } from '../platform/operation.ts';
import type { Json, ObjectSchema } from './json-schema.ts';

export type Arguments = Readonly<Record<string, unknown>>;

/** What a tool may do while it runs. */
export interface ToolContext {
  /** Calls an operation as the owner of the key. @returns the answer's body. @throws ToolFault when it fails. */
  readonly call: (request: InvokeRequest) => Promise<unknown>;
  readonly now: () => Date;
}

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: ObjectSchema;
  /** Absent where the answer is that of the call behind the tool. */
  readonly outputSchema?: ObjectSchema;
  /** The calls behind it. A key must allow all of them; hints follow from them. */
  readonly calls: readonly CallDescription[];
  /** True: the arguments are checked against `inputSchema` first, as they differ from what the call checks itself. */
  readonly checked: boolean;
  /** Names of arguments by the names that the calls give to the same thing in their messages. */
  readonly names?: Readonly<Record<string, string>>;
  readonly run: (args: Arguments, ctx: ToolContext) => Promise<unknown>;
}

/** A call behind a tool failed, or an argument does not fit. The message names the field. */
export class ToolFault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ToolFault';
    this.status = status;
  }
}

const repeatable: ReadonlySet<string> = new Set(['GET', 'PUT', 'DELETE']);

/** What a client should know before it lets a model call the tool. */
export function hintsOf({ title, calls }: Tool): { title: string; readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean } {
  return {
    title,
    readOnlyHint: calls.every((call) => call.effect === 'read'),
    destructiveHint: calls.some((call) => call.effect === 'destroy'),
    idempotentHint: calls.every((call) => call.effect === 'read' || repeatable.has(call.method)),
    openWorldHint: false,
  };
}

/** The route of a call, as `InvokeRequest` names it. */
export const routeOf = (call: CallDescription): string => `${call.method} ${call.path}`;

/** The tool as `tools/list` tells of it. */
export function describeTool(tool: Tool) {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: tool.inputSchema,
    ...(tool.outputSchema === undefined ? {} : { outputSchema: tool.outputSchema }),
    annotations: hintsOf(tool),
  };
}

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
