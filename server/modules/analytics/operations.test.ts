import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';
import { metrics } from './catalogue.ts';
import { rebuildFacts } from './index.ts';
import { presetPeriod } from './rules.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let agents: string[];
const timezone = 'Europe/Copenhagen';
/** What was done, written down by the test itself: the other way to every number. */
const done = {
  created: 0,
  closed: 0,
  reopened: 0,
  transfers: 0,
  csat: [] as number[],
  nps: [] as number[],
  assigned: new Map<string, number>(),
  firstResponse: [] as number[],
  resolution: [] as number[],
  messages: [] as number[],
  waits: [] as number[],
  closers: [] as string[],
};

/** A small generator, so that every run plays the same hundred conversations. */
function randomly(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
  agents = [us.adminId, await us.agent(), await us.agent()];
  const pick = randomly(7);
  const queue = (await us.call('POST', '/queues', { request: { name: 'Front' } })).body.data.id;
  const one = { genericChannelName: 'genericapimessaging', direction: 'Inbound' };
  const rate = async (id: number, ratingType: string, value: number) => {
    const offer = await us.call('POST', `/conversations/${id}/ratings/offer`, { ratingType, agentId: agents[pick(3)]! });
    await us.call('POST', `/conversations/${id}/ratings/${offer.body.data.id}/submit`, { ratingResult: { _type: ratingType, value } });
  };
  for (let count = 0; count < 40; count++) {
    const createdAt = parley.clock.now();
    const { id } = (await us.call('POST', '/conversations/import', { ...one, requesterId: await us.endUser(), createdAt: createdAt.toISOString() })).body.data;
    done.created++;
    parley.clock.advance(1000 * (1 + pick(600)));
    let messages = 0;
    if (pick(2)) {
      await us.call('POST', `/conversations/${id}/messages`, { content: { value: 'hi', _type: 'Text' }, agentId: agents[pick(3)]!, _type: 'Outbound' });
      messages++;
      done.firstResponse.push(parley.clock.now().getTime() - createdAt.getTime());
    }
    const claim = async () => {
      const agentId = agents[pick(3)]!;
      await us.call('PUT', `/conversations/${id}/claim`, { agentId });
      done.assigned.set(agentId, (done.assigned.get(agentId) ?? 0) + 1);
    };
    if (pick(3)) await claim();
    if (pick(4) === 0) {
      await us.call('PUT', `/conversations/${id}/transfer/queue`, { queueId: queue });
      done.transfers++;
      const since = parley.clock.now().getTime();
      parley.clock.advance(1000 * pick(900));
      if (pick(3)) {
        await claim();
        done.waits.push(parley.clock.now().getTime() - since);
      }
    }
    if (pick(3)) {
      await us.call('POST', `/conversations/${id}/messages`, { content: { value: 'and?', _type: 'Text' }, _type: 'Inbound' });
      messages++;
    }
    parley.clock.advance(1000 * pick(600));
    if (pick(2)) {
      const closer = agents[pick(3)]!;
      await us.call('PUT', `/conversations/${id}/close`, { userId: closer });
      done.closed++;
      done.closers.push(closer);
      done.messages.push(messages);
      done.resolution.push(parley.clock.now().getTime() - createdAt.getTime());
      if (pick(3) === 0) {
        await us.call('PUT', `/conversations/${id}/reopen`);
        done.reopened++;
      }
    }
    if (pick(2)) {
      const [csat, nps] = [1 + pick(5), pick(11)];
      await rate(id, 'Csat', csat);
      await rate(id, 'Nps', nps);
      done.csat.push(csat);
      done.nps.push(nps);
    }
  }
  await them.conversation();
});
afterAll(() => parley.close());

type Aggregates = Record<string, number>;
async function compute(id: string, fields: object = {}): Promise<Aggregates> {
  const answer = await us.call('POST', '/analytics/metrics', { id, timezone, ...fields });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body.data.id).toBe(id);
  return Object.fromEntries(answer.body.data.aggregates.map((entry: { measure: string; value: number }) => [entry.measure, entry.value]));
}

const spread = (values: readonly number[]): Aggregates => {
  const sum = values.reduce((all, value) => all + value, 0);
  const average = sum / values.length;
  return {
    Count: values.length,
    Sum: sum,
    Min: Math.min(...values),
    Max: Math.max(...values),
    Average: average,
    StdDev: Math.sqrt(values.reduce((all, value) => all + (value - average) ** 2, 0) / values.length),
  };
};
const near = (expected: Aggregates): Aggregates =>
  Object.fromEntries(Object.entries(expected).map(([measure, value]) => [measure, measure === 'Count' ? value : expect.closeTo(value, 3)])) as Aggregates;

describe('POST /analytics/metrics', () => {
  it('200: each metric is what a count by hand says', async () => {
    expect(await compute('created_conversations')).toEqual({ Count: done.created });
    expect(await compute('closed_conversations')).toEqual({ Count: done.closed });
    expect(await compute('reopened_conversations')).toEqual({ Count: done.reopened });
    expect(await compute('transfers')).toEqual({ Count: done.transfers });
    expect(await compute('first_response_time')).toEqual(near(spread(done.firstResponse)));
    expect(await compute('resolution_time')).toEqual(near(spread(done.resolution)));
    expect(await compute('messages_per_conversation')).toEqual(near(spread(done.messages)));
    expect(await compute('queue_waiting_time')).toEqual(near(spread(done.waits)));
    expect(await compute('conversation_assignments_per_agent')).toEqual(near(spread([...done.assigned.values()])));
    const share = (values: number[], fits: (value: number) => boolean) => (values.filter(fits).length / values.length) * 100;
    expect(await compute('csat')).toEqual(near({ Percentage: share(done.csat, (value) => value >= 4), Count: done.csat.length, Average: spread(done.csat).Average! }));
    expect(await compute('nps')).toEqual(
      near({ Percentage: share(done.nps, (value) => value >= 9) - share(done.nps, (value) => value <= 6), Count: done.nps.length, Average: spread(done.nps).Average! }),
    );
  });

  it('200: periods in every spelling; a period without anything is all zero', async () => {
    const whole = { Count: done.created };
    for (const periodFilter of [
      { _type: 'Preset', value: 'ThisYear' },
      { _type: 'Preset', value: { _type: 'ThisYear' } },
      { value: 'ThisMonth' },
      { _type: 'Interval', start: '2026-03-02T10:00:00Z', end: '2026-03-31T00:00:00Z[GMT]' },
      { start: '2026-03-01T00:00:00Z', end: '2026-12-31T00:00:00Z' },
    ]) {
      expect(await compute('created_conversations', { periodFilter })).toEqual(whole);
    }
    for (const value of ['PreviousYear', 'Yesterday', 'PreviousQuarter']) expect(await compute('csat', { periodFilter: { _type: 'Preset', value } })).toEqual({ Percentage: 0, Count: 0, Average: 0 });
  });

  it('200: filters narrow down, whatever their case; what means nothing here is passed over', async () => {
    const all = await compute('csat', { aggregations: ['Count'] });
    const byAgent = await Promise.all(agents.map(async (agent) => (await compute('csat', { aggregations: ['Count'], filters: [{ attribute: 'agent_id', values: [agent.toUpperCase()] }] })).Count!));
    expect(byAgent.reduce((sum, count) => sum + count, 0)).toBe(all.Count);
    expect(await compute('closed_conversations', { filters: [{ attribute: 'channel', values: ['email'] }] })).toEqual({ Count: 0 });
    expect(await compute('closed_conversations', { filters: [{ attribute: 'initial_direction', values: ['inbound'] }] })).toEqual({ Count: done.closed });
    for (const filter of [{ attribute: 'agent_id', values: [agents[0]] }, { attribute: 'channel', values: [] }, { attribute: 'channel' }])
      expect(await compute('closed_conversations', { filters: [filter] })).toEqual({ Count: done.closed });
  });

  it('200: an event counts for whoever did it, whatever became of the conversation since', async () => {
    for (const agent of agents) {
      const filters = [{ attribute: 'agent_id', values: [agent] }];
      expect((await compute('resolution_time', { filters })).Count).toBe(done.closers.filter((closer) => closer === agent).length);
    }
  });

  it('200: an id that is none fits nothing; the other values of the filter still do', async () => {
    const count = async (attribute: string, values: string[]) => (await compute('created_conversations', { filters: [{ attribute, values }] })).Count;
    expect(await count('queue_id', ['everything'])).toBe(0);
    expect(await count('channel', ['pigeon'])).toBe(0);
    expect(await count('channel', ['pigeon', 'messenger'])).toBe(done.created);
  });

  it('200: tags narrow down by what conversations bear now', async () => {
    const tag = (await us.call('POST', '/tags', { name: 'late' })).body.data.id;
    const closed = (await us.call('POST', '/analytics/records', { id: 'closed_conversations', timezone })).body.data;
    const csid = closed[0].fields[0].field.value;
    const filters = [{ attribute: 'tag_id', values: [tag] }];
    expect((await compute('created_conversations', { filters })).Count).toBe(0);
    await us.call('PUT', `/conversations/${csid}/tags/${tag}`);
    expect((await compute('created_conversations', { filters })).Count).toBe(1);
  });

  it('facts made anew are the same', async () => {
    const facts = () => parley.ctx.db.query(sql`SELECT * FROM analytics_fact ORDER BY seq`);
    const before = await facts();
    expect(before.length).toBeGreaterThan(done.created);
    await rebuildFacts(parley.ctx);
    expect(await facts()).toEqual([]);
    expect((await compute('created_conversations')).Count).toBe(done.created);
    expect(await facts()).toEqual(before);
  });

  it('200: only certain conversations; nothing of another organization', async () => {
    const id = await us.conversation();
    await us.call('PUT', `/conversations/${id}/close`);
    expect(await compute('closed_conversations', { csidFilter: [id] })).toEqual({ Count: 1 });
    expect((await them.call('POST', '/analytics/metrics', { id: 'closed_conversations', timezone, csidFilter: [id] })).body.data.aggregates[0].value).toBe(0);
    done.closed++;
  });

  it.each([
    [{ id: 'mood' }],
    [{ id: 'csat', timezone: 'Mars/Olympus' }],
    [{ id: 'csat', aggregations: ['Sum'] }],
    [{ id: 'csat', periodFilter: { _type: 'Preset', value: 'Someday' } }],
    [{ id: 'csat', periodFilter: { _type: 'Interval', start: '2026-02-01T00:00:00Z', end: '2026-01-01T00:00:00Z' } }],
    [{ timezone: null, id: 'csat' }],
  ])('400: %j', async (fields) => {
    expect(await us.call('POST', '/analytics/metrics', { timezone, ...fields })).toMatchObject({ status: 400, body: { message: expect.any(String) } });
  });
});

describe('a period that cannot be read', () => {
  it.each(['LastWeek', 'thisweek', { _type: 'LastWeek' }])('400: the preset %j; the answer lists those that there are', async (value) => {
    const { status, body } = await us.call('POST', '/analytics/records', { id: 'ratings', timezone, periodFilter: { _type: 'Preset', value } });
    expect([status, body.message]).toEqual([400, expect.stringMatching(/periodFilter\.value.* must be one of .*PreviousWeek/)]);
  });
});

it('400: one text for all that is wrong, with the field behind it', async () => {
  const refused = async (method: string, path: string, body?: unknown): Promise<string> => {
    const answer = await us.call(method, path, body);
    expect(answer.status).toBe(400);
    return answer.body.message;
  };
  const text = 'Invalid value in request';
  expect(await refused('POST', '/analytics/metrics', { id: 'csat' })).toBe(`${text} (body: timezone is required)`);
  expect(await refused('POST', '/analytics/records')).toBe(`${text} (a JSON body is required)`);
  expect(await refused('GET', '/analytics/records?pageLimit=0')).toBe(`${text} (query parameter pageLimit: it must be >= 1)`);
  expect(await refused('GET', '/analytics/metrics/nothing')).toContain(`${text} (`);
});

describe('the catalogues', () => {
  it('200: every metric and record stands in its list, reads alone, and names what exists', async () => {
    const listed = (await us.call('GET', '/analytics/metrics')).body.data;
    expect(listed.map((metric: { id: string }) => metric.id)).toEqual(metrics.map((metric) => metric.id));
    const records = (await us.call('GET', '/analytics/records')).body.data;
    for (const metric of listed) {
      expect((await us.call('GET', `/analytics/metrics/${metric.id}`)).body.data).toEqual(metric);
      for (const id of metric.relatedRecordIds) expect(records.map((record: { id: string }) => record.id)).toContain(id);
    }
    for (const record of records) expect((await us.call('GET', `/analytics/records/${record.id}`)).body.data).toEqual(record);
  });

  it('200, paged: pages join to the whole', async () => {
    const seen: string[] = [];
    let next: string | undefined = '/beta/analytics/metrics?pageLimit=3';
    while (next) {
      const page = await us.call('GET', next);
      seen.push(...page.body.data.map((metric: { id: string }) => metric.id));
      next = page.body.meta?.next;
    }
    expect(seen).toEqual(metrics.map((metric) => metric.id));
  });

  it('400 for what is not in them', async () => {
    for (const path of ['/analytics/metrics/mood', '/analytics/records/mood', '/analytics/filter/mood', '/analytics/metrics?pageLimit=0'])
      expect(await us.call('GET', path)).toMatchObject({ status: 400 });
  });
});

describe('POST /analytics/records', () => {
  const read = (path: string, fields: object = {}) => us.call('POST', path, { id: 'ratings', timezone, ...fields });

  it('200: a row for each rating, oldest first, page after page with the body sent again', async () => {
    const rows = [];
    let path = '/analytics/records?pageLimit=7';
    for (;;) {
      const page = await read(path);
      expect(page.status).toBe(200);
      rows.push(...page.body.data);
      if (!page.body.meta?.next) break;
      expect(page.body.meta.next).toContain(page.body.pageKey);
      path = page.body.meta.next;
    }
    expect(rows).toHaveLength(done.csat.length + done.nps.length);
    const times = rows.map((row) => row.primaryTimestampField.timestamp);
    expect(times).toEqual(times.toSorted());
    expect(rows.filter((row) => row.fields.some((field: { field?: { value: unknown } }) => field.field?.value === 'Csat')).map((row) => row.value.value)).toEqual(done.csat);
  });

  it('200 by the path that one tool calls', async () => {
    const answer = await us.call('POST', '/analytics/records/closed_conversations/data', {
      periodFilter: { from: '2026-03-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
      filters: { initial_direction: ['inbound'] },
      timezone,
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.data.length).toBe(done.closed);
  });

  it('200: codes with words for people beside them, and the conversation under both published names', async () => {
    const [row] = (await read('/analytics/records', { id: 'closed_conversations' })).body.data;
    const cells = Object.fromEntries(row.fields.map((cell: { name: string; field?: object }) => [cell.name, cell.field]));
    expect(cells.csid).toEqual({ _type: 'LongField', value: expect.any(Number) });
    expect(cells.conversation_id).toEqual(cells.csid);
    expect(cells.initial_direction).toEqual({ _type: 'StringField', value: 'INBOUND', label: 'Inbound' });
    expect(cells.channel.label).toEqual(expect.any(String));
    if (cells.contact_point) expect(cells.contact_point.label).toBe(cells.contact_point.value);
  });

  it('400 for an unknown record', async () => {
    expect((await read('/analytics/records', { id: 'moods' })).status).toBe(400);
  });
});

describe('GET /analytics/filter/{attribute}', () => {
  it('200: the values of this organization, with labels', async () => {
    const values = async (attribute: string) => (await us.call('GET', `/analytics/filter/${attribute}`)).body.data.map((entry: { value: string }) => entry.value);
    expect(await values('agent_id')).toEqual(agents.toSorted());
    expect(await values('channel')).toContain('CONTACT_FORM');
    expect(await values('initial_direction')).toEqual(['INBOUND', 'INTERNAL', 'OUTBOUND']);
    for (const attribute of ['queue_id', 'tag_id', 'contact_point']) expect((await us.call('GET', `/analytics/filter/${attribute}`)).status).toBe(200);
  });
});

it('presets are whole days of the time zone, also where a day has 23 hours', () => {
  const at = new Date('2026-03-30T22:30:00Z');
  expect(presetPeriod('Today', timezone, at)).toEqual({ from: '2026-03-30T22:00:00.000Z', to: '2026-03-31T21:59:59.999Z' });
  expect(presetPeriod('Yesterday', timezone, new Date('2026-03-30T10:00:00Z'))).toEqual({ from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T21:59:59.999Z' });
  expect(presetPeriod('ThisWeek', 'UTC', new Date('2026-03-01T12:00:00Z'))).toEqual({ from: '2026-02-23T00:00:00.000Z', to: '2026-03-01T23:59:59.999Z' });
  expect(presetPeriod('PreviousQuarter', 'UTC', at)).toEqual({ from: '2025-10-01T00:00:00.000Z', to: '2025-12-31T23:59:59.999Z' });
});
