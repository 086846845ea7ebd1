import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let agent: string;
let customer: string;

const unknown = '00000000-0000-4000-8000-000000000000';
const mail = 'support@us.example';
const workshop = 'workshop@us.example';
const number = '+4570000000';
const text = (value: string, _type = 'Text') => ({ value, _type });

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
  agent = await us.agent({ displayName: 'Jonas', email: 'jonas@us.example' });
  customer = await us.endUser({ displayName: 'Mette Holm', email: 'mette@example.com', phone: '+4520000000' });
  const now = parley.clock.now().toISOString();
  for (const tenant of [us, them]) {
    const point = tenant === us ? [mail, workshop, number] : ['theirs@them.example'];
    for (const address of point) {
      const kind = address.includes('@') ? 'EmailEndpoint' : 'TelephonyEndpoint';
      await parley.ctx.db.execute(sql`
        INSERT INTO contact_endpoint (organization_id, address, kind, name, functionality, created_at)
        VALUES (${tenant.organizationId}, ${address}, ${kind}, ${address === workshop ? 'Workshop' : null}, '{Sms}', ${now})`);
    }
  }
});
afterAll(() => parley.close());

const add = (id: number, body: unknown) => us.call('POST', `/conversations/${id}/messages`, body);
const listed = async (id: number) => (await us.call('GET', `/conversations/${id}/messages`)).body.data;

async function made(body: object): Promise<number> {
  const answer = await us.call('POST', '/conversations', { requesterId: customer, ...body });
  expect(answer.status).toBe(201);
  return answer.body.data.id;
}
const email = () => made({ emailIntegrationId: mail, subject: 'Order 12', message: { content: text('Where is it?'), _type: 'Inbound' }, _type: 'Email' });
const sms = () => made({ contactEndpointId: number, message: { content: text('It is on its way'), agentId: agent, _type: 'Outbound' }, _type: 'Sms' });
const imported = async (genericChannelName: string): Promise<number> => {
  const answer = await us.call('POST', '/conversations/import', { genericChannelName, requesterId: customer, direction: 'Inbound', createdAt: '2026-01-01T10:00:00Z' });
  return answer.body.data.id;
};

describe('POST /conversations/{id}/messages', () => {
  it('200 inbound: the requester is the author, and the log says so', async () => {
    const id = await us.conversation({ requesterId: customer });
    const answer = await add(id, { content: text('<b>Hi</b>', 'Html'), _type: 'Inbound' });
    const messageId = answer.body.data.messageId;
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body.data).toEqual({ content: text('<b>Hi</b>', 'Html'), direction: 'Inbound', authorId: customer, messageId: expect.any(String), createdAt: '2026-03-02T10:00:00.000Z' });
    const log = (await us.call('GET', `/conversations/${id}/activitylog`)).body.data;
    expect(log).toMatchObject([{ _type: 'MessageAddedByCustomer', author: { id: customer, name: 'Mette Holm' }, attributes: { messageId } }]);
  });

  it('200 outbound: the named agent is the author; its reference and files are kept', async () => {
    const id = await us.conversation();
    const file = { url: 'https://files.example.org/a.png', prettyName: 'Picture' };
    const answer = await add(id, { content: text('Here'), agentId: agent.toUpperCase(), externalId: 'first', attachments: [file], cc: [], bcc: [], _type: 'Outbound' });
    expect(answer.body.data).toMatchObject({ authorId: agent, externalId: 'first', direction: 'Outbound' });
    expect(await listed(id)).toEqual([
      {
        id: answer.body.data.messageId,
        authorId: agent,
        externalId: 'first',
        createdAt: '2026-03-02T10:00:00.000Z',
        attributes: { content: text('Here'), direction: 'Outbound', attachments: [file], isAutomated: false, _type: 'ChatAttributes' },
      },
    ]);
    expect(await add(id, { content: text('Again'), externalId: 'first', _type: 'Inbound' })).toMatchObject({ status: 400, body: { message: expect.stringContaining('Duplicate externalId') } });
  });

  it('200: fields that nobody knows are neither kept nor shown', async () => {
    const id = await us.conversation();
    const content = { value: 'Hi', _type: 'Text', mood: 'good' };
    const answer = await add(id, { content, attachments: [{ url: 'https://files.example.org/a.png', size: 7 }], _type: 'Inbound', mood: 'good' });
    expect(answer.body.data.content).toEqual(text('Hi'));
    expect((await listed(id))[0].attributes).toMatchObject({ content: text('Hi'), attachments: [{ url: 'https://files.example.org/a.png' }] });
    expect(JSON.stringify(await listed(id))).not.toMatch(/mood|size/);
  });

  it('200 email: goes through the address that it names, in either direction, with copies by address', async () => {
    const id = await email();
    await add(id, { content: text('1'), agentId: agent, cc: [agent], _type: 'Outbound' });
    await add(id, { content: text('2'), agentId: agent, integrationEmail: 'Workshop@us.example', _type: 'Outbound' });
    await add(id, { content: text('3'), integrationEmail: workshop, _type: 'Inbound' });
    await add(id, { content: text('4'), integrationEmail: '', _type: 'Inbound' });
    const [, usual, through, into, empty] = await listed(id);
    expect(usual.attributes).toMatchObject({ from: { email: mail }, to: [{ email: 'mette@example.com' }], cc: [{ email: 'jonas@us.example', name: 'Jonas' }], bcc: [] });
    expect(through.attributes).toMatchObject({ from: { email: workshop, name: 'Workshop' }, to: [{ email: 'mette@example.com' }] });
    expect(into.attributes).toMatchObject({ from: { email: 'mette@example.com' }, to: [{ email: workshop, name: 'Workshop' }] });
    expect(empty.attributes).toMatchObject({ from: { email: 'mette@example.com' }, to: [{ email: mail }] });
  });

  it('200: an empty externalId is none, whatever else has one', async () => {
    const id = await us.conversation();
    for (const value of ['1', '2']) {
      const answer = await add(id, { content: text(value), externalId: '', _type: 'Inbound' });
      expect(answer.status).toBe(200);
      expect(answer.body.data).not.toHaveProperty('externalId');
    }
    for (const message of (await listed(id)).slice(-2)) expect(message).not.toHaveProperty('externalId');
  });

  it("400 for an address that is nobody's, another organization's or no e-mail; a chat has no use for it", async () => {
    const id = await email();
    for (const integrationEmail of ['nobody@us.example', 'theirs@them.example', number]) {
      expect(await add(id, { content: text('x'), integrationEmail, _type: 'Inbound' })).toMatchObject({ status: 400, body: { message: 'integrationEmail: Contact endpoint not found' } });
    }
    expect(await listed(id)).toHaveLength(1);
    expect(await add(await us.conversation(), { content: text('x'), integrationEmail: 'nobody@us.example', _type: 'Inbound' })).toMatchObject({ status: 200 });
  });

  it('200 or 400 by channel: Sms takes what agents write, WhatsApp their Markdown with one file or the file alone, a call nothing', async () => {
    const [texts, chats, call] = [await sms(), await imported('whatsapp'), await imported('phone')];
    const outbound = (fields: object) => ({ agentId: agent, ...fields, _type: 'Outbound' });
    const inbound = { content: text('x'), _type: 'Inbound' };
    const file = (name: string) => ({ url: `https://files.example.org/${name}` });
    const cases: [number, object, number][] = [
      [texts, outbound({ content: text('x') }), 200],
      [texts, inbound, 400],
      [call, outbound({ content: text('x') }), 400],
      [call, inbound, 400],
      [chats, inbound, 400],
      [chats, outbound({ content: text('**x**', 'Markdown') }), 200],
      [chats, outbound({ content: text('<b>x</b>', 'Html') }), 400],
      [chats, outbound({ content: text('x') }), 400],
      [chats, outbound({}), 400],
      [chats, outbound({ attachments: [file('a.pdf')] }), 200],
      [chats, outbound({ attachments: [file('a.gif')] }), 400],
      [chats, outbound({ content: text('x', 'Markdown'), attachments: [file('a.jpg'), file('b.jpg')] }), 400],
    ];
    for (const [id, body, status] of cases) expect({ body, status: (await add(id, body)).status }).toEqual({ body, status });
  });

  it.each([
    ['content', { _type: 'Inbound' }],
    ['content', { agentId: unknown, _type: 'Outbound' }],
    ['agentId', { content: text('x'), _type: 'Outbound' }],
    ['agentId', { content: text('x'), agentId: unknown, _type: 'Outbound' }],
    ['_type', { content: text('x', 'Rtf'), _type: 'Inbound' }],
    ['_type', { content: text('x'), _type: 'Internal' }],
    ['cc[0]', { content: text('x'), agentId: unknown, cc: [unknown], _type: 'Outbound' }],
    ['attachments[0].url', { content: text('x'), attachments: [{ url: 'http://127.0.0.1/a' }], _type: 'Inbound' }],
  ])('400 naming %s, and nothing is written', async (field, body) => {
    const id = await us.conversation();
    const answer = await add(id, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
    expect(await listed(id)).toEqual([]);
  });

  it("404 for no conversation and another organization's, 400 for no number", async () => {
    const body = { content: text('x'), _type: 'Inbound' };
    expect(await add(424242, body)).toMatchObject({ status: 404 });
    expect(await add(await them.conversation(), body)).toMatchObject({ status: 404 });
    expect(await us.call('POST', '/conversations/first/messages', body)).toMatchObject({ status: 400 });
  });
});

describe('GET /conversations/{id}/messages', () => {
  it('200: oldest first, also those that came at the same moment', async () => {
    const id = await us.conversation();
    for (let count = 0; count < 12; count++) await add(id, { content: text(String(count)), _type: 'Inbound' });
    parley.clock.advance(1000);
    await add(id, { content: text('12'), _type: 'Inbound' });
    const values = (await listed(id)).map((message: { attributes: { content: { value: string } } }) => message.attributes.content.value);
    expect(values).toEqual(Array.from({ length: 13 }, (_, count) => String(count)));
  });

  it("200 with an empty list, 404 for none and another organization's, 400 for no number", async () => {
    expect((await us.call('GET', `/conversations/${await us.conversation()}/messages`)).body).toEqual({ data: [] });
    expect(await us.call('GET', '/conversations/424242/messages')).toMatchObject({ status: 404 });
    expect(await us.call('GET', `/conversations/${await them.conversation()}/messages`)).toMatchObject({ status: 404 });
    expect(await us.call('GET', '/conversations/x/messages')).toMatchObject({ status: 400 });
  });
});
