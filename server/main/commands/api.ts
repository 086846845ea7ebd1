import { readClientConfig } from '../../platform/config.ts';
import type { CallDescription } from '../../platform/operation.ts';
import { operations } from '../operations.ts';
import { asTable, commandName, flagsOf, readApiRequest } from './api-call.ts';
import type { Command } from './command.ts';
import { CommandError, UsageError } from './errors.ts';

/** The operations that a terminal can call, by name. */
export const callable: ReadonlyMap<string, CallDescription> = new Map(operations.filter((call) => call.bodyType === undefined).map((call) => [commandName(call), call]));

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function list(json: boolean): void {
  if (json) print(JSON.stringify({ operations: [...callable].map(([name, { method, path, summary }]) => ({ name, method, path, summary })) }));
  else for (const [name, { method, path, summary }] of callable) print(`${name.padEnd(58)} ${method.padEnd(6)} ${path}  ${summary}`);
}

function describe(name: string, call: CallDescription): void {
  print(`${call.summary}\n\nUsage: npx parley api ${name} [--json|--table]\n`);
  for (const [flag, { required, description }] of flagsOf(call)) print(`  --${flag}${required ? ' (required)' : ''}  ${description ?? ''}`);
  if (call.body) print('  --body JSON|@FILE  the whole body; @- reads it from standard input');
}

async function send(call: CallDescription, words: readonly string[]): Promise<number> {
  const { url, token } = readClientConfig(process.env);
  if (token === undefined) throw new CommandError('PARLEY_TOKEN is not set. PARLEY_URL says where the server is (http://127.0.0.1:8080 when left out).');
  const { method, path, body, form } = readApiRequest(call, words);
  const headers = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const response = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }).catch((error: unknown) => {
    throw new CommandError(`${url} cannot be reached: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`);
  });
  const text = await response.text();
  if (!response.ok) throw new CommandError(`${response.status} ${text}`);
  if (text !== '') print(form === 'table' ? asTable(JSON.parse(text)) : JSON.stringify(JSON.parse(text), null, 2));
  return 0;
}

export const api: Command = {
  name: 'api',
  summary: 'Call an operation of a running server (PARLEY_URL, PARLEY_TOKEN)',
  argument: 'OPERATION|--list',
  raw: true,
  options: {
    list: { help: 'list the operations; with --json as JSON' },
    PARAMETER: { value: 'VALUE', help: 'a parameter or a field of the body; "api OPERATION --describe" names them' },
    body: { value: 'JSON|@FILE', help: 'the whole body; @- reads it from standard input' },
    json: { help: 'print the answer as JSON (the usual form)' },
    table: { help: 'print the answer as a table' },
  },
  async run(_values, words) {
    const [name, ...rest] = words;
    if (name === '--list') return list(rest.includes('--json'));
    if (name === undefined) throw new UsageError('Say which operation; --list names them all.');
    const call = callable.get(name);
    if (!call) throw new UsageError(`There is no operation ${name}; npx parley api --list names them all.`);
    if (rest.includes('--describe')) return describe(name, call);
    return await send(call, rest);
  },
};
