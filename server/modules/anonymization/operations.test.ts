import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
const unknown = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
});
afterAll(() => parley.close());

const work = () => parley.ctx.timers.runDue();
const say = (id: number, value: string) => us.call('POST', `/conversations/${id}/messages`, { content: { value, _type: 'Text' }, _type: 'Inbound' });

/** Every place of the database in which a text stands, as table names. */
async function traces(marker: string): Promise<string[]> {
  const { pool } = parley.ctx.db;
  const { rows } = await pool.query<{ table: string }>(`SELECT relname AS table FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`);
  const found = [];
  for (const { table } of rows) {
    const hit = await pool.query(`SELECT 1 FROM "${table}" AS t WHERE t::text ILIKE $1 LIMIT 1`, [`%${marker}%`]);
    if (hit.rowCount) found.push(table);
  }
  return found;
}

describe('PATCH /endusers/{id}/anonymize', () => {
  it('202, and of a marker planted everywhere nothing is left, while the ids still read', async () => {
    const marker = 'Quetzalcoatl';
    const address = `${marker.toLowerCase()}@example.com`;
    const userId = await us.endUser({ displayName: marker, email: address, phone: '+4533334444' });
    const { organizationId } = us;
    const now = parley.clock.now().toISOString();
    await parley.ctx.db.execute(sql`UPDATE person SET first_name = ${marker}, last_name = ${marker}, middle_names = ${[marker]}, additional_emails = ${[`x${address}`]}, external_id = ${marker},
      avatar_url = ${`https://example.com/${marker}`}, custom_attributes = ${JSON.stringify({ a: marker })} WHERE organization_id = ${organizationId} AND id = ${userId}`);
    await parley.ctx.db.execute(sql`INSERT INTO contact_endpoint (organization_id, address, kind, created_at) VALUES (${organizationId}, 'desk@us.example', 'EmailEndpoint', ${now})`);
    const definition = '40000000-0000-4000-8000-000000000001';
    await parley.ctx.db.execute(sql`INSERT INTO custom_attribute_definition (organization_id, id, entity_type, identifier, label, input_definition, created_at)
      VALUES (${organizationId}, ${definition}, 'Conversation', 'who', 'Who', '{"_type": "Text"}', ${now})`);
    const mail = {
      requesterId: userId,
      emailIntegrationId: 'desk@us.example',
      subject: `From ${marker}`,
      message: { content: { value: marker, _type: 'Text' }, externalId: marker, _type: 'Inbound' },
      _type: 'Email',
    };
    const id = (await us.call('POST', '/conversations', mail)).body.data.id;
    await us.call('POST', `/conversations/${id}/messages`, { content: { value: `${marker} again`, _type: 'Text' }, _type: 'Inbound' }, { 'idempotency-key': 'planted' });
    await us.call('POST', `/conversations/${id}/notes`, { message: `${marker} called` });
    await us.call('PATCH', `/conversations/${id}/custom-attributes`, { [definition]: marker });
    const offer = await us.call('POST', `/conversations/${id}/ratings/offer`, { ratingType: 'Csat' });
    await us.call('POST', `/conversations/${id}/ratings/${offer.body.data.id}/submit`, { ratingResult: { value: 5, _type: 'Csat' }, comment: marker });
    const elsewhere = await us.conversation();
    await us.call(
      'POST',
      `/conversations/${(await us.call('POST', '/conversations', { ...mail, requesterId: await us.endUser({ email: 'other@example.com' }), subject: 'Copy', message: { content: { value: 'hi', _type: 'Text' }, _type: 'Inbound' } })).body.data.id}/messages`,
      { content: { value: 'for both', _type: 'Text' }, agentId: us.adminId, cc: [userId], _type: 'Outbound' },
    );
    await say(elsewhere, 'nothing of theirs');
    expect((await us.call('POST', '/search/conversations', { query: { value: marker } })).body.data).toHaveLength(1);
    expect(await traces(marker)).toEqual(expect.arrayContaining(['conversation', 'message', 'note', 'person', 'rating', 'search_entry']));

    expect(await us.call('PATCH', `/endusers/${userId}/anonymize?force=False`)).toMatchObject({ status: 409 });
    const asked = await us.call('PATCH', `/endusers/${userId}/anonymize?force=True`, '', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(asked).toMatchObject({ status: 202, body: { data: { _type: 'User', entityType: 'UserAnonymizationType', targetEntityId: userId, requestedBy: us.adminId } } });
    expect(asked.body.data.processedAt).toBeUndefined();
    await work();
    expect((await us.call('GET', `/anonymization/request/${asked.body.data.id}`)).body.data.processedAt).toBeDefined();
    expect(await traces(marker)).toEqual([]);
    expect((await us.call('GET', `/conversations/${id}`)).body.data).toMatchObject({ _type: 'AnonymizedConversation', channel: 'Email', requesterId: userId, state: 'Closed' });
    for (const path of ['messages', 'notes', 'ratings', 'activitylog']) expect(await us.call('GET', `/conversations/${id}/${path}`)).toMatchObject({ status: 200 });
    expect((await us.call('POST', '/search/conversations', { query: { value: marker } })).body.data).toEqual([]);
    expect(await say(id, 'again')).toMatchObject({ status: 400 });
  });

  it("404 for none, for an agent and for another organization's", async () => {
    for (const id of [unknown, us.adminId, await them.endUser()]) expect(await us.call('PATCH', `/endusers/${id}/anonymize`)).toMatchObject({ status: 404 });
    expect(await us.call('PATCH', '/endusers/me/anonymize')).toMatchObject({ status: 400 });
  });
});

describe('PATCH /conversations/{id}/anonymize', () => {
  it('409 while open, 202 once closed; done once, also when two work at it', async () => {
    const id = await us.conversation();
    await say(id, 'Secret');
    expect(await us.call('PATCH', `/conversations/${id}/anonymize`)).toMatchObject({ status: 409 });
    await us.call('PUT', `/conversations/${id}/close`);
    expect(await us.call('PATCH', `/conversations/${id}/anonymize?force=maybe`)).toMatchObject({ status: 400 });
    expect(await us.call('PATCH', `/conversations/${id}/anonymize`)).toMatchObject({ status: 202, body: { data: { targetEntityId: String(id) } } });
    await work();
    const events = await parley.ctx.db.query(sql`SELECT 1 FROM event WHERE type = 'ConversationAnonymized' AND conversation_id = ${id}`);
    expect(events).toHaveLength(1);
    expect(await them.call('PATCH', `/conversations/${id}/anonymize`)).toMatchObject({ status: 404 });
  });
});

it('leaves nothing open that was opened between the request and its work, of a conversation and of a user', async () => {
  const requesterId = await us.endUser();
  const [one, other] = [await us.conversation(), await us.conversation({ requesterId })];
  await us.call('PATCH', `/conversations/${one}/anonymize?force=true`);
  await us.call('PATCH', `/endusers/${requesterId}/anonymize?force=true`);
  await us.call('PUT', `/conversations/${one}/reopen`);
  await us.call('PUT', `/conversations/${one}/followup`, { timestamp: '2026-03-09T10:00:00Z' });
  await say(other, 'One thing more');
  await work();
  for (const id of [one, other]) {
    expect((await us.call('GET', `/conversations/${id}`)).body.data).toMatchObject({ _type: 'AnonymizedConversation', state: 'Closed' });
    const told = (await us.call('GET', `/conversations/${id}/activitylog`)).body.data.map((entry: { _type: string }) => entry._type);
    expect(told.filter((type: string) => type === 'ConversationClosed')).toHaveLength(2);
    // Nothing is open about it, so that asking again is taken.
    expect(await us.call('PATCH', `/conversations/${id}/anonymize`)).toMatchObject({ status: 202 });
  }
  await work();
  parley.clock.advance(8 * 86_400_000);
  await work();
  expect((await us.call('GET', `/conversations/${one}`)).body.data.state).toBe('Closed');
});

it('keeps the time at which a conversation was anonymized when its requester is, later', async () => {
  const requesterId = await us.endUser();
  const id = await us.conversation({ requesterId });
  const anonymizedAt = async (): Promise<string> => (await us.call('GET', `/conversations/${id}`)).body.data.anonymizedAt;
  await us.call('PATCH', `/conversations/${id}/anonymize?force=true`);
  await work();
  const before = await anonymizedAt();
  parley.clock.advance(60_000);
  await us.call('PATCH', `/endusers/${requesterId}/anonymize`);
  await work();
  expect([typeof before, await anonymizedAt()]).toEqual(['string', before]);
});

describe('PATCH /conversations/{id}/messages/{messageId}/anonymize', () => {
  it('202: the message stays in its place and says nothing; the others stay as they are', async () => {
    const id = await us.conversation();
    const { messageId } = (await say(id, 'Secret')).body.data;
    await say(id, 'Open');
    const path = `/conversations/${id}/messages/${messageId}/anonymize`;
    expect(await us.call('PATCH', path)).toMatchObject({ status: 409 });
    await us.call('PUT', `/conversations/${id}/close`);
    expect(await us.call('PATCH', path)).toMatchObject({ status: 202, body: { data: { targetEntityId: `${id}_${messageId}` } } });
    await work();
    const messages = (await us.call('GET', `/conversations/${id}/messages`)).body.data;
    expect(messages[0]).toMatchObject({ id: messageId, attributes: { _type: 'ChatAttributes', attachments: [], isAutomated: false } });
    expect(messages[0].attributes.content).toBeUndefined();
    expect(messages[1].attributes.content.value).toBe('Open');
    expect(await us.call('PATCH', `/conversations/${id}/messages/${unknown}/anonymize`)).toMatchObject({ status: 404 });
    expect(await us.call('PATCH', `/conversations/${await us.conversation()}/messages/${messageId}/anonymize`)).toMatchObject({ status: 404 });
    expect(await us.call('PATCH', `/conversations/${id}/messages/x/anonymize`)).toMatchObject({ status: 400 });
  });
});

describe('POST /anonymization and GET /anonymization/request/{id}', () => {
  it('200 for each kind, in the old spelling and the new', async () => {
    const id = await us.conversation();
    const answer = await us.call('POST', '/anonymization', { entityId: String(id), entityType: 'ConversationAnonymizationType', forceAnonymization: true });
    expect(answer).toMatchObject({ status: 200, body: { data: { _type: 'Conversation' } } });
    expect(await us.call('GET', `/anonymization/request/${answer.body.data.id}`)).toMatchObject({ status: 200, body: { data: { id: answer.body.data.id } } });
    expect(await us.call('POST', '/anonymization', { entityId: await us.endUser(), _type: 'User' })).toMatchObject({ status: 200 });
  });

  it('400 that names the field: without a kind, for an id of another form, for nothing there; 400 while open', async () => {
    const id = String(await us.conversation());
    for (const [body, field] of [
      [{ entityId: id }, '_type'],
      [{ entityId: id, _type: 'User' }, 'entityId'],
      [{ entityId: unknown, _type: 'User' }, 'entityId'],
      [{ entityId: '999999999', _type: 'Conversation' }, 'entityId'],
      [{ entityId: `${id}_${unknown}`, _type: 'Message' }, 'entityId'],
      [{}, 'entityId'],
      [{ entityId: id, _type: 'Conversation' }, 'open'],
    ] as const) {
      const { status, body: answer } = await us.call('POST', '/anonymization', body);
      expect([status, answer.message]).toEqual([400, expect.stringContaining(field === 'open' ? 'not closed' : field)]);
    }
    expect((await them.call('POST', '/anonymization', { entityId: id, _type: 'Conversation', forceAnonymization: true })).body.message).toContain('entityId');
  });

  it("404 for another organization's request, 400 for no uuid, 401 without a token", async () => {
    const { id } = (await us.call('PATCH', `/endusers/${await us.endUser()}/anonymize`)).body.data;
    expect(await them.call('GET', `/anonymization/request/${id}`)).toMatchObject({ status: 404 });
    expect(await us.call('GET', '/anonymization/request/7')).toMatchObject({ status: 400 });
    expect(await us.call('GET', `/anonymization/request/${id}`, undefined, { authorization: '' })).toMatchObject({ status: 401 });
  });
});
