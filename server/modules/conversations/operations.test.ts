import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let customer: string;
let agent: string;
let queue: string;
let otherQueue: string;

const unknown = '00000000-0000-4000-8000-000000000000';
const mail = 'support@us.example';
const number = '+4570000000';
const widget = '10000000-0000-4000-8000-000000000001';

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
  customer = await us.endUser({ displayName: 'Mette Holm', email: 'mette@example.com', phone: '+4520000000' });
  agent = await us.agent({ displayName: 'Jonas' });
  const org = us.organizationId;
  const now = parley.clock.now().toISOString();
  await parley.ctx.db.execute(sql`INSERT INTO contact_endpoint (organization_id, address, kind, name, functionality, created_at) VALUES
    (${org}, ${mail}, 'EmailEndpoint', 'Support', '{}', ${now}), (${org}, 'workshop@us.example', 'EmailEndpoint', 'Workshop', '{}', ${now}), (${org}, ${number}, 'TelephonyEndpoint', 'Line', '{Sms,VoiceInbound}', ${now})`);
  await parley.ctx.db.execute(sql`INSERT INTO chat_widget (organization_id, id, name, created_at) VALUES (${org}, ${widget}, 'Site', ${now})`);
  queue = '20000000-0000-4000-8000-000000000001';
  otherQueue = '20000000-0000-4000-8000-000000000002';
  await parley.ctx.db.execute(
    sql`INSERT INTO queue (organization_id, id, name, is_default, created_at) VALUES (${org}, ${queue}, 'Front', true, ${now}), (${org}, ${otherQueue}, 'Back', false, ${now})`,
  );
});
afterAll(() => parley.close());

const inbound = { content: { value: 'Hello', _type: 'Text' }, _type: 'Inbound' };
const emailOf = (fields = {}) => ({ requesterId: customer, emailIntegrationId: mail, subject: 'Order 12', message: inbound, language: 'en', _type: 'Email', ...fields });

async function create(body: unknown): Promise<number> {
  const answer = await us.call('POST', '/conversations', body);
  expect(answer.body).toEqual({ data: { id: expect.any(Number) } });
  expect(answer.status).toBe(201);
  return answer.body.data.id;
}

const read = async (id: number) => (await us.call('GET', `/conversations/${id}`)).body.data;
const activities = async (id: number): Promise<string[]> => (await us.call('GET', `/conversations/${id}/activitylog`)).body.data.map((entry: { _type: string }) => entry._type);

describe('POST /conversations', () => {
  it('201 Email: the customer writes, it waits in the default queue, the message is there', async () => {
    const id = await create(emailOf());
    expect(await read(id)).toMatchObject({
      _type: 'EmailConversation',
      channel: 'Email',
      direction: 'Inbound',
      state: 'Open',
      requesterId: customer,
      fromEmail: 'mette@example.com',
      toEmail: mail,
      integrationEmail: mail,
      subject: 'Order 12',
      language: 'en',
      queue: { id: queue },
      customAttributes: [],
    });
    const { body } = await us.call('GET', `/conversations/${id}/messages`);
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({
      authorId: customer,
      attributes: { _type: 'EmailAttributes', from: { email: 'mette@example.com', name: 'Mette Holm' }, to: [{ email: mail }], cc: [], bcc: [], isAutoReply: false, direction: 'Inbound' },
    });
    expect(await activities(id)).toEqual(['ConversationCreatedByCustomer', 'MessageAddedByCustomer']);
  });

  it('201 Email by an agent: outbound and assigned', async () => {
    const id = await create(emailOf({ message: { content: { value: '<p>Hi</p>', _type: 'Html' }, agentId: agent, _type: 'Outbound' } }));
    expect(await read(id)).toMatchObject({ direction: 'Outbound', assignment: { agentId: agent }, fromEmail: mail, toEmail: 'mette@example.com' });
  });

  it('201: a first e-mail goes to the people it copies in, and through the address it names; the conversation stays with its own', async () => {
    const [per, ida] = [await us.endUser({ email: 'per@example.com', displayName: 'Per' }), await us.agent({ email: 'ida@us.example', displayName: 'Ida' })];
    const copied = { cc: [per], bcc: [ida.toUpperCase()], integrationEmail: 'Workshop@us.example' };
    for (const _type of ['Email', 'ContactForm']) {
      const id = await create(emailOf({ _type, message: { content: inbound.content, agentId: agent, ...copied, _type: 'Outbound' } }));
      expect((await us.call('GET', `/conversations/${id}/messages`)).body.data[0].attributes).toMatchObject({
        from: { email: 'workshop@us.example', name: 'Workshop' },
        to: [{ email: 'mette@example.com', name: 'Mette Holm' }],
        cc: [{ email: 'per@example.com', name: 'Per' }],
        bcc: [{ email: 'ida@us.example', name: 'Ida' }],
      });
      expect(await read(id)).toMatchObject({ fromEmail: mail, integrationEmail: mail });
    }
    const id = await create(emailOf({ message: { ...inbound, integrationEmail: 'workshop@us.example' } }));
    expect((await us.call('GET', `/conversations/${id}/messages`)).body.data[0].attributes).toMatchObject({
      from: { email: 'mette@example.com' },
      to: [{ email: 'workshop@us.example', name: 'Workshop' }],
    });
    expect(await read(id)).toMatchObject({ toEmail: mail, integrationEmail: mail });
    const plain = await create(emailOf({ message: { ...inbound, integrationEmail: '' } }));
    expect((await us.call('GET', `/conversations/${plain}/messages`)).body.data[0].attributes.to).toMatchObject([{ email: mail }]);
  });

  it('201 ContactForm, Chat, Sms and Callback each in their own form', async () => {
    expect(await read(await create(emailOf({ _type: 'ContactForm' })))).toMatchObject({ _type: 'ContactFormConversation', channel: 'ContactForm' });
    const chat = await create({ requesterId: customer, widgetId: widget, message: inbound, browserInfo: { name: 'Firefox', engine: 'Gecko' }, language: null, _type: 'Chat' });
    expect(await read(chat)).toMatchObject({ _type: 'ChatConversation', channel: 'WidgetChat', browserInfo: { name: 'Firefox' } });
    const sms = await create({ requesterId: customer, contactEndpointId: number, message: { content: { value: 'Hi', _type: 'Text' }, agentId: agent, _type: 'Outbound' }, _type: 'Sms' });
    expect(await read(sms)).toMatchObject({ _type: 'SmsConversation', fromNumber: number, toNumber: '+4520000000', direction: 'Outbound' });
    const callback = await create({ requesterId: customer, direction: 'Inbound', contactEndpointId: number, queueId: otherQueue, _type: 'Callback' });
    expect(await read(callback)).toMatchObject({ _type: 'PstnPhoneConversation', channel: 'Callback', queue: { id: otherQueue } });
    expect((await us.call('GET', `/conversations/${callback}/messages`)).body.data).toEqual([]);
  });

  it('201 Callback: the customer asked for the call, or the owner of the token did', async () => {
    for (const [direction, type, author] of [
      ['Inbound', 'ConversationCreatedByCustomer', customer],
      ['Outbound', 'ConversationCreatedByAgent', us.adminId],
    ] as const) {
      const id = await create({ requesterId: customer, direction, contactEndpointId: number, queueId: otherQueue, _type: 'Callback' });
      expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data).toMatchObject([{ _type: type, author: { id: author } }]);
    }
  });

  it('201 without _type in the message: an agent makes it outbound, also beside the message', async () => {
    expect(await read(await create(emailOf({ message: { content: inbound.content } })))).toMatchObject({ direction: 'Inbound' });
    expect(await read(await create(emailOf({ message: { content: inbound.content, agentId: agent } })))).toMatchObject({ direction: 'Outbound' });
    expect(await read(await create(emailOf({ message: { content: inbound.content }, agentId: agent })))).toMatchObject({ direction: 'Outbound' });
  });

  it.each([
    ['requesterId', () => emailOf({ requesterId: unknown })],
    ['emailIntegrationId', () => emailOf({ emailIntegrationId: 'nobody@us.example' })],
    ['message.agentId', () => emailOf({ message: { ...inbound, agentId: unknown, _type: 'Outbound' } })],
    ['widgetId', () => ({ requesterId: customer, widgetId: unknown, message: inbound, _type: 'Chat' })],
    ['queueId', () => ({ requesterId: customer, direction: 'Inbound', contactEndpointId: number, queueId: unknown, _type: 'Callback' })],
    ['contactEndpointId', () => ({ requesterId: customer, contactEndpointId: '+4599999999', message: { ...inbound, agentId: agent, _type: 'Outbound' }, _type: 'Sms' })],
    ['message', () => ({ requesterId: customer, contactEndpointId: number, message: inbound, _type: 'Sms' })],
    ['_type', () => emailOf({ _type: 'Fax' })],
    ['_type', () => emailOf({ _type: 'constructor' })],
    ['message.cc[0]', () => emailOf({ message: { content: inbound.content, agentId: agent, cc: [unknown], _type: 'Outbound' } })],
    ['message.bcc[1]', () => emailOf({ message: { content: inbound.content, agentId: agent, bcc: [customer, unknown], _type: 'Outbound' } })],
    ['message.integrationEmail', () => emailOf({ message: { ...inbound, integrationEmail: 'nobody@us.example' } })],
    ['message.content._type', () => emailOf({ message: { content: { value: 'x', _type: 'Word' }, _type: 'Inbound' } })],
    ['subject', () => emailOf({ subject: null })],
  ])('400 naming %s, and nothing is written', async (field, body) => {
    const count = () => parley.ctx.db.maybe(sql`SELECT (SELECT count(*) FROM conversation) AS c, (SELECT count(*) FROM message) AS m, (SELECT count(*) FROM event) AS e`);
    const before = await count();
    const answer = await us.call('POST', '/conversations', body());
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
    expect(await count()).toEqual(before);
  });

  it('400 for a message id used before; an empty one is none', async () => {
    for (const _ of [1, 2]) {
      const id = await create(emailOf({ message: { ...inbound, externalId: '' } }));
      expect((await us.call('GET', `/conversations/${id}/messages`)).body.data[0]).not.toHaveProperty('externalId');
    }
    await create(emailOf({ message: { ...inbound, externalId: 'once' } }));
    expect(await us.call('POST', '/conversations', emailOf({ message: { ...inbound, externalId: 'once' } }))).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('Duplicate externalId') },
    });
  });
});

describe('GET /conversations/{id}', () => {
  it("404 for none and for another organization's, to the letter the same; 400 for no number", async () => {
    const id = await us.conversation();
    const [foreign, none] = [await them.call('GET', `/conversations/${id}`), await them.call('GET', '/conversations/77')];
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe(none.text);
    for (const bad of ['abc', '1.5', '-1', '99999999999999999999']) expect(await us.call('GET', `/conversations/${bad}`)).toMatchObject({ status: 400 });
  });
});

describe('PUT /conversations/{id}/claim', () => {
  it('204: the agent has it; 409 without force when somebody else does', async () => {
    const id = await us.conversation();
    const other = await us.agent();
    expect(await us.call('PUT', `/conversations/${id}/claim`, { agentId: agent, force: false })).toMatchObject({ status: 204, text: '' });
    expect(await us.call('PUT', `/conversations/${id}/claim`, { agentId: other, force: false })).toMatchObject({ status: 409 });
    expect(await us.call('PUT', `/conversations/${id}/claim`, { agentId: other })).toMatchObject({ status: 204 });
    expect(await read(id)).toMatchObject({ assignment: { agentId: other } });
    expect(await activities(id)).toEqual(['ConversationClaimed', 'ConversationAssigned', 'ConversationUnassigned', 'ConversationClaimed', 'ConversationAssigned']);
  });

  it('204: the log says that the agent claimed it, also when the id came in capitals', async () => {
    const id = await us.conversation();
    await us.call('PUT', `/conversations/${id}/claim`, { agentId: agent.toUpperCase() });
    const log = (await us.call('GET', `/conversations/${id}/activitylog`)).body.data;
    expect(log).toMatchObject([
      { _type: 'ConversationClaimed', author: { id: agent, name: 'Jonas' } },
      { _type: 'ConversationAssigned', author: { id: agent, name: 'Jonas' }, attributes: { agentId: agent, agentName: 'Jonas' } },
    ]);
    await us.call('PUT', `/conversations/${id}/transfer/queue`, { queueId: otherQueue, userId: agent });
    expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data.at(-1)).toMatchObject({ author: { id: agent }, attributes: { destinationId: otherQueue, destinationLabel: 'Back' } });
  });

  it('of two claims at once one wins and the other is a 409', async () => {
    for (let round = 0; round < 10; round++) {
      const id = await us.conversation();
      const agents = [await us.agent(), await us.agent()];
      const answers = await Promise.all(agents.map((agentId) => us.call('PUT', `/conversations/${id}/claim`, { agentId, force: false })));
      expect(answers.map((answer) => answer.status).toSorted()).toEqual([204, 409]);
      expect((await read(id)).assignment.agentId).toBe(agents[answers.findIndex((answer) => answer.status === 204)]);
    }
  });

  it('409 when closed, 400 for no agent or no body, 404', async () => {
    const id = await us.conversation();
    expect(await us.call('PUT', `/conversations/${id}/claim`, { agentId: customer })).toMatchObject({ status: 400 });
    expect(await us.call('PUT', `/conversations/${id}/claim`, { agentId: unknown })).toMatchObject({ status: 400 });
    expect(await us.call('PUT', `/conversations/${id}/claim`)).toMatchObject({ status: 400 });
    expect(await them.call('PUT', `/conversations/${id}/claim`, { agentId: them.adminId })).toMatchObject({ status: 404 });
    await us.call('PUT', `/conversations/${id}/close`);
    expect(await us.call('PUT', `/conversations/${id}/claim`, { agentId: agent })).toMatchObject({ status: 409 });
  });
});

describe('close, reopen, followup, transfer', () => {
  it('204 close without a body and of any content type; closing again changes nothing', async () => {
    const id = await us.conversation();
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      expect(await us.call('PUT', `/conversations/${id}/close`, '', { 'content-type': type })).toMatchObject({ status: 204 });
    }
    expect(await read(id)).toMatchObject({ state: 'Closed' });
    expect(await activities(id)).toEqual(['ConversationClosed']);
    expect(await us.call('PUT', `/conversations/${await us.conversation()}/close`, { userId: customer })).toMatchObject({ status: 400 });
    expect(await us.call('PUT', '/conversations/424242/close')).toMatchObject({ status: 404 });
  });

  it('204 reopen: offered again in the default queue, its agent lets go', async () => {
    const id = await us.conversation();
    await us.call('PUT', `/conversations/${id}/claim`, { agentId: agent });
    await us.call('PUT', `/conversations/${id}/close`, { userId: agent });
    expect(await us.call('PUT', `/conversations/${id}/reopen`)).toMatchObject({ status: 204 });
    const now = await read(id);
    expect(now).toMatchObject({ state: 'Open', queue: { id: queue } });
    expect(now.assignment).toBeUndefined();
  });

  it('204 followup: pending until the time, then open again, once', async () => {
    const id = await us.conversation();
    expect(await us.call('PUT', `/conversations/${id}/followup`, { timestamp: '2026-03-02T11:00:00Z[GMT]', userId: agent })).toMatchObject({ status: 204 });
    expect(await read(id)).toMatchObject({ state: 'Pending' });
    await parley.ctx.timers.runDue();
    expect(await read(id)).toMatchObject({ state: 'Pending' });
    parley.clock.advance(3_600_000);
    await Promise.all([parley.ctx.timers.runDue(), parley.ctx.timers.runDue()]);
    expect(await read(id)).toMatchObject({ state: 'Open' });
    expect((await activities(id)).filter((type) => type === 'FollowupExpired')).toHaveLength(1);
    expect(await us.call('PUT', `/conversations/${id}/followup`, { followUp: true })).toMatchObject({ status: 400, body: { message: expect.stringContaining('timestamp') } });
  });

  it('204 transfer, also by POST; 400 for an unknown queue and when closed', async () => {
    const id = await us.conversation();
    await us.call('PUT', `/conversations/${id}/claim`, { agentId: agent });
    expect(await us.call('POST', `/conversations/${id}/transfer/queue`, { queueId: otherQueue })).toMatchObject({ status: 204 });
    expect((await read(id)).assignment).toBeUndefined();
    expect(await read(id)).toMatchObject({ queue: { id: otherQueue } });
    expect(await us.call('PUT', `/conversations/${id}/transfer/queue`, { queueId: unknown })).toMatchObject({ status: 400, body: { message: expect.stringContaining('Queue does not exist') } });
    await us.call('PUT', `/conversations/${id}/close`);
    expect(await us.call('PUT', `/conversations/${id}/transfer/queue`, { queueId: queue })).toMatchObject({ status: 400 });
  });
});

describe('GET /endusers/{id}/conversations', () => {
  it('200, paged, no row twice while rows arrive; 404 for another organization', async () => {
    const requesterId = await us.endUser();
    const ids = [];
    for (let count = 0; count < 5; count++) ids.push(await us.conversation({ requesterId }));
    const first = await us.call('GET', `/v1/endusers/${requesterId}/conversations?pageLimit=2`);
    expect(first.body.data).toHaveLength(2);
    expect(first.body.meta.next).toMatch(/^\/v1\/endusers\/[^?]+\?pageKey=[\w-]+$/);
    const seen = [...first.body.data];
    let next: string | undefined = first.body.meta.next;
    while (next) {
      ids.push(...(seen.length === 2 ? [await us.conversation({ requesterId })] : []));
      const page = await us.call('GET', `${next}&pageLimit=3&pageLimit=9`);
      expect(page.body.data.length).toBeGreaterThan(0);
      seen.push(...page.body.data);
      next = page.body.meta?.next;
    }
    expect(seen.map((row) => row.id)).toEqual(ids);
    expect(await them.call('GET', `/endusers/${requesterId}/conversations`)).toMatchObject({ status: 404 });
    expect(await us.call('GET', `/endusers/${requesterId}/conversations?pageKey=forged`)).toMatchObject({ status: 400 });
  });
});

describe('POST /conversations/import', () => {
  const history = (fields = {}) => ({
    genericChannelName: 'email',
    requesterId: customer,
    direction: 'Inbound',
    createdAt: '2021-12-01T11:00:00.001Z',
    attributes: { emailIntegrationId: 'old@us.example', subject: 'Old' },
    messages: [
      { content: { value: 'Where is it?', _type: 'Text' }, attachments: [], createdAt: '2021-12-01T13:00:00.003Z[GMT]', _type: 'InboundImport' },
      { content: { value: 'Here', _type: 'Text' }, agentId: agent, attachments: [], createdAt: '2021-12-01T14:00:00Z', attributes: { cc: ['a@example.org'] }, _type: 'OutboundImport' },
    ],
    assignment: { agentId: agent, assignedAt: '2021-12-01T12:00:00.002Z' },
    closing: { closedAt: '2021-12-01T15:00:00.005Z', closedBy: agent },
    ...fields,
  });

  it('201: keeps the times, closed, and the history reads in its order', async () => {
    const answer = await us.call('POST', '/conversations/import', history());
    expect(answer).toMatchObject({ status: 201, body: { data: { id: expect.any(Number) } } });
    const { id } = answer.body.data;
    expect(await read(id)).toMatchObject({
      _type: 'EmailConversation',
      state: 'Closed',
      createdAt: '2021-12-01T11:00:00.001Z',
      stateUpdatedAt: '2021-12-01T15:00:00.005Z',
      subject: 'Old',
      assignment: { agentId: agent, assignedAt: '2021-12-01T12:00:00.002Z' },
    });
    const messages = (await us.call('GET', `/conversations/${id}/messages`)).body.data;
    expect(messages.map((message: { createdAt: string }) => message.createdAt)).toEqual(['2021-12-01T13:00:00.003Z', '2021-12-01T14:00:00.000Z']);
    expect(messages[1].attributes).toMatchObject({ direction: 'Outbound', cc: [{ email: 'a@example.org' }] });
    expect(await activities(id)).toEqual(['ConversationCreatedByCustomer', 'ConversationAssigned', 'MessageAddedByCustomer', 'MessageAddedByAgent', 'ConversationClosed']);
  });

  it("201 with partialErrors for an assignment that cannot be, and a channel of one's own", async () => {
    const answer = await us.call(
      'POST',
      '/conversations/import',
      history({ genericChannelName: 'genericapimessaging', assignment: { agentId: unknown, assignedAt: '2021-12-01T12:00:00Z' }, closing: undefined }),
    );
    expect(answer.status).toBe(201);
    expect(answer.body.data.partialErrors).toEqual([{ message: 'The conversation could not be assigned' }]);
    expect(await read(answer.body.data.id)).toMatchObject({ _type: 'GenericConversation', state: 'Open' });
  });

  it.each([
    ['requesterId', { requesterId: unknown }],
    ['agentId', { messages: [{ content: { value: 'x', _type: 'Text' }, agentId: unknown, createdAt: '2021-12-01T14:00:00Z', _type: 'OutboundImport' }] }],
    ['createdAt', { createdAt: 'yesterday' }],
  ])('400 naming %s', async (field, fields) => {
    const answer = await us.call('POST', '/conversations/import', history(fields));
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
  });
});

describe('GET /conversations/activitylog', () => {
  it('200, oldest first, both ends of the window included, every page full', async () => {
    const all = await us.call('GET', '/conversations/activity-log?pageLimit=10000');
    expect(all.status).toBe(200);
    const times = all.body.data.map((entry: { activityTimestamp: string }) => entry.activityTimestamp);
    expect(times).toEqual(times.toSorted());
    const at = times[3];
    const window = await us.call('GET', `/conversations/activitylog?fromDatetime=${at}&toDatetime=${at}&pageLimit=10000`);
    expect(window.body.data.length).toBe(times.filter((time: string) => time === at).length);
    const seen = [];
    let next: string | undefined = '/beta/conversations/activitylog?pageLimit=7';
    while (next) {
      const page = await us.call('GET', next);
      seen.push(...page.body.data.map((entry: { id: string }) => entry.id));
      next = page.body.meta?.next;
    }
    expect(seen).toEqual(all.body.data.map((entry: { id: string }) => entry.id));
  });

  it("404 for the log of another organization's conversation, 400 for a time that is none", async () => {
    expect(await them.call('GET', `/conversations/${await us.conversation()}/activitylog`)).toMatchObject({ status: 404 });
    expect(await us.call('GET', '/conversations/activitylog?fromDatetime=soon')).toMatchObject({ status: 400 });
  });
});
