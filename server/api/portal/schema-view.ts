import type { Json } from '../openapi-components.ts';
import { html, type Html, sentence } from './html.ts';
import type { Reference } from './reference.ts';

/** Objects are shown open down to here, and folded below. */
const OPEN_DEPTH = 1;
const MOST_DEPTH = 8;

const listOf = (schema: Json, key: string): Json[] | undefined => schema[key] as Json[] | undefined;

/** A schema's type in a few words: `string · uuid`, `list of Tag`, `one of Text, Html`. */
export function typeWords(schema: Json, reference: Reference): string {
  const resolved = reference.resolve(schema);
  const members = listOf(resolved, 'oneOf') ?? listOf(resolved, 'anyOf');
  if (members) return `one of ${members.map((member) => typeWords(member, reference)).join(', ')}`;
  if (resolved.type === 'array') return `list of ${typeWords(resolved.items as Json, reference)}`;
  if (typeof resolved.title === 'string') return resolved.title;
  if (resolved.type === undefined) return 'any';
  return [resolved.type as string, resolved.format as string | undefined].filter(Boolean).join(' · ');
}

const limits: readonly [string, (value: unknown) => string][] = [
  ['minimum', (value) => `at least ${String(value)}`],
  ['maximum', (value) => `at most ${String(value)}`],
  ['minItems', (value) => `at least ${String(value)} entries`],
  ['maxItems', (value) => `at most ${String(value)} entries`],
  ['minLength', (value) => `at least ${String(value)} characters`],
  ['maxLength', (value) => `at most ${String(value)} characters`],
  ['default', (value) => `${JSON.stringify(value)} unless given`],
  ['nullable', () => 'may be null'],
];

/** The values a schema is held to, and its limits. */
export function constraints(schema: Json): Html {
  const values = schema.enum as unknown[] | undefined;
  const words = limits.filter(([key]) => schema[key] !== undefined && schema[key] !== false).map(([key, say]) => say(schema[key]));
  return html`${values && html`<p class="values">${values.map((value) => html`<code>${String(value)}</code> `)}</p>`}${words.length > 0 && html`<p class="limits">${words.join(', ')}</p>`}`;
}

/** A schema as nested lists: each field with its type, whether it must be there, and what it means. */
export function schemaView(schema: Json, reference: Reference, depth = 0, seen: readonly Json[] = []): Html | undefined {
  const resolved = reference.resolve(schema);
  if (seen.includes(resolved) || depth > MOST_DEPTH) return undefined;
  const trail = [...seen, resolved];
  const members = listOf(resolved, 'oneOf') ?? listOf(resolved, 'anyOf');
  if (members) return unionView(members, reference, depth, trail);
  if (resolved.type === 'array') return schemaView(resolved.items as Json, reference, depth, trail);
  const properties = Object.entries((resolved.properties ?? {}) as Record<string, Json>);
  if (properties.length === 0) {
    const values = resolved.additionalProperties;
    return typeof values === 'object' && values !== null ? schemaView(values as Json, reference, depth, trail) : undefined;
  }
  const required = new Set((resolved.required ?? []) as string[]);
  return html`<ul class="fields">${properties.map(([name, property]) => fieldView(name, property, required.has(name), reference, depth, trail))}</ul>`;
}

function fieldView(name: string, property: Json, required: boolean, reference: Reference, depth: number, trail: readonly Json[]): Html {
  const resolved = reference.resolve(property);
  const within = schemaView(property, reference, depth + 1, trail);
  const description = (property.description ?? resolved.description) as string | undefined;
  return html`<li><p class="field"><code class="name">${name}</code> <span class="type">${typeWords(property, reference)}</span>${required && html` <span class="required">required</span>`}</p>
${description !== undefined && html`<p>${sentence(description)}</p>`}${constraints(resolved)}${within && folded(`Fields of ${name}`, within, depth < OPEN_DEPTH - 1)}</li>`;
}

function unionView(members: readonly Json[], reference: Reference, depth: number, trail: readonly Json[]): Html | undefined {
  const views = members.map((member) => [member, schemaView(member, reference, depth + 1, trail)] as const).filter(([, view]) => view !== undefined);
  if (views.length === 0) return undefined;
  return html`<div class="union"><p class="limits">One of these:</p>${views.map(([member, view], index) => folded(typeWords(member, reference), view!, depth === 0 && index === 0))}</div>`;
}

const folded = (title: string, content: Html, open: boolean): Html =>
  open ? html`<details open><summary>${title}</summary>${content}</details>` : html`<details><summary>${title}</summary>${content}</details>`;
