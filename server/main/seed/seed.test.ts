import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startParley, type TestParley } from '../../../test/support/parley.ts';
import { createToken } from '../../modules/tokens/index.ts';
import { storeFile } from '../../modules/files/index.ts';
import { raw, sql } from '../../platform/db/database.ts';
import type { FileStore } from '../../platform/files/store.ts';
import { demoAdminId, removeOrganization, seedOrganization, type SeedSummary } from './seed.ts';

const organizationId = '0193a5a0-0000-7000-8000-000000000001';
const subdomain = 'nordhavn';

async function seeded(parley: TestParley, name = subdomain, id = organizationId): Promise<SeedSummary> {
  const { db, clock } = parley.ctx;
  await db.execute(sql`INSERT INTO organization (id, subdomain, name, created_at) VALUES (${id}, ${name}, 'Nordhavn Cycles', ${clock.now().toISOString()})`);
  return await seedOrganization(parley.ctx, { organizationId: id, subdomain: name });
}

/** Tables with rows of organizations. */
async function tables(parley: TestParley): Promise<string[]> {
  const rows = await parley.ctx.db.query<{ name: string }>(sql`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attname = 'organization_id' ORDER BY 1`);
  return rows.map((row) => row.name);
}

async function countOf(parley: TestParley, table: string, id: string): Promise<number> {
  const row = await parley.ctx.db.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM ${raw(table)} WHERE organization_id = ${id}`);
  return row!.count;
}

/** Every column that is an id, of every row of every table. */
async function allIds(parley: TestParley): Promise<Record<string, unknown[]>> {
  const ids: Record<string, unknown[]> = {};
  for (const table of await tables(parley)) {
    const rows = await parley.ctx.db.query<{ row: Record<string, unknown> }>(sql`SELECT to_jsonb(t) - 'xid' AS row FROM ${raw(table)} t WHERE organization_id = ${organizationId}`);
    ids[table] = rows.map(({ row }) => JSON.stringify(row)).toSorted();
  }
  return ids;
}

const never = (): never => {
  throw new Error('not called');
};
const unused: FileStore = { put: never, get: never, remove: never, removeAll: never, close: never };

const folder = mkdtempSync(path.join(tmpdir(), 'parley-seed-'));

let parley: TestParley;
let summary: SeedSummary;

beforeAll(async () => {
  parley = await startParley({ PARLEY_DATA_DIR: folder });
  summary = await seeded(parley);
});

afterAll(async () => {
  await parley.close();
  rmSync(folder, { recursive: true });
});

const rows = <R extends object>(text: ReturnType<typeof sql>): Promise<R[]> => parley.ctx.db.query<R>(text);

describe('what the demonstration has', () => {
  test('people, settings and conversations in the promised numbers', async () => {
    const counts: Record<string, number> = {};
    for (const table of await tables(parley)) counts[table] = await countOf(parley, table, organizationId);
    expect(counts).toMatchObject({ team: 3, queue: 4, chat_widget: 1, ai_agent: 2, template: 6, conversation: 120 });
    expect(summary).toMatchObject({ agents: 8, endUsers: 30, conversations: 120, adminId: demoAdminId(subdomain) });
    const kinds = await rows<{ kind: string; count: number }>(sql`
      SELECT kind, count(*) AS count FROM person WHERE organization_id = ${organizationId} AND id NOT IN (SELECT person_id FROM ai_agent) GROUP BY kind ORDER BY kind`);
    expect(kinds).toEqual([
      { kind: 'Agent', count: 8 },
      { kind: 'EndUser', count: 30 },
    ]);
    expect((await rows(sql`SELECT DISTINCT kind FROM template WHERE organization_id = ${organizationId}`)).length).toBe(2);
    for (const table of ['note', 'rating', 'tag', 'timer', 'queue_member', 'team_member', 'presence']) expect(counts[table], table).toBeGreaterThan(5);
    expect(counts.message).toBeGreaterThan(400);
  });

  test('every channel, every state, every kind of conversation, three languages, links and one anonymized', async () => {
    const distinct = async (column: string): Promise<unknown[]> =>
      (await rows<{ value: unknown }>(sql`SELECT DISTINCT ${raw(column)} AS value FROM conversation WHERE organization_id = ${organizationId} AND ${raw(column)} IS NOT NULL ORDER BY 1`)).map(
        (row) => row.value,
      );
    expect(await distinct('channel')).toEqual(['Callback', 'ContactForm', 'Email', 'FacebookMessenger', 'Messenger', 'PstnPhone', 'Sms', 'Twitter', 'Voicemail', 'WhatsApp', 'WidgetChat']);
    expect(await distinct('state')).toEqual(['AwaitingPending', 'Closed', 'Open', 'Pending']);
    expect(await distinct('kind')).toHaveLength(10);
    expect(await distinct('language')).toEqual(['da', 'de', 'en']);
    expect(await distinct('link_type')).toEqual(['EmailForward', 'FollowUp', 'Related', 'SideConversation']);
    expect(await distinct('anonymized_at')).toHaveLength(1);
    // As the call leaves it: what can no longer be seen of it is not found by filters either.
    expect(await rows(sql`SELECT id FROM conversation WHERE organization_id = ${organizationId} AND anonymized_at IS NOT NULL AND (assigned_agent_id IS NOT NULL OR queue_id IS NOT NULL)`)).toEqual(
      [],
    );
    const waiting = await rows(sql`SELECT id FROM conversation WHERE organization_id = ${organizationId} AND state = 'Open' AND assigned_agent_id IS NULL AND queue_id IS NOT NULL`);
    expect(waiting.length).toBeGreaterThanOrEqual(8);
  });

  test('flows for every channel that flows have, those of the widget with its id and a queue', async () => {
    const flows = await rows<{ channel: string; contact_endpoint_id: string; queue_id: string | null }>(
      sql`SELECT channel, contact_endpoint_id, queue_id FROM flow WHERE organization_id = ${organizationId}`,
    );
    expect(new Set(flows.map((flow) => flow.channel))).toEqual(new Set(['WhatsApp', 'Voicemail', 'WidgetChat', 'FacebookMessenger', 'Email', 'ContactForm', 'Callback', 'PstnPhone', 'Messenger']));
    const [widget] = await rows<{ id: string }>(sql`SELECT id FROM chat_widget WHERE organization_id = ${organizationId}`);
    for (const flow of flows.filter(({ channel }) => channel === 'WidgetChat' || channel === 'Messenger'))
      expect(flow).toMatchObject({ contact_endpoint_id: widget!.id, queue_id: expect.any(String) });
  });

  test('two collections of knowledge, a nested category, articles in two languages, some of them only drafts', async () => {
    const [counts] = await rows<Record<string, number>>(sql`
      SELECT (SELECT count(*) FROM knowledge_collection WHERE organization_id = ${organizationId}) AS collections,
        (SELECT count(*) FROM knowledge_category WHERE organization_id = ${organizationId}) AS categories,
        (SELECT count(*) FROM knowledge_category WHERE organization_id = ${organizationId} AND parent_category_id IS NOT NULL) AS nested,
        (SELECT count(*) FROM knowledge_article WHERE organization_id = ${organizationId}) AS articles,
        (SELECT count(*) FROM knowledge_translation WHERE organization_id = ${organizationId} AND version = 'Draft') AS drafts,
        (SELECT count(*) FROM knowledge_translation WHERE organization_id = ${organizationId} AND version = 'Published') AS published`);
    expect(counts).toEqual({ collections: 2, categories: 5, nested: 1, articles: 12, drafts: 24, published: 19 });
    const reachable = await rows<{ id: string }>(sql`
      WITH RECURSIVE below AS (
        SELECT category_id FROM knowledge_category_collection WHERE organization_id = ${organizationId}
        UNION SELECT c.id FROM knowledge_category c JOIN below ON c.parent_category_id = below.category_id WHERE c.organization_id = ${organizationId}
      )
      SELECT id FROM knowledge_article WHERE organization_id = ${organizationId} AND parent_category_id IN (SELECT category_id FROM below)`);
    expect(reachable).toHaveLength(12);
  });

  test('no text with an unfilled gap', async () => {
    const gaps = await rows<{ text: string }>(sql`
      SELECT attributes::text AS text FROM message WHERE organization_id = ${organizationId} AND attributes::text ~ '\\{[a-z]+\\}|undefined'
      UNION ALL SELECT message FROM note WHERE organization_id = ${organizationId} AND message ~ '[{}]|undefined'
      UNION ALL SELECT subject FROM conversation WHERE organization_id = ${organizationId} AND subject ~ '[{}]|undefined'`);
    expect(gaps).toEqual([]);
  });

  test('nothing lies in the future but follow-ups, nothing is older than it should be', async () => {
    const now = parley.clock.now().toISOString();
    const [span] = await rows<Record<string, string>>(sql`
      SELECT (SELECT max(at) FROM event WHERE organization_id = ${organizationId}) AS event, (SELECT max(created_at) FROM message WHERE organization_id = ${organizationId}) AS message,
        (SELECT min(created_at) FROM conversation WHERE organization_id = ${organizationId}) AS first, (SELECT min(due_at) FROM timer WHERE organization_id = ${organizationId}) AS due`);
    expect(span!.event! < now && span!.message! < now && span!.due! > now).toBe(true);
    expect(Date.parse(now) - Date.parse(span!.first!)).toBeLessThan(64 * 86_400_000);
  });
});

describe('rows and events agree', () => {
  /** Conversations whose log lacks what their row says. */
  const without = async (condition: string, event: string): Promise<unknown[]> =>
    rows(sql`SELECT c.id FROM conversation c WHERE c.organization_id = ${organizationId} AND ${raw(condition)}
      AND NOT EXISTS (SELECT FROM event e WHERE e.organization_id = c.organization_id AND e.conversation_id = c.id AND ${raw(event)})`);

  test.each([
    ['creation', 'true', "e.type = 'ConversationCreatedBy' || CASE c.direction WHEN 'Inbound' THEN 'Customer' ELSE 'Agent' END AND e.at = c.created_at"],
    ['closed', "c.state = 'Closed'", "e.type = 'ConversationClosed' AND e.at = c.closed_at AND e.at = c.state_updated_at"],
    ['assigned', 'c.assigned_agent_id IS NOT NULL', "e.type = 'ConversationAssigned' AND e.data ->> 'agentId' = c.assigned_agent_id::text AND e.at = c.assigned_at"],
    ['in a queue', 'c.queue_id IS NOT NULL', "e.type = 'ConversationEnqueued' AND e.data ->> 'queueId' = c.queue_id::text AND e.at = c.queued_at"],
    ['pending', "c.state IN ('Pending', 'AwaitingPending')", "e.type = 'ConversationPending' AND e.at = c.state_updated_at"],
    ['followed up', 'c.followup_at IS NOT NULL', "e.type = 'FollowupAdded' AND (e.data ->> 'followupAt')::timestamptz = c.followup_at"],
    ['linked', 'c.parent_id IS NOT NULL', "e.type = 'ConversationLinkedToParent' AND (e.data ->> 'parent')::bigint = c.parent_id"],
    ['with attributes', "c.custom_attributes <> '{}'", "e.type = 'ConversationCustomAttributesUpdated' AND c.custom_attributes @> (e.data -> 'values') AND e.data -> 'values' <> '{}'"],
  ])('%s', async (_, condition, event) => {
    expect(await rows(sql`SELECT 1 AS one FROM conversation c WHERE organization_id = ${organizationId} AND ${raw(condition)} LIMIT 1`)).toHaveLength(1);
    expect(await without(condition, event)).toEqual([]);
  });

  test.each([
    ['message', "type LIKE 'MessageAddedBy%'", "data ->> 'messageId'", 'id::text'],
    ['note', "type = 'NoteAdded'", "data ->> 'noteId'", 'id::text'],
    ['conversation_tag', "type = 'TagAdded'", "data ->> 'tagId'", 'tag_id::text'],
    ['rating', "type = 'ConversationRatingOffered'", "data ->> 'ratingId'", 'id'],
    ["(SELECT * FROM rating WHERE status = 'Rated') AS rated", "type = 'ConversationRated'", "data ->> 'ratingId'", 'id'],
    ['(SELECT organization_id, parent_id AS conversation_id, id FROM conversation WHERE parent_id IS NOT NULL) AS child', "type = 'ConversationLinkedFromChild'", "data ->> 'child'", 'id::text'],
  ])('%s: as many rows as events, of the same conversations', async (table, condition, named, id) => {
    const logged = await rows(sql`SELECT conversation_id, ${raw(named)} AS id FROM event WHERE organization_id = ${organizationId} AND ${raw(condition)} ORDER BY 1, 2`);
    const stored = await rows(sql`SELECT conversation_id, ${raw(id)} AS id FROM ${raw(table)} WHERE organization_id = ${organizationId} ORDER BY 1, 2`);
    expect(logged.length).toBeGreaterThan(3);
    expect(logged).toEqual(stored);
  });

  test('a timer for each follow-up to come', async () => {
    const timers = await rows(sql`SELECT kind, subject, due_at FROM timer WHERE organization_id = ${organizationId} ORDER BY subject::bigint`);
    const pending = await rows(
      sql`SELECT 'followup' AS kind, id::text AS subject, followup_at AS due_at FROM conversation WHERE organization_id = ${organizationId} AND state IN ('Pending', 'AwaitingPending') ORDER BY id`,
    );
    expect(timers).toEqual(pending);
  });
});

test('two fresh databases get the same rows', async () => {
  const other = await startParley();
  try {
    await seeded(other);
    expect(await allIds(other)).toEqual(await allIds(parley));
  } finally {
    await other.close();
  }
});

test('two organizations have nothing in common, and an organization with an agent keeps its own administrator', async () => {
  const tenant = await parley.tenant('other-shop');
  const other = await seedOrganization(parley.ctx, { organizationId: tenant.organizationId, subdomain: 'other-shop' });
  expect(other).toMatchObject({ ...summary, adminId: undefined });
  const admins = await rows<{ id: string }>(sql`SELECT id FROM person WHERE organization_id = ${tenant.organizationId} AND 'Admin' = ANY(roles)`);
  expect(admins).toEqual([{ id: tenant.adminId }]);
});

test('removal leaves no row of the organization, and all rows of others', async () => {
  const id = '0193a5a0-0000-7000-8000-000000000009';
  await seeded(parley, 'gone', id);
  await parley.ctx.db.pool.query('CREATE TABLE later (organization_id uuid NOT NULL REFERENCES organization, person_id uuid, FOREIGN KEY (organization_id, person_id) REFERENCES person)');
  await parley.ctx.db.execute(sql`INSERT INTO later SELECT organization_id, id FROM person WHERE organization_id IN (${id}, ${organizationId})`);
  const before = await countOf(parley, 'event', organizationId);
  await removeOrganization(parley.ctx, id);
  const left: Record<string, number> = {};
  for (const table of await tables(parley)) left[table] = await countOf(parley, table, id);
  expect(Object.keys(left)).toContain('later');
  expect(
    Object.values(left).every((count) => count === 0),
    JSON.stringify(left),
  ).toBe(true);
  expect(await rows(sql`SELECT 1 AS one FROM organization WHERE id = ${id}`)).toEqual([]);
  expect(await countOf(parley, 'event', organizationId)).toBe(before);
  await parley.ctx.db.pool.query('DROP TABLE later');
});

test('removal takes the bytes of its files along, those of others stay; a store that fails leaves the organization to be removed again', async () => {
  const [gone, kept] = [await parley.tenant(), await parley.tenant()];
  const put = (organizationId: string) => storeFile(parley.ctx, { organizationId, content: Buffer.from('bytes'), name: 'a.txt', mediaType: 'text/plain', visibility: 'private' });
  const [lost, other] = [await put(gone.organizationId), await put(kept.organizationId)];
  const broken: FileStore = { ...unused, removeAll: () => Promise.reject(new Error('the store is away')) };
  await expect(removeOrganization({ db: parley.ctx.db, files: broken }, gone.organizationId)).rejects.toThrow('the store is away');
  expect(await countOf(parley, 'file', gone.organizationId)).toBe(1);
  await removeOrganization(parley.ctx, gone.organizationId);
  expect(await parley.ctx.files.get(lost.key)).toBeUndefined();
  const bytes = await parley.ctx.files.get(other.key);
  expect(bytes).toBeDefined();
  bytes!.destroy();
});

describe('over the API', () => {
  let token = '';
  beforeAll(async () => {
    token = await createToken(parley.ctx.db, parley.clock, { organizationId, personId: demoAdminId(subdomain), name: 'reader' });
  });

  const read = async (path: string): Promise<{ status: number; body: any }> => {
    const response = await parley.app.inject({ method: 'GET', url: `/beta${path}`, headers: { authorization: token } });
    return { status: response.statusCode, body: response.payload === '' ? undefined : JSON.parse(response.payload) };
  };

  const parts = ['', '/messages', '/notes', '/tags', '/ratings', '/activitylog', '/linked'];

  test.each(parts)('every conversation can be read: %s', async (part) => {
    const ids = await rows<{ id: number }>(sql`SELECT id FROM conversation WHERE organization_id = ${organizationId} ORDER BY id`);
    for (const { id } of ids) {
      const answer = await read(`/conversations/${id}${part}`);
      expect(answer.status, `${id}${part}: ${JSON.stringify(answer.body)}`).toBe(200);
    }
  });

  test('knowledge: collections with their trees, each article in both languages', async () => {
    const collections = (await read('/knowledge/collections')).body.data as { id: string }[];
    expect(collections).toHaveLength(2);
    const seen: string[] = [];
    const walk = (node: { articles?: { id: string }[]; categories?: object[] }): void => {
      seen.push(...(node.articles ?? []).map((article) => article.id));
      for (const category of node.categories ?? []) walk(category);
    };
    for (const { id } of collections) walk((await read(`/knowledge/collections/${id}/catalog?language=da`)).body.data);
    expect(new Set(seen).size).toBe(12);
    for (const id of seen) {
      for (const language of ['en', 'da']) expect((await read(`/knowledge/articles/${id}?language=${language}`)).body.data.translation.draft, id).toMatchObject({ language });
      expect((await read(`/knowledge/articles/${id}/translations`)).status).toBe(200);
    }
    for (const row of await rows<{ id: string }>(sql`SELECT id FROM knowledge_category WHERE organization_id = ${organizationId}`))
      expect((await read(`/knowledge/categories/${row.id}`)).status).toBe(200);
  });

  const lists = ['/organization', '/teams', '/queues', '/contact-endpoints', '/templates', '/tags', '/conversations/flows', '/conversations/activitylog', '/search/conversations?query=battery'];
  test.each(lists)('what is listed shows itself: %s', async (path) => {
    await parley.ctx.events.caughtUp('search', 10_000);
    const answer = await read(path);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(Object.keys(answer.body.data).length).toBeGreaterThan(0);
  });

  test('eight agents, their presence, thirty end users, two AI agents', async () => {
    for (const [path, count] of [
      ['/agents?pageLimit=50', 8],
      ['/endusers?pageLimit=50', 30],
      ['/ai-agents', 2],
    ] as const)
      expect((await read(path)).body.data, path).toHaveLength(count);
    const presence = (await read('/agents/presence')).body as { connectionStatus: string; presenceStatus?: string; activeChannels?: string[] }[];
    expect(presence).toHaveLength(8);
    expect(presence.filter((one) => one.presenceStatus === 'Working' && one.activeChannels!.length > 0).length).toBeGreaterThan(2);
  });

  test('the widget shows in its flow and in the usages of a queue', async () => {
    const flow = (await read('/conversations/flows?channel=WidgetChat')).body.data[0];
    expect(flow).toMatchObject({ channel: 'WidgetChat', contactEndpointId: expect.any(String) });
    const queues = (await read('/queues')).body.data as { usages: { usages: Record<string, string[]> } }[];
    expect(queues.filter((queue) => queue.usages.usages.WidgetChat?.includes(flow.contactEndpointId))).toHaveLength(1);
  });

  test('one number takes Sms, a holiday lies in the business hours', async () => {
    const endpoints = (await read('/contact-endpoints')).body.data as { functionality?: string[] }[];
    expect(endpoints.filter((endpoint) => endpoint.functionality?.includes('Sms'))).toHaveLength(1);
    const [schedule] = (await read('/business-hours/schedules')).body.data.schedules;
    const definition = (await read(`/business-hours/schedules/${schedule.id}/definition`)).body.data.schedule;
    expect(definition.exceptions.some((entry: { businessHourType: string }) => entry.businessHourType === 'Holiday')).toBe(true);
    for (const part of ['upcoming', 'status']) expect((await read(`/business-hours/schedules/${schedule.id}/${part}`)).status).toBe(200);
    // The hours hold on whichever day a program's tests ask about, also years ago.
    for (const [day, isOpen] of [
      ['2020-01-06', true],
      ['2020-01-05', false],
      ['2020-01-01', false],
    ] as const) {
      expect((await read(`/business-hours/schedules/${schedule.id}/status?timestamp=${day}T10:00:00Z`)).body.data.isOpen).toBe(isOpen);
    }
  });

  test('attributes of both kinds, for contacts and for conversations, show on both', async () => {
    const definitions = (await read('/custom-attributes')).body.data as { entityType: string; inputDefinition: { _type: string; options?: { nestedOptions?: unknown[] }[] } }[];
    for (const entityType of ['Contact', 'Conversation'])
      expect(new Set(definitions.filter((one) => one.entityType === entityType).map((one) => one.inputDefinition._type))).toEqual(new Set(['Select', 'Text']));
    expect(definitions.some((one) => one.inputDefinition.options?.some((option) => (option.nestedOptions ?? []).length > 0))).toBe(true);
    const [conversation] = await rows<{ id: number }>(sql`SELECT id FROM conversation WHERE organization_id = ${organizationId} AND custom_attributes <> '{}' LIMIT 1`);
    expect((await read(`/conversations/${conversation!.id}`)).body.data.customAttributes.length).toBeGreaterThan(0);
    const [contact] = await rows<{ id: string }>(sql`SELECT id FROM person WHERE organization_id = ${organizationId} AND external_id = 'shop-20114'`);
    expect((await read(`/endusers/${contact!.id}`)).body.data.customAttributes).toHaveLength(3);
  });
});
