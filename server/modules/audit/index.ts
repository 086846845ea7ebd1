/**
 * What tools did: one entry for each call of a tool, whoever made it. An entry names the token, the person it acted as,
 * the tool, the conversation and what became of it. It holds nothing that was sent or answered.
 */
export { beginToolCall, endToolCall, listToolCalls, removeOldToolCalls, tables, type ToolCall, type ToolCallOutcome } from './store.ts';
