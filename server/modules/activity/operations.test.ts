import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;

const queue = '20000000-0000-4000-8000-000000000001';
const mail = 'support@us.example';

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
  const [org, now] = [us.organizationId, parley.clock.now().toISOString()];
  await parley.ctx.db.execute(sql`INSERT INTO contact_endpoint (organization_id, address, kind, name, functionality, created_at) VALUES (${org}, ${mail}, 'EmailEndpoint', 'Support', '{}', ${now})`);
  await parley.ctx.db.execute(sql`INSERT INTO queue (organization_id, id, name, is_default, created_at) VALUES (${org}, ${queue}, 'Front', true, ${now})`);
});
afterAll(() => parley.close());

interface Entry {
  readonly id: string;
  readonly _type: string;
  readonly activityType: string;
  readonly activityTimestamp: string;
  readonly author?: { readonly id: string };
  readonly attributes?: Readonly<Record<string, unknown>>;
}
const logOf = async (id: number): Promise<Entry[]> => (await us.call('GET', `/conversations/${id}/activitylog`)).body.data;

/** Makes a call that must succeed, a second after the one before. */
async function done(method: string, path: string, body?: unknown) {
  parley.clock.advance(1000);
  const answer = await us.call(method, path, body);
  expect(answer.status).toBeLessThan(300);
  return answer.body?.data;
}

describe('GET /conversations/{id}/activitylog', () => {
  it('200: tells everything that happened, oldest first, by whom, in the form of its type', async () => {
    const customer = await us.endUser({ displayName: 'Mette Holm', email: 'mette@example.com' });
    const [jonas, sara] = [await us.agent({ displayName: 'Jonas' }), await us.agent({ displayName: 'Sara', email: 'sara@us.example' })];
    const parent = await us.conversation();
    const first = { content: { value: 'Where is it?', _type: 'Text' }, _type: 'Inbound' };
    const { id } = await done('POST', '/conversations', { requesterId: customer, emailIntegrationId: mail, subject: 'Order 12', message: first, _type: 'Email' });
    const path = `/conversations/${id}`;
    await done('PUT', `${path}/claim`, { agentId: jonas });
    await done('PUT', `${path}/claim`, { agentId: sara });
    await done('POST', `${path}/notes`, { message: 'Called', agentId: jonas });
    const tag = await done('POST', '/tags', { name: 'late' });
    await done('PUT', `${path}/tags/${tag.id}`);
    await done('DELETE', `${path}/tags/${tag.id}`);
    await done('PUT', `${path}/link`, { parentId: parent, linkType: 'SideConversation' });
    await done('PUT', `${path}/followup`, { timestamp: '2027-01-01T00:00:00Z', userId: sara });
    await done('PUT', `${path}/transfer/queue`, { queueId: queue, userId: sara });
    const rating = await done('POST', `${path}/ratings/offer`, { ratingType: 'Csat', agentId: sara });
    await done('POST', `${path}/ratings/${rating.id}/submit`, { ratingResult: { value: 5, _type: 'Csat' }, comment: 'Quick' });
    await done('PUT', `${path}/close`, { userId: sara });
    const message = await done('POST', `${path}/messages`, first);

    const log = await logOf(id);
    const sarah = { id: sara, name: 'Sara', email: 'sara@us.example' };
    const transfer = { transferType: 'Queue', destinationType: 'Queue', destinationId: queue, destinationLabel: 'Front', _type: 'ConversationTransferredAttribute' };
    const written = (messageId: unknown) => ({ messageId, fromEndpoint: 'mette@example.com', _type: 'MessageAddedAttribute' });
    const assigned = (agentId: string, agentName: string) => ({ agentId, agentName, _type: 'ConversationAssignedAttribute' });
    const link = { child: id, parent, linkType: 'SideConversation', _type: 'ConversationLinkedAttribute' };
    expect(log.map((entry) => [entry._type, entry.author?.id, entry.attributes])).toEqual([
      ['ConversationCreatedByCustomer', customer, { subject: 'Order 12', _type: 'ConversationCreatedAttribute' }],
      ['MessageAddedByCustomer', customer, written(expect.any(String))],
      ['ConversationClaimed', jonas, { claimedFromLabel: 'Front', claimedFromType: 'Queue', _type: 'ConversationClaimedAttribute' }],
      ['ConversationAssigned', jonas, assigned(jonas, 'Jonas')],
      ['ConversationUnassigned', sara, { agent: { id: jonas, name: 'Jonas' }, _type: 'ConversationUnassignedAttribute' }],
      ['ConversationClaimed', sara, { claimedFromLabel: 'Jonas', claimedFromType: 'Agent', _type: 'ConversationClaimedAttribute' }],
      ['ConversationAssigned', sara, assigned(sara, 'Sara')],
      ['NoteAdded', jonas, { message: 'Called', _type: 'NoteAddedAttribute' }],
      ['TagAdded', us.adminId, { tag: 'late', _type: 'TagAddedAttribute' }],
      ['TagRemoved', us.adminId, { tag: 'late', _type: 'TagRemovedAttribute' }],
      ['ConversationLinkedToParent', us.adminId, link],
      ['ConversationPending', sara, undefined],
      ['FollowupAdded', sara, undefined],
      ['TransferInitiated', sara, transfer],
      ['FollowupRemoved', sara, undefined],
      ['ConversationUnassigned', sara, { agent: sarah, _type: 'ConversationUnassignedAttribute' }],
      ['TransferSuccessful', sara, transfer],
      ['ConversationRatingOffered', us.adminId, { agent: sarah, user: { id: customer, name: 'Mette Holm', email: 'mette@example.com' }, _type: 'ConversationRatingOfferedAttribute' }],
      ['ConversationRated', customer, { agent: sarah, score: 5, message: 'Quick', _type: 'ConversationRatedAttribute' }],
      ['ConversationClosed', sara, undefined],
      ['MessageAddedByCustomer', customer, written(message.messageId)],
      ['ConversationReopened', customer, undefined],
    ]);
    expect((await logOf(parent)).map((entry) => [entry._type, entry.attributes])).toEqual([['ConversationLinkedFromChild', link]]);
    // The old name: none for what is younger than it.
    for (const entry of log) expect(entry.activityType).toBe(entry._type === 'ConversationLinkedToParent' ? 'UnknownActivityType' : `${entry._type}ActivityType`);
    const times = log.map((entry) => entry.activityTimestamp);
    expect(times).toEqual(times.toSorted());
    expect(new Set(log.map((entry) => entry.id)).size).toBe(log.length);
  });

  it('200: what the system does by itself has no author', async () => {
    const id = await us.conversation();
    await done('PUT', `/conversations/${id}/followup`, { timestamp: parley.clock.now().toISOString() });
    await parley.ctx.timers.runDue();
    expect((await logOf(id)).at(-1)).toEqual({
      id: expect.any(String),
      conversationId: id,
      activityTimestamp: parley.clock.now().toISOString(),
      activityType: 'FollowupExpiredActivityType',
      _type: 'FollowupExpired',
    });
  });

  it("200 with an empty list, 404 for none and another organization's, 400 for no number", async () => {
    expect((await us.call('GET', `/conversations/${await us.conversation()}/activitylog`)).body).toEqual({ data: [] });
    for (const id of [424242, await them.conversation()]) expect(await us.call('GET', `/conversations/${id}/activitylog`)).toMatchObject({ status: 404 });
    expect(await us.call('GET', '/conversations/first/activitylog')).toMatchObject({ status: 400 });
  });
});

describe('GET /conversations/activitylog', () => {
  it('200: a page for each size, the same rows whatever it is, back and forth, with the window inside the key', async () => {
    const id = await them.conversation();
    for (let count = 0; count < 9; count++) {
      parley.clock.advance(1000);
      await them.call('POST', `/conversations/${id}/notes`, { message: String(count) });
    }
    const all: Entry[] = (await them.call('GET', '/conversations/activitylog')).body.data;
    expect(all.map((entry) => entry.attributes?.message)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
    const [from, to] = [all[2]!.activityTimestamp, all[7]!.activityTimestamp];
    const first = await them.call('GET', `/v1/conversations/activitylog?pageLimit=2&fromDatetime=${from}&toDatetime=${to}`);
    expect(first.body.data).toEqual(all.slice(2, 4));
    expect(first.body.meta.next).toMatch(/^\/v1\/conversations\/activitylog\?pageKey=[\w-]+$/);
    const rest = await them.call('GET', `${first.body.meta.next}&pageLimit=50`);
    expect(rest.body.data).toEqual(all.slice(4, 8));
    expect(rest.body.meta.next).toBeUndefined();
    expect((await them.call('GET', `${rest.body.meta.previous}&pageLimit=2`)).body.data).toEqual(all.slice(2, 4));
    expect((await them.call('GET', `/conversations/activitylog?fromDatetime=${to}&toDatetime=${from}`)).body.data).toEqual([]);
  });

  it.each(['pageLimit=0', 'pageLimit=few', 'pageKey=forged', 'fromDatetime=soon', 'toDatetime=2026-02-30T00:00:00Z'])('400 naming the parameter: %s', async (query) => {
    const answer = await us.call('GET', `/conversations/activitylog?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(query.split('=')[0]!) } });
  });
});
