import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let customer: string;
let colleague: string;
let agent: string;

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
  customer = await us.endUser({ displayName: 'Mette Holm', email: 'mette@example.com' });
  colleague = await us.endUser({ displayName: 'Per Holm', email: 'per@example.com' });
  agent = await us.agent({ displayName: 'Jonas' });
});
afterAll(() => parley.close());

const text = (value: string) => ({ value, _type: 'Text' });
const said = (at: string, fields: object = {}) => ({ content: text(at), createdAt: `2021-12-01T${at}:00Z`, _type: 'InboundImport', ...fields });

async function imported(fields: object): Promise<{ id: number; partialErrors?: { message: string }[] }> {
  const body = { genericChannelName: 'email', requesterId: customer, direction: 'Inbound', createdAt: '2021-12-01T11:00:00Z', attributes: { emailIntegrationId: 'support@us.example' }, ...fields };
  const answer = await us.call('POST', '/conversations/import', body);
  expect(answer.status).toBe(201);
  return answer.body.data;
}
const messagesOf = async (id: number) => {
  const answer = await us.call('GET', `/conversations/${id}/messages`);
  expect(answer.status).toBe(200);
  return answer.body.data;
};

it('an e-mail written by somebody else comes from their address, one through another address says so', async () => {
  const { id } = await imported({
    messages: [
      said('12:00'),
      said('13:00', { attributes: { requesterId: colleague } }),
      said('14:00', { agentId: agent, attributes: { emailIntegrationId: 'returns@us.example' }, _type: 'OutboundImport' }),
    ],
  });
  const messages = await messagesOf(id);
  expect(messages.map((message: { authorId: string }) => message.authorId)).toEqual([customer, colleague, agent]);
  expect(messages.map((message: { attributes: { from: unknown } }) => message.attributes.from)).toEqual([
    { email: 'mette@example.com', name: 'Mette Holm' },
    { email: 'per@example.com', name: 'Per Holm' },
    { email: 'returns@us.example' },
  ]);
  expect(messages[1].attributes.to).toEqual([{ email: 'support@us.example' }]);
  expect(messages[2].attributes.to).toEqual([{ email: 'mette@example.com', name: 'Mette Holm' }]);
});

it('a chat keeps language and browser; a browser without a name is left out and told', async () => {
  const chat = { genericChannelName: 'widgetchat', messages: [said('12:00')] };
  const kept = await imported({ ...chat, attributes: { language: 'en', browserInfo: { name: 'Firefox', version: '131', ipAddress: 7, cookies: 'x' } } });
  expect((await us.call('GET', `/conversations/${kept.id}`)).body.data).toMatchObject({ _type: 'ChatConversation', language: 'en', browserInfo: { name: 'Firefox', version: '131' } });
  expect(kept.partialErrors).toBeUndefined();
  const lost = await imported({ ...chat, attributes: { browserInfo: 'Firefox' } });
  expect(lost.partialErrors).toEqual([{ message: expect.stringContaining('browserInfo') }]);
  expect((await us.call('GET', `/conversations/${lost.id}`)).body.data.browserInfo).toBeUndefined();
});

it.each(['phone', 'voicemail', 'callback'])('what was said in a %s is a transcript, and has no files', async (genericChannelName) => {
  const file = { url: 'https://files.example.org/a.png' };
  const { id, partialErrors } = await imported({ genericChannelName, messages: [said('12:00', { attachments: [file] })] });
  expect((await messagesOf(id))[0].attributes).toEqual({ content: text('12:00'), direction: 'Inbound', _type: 'TranscriptAttributes' });
  expect(partialErrors).toEqual([{ message: expect.stringContaining('attachments') }]);
});

it.each(['adachat', 'Digitalgeniuschat', 'kindlychat', 'trustpilot', 'yotpo', 'GenericApiMessaging'])('%s, which has no channel on the wire, is a generic conversation', async (genericChannelName) => {
  const { id } = await imported({ genericChannelName, messages: [said('12:00')] });
  expect((await us.call('GET', `/conversations/${id}`)).body.data).toMatchObject({ _type: 'GenericConversation', channel: 'Messenger' });
});

it.each(['', ' ', 'emial', 'twitter', 'constructor'])('400 for %j, which is no channel that can be brought in, and nothing is written', async (genericChannelName) => {
  const count = () => parley.ctx.db.maybe(sql`SELECT count(*) AS count FROM conversation`);
  const before = await count();
  const answer = await us.call('POST', '/conversations/import', { genericChannelName, requesterId: customer, direction: 'Inbound', createdAt: '2021-12-01T11:00:00Z' });
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^genericChannelName: Unsupported ConversationChannel .*genericapimessaging/) } });
  expect(await count()).toEqual(before);
});

it("a name of one's own is taken by the first version, but not an empty one", async () => {
  const body = { requesterId: customer, direction: 'Inbound', createdAt: '2021-12-01T11:00:00Z' };
  const answer = await us.call('POST', '/v1/conversations/import', { ...body, genericChannelName: 'MyCustomChat' });
  expect((await us.call('GET', `/conversations/${answer.body.data.id}`)).body.data).toMatchObject({ _type: 'GenericConversation', channel: 'Messenger' });
  expect(await us.call('POST', '/v1/conversations/import', { ...body, genericChannelName: ' ' })).toMatchObject({ status: 400 });
});

it('an e-mail without an address of the organization is a 400, a blank one is none; the first message may name it', async () => {
  const body = { genericChannelName: 'email', requesterId: customer, direction: 'Inbound', createdAt: '2021-12-01T11:00:00Z' };
  for (const attributes of [undefined, {}, { emailIntegrationId: '' }, { emailIntegrationId: ' ' }, { emailIntegrationId: 7 }]) {
    const answer = await us.call('POST', '/conversations/import', { ...body, attributes });
    expect(answer).toMatchObject({ status: 400, body: { message: 'attributes.emailIntegrationId: it is required for an email conversation' } });
  }
  const { id } = await imported({ attributes: { emailIntegrationId: '' }, messages: [said('12:00', { attributes: { emailIntegrationId: 'returns@us.example' } })] });
  expect((await us.call('GET', `/conversations/${id}`)).body.data).toMatchObject({ toEmail: 'returns@us.example', integrationEmail: 'returns@us.example' });
});

it('empty external ids are none, of conversations and of messages', async () => {
  for (const _ of [1, 2]) {
    const { id } = await imported({ externalId: '', messages: [said('12:00', { externalId: '' }), said('13:00', { externalId: '' })] });
    for (const message of await messagesOf(id)) expect(message).not.toHaveProperty('externalId');
  }
});

it('somebody who was anonymized can neither write nor be asked again', async () => {
  const gone = await us.endUser({ displayName: 'Gone', email: 'gone@example.com' });
  await us.call('PATCH', `/endusers/${gone}/anonymize`);
  await parley.ctx.timers.runDue();
  const body = { genericChannelName: 'email', direction: 'Inbound', createdAt: '2021-12-01T11:00:00Z', attributes: { emailIntegrationId: 'support@us.example' } };
  expect(await us.call('POST', '/conversations/import', { ...body, requesterId: gone })).toMatchObject({ status: 400, body: { message: 'requesterId: Requester does not exist' } });
  expect(await us.call('POST', '/conversations/import', { ...body, requesterId: customer, messages: [said('12:00', { attributes: { requesterId: gone } })] })).toMatchObject({
    status: 400,
    body: { message: 'messages[0].attributes.requesterId: Requester does not exist' },
  });
  const { id } = await imported({});
  expect(await us.call('POST', `/conversations/${id}/ratings/offer`, { ratingType: 'Csat', userId: gone })).toMatchObject({ status: 400, body: { message: 'userId: User not found' } });
});

it('a closing user who is not there is told, and nobody is named in the log', async () => {
  const { id, partialErrors } = await imported({ closing: { closedAt: '2021-12-01T15:00:00Z', closedBy: them.adminId } });
  expect(partialErrors).toEqual([{ message: expect.stringContaining('closing user') }]);
  const log = (await us.call('GET', `/conversations/${id}/activitylog`)).body.data;
  expect(log.at(-1)).toMatchObject({ _type: 'ConversationClosed', activityTimestamp: '2021-12-01T15:00:00.000Z' });
  expect(log.at(-1).author).toBeUndefined();
});
