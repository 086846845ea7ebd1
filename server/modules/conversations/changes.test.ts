import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let customer: string;
let agent: string;

const unknown = '00000000-0000-4000-8000-000000000000';
const [front, back] = ['20000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000002'] as const;
const later = '2027-01-08T08:31:25Z';

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
  [customer, agent] = [await us.endUser(), await us.agent({ displayName: 'Jonas' })];
  const now = parley.clock.now().toISOString();
  await parley.ctx.db.execute(sql`INSERT INTO queue (organization_id, id, name, is_default, created_at) VALUES
    (${us.organizationId}, ${front}, 'Front', true, ${now}), (${us.organizationId}, ${back}, 'Back', false, ${now})`);
});
afterAll(() => parley.close());

const read = async (id: number) => (await us.call('GET', `/conversations/${id}`)).body.data;
const told = async (id: number): Promise<[string, string | undefined][]> =>
  (await us.call('GET', `/conversations/${id}/activitylog`)).body.data.map((entry: { _type: string; author?: { id: string } }) => [entry._type, entry.author?.id]);

/** The calls that change a state, with what each needs; all may name whose doing it is. */
const changes: readonly [string, Record<string, unknown>][] = [
  ['close', {}],
  ['reopen', {}],
  ['followup', { timestamp: later }],
  ['transfer/queue', { queueId: back }],
];
/** Those and the others that name a conversation in their path. */
const calls: readonly [string, string, Record<string, unknown> | undefined][] = [
  ...changes.map(([name, body]): [string, string, Record<string, unknown>] => ['PUT', name, body]),
  ['PUT', 'claim', { agentId: unknown }],
  ['PUT', 'link', { parentId: 424242, linkType: 'Related' }],
  ['GET', 'linked', undefined],
];

describe.each(calls)('%s /conversations/{id}/%s', (method, name, body) => {
  it("404 for none and another organization's, before anything that the body names; 400 for no number; 401", async () => {
    for (const id of [424242, await them.conversation()]) expect(await us.call(method, `/conversations/${id}/${name}`, body)).toMatchObject({ status: 404 });
    for (const id of ['first', '1.5', '-1']) {
      expect(await us.call(method, `/conversations/${id}/${name}`, body)).toMatchObject({ status: 400, body: { message: expect.stringContaining('conversationId') } });
    }
    expect(await us.call(method, `/conversations/${await us.conversation()}/${name}`, body, { authorization: 'nobody' })).toMatchObject({ status: 401 });
  });
});

describe.each(changes)('PUT /conversations/{id}/%s', (name, body) => {
  it('400 for a userId that is none, nobody, an end user or of another organization, and nothing is changed', async () => {
    const id = await us.conversation();
    if (name === 'reopen') await us.call('PUT', `/conversations/${id}/close`);
    const before = [await read(id), await told(id)];
    for (const [userId, message] of [
      ['Jonas', 'userId is not a valid uuid'],
      [unknown, 'userId: User not found'],
      [them.adminId, 'userId: User not found'],
      [customer, 'userId: User is not agent/admin'],
    ] as const)
      expect(await us.call('PUT', `/conversations/${id}/${name}`, { ...body, userId })).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
    expect([await read(id), await told(id)]).toEqual(before);
  });

  it('204 with nothing to read; the log names the agent of userId, else the owner of the token', async () => {
    for (const [acting, author] of [
      [{ userId: agent }, agent],
      [{}, us.adminId],
      [{ userId: null }, us.adminId],
    ] as const) {
      const id = await us.conversation();
      if (name === 'reopen') await us.call('PUT', `/conversations/${id}/close`);
      const before = (await told(id)).length;
      const answer = await us.call('PUT', `/conversations/${id}/${name}`, { ...body, ...acting });
      expect(answer).toMatchObject({ status: 204, text: '' });
      expect(answer.headers['content-type']).toBeUndefined();
      const since = (await told(id)).slice(before);
      expect(since.length).toBeGreaterThan(0);
      for (const [, by] of since) expect(by).toBe(author);
    }
  });
});

describe('what one call leaves for the next', () => {
  /** Makes the calls one after the other, and tells state, agent and queue, and the types of the log. */
  async function after(...steps: (readonly [string, Record<string, unknown>?])[]) {
    const id = await us.conversation();
    for (const [name, body] of steps) {
      parley.clock.advance(1000);
      expect(await us.call('PUT', `/conversations/${id}/${name}`, body)).toMatchObject({ status: 204 });
    }
    const { state, assignment, queue } = await read(id);
    return { state, agent: assignment?.agentId, queue: queue?.id, log: (await told(id)).map(([type]) => type) };
  }
  const claimed = () => ['claim', { agentId: agent }] as const;
  const followup = ['followup', { timestamp: later }] as const;
  const transfer = ['transfer/queue', { queueId: back }] as const;

  it('a follow-up: its agent keeps it; it can be set anew, claimed, ended by reopening, closing or a transfer', async () => {
    expect(await after(claimed(), followup)).toMatchObject({ state: 'Pending', agent, log: ['ConversationClaimed', 'ConversationAssigned', 'ConversationPending', 'FollowupAdded'] });
    expect(await after(followup, followup)).toMatchObject({ state: 'Pending', log: ['ConversationPending', 'FollowupAdded', 'FollowupAdded'] });
    expect(await after(followup, claimed())).toMatchObject({ state: 'Pending', agent });
    expect(await after(claimed(), followup, ['reopen'])).toMatchObject({ state: 'Open', agent });
    expect((await after(followup, ['reopen'])).log.slice(-2)).toEqual(['FollowupRemoved', 'ConversationReopened']);
    expect((await after(followup, ['close'])).log.slice(-2)).toEqual(['FollowupRemoved', 'ConversationClosed']);
    expect(await after(claimed(), followup, transfer)).toMatchObject({ state: 'Open', agent: undefined, queue: back });
  });

  it('a closed conversation keeps agent and queue; reopened it waits in that queue again, and its agent lets go', async () => {
    expect(await after(transfer, claimed(), ['close'])).toMatchObject({ state: 'Closed', agent, queue: back });
    const again = await after(transfer, claimed(), ['close'], ['reopen']);
    expect(again).toMatchObject({ state: 'Open', agent: undefined, queue: back });
    expect(again.log.slice(-3)).toEqual(['ConversationClosed', 'ConversationReopened', 'ConversationUnassigned']);
    expect(await after(['close'], ['reopen'])).toMatchObject({ state: 'Open', queue: front });
  });

  it('calls that change nothing tell nothing', async () => {
    expect((await after(['reopen'])).log).toEqual([]);
    expect((await after(['close'], ['close'])).log).toEqual(['ConversationClosed']);
    expect((await after(claimed(), claimed())).log).toEqual(['ConversationClaimed', 'ConversationAssigned']);
  });
});
