import { readFileSync } from 'node:fs';
import type { CallDescription } from '../../platform/operation.ts';
import { UsageError } from './errors.ts';

/** `postConversationsConversationidNotes` as `post-conversations-conversationid-notes`. */
export const commandName = ({ id }: Pick<CallDescription, 'id'>): string => id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

interface Field {
  readonly place: 'path' | 'query' | 'body';
  readonly name: string;
  readonly required: boolean;
  readonly type: string | undefined;
  readonly description: string | undefined;
}

/** What a call can be given by flags, by flag: its parameters, and the fields of its body that are no objects. */
export function flagsOf(call: CallDescription): Map<string, Field> {
  const flags = new Map<string, Field>();
  const objects = [
    ['path', call.params],
    ['query', call.query],
    ['body', call.body],
  ] as const;
  for (const [place, object] of objects) {
    const { properties = {}, required = [] } = (object ?? {}) as { properties?: Record<string, { type?: string; description?: string }>; required?: string[] };
    for (const [name, { type, description }] of Object.entries(properties)) {
      if (place === 'body' && (type === 'object' || type === undefined)) continue;
      if (!flags.has(kebab(name))) flags.set(kebab(name), { place, name, required: required.includes(name), type, description });
    }
  }
  return flags;
}

/** A field of the body as its type wants it; text that does not fit is sent as it is, for the server to name. */
function valueOf(field: Field, text: string): unknown {
  if (field.type === 'string' || text === '') return text;
  try {
    return JSON.parse(text);
  } catch {
    return field.type === 'array' ? text.split(',') : text;
  }
}

/** @param file `-` for standard input. @throws UsageError when it cannot be read. */
function readBody(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UsageError(`--body: ${file} cannot be read: ${(error as Error).message}`);
  }
}

export interface ApiRequest {
  readonly method: string;
  /** From the version on, query included. */
  readonly path: string;
  readonly body: string | undefined;
  readonly form: 'json' | 'table';
}

/**
 * Reads the words behind an operation's name.
 * @throws UsageError naming the flag that is unknown, missing or without a value.
 */
export function readApiRequest(call: CallDescription, words: readonly string[]): ApiRequest {
  const flags = flagsOf(call);
  const query = new URLSearchParams();
  const path = new Map<string, string>();
  const fields: Record<string, unknown> = {};
  let body: string | undefined;
  let form: ApiRequest['form'] = 'json';
  for (let index = 0; index < words.length; index++) {
    const [, name, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(words[index]!) ?? [];
    if (name === undefined) throw new UsageError(`"${words[index]}" is no flag`);
    if (name === 'json' || name === 'table') {
      form = name;
      continue;
    }
    const value = inline ?? words[++index];
    if (value === undefined) throw new UsageError(`--${name} needs a value`);
    const field = flags.get(kebab(name));
    if (name === 'body') body = value.startsWith('@') ? readBody(value.slice(1)) : value;
    else if (!field)
      throw new UsageError(`${commandName(call)} has no --${name}; it takes ${[...flags.keys(), ...(call.body ? ['body'] : [])].map((flag) => `--${flag}`).join(' ') || 'no parameters'}`);
    else if (field.place === 'path') path.set(field.name, value);
    else if (field.place === 'query') query.append(field.name, value);
    else fields[field.name] = valueOf(field, value);
  }
  const missing = [...flags].find(([, field]) => field.place === 'path' && !path.has(field.name));
  if (missing) throw new UsageError(`--${missing[0]} is required`);
  if (body !== undefined && Object.keys(fields).length > 0) throw new UsageError('Give the body by --body or by its fields, not by both.');
  const filled = call.path.replace(/\{([^}]+)\}/g, (_whole, name: string) => encodeURIComponent(path.get(name)!));
  return {
    method: call.method,
    path: `/beta${filled}${query.size > 0 ? `?${query.toString()}` : ''}`,
    body: body ?? (Object.keys(fields).length > 0 || call.bodyRequired ? JSON.stringify(fields) : undefined),
    form,
  };
}

const cell = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ').slice(0, 60);

/** An answer as lines of columns: a row for each entry of a list, or one row. Nested values are cut short. */
export function asTable(answer: unknown): string {
  const data = (answer as { data?: unknown } | null)?.data ?? answer;
  const rows: Record<string, unknown>[] = (Array.isArray(data) ? data : [data]).map((row) => (typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : { value: row }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_column, index) => Math.max(...lines.map((line) => line[index]!.length)));
  return lines
    .map((line) =>
      line
        .map((text, index) => text.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
