import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../server/base/ids.ts';
import { operations } from '../../server/main/operations.ts';
import { sql, raw } from '../../server/platform/db/database.ts';
import type { Operation } from '../../server/platform/operation.ts';
import { followRef, idFieldsOf, kindOf, memberName, partsOf, type Kind, type Plain } from '../support/id-fields.ts';
import { openShop, type Shop } from '../support/shops.ts';
import { startParley, type TestParley } from '../support/parley.ts';

/** An organization that calls, and its neighbour, whose ids it has got hold of. */
let parley: TestParley;
let caller: Shop;
let neighbour: Shop;
let own: Record<Kind, readonly (string | number)[]>;
let foreign: Record<Kind, readonly (string | number)[]>;
let secrets: string[];

beforeAll(async () => {
  parley = await startParley();
  caller = await openShop(parley, 'caller');
  neighbour = await openShop(parley, 'neighbour');
  // The two were seeded alike; what the neighbour has must be told from what the caller has.
  const renamed = (column: string) => sql`CASE WHEN ${raw(column)} LIKE '+%' THEN ${raw(column)} || '77' ELSE 'n-' || ${raw(column)} END`;
  for (const [table, column] of [
    ['contact_endpoint', 'address'],
    ['flow', 'contact_endpoint_id'],
    ['person', 'email'],
    ['person', 'phone_number'],
    ['person', 'external_id'],
  ] as const) {
    await parley.ctx.db.execute(sql`UPDATE ${raw(table)} SET ${raw(column)} = ${renamed(column)} WHERE organization_id = ${neighbour.organizationId}`);
  }
  await parley.ctx.db.execute(sql`UPDATE person SET display_name = 'Neighbour ' || display_name WHERE organization_id = ${neighbour.organizationId}`);
  for (const shop of [caller, neighbour]) {
    await parley.app.inject({ method: 'POST', url: '/beta/webhooks', headers: { authorization: shop.token }, payload: { name: 'Own', url: 'https://receiver.invalid/', events: [] } });
    const closed = await parley.ctx.db.query<{ id: number }>(sql`SELECT id FROM conversation WHERE organization_id = ${shop.organizationId} AND state = 'Closed' ORDER BY id LIMIT 1`);
    await parley.app.inject({ method: 'PATCH', url: `/beta/conversations/${closed[0]!.id}/anonymize`, headers: { authorization: shop.token } });
  }
  own = await caller.ids();
  // An address to send from concerns only e-mail.
  const email = await parley.ctx.db.query<{ id: number }>(
    sql`SELECT id FROM conversation WHERE organization_id = ${caller.organizationId} AND channel = 'Email' AND state = 'Open' ORDER BY id LIMIT 1`,
  );
  own.conversation = [email[0]!.id, ...own.conversation];
  foreign = await neighbour.ids();
  secrets = (
    await parley.ctx.db.query<{ word: string }>(
      sql`SELECT display_name AS word FROM person WHERE organization_id = ${neighbour.organizationId} UNION SELECT email FROM person WHERE organization_id = ${neighbour.organizationId} AND email IS NOT NULL`,
    )
  ).map(({ word }) => word);
});
afterAll(() => parley.close());

/** All that the neighbour has, as one number for each table. What only follows the log, in its own time, is left out. */
async function footprint(): Promise<unknown[]> {
  const tables = await parley.ctx.db.query<{ name: string }>(sql`
    SELECT c.table_name AS name FROM information_schema.columns c JOIN pg_class ON relname = c.table_name AND NOT relispartition AND relkind IN ('r', 'p')
    WHERE c.table_schema = 'public' AND c.column_name = 'organization_id' AND c.table_name !~ '^(search_|analytics_fact)' ORDER BY 1`);
  const parts = tables.map(
    ({ name }) =>
      sql`SELECT ${name}::text AS name, count(*)::int AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS sum FROM ${raw(name)} t WHERE organization_id = ${neighbour.organizationId}`,
  );
  return await Promise.all(parts.map((part) => parley.ctx.db.maybe(part)));
}

const plainValue = (schema: Plain, name: string): unknown => {
  if (schema.enum) return schema.enum[0];
  if (schema.format === 'uuid') return newId();
  if (schema.format === 'date-time') return '2026-03-02T09:00:00Z';
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return false;
  return (
    {
      timezone: 'Europe/Copenhagen',
      url: 'https://receiver.invalid/',
      metricId: 'csat',
      recordId: 'ratings',
      filterAttribute: 'channel',
      languageId: 'en',
      event: 'ConversationCreated',
      preset: 'Today',
      genericChannelName: 'widgetchat',
      attribute: 'agent_id',
      language: 'en',
      email: 'new@caller.example',
    }[name] ?? (/phone/i.test(name) ? '+4599887766' : /email/i.test(name) ? `m${newId()}@caller.example` : 'text')
  );
};

/** The steps of a place: names, `[]`, `<Member>`. */
const stepsOf = (place: string): string[] => place.match(/<\w+>|\[\]|\{\w+\}|[^.<[\]{}]+/g) ?? [];

/**
 * A small request to a call: what is required, own ids everywhere, and at one place this id.
 * Where the place goes through a union its member is taken.
 */
function build(given: Plain, operation: Operation, place: string, target: readonly string[] | undefined, id: unknown): unknown {
  const schema = followRef(given);
  const [step, ...rest] = target ?? [];
  if (target?.length === 0 && !schema.oneOf && !schema.anyOf) return schema.type === 'string' ? String(id) : id;
  const members = schema.oneOf ?? schema.anyOf;
  if (members) {
    const index = Math.max(
      0,
      members.findIndex((member, at) => step === `<${memberName(member, at)}>`),
    );
    return build(members[index]!, operation, `${place}<${memberName(members[index]!, index)}>`, target && (step?.startsWith('<') ? rest : target), id);
  }
  if (schema.type === 'array') {
    if (target || (schema.minItems ?? 0) > 0 || place.endsWith('messages')) return [build(schema.items ?? {}, operation, `${place}[]`, target && rest, id)];
    return [];
  }
  if (typeof schema.additionalProperties === 'object') {
    if (step === '{key}') return { [String(id)]: 'text' };
    return target ? { Conversation: build(schema.additionalProperties, operation, `${place}.{value}`, rest, id) } : {};
  }
  if (schema.properties) {
    const wanted = Object.entries(schema.properties).filter(([name]) => schema.required?.includes(name) || name === step || name === 'content' || place === 'path');
    return Object.fromEntries(wanted.map(([name, property]) => [name, build(property, operation, `${place}.${name}`, target && name === step ? rest : undefined, id)]));
  }
  const kind = kindOf(operation, place);
  const name = stepsOf(place).findLast((part) => /^\w/.test(part)) ?? '';
  if (kind && kind !== 'none' && own[kind]?.[0] !== undefined) return schema.type === 'string' ? String(own[kind][0]) : own[kind][0];
  return plainValue(schema, name);
}

async function send(operation: Operation, place: string, id: unknown): Promise<{ status: number; text: string }> {
  const [part, ...target] = stepsOf(place);
  const made: Record<string, any> = {};
  for (const [name, schema] of partsOf(operation)) {
    if (name === 'body' && part !== 'body' && !operation.bodyRequired) continue;
    made[name] = build(schema, operation, name, name === part ? target : undefined, id);
  }
  if (/conditions\[\]/.test(place) && /Webhooks/.test(operation.id)) made.body.filters.Conversation.conditions[0].field = 'QueueId';
  if (/Analytics/.test(operation.id) && made.body) made.body.id = /Records/.test(operation.id) ? 'ratings' : 'csat';
  const path = operation.path.replace(/\{([^}]+)\}/g, (_all, name: string) => encodeURIComponent(String(made.path[name])));
  const query = Object.entries(made.query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const answer = await parley.app.inject({
    method: operation.method,
    url: `/beta${path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    headers: { authorization: caller.token, ...(made.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(made.body === undefined ? {} : { payload: JSON.stringify(made.body) }),
  });
  return { status: answer.statusCode, text: answer.payload };
}

function unknownOf(kind: Kind): string | number {
  if (kind === 'conversation') return 987_654_321;
  if (kind === 'contactEndpoint' || kind === 'emailEndpoint' || kind === 'email') return 'nobody@unknown.example';
  if (kind === 'phoneEndpoint' || kind === 'phone') return '+4500000001';
  return newId();
}

/** The answer without what differs from call to call: the id itself, ids of what was made. */
const comparable = ({ status, text }: { status: number; text: string }, id: unknown): string =>
  `${status} ${text
    .replaceAll(String(id), 'ID')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID')
    .replace(/"(id|csid|conversationId)":\d+/g, '"$1":N')
    .replace(/[0-9a-f]{64}/g, 'SECRET')
    .replace(/pageKey=[\w-]+/g, 'pageKey=KEY')
    .replace(/m?UUID@/g, 'MAIL@')}`;

describe('an id of another organization is answered like one that does not exist', () => {
  const all = operations.flatMap(idFieldsOf);

  it('every field that looks like an id has a kind', () => {
    expect(all.filter(({ kind }) => kind === undefined).map(({ operation, place }) => `${operation.id} ${place}`)).toEqual([]);
    expect(all.filter(({ kind }) => kind !== 'none').length).toBeGreaterThan(150);
  });

  const tried = operations
    .map((operation) => ({ operation, fields: idFieldsOf(operation).filter(({ kind }) => kind !== undefined && kind !== 'none' && kind !== 'channel') }))
    .filter(({ fields }) => fields.length > 0);

  it.each(tried.map(({ operation, fields }) => [operation.id, operation, fields] as const))('%s', async (_id, operation, fields) => {
    const before = await footprint();
    for (const { place, kind } of fields) {
      const id = foreign[kind!]?.[0];
      expect(id, `the neighbour has no ${kind}`).toBeDefined();
      const unknown = unknownOf(kind!);
      const expected = await send(operation, place, unknown);
      const answer = await send(operation, place, id);
      expect(answer.status, `${place}: ${answer.text}`).toBeLessThan(500);
      expect(comparable(answer, id), place).toBe(comparable(expected, unknown));
      if (operation.method !== 'GET' || answer.status >= 300)
        expect(
          secrets.filter((word) => word !== String(id) && answer.text.includes(word)),
          place,
        ).toEqual([]);
    }
    expect(await footprint(), 'something of the neighbour changed').toEqual(before);
  });
});
