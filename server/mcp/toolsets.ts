import type { CallDescription } from '../platform/operation.ts';
import { catalogueTools } from './catalogue-tools.ts';
import { derivedTool, toolName } from './derived-tools.ts';
import { dixaTools } from './dixa-tools.ts';
import type { Tool } from './tool.ts';

/** `parley`: names that follow from the API. `dixa`: the names and parameters of the vendor's own server first. */
export const toolsetNames = ['parley', 'dixa'] as const;
export type ToolsetName = (typeof toolsetNames)[number];
export type Toolset = ReadonlyMap<string, Tool>;

/** Calls that a catalogue tool does in full, so that a second tool would only be a second choice. */
const covered: ReadonlySet<string> = new Set(['postConversationsConversationidNotes', 'putConversationsConversationidTagsTagid']);

/** Builds both toolsets from the operation table: every call has a tool in each. */
export function buildToolsets(calls: readonly CallDescription[]): Readonly<Record<ToolsetName, Toolset>> {
  const byId = new Map(calls.map((call) => [call.id, call]));
  const find = (id: string): CallDescription => {
    const call = byId.get(id);
    if (!call) throw new Error(`a tool needs the call ${id}, which is not in the table`);
    return call;
  };
  const catalogue = catalogueTools(find);
  const dixa = dixaTools(find);
  const behindDixa = new Set(dixa.flatMap((tool) => tool.calls.map((call) => call.id)));
  const rest = (done: ReadonlySet<string>): Tool[] => calls.filter((call) => !done.has(call.id)).map((call) => derivedTool(call, toolName(call)));
  return {
    parley: named([...catalogue, ...rest(covered)]),
    dixa: named([...dixa, ...catalogue.filter((tool) => tool.name !== 'tag_conversation'), ...rest(behindDixa)]),
  };
}

function named(tools: readonly Tool[]): Toolset {
  const result = new Map<string, Tool>();
  for (const tool of tools) {
    if (result.has(tool.name)) throw new Error(`two tools are called ${tool.name}`);
    if (!/^[a-z][a-z0-9_]{0,63}$/.test(tool.name)) throw new Error(`no client takes a tool called ${tool.name}`);
    result.set(tool.name, tool);
  }
  return result;
}
