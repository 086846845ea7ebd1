import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

/** What programs send that no description has; each has the effect and answer of the documented form. */
let parley: TestParley;
let us: Tenant;

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
});
afterAll(() => parley.close());

const found = async (path: string): Promise<string[]> => (await us.call('GET', path)).body.data.map((person: { id: string }) => person.id);

describe('a person is looked up by phoneNumber, the name that the number has in bodies', () => {
  it('finds that person, not everybody', async () => {
    const id = await us.endUser({ displayName: 'Karen', email: 'karen@home.example', phone: '+4540000001' });
    const agent = (await us.call('POST', '/agents', { displayName: 'Bo', email: 'bo@shop.example', phoneNumber: '+4540000002' })).body.data.id;
    await us.endUser({ displayName: 'somebody else' });
    expect(await found('/endusers?phoneNumber=%2B4540000001')).toEqual([id]);
    expect(await found('/endusers?phoneNumber=%2B4549999999')).toEqual([]);
    expect(await found('/agents?phoneNumber=%2B4540000002')).toEqual([agent]);
  });

  it('says nothing beside a documented filter, which a client may send with it', async () => {
    const id = await us.endUser({ displayName: 'Ida', email: 'ida@home.example', phone: '+4540000003' });
    expect(await found('/endusers?email=ida@home.example&phoneNumber=%2B4540000003')).toEqual([id]);
    expect(await found('/endusers?phone=%2B4540000003&phoneNumber=%2B4540000001')).toEqual([id]);
  });
});

describe('bodies and methods', () => {
  it('a claim by POST', async () => {
    const id = await us.conversation();
    const agent = await us.agent();
    expect(await us.call('POST', `/conversations/${id}/claim`, { agentId: agent, force: false })).toMatchObject({ status: 204, text: '' });
    expect((await us.call('GET', `/conversations/${id}`)).body.data.assignment).toMatchObject({ agentId: agent });
  });

  it('a note whose text is named so; without either the message is missed', async () => {
    const id = await us.conversation();
    expect(await us.call('POST', `/conversations/${id}/notes`, { text: 'verified' })).toMatchObject({ status: 200, body: { data: { message: 'verified', csid: id } } });
    expect(await us.call('POST', `/conversations/${id}/notes`, { message: 'said', text: 'not this' })).toMatchObject({ status: 200, body: { data: { message: 'said' } } });
    expect(await us.call('POST', `/conversations/${id}/notes`, {})).toMatchObject({ status: 400, body: { message: expect.stringContaining('message is required') } });
  });

  it('imported messages that tell their direction instead of their type', async () => {
    const agent = await us.agent();
    const history = {
      genericChannelName: 'widgetchat',
      requesterId: await us.endUser(),
      createdAt: '2025-01-01T09:00:00Z',
      direction: 'Inbound',
      messages: [
        { content: { value: 'a question', _type: 'Text' }, createdAt: '2025-01-01T09:00:00Z', direction: 'Inbound' },
        { content: { value: 'an answer', _type: 'Text' }, createdAt: '2025-01-01T09:01:00Z', agentId: agent },
      ],
    };
    const one = await us.call('POST', '/conversations/import', history);
    const many = await us.call('POST', '/conversations/import', { conversations: [history] });
    expect([one.status, many.status]).toEqual([201, 201]);
    for (const id of [one.body.data.id, many.body.data[0].id]) {
      const { data } = (await us.call('GET', `/conversations/${id}/messages`)).body;
      expect(data.map((message: { attributes: { direction: string } }) => message.attributes.direction)).toEqual(['Inbound', 'Outbound']);
      expect(data[1].authorId).toBe(agent);
    }
    // Sent, but by whom?
    const [question] = history.messages;
    expect(await us.call('POST', '/conversations/import', { ...history, messages: [{ ...question, direction: 'Outbound' }] })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('agentId') },
    });
  });
});
