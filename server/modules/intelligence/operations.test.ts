import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { metrics, records } from './catalogue.ts';
import { presetPeriod } from './rules.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let agent: string;
let bot: string;
let queue: string;
let tags: string[];
let team: string;
/** Closed by the agent with both tags; closed by the bot with one; still open. */
let [first, second, third] = [0, 0, 0];
const timezone = 'Europe/Copenhagen';
const always = { period: { interval: { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' } } };

async function create(genericChannelName: string): Promise<number> {
  const requesterId = await us.endUser({ email: `${newId()}@example.com` });
  const attributes = { emailIntegrationId: 'help@us.example' };
  const made = await us.call('POST', '/conversations/import', { genericChannelName, direction: 'Inbound', requesterId, createdAt: parley.clock.now().toISOString(), attributes });
  parley.clock.advance(60_000);
  return made.body.data.id;
}

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
  [agent, bot] = [await us.agent({ displayName: 'Ada' }), await us.agent({ displayName: 'Robot' })];
  await parley.ctx.db.execute(sql`INSERT INTO ai_agent (organization_id, id, name, kind, person_id) VALUES (${us.organizationId}, ${newId()}, 'Robot', 'MimSupport', ${bot})`);
  queue = (await us.call('POST', '/queues', { request: { name: 'Front' } })).body.data.id;
  team = (await us.call('POST', '/teams', { name: 'Humans' })).body.data.id;
  await us.call('PATCH', `/teams/${team}/agents`, { agentIds: [agent] });
  tags = await Promise.all(['late', 'angry'].map(async (name) => (await us.call('POST', '/tags', { name })).body.data.id));
  [first, second, third] = [await create('email'), await create('widgetchat'), await create('widgetchat')];
  await us.call('PUT', `/conversations/${first}/transfer/queue`, { queueId: queue });
  parley.clock.advance(30_000);
  for (const [id, who] of [
    [first, agent],
    [second, bot],
    [third, bot],
  ] as const)
    await us.call('PUT', `/conversations/${id}/claim`, { agentId: who });
  await us.call('POST', `/conversations/${first}/messages`, { content: { value: 'hi', _type: 'Text' }, agentId: agent, _type: 'Outbound' });
  for (const tag of tags) await us.call('PUT', `/conversations/${first}/tags/${tag}`);
  await us.call('PUT', `/conversations/${second}/tags/${tags[0]}`);
  await us.call('PUT', `/conversations/${first}/close`, { userId: agent });
  await us.call('PUT', `/conversations/${second}/close`, { userId: bot });
  const offer = await us.call('POST', `/conversations/${second}/ratings/offer`, { ratingType: 'Csat', agentId: bot });
  await us.call('POST', `/conversations/${second}/ratings/${offer.body.data.id}/submit`, { ratingResult: { _type: 'Csat', value: 5 } });
});
afterAll(() => parley.close());

const ask = (what: string, body: object = {}, tenant = us) => tenant.call('POST', `/intelligence/${what}`, { primaryFilter: always, timezone, ...body });
const only = (attribute: string, operator?: string, values?: string[]) => ({ filters: [{ attribute, ...(operator ? { operator } : {}), ...(values ? { values } : {}) }] });
const closed = async (body: object): Promise<number> => {
  const answer = await ask('conversations/metrics/closedConversations', body);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.data.count;
};

describe('POST /intelligence/conversations/metrics/{metricId}', () => {
  it('200: every aggregate is there; of nothing the count is 0 and the rest null', async () => {
    expect((await ask('conversations/metrics/queueWaitingTime')).body).toEqual({ data: { count: 1, sum: 30_000, min: 30_000, max: 30_000, average: 30_000, stdDev: 0 } });
    expect((await ask('conversations/metrics/csat')).body).toEqual({ data: { count: 1, average: 5, percentage: 100 } });
    expect((await ask('conversations/metrics/csat', { primaryFilter: { period: { preset: 'Yesterday' } } })).body).toEqual({ data: { count: 0, average: null, percentage: null } });
    expect((await ask('conversations/metrics/closedConversations', {}, them)).body).toEqual({ data: { count: 0 } });
  });

  it('200: filters with every operator, by name and by alias', async () => {
    expect(await closed(only('agent', 'IsOne', [agent, bot]))).toBe(2);
    expect(await closed(only('agentId', undefined, [agent.toUpperCase()]))).toBe(1);
    expect(await closed(only('agent', 'IsNotOne', [agent]))).toBe(1);
    expect(await closed(only('agent', 'IsEmpty'))).toBe(0);
    expect(await closed(only('queue', 'IsNotEmpty'))).toBe(1);
    expect(await closed(only('queue', 'IsNotOne', [queue]))).toBe(1);
    expect(await closed(only('tag', 'IsOne', tags))).toBe(2);
    expect(await closed(only('tag', 'IsAll', tags))).toBe(1);
    expect(await closed(only('tag', 'IsNotOne', [tags[1]!]))).toBe(1);
    expect(await closed(only('tag', 'IsEmpty'))).toBe(0);
    expect(await closed(only('channel', 'IsOne', ['Email', 'ContactForm']))).toBe(1);
    expect(await closed(only('channel', 'IsNotOne', ['Email']))).toBe(1);
    expect(await closed(only('direction', 'IsOne', ['Inbound']))).toBe(2);
    expect(await closed(only('contactPoint', 'IsOne', ['help@us.example']))).toBe(2);
    expect(await closed(only('channel', 'IsOne', []))).toBe(2);
  });

  it('200: certain conversations, whenever they were', async () => {
    expect(await closed({ primaryFilter: { conversationIds: [first, third] } })).toBe(1);
  });

  it.each([
    ['a filter that there is not', only('mood', 'IsOne', ['good'])],
    ['an operator that the filter does not take', only('channel', 'IsAll', ['Email'])],
    ['an id that is none', only('agent', 'IsOne', ['Ada'])],
    ['a channel that there is not', only('channel', 'IsOne', ['pigeon'])],
    ['a time zone that there is not', { timezone: 'Mars/Olympus' }],
    ['a preset that there is not', { primaryFilter: { period: { preset: 'Last1Days' } } }],
    ['an interval that runs backwards', { primaryFilter: { period: { interval: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } } } }],
    ['a time without a zone', { primaryFilter: { period: { interval: { from: '2026-02-01T00:00:00', to: '2026-03-01T00:00:00Z' } } } }],
    ['neither a period nor conversations', { primaryFilter: {} }],
  ])('400: %s', async (_what, body) => {
    expect(await ask('conversations/metrics/closedConversations', body)).toMatchObject({ status: 400, body: { message: expect.any(String) } });
  });

  it('200: responseTime, the name of the published guide, is the time to the first answer', async () => {
    const [named, first] = await Promise.all(['responseTime', 'firstResponseTime'].map((id) => ask(`conversations/metrics/${id}`)));
    expect(named!.body.data.count).toBeGreaterThan(0);
    expect(named!.body).toEqual(first!.body);
  });

  it('404: a metric that there is not, or of another category', async () => {
    for (const id of ['mood', 'agentAssignments']) expect((await ask(`conversations/metrics/${id}`)).status).toBe(404);
  });
});

describe('POST /intelligence/conversations/records/{recordId}', () => {
  it('200: cells with labels, page after page by the key in the body', async () => {
    const page = await ask('conversations/records/closedConversations', { pagination: { pageLimit: 1 } });
    expect(page.body.data).toEqual([
      {
        closedAt: { value: expect.stringMatching(/Z$/) },
        conversationId: { value: first },
        channel: { value: 'Email', label: 'Email' },
        direction: { value: 'Inbound' },
        contactPoint: { value: 'help@us.example' },
        queue: { value: queue, label: 'Front' },
        agent: { value: agent, label: 'Ada' },
        resolutionTime: { value: 210_000 },
        messages: { value: 1 },
        closedBy: { value: 'Agent' },
      },
    ]);
    expect(page.body.meta.next).toMatch(/^[\w-]+$/);
    const last = await ask('conversations/records/closedConversations', { pagination: { pageLimit: 1, pageKey: page.body.meta.next }, includeLabels: false });
    expect(last.body.data).toMatchObject([{ conversationId: { value: second }, agent: { value: bot } }]);
    expect(last.body.data[0].agent).toEqual({ value: bot });
    expect(last.body.data[0]).not.toHaveProperty('queue');
    expect(last.body.meta.next).toBeUndefined();
  });

  it('200: an empty period is an empty page', async () => {
    expect((await ask('conversations/records/ratings', { primaryFilter: { period: { preset: 'PreviousYear' } } })).body).toEqual({ data: [] });
  });

  it('400: more rows than a page holds, a key of another list', async () => {
    expect((await ask('conversations/records/ratings', { pagination: { pageLimit: 1001 } })).status).toBe(400);
    const { next } = (await ask('conversations/records/closedConversations', { pagination: { pageLimit: 1 } })).body.meta;
    const foreign = await ask('conversations/records/ratings', { pagination: { pageKey: next } });
    expect([foreign.status, foreign.body.message]).toEqual([400, 'Invalid value for: body (pagination.pageKey was not made by this list)']);
  });

  it('404: a record that there is not', async () => {
    expect((await ask('conversations/records/moods')).status).toBe(404);
  });
});

describe.each([
  ['agents', 'agent', 1, 0],
  ['aiagents', 'aiAgent', 2, 1],
])('POST /intelligence/%s', (category, prefix, assignments, rated) => {
  it('metrics, 200: what people did and what AI agents did are told apart', async () => {
    expect((await ask(`${category}/metrics/${prefix}Assignments`)).body).toEqual({ data: { count: assignments } });
    expect((await ask(`${category}/metrics/${prefix}ClosedConversations`)).body).toEqual({ data: { count: 1 } });
    expect((await ask(`${category}/metrics/${prefix}Csat`)).body.data.count).toBe(rated);
    expect((await ask(`${category}/metrics/${prefix}Assignments`, only('team', 'IsOne', [team]))).body.data.count).toBe(category === 'agents' ? 1 : 0);
  });

  it('records, 200', async () => {
    const rows = (await ask(`${category}/records/${prefix}Assignments`)).body.data;
    expect(rows.map((row: { agent: { value: string } }) => row.agent.value)).toEqual(Array.from({ length: assignments }, () => (category === 'agents' ? agent : bot)));
  });

  it('400 and 404', async () => {
    expect((await ask(`${category}/metrics/${prefix}Assignments`, { primaryFilter: { conversationIds: [first] } })).status).toBe(400);
    expect((await ask(`${category}/records/${prefix}Assignments`, { timezone: 'nowhere' })).status).toBe(400);
    for (const path of ['metrics/closedConversations', 'records/closedConversations']) expect((await ask(`${category}/${path}`)).status).toBe(404);
  });
});

describe('the catalogues', () => {
  it('200: each entry reads alone and names what exists', async () => {
    const listed = (await us.call('GET', '/intelligence/metrics')).body.data;
    const kinds = (await us.call('GET', '/intelligence/records')).body.data;
    const ids = (list: { id: string }[]) => list.map((entry) => entry.id);
    expect(ids(listed)).toEqual(metrics.map((metric) => metric.id));
    expect(ids(kinds)).toEqual(records.map((record) => record.id));
    for (const metric of listed) {
      expect((await us.call('GET', `/intelligence/metrics/${metric.id}`)).body.data).toEqual(metric);
      for (const id of metric.records) expect(ids(kinds)).toContain(id);
    }
    for (const record of kinds) {
      expect((await us.call('GET', `/intelligence/records/${record.id}`)).body.data).toEqual(record);
      for (const id of record.metrics) expect(ids(listed)).toContain(id);
    }
  });

  it('200: one category, page by page; the key knows both', async () => {
    const seen: string[] = [];
    for (let next: string | undefined = '/beta/intelligence/metrics?category=agents&pageLimit=3'; next;) {
      const page = await us.call('GET', next);
      seen.push(...page.body.data.map((metric: { category: string }) => metric.category));
      next = page.body.meta?.next;
    }
    expect(seen).toEqual(['agents', 'agents', 'agents', 'agents']);
  });

  it('400 and 404', async () => {
    for (const path of ['metrics?pageLimit=1001', 'metrics?category=people', 'records?pageLimit=0']) expect((await us.call('GET', `/intelligence/${path}`)).status).toBe(400);
    for (const path of ['metrics/mood', 'records/mood']) expect((await us.call('GET', `/intelligence/${path}`)).status).toBe(404);
  });
});

it('presets are whole units of the time zone; Last counts the one we are in', () => {
  const at = new Date('2026-03-30T22:30:00Z');
  const period = (preset: string, zone = timezone) => Object.values(presetPeriod(preset, zone, at)).join(' ');
  expect(period('Today')).toBe('2026-03-30T22:00:00.000Z 2026-03-31T21:59:59.999Z');
  expect(period('Yesterday', 'UTC')).toBe('2026-03-29T00:00:00.000Z 2026-03-29T23:59:59.999Z');
  expect(period('Last7Days', 'UTC')).toBe('2026-03-24T00:00:00.000Z 2026-03-30T23:59:59.999Z');
  expect(period('LastWeek', 'UTC')).toBe('2026-03-30T00:00:00.000Z 2026-04-05T23:59:59.999Z');
  expect(period('PreviousWeek', 'UTC')).toBe('2026-03-23T00:00:00.000Z 2026-03-29T23:59:59.999Z');
  expect(period('Previous2Months', 'UTC')).toBe('2026-01-01T00:00:00.000Z 2026-02-28T23:59:59.999Z');
  expect(period('Last2Years', 'UTC')).toBe('2025-01-01T00:00:00.000Z 2026-12-31T23:59:59.999Z');
  for (const preset of ['LastDays', 'Last7Day', 'Last0Days', 'Last99999999Days', 'ThisWeek', '']) expect(() => period(preset)).toThrow();
});
