import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let customer: string;
let agent: string;

const unknown = '00000000-0000-4000-8000-000000000000';
const now = '2026-03-02T10:00:00.000Z';

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
  customer = await us.endUser({ displayName: 'Mette Holm' });
  agent = await us.agent({ displayName: 'Jonas' });
});
afterAll(() => parley.close());

const conversation = () => us.conversation({ requesterId: customer });
const offer = (id: number, body: unknown = { ratingType: 'Csat' }) => us.call('POST', `/conversations/${id}/ratings/offer`, body);
const submit = (id: number, ratingId: string, _type: string, value: unknown, fields = {}) =>
  us.call('POST', `/conversations/${id}/ratings/${ratingId}/submit`, { ratingResult: { value, _type }, ...fields });
const listed = async (id: number) => (await us.call('GET', `/conversations/${id}/ratings`)).body.data;

describe('POST /conversations/{id}/ratings/offer', () => {
  it('201: asks the requester about the agent who has it, else about who wrote last, else about the owner of the token', async () => {
    const id = await conversation();
    const other = await us.agent();
    const agents: string[] = [];
    const ask = async (ratingType: string) => agents.push((await offer(id, { ratingType })).body.data.agentId);
    await ask('Csat');
    await us.call('POST', `/conversations/${id}/messages`, { content: { value: 'Hi', _type: 'Text' }, agentId: other, _type: 'Outbound' });
    await ask('Nps');
    await us.call('PUT', `/conversations/${id}/claim`, { agentId: agent });
    await ask('ThumbsUpOrDown');
    expect(agents).toEqual([us.adminId, other, agent]);
    expect((await listed(id)).map((rating: { userId: string }) => rating.userId)).toEqual([customer, customer, customer]);
  });

  it('201: whom it is told, at the time it is told; the log names both', async () => {
    const id = await conversation();
    const guest = await us.endUser();
    const answer = await offer(id, { ratingType: 'Nps', userId: guest, agentId: agent, offeredAt: '2024-03-11T16:39:30Z' });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toEqual({ id: expect.any(String), userId: guest, agentId: agent, ratingType: 'Nps', offeredAt: '2024-03-11T16:39:30.000Z' });
    expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data).toMatchObject([
      {
        _type: 'ConversationRatingOffered',
        activityType: 'ConversationRatingOfferedActivityType',
        author: { id: us.adminId },
        attributes: { agent: { id: agent, name: 'Jonas' }, user: { id: guest } },
      },
    ]);
  });

  it('400 for a second offer of a kind, also when many come at once', async () => {
    const id = await conversation();
    const answers = await Promise.all(Array.from({ length: 6 }, () => offer(id)));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 400, 400, 400, 400, 400]);
    expect(await offer(id, { ratingType: 'Nps' })).toMatchObject({ status: 201 });
  });

  it.each([
    ['ratingType', {}],
    ['ratingType', { ratingType: 'CSAT' }],
    ['userId', { ratingType: 'Csat', userId: unknown }],
    ['userId', { ratingType: 'Csat', userId: 'Mette' }],
    ['agentId', { ratingType: 'Csat', agentId: unknown }],
    ['offeredAt', { ratingType: 'Csat', offeredAt: 'soon' }],
  ])('400 naming %s', async (field, body) => {
    expect(await offer(await conversation(), body)).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } });
  });

  it("400 for an agent who is none and another organization's people, 404 for no conversation", async () => {
    const id = await conversation();
    for (const fields of [{ agentId: customer }, { agentId: them.adminId }, { userId: them.adminId }]) expect(await offer(id, { ratingType: 'Csat', ...fields })).toMatchObject({ status: 400 });
    for (const none of [424242, await them.conversation()]) expect(await offer(none)).toMatchObject({ status: 404 });
    expect(await listed(id)).toEqual([]);
  });
});

describe('POST /conversations/{id}/ratings/{ratingId}/submit', () => {
  it('201: the person who was asked, whatever userId says; told in the log with score and comment', async () => {
    const id = await conversation();
    const ratingId = (await offer(id, { ratingType: 'Csat', agentId: agent })).body.data.id;
    const answer = await submit(id, ratingId, 'Csat', 4, { userId: unknown, comment: 'Quick!', submittedAt: '2026-03-01T08:00:00Z[GMT]' });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toEqual({ ratingId, userId: customer, ratingResult: { value: 4, _type: 'Csat' }, comment: 'Quick!', submittedAt: '2026-03-01T08:00:00.000Z' });
    expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data.at(-1)).toMatchObject({
      _type: 'ConversationRated',
      author: { id: customer },
      attributes: { agent: { id: agent }, score: 4, message: 'Quick!' },
    });
    expect(await submit(id, ratingId, 'Csat', 5)).toMatchObject({ status: 400 });
    expect((await listed(id))[0]).toMatchObject({ ratingScore: 4, ratingComment: 'Quick!' });
  });

  it.each([
    ['Csat', [1, 5], [0, 6, 2.5, '3', null]],
    ['Nps', [0, 10], [-1, 11]],
    ['ThumbsUpOrDown', [0, 1], [-1, 2]],
  ] as const)('%s: 201 at both ends of its range, 400 beyond', async (ratingType, within, beyond) => {
    for (const value of within) {
      const id = await conversation();
      const ratingId = (await offer(id, { ratingType })).body.data.id;
      for (const wrong of beyond) expect(await submit(id, ratingId, ratingType, wrong)).toMatchObject({ status: 400, body: { message: expect.stringContaining('ratingResult.value') } });
      expect(await submit(id, ratingId, ratingType, value)).toMatchObject({ status: 201 });
    }
  });

  it('400 for another kind than was offered, an offer that there is not, one of another conversation, no conversation', async () => {
    const id = await conversation();
    const ratingId = (await offer(id)).body.data.id;
    expect(await submit(id, ratingId, 'Nps', 5)).toMatchObject({ status: 400, body: { message: expect.stringContaining('ratingResult._type') } });
    expect(await submit(id, ratingId, 'Stars', 5)).toMatchObject({ status: 400 });
    for (const [place, rating] of [
      [id, unknown],
      [await conversation(), ratingId],
      [424242, ratingId],
    ] as const)
      expect(await submit(place, rating, 'Csat', 5)).toMatchObject({ status: 400 });
    expect(await us.call('POST', `/conversations/${id}/ratings/${ratingId}/submit`, {})).toMatchObject({ status: 400, body: { message: expect.stringContaining('ratingResult') } });
  });
});

describe('GET /conversations/{id}/ratings', () => {
  it('200: each question with its latest state, by the old name too', async () => {
    const id = await conversation();
    const first = (await offer(id)).body.data.id;
    parley.clock.advance(1000);
    await offer(id, { ratingType: 'Nps' });
    await submit(id, first, 'Csat', 5);
    const common = { conversationChannel: 'WidgetChat', agentId: us.adminId, userId: customer };
    const [rated, offered] = await listed(id);
    expect(rated).toEqual({
      ...common,
      id: first,
      ratingType: 'Csat',
      ratingStatus: 'Rated',
      ratingScore: 5,
      timestamps: expect.objectContaining({ created_at: expect.stringMatching(/Z$/), offered_at: now }),
    });
    expect(offered).toEqual({ ...common, id: expect.any(String), ratingType: 'Nps', ratingStatus: 'Offered', timestamps: expect.any(Object) });
    expect(Object.keys(rated.timestamps).toSorted()).toEqual(['created_at', 'modified_at', 'offered_at', 'rated_at']);
    expect((await us.call('GET', `/conversations/${id}/rating`)).body).toEqual({ data: [rated, offered] });
  });

  it.each(['rating', 'ratings'])("%s: 200 with an empty list, 404 for none and another organization's, 400 for no number", async (name) => {
    expect((await us.call('GET', `/conversations/${await conversation()}/${name}`)).body).toEqual({ data: [] });
    for (const none of [424242, await them.conversation()]) expect(await us.call('GET', `/conversations/${none}/${name}`)).toMatchObject({ status: 404 });
    expect(await us.call('GET', `/conversations/first/${name}`)).toMatchObject({ status: 400 });
  });
});
