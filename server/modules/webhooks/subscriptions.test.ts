import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Answer, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { webhookEventTypes } from './event-types.ts';

let parley: TestParley;
let shop: Tenant;
let other: Tenant;
beforeAll(async () => {
  parley = await startParley({ PARLEY_KEY: Buffer.alloc(32, 7).toString('base64') });
});
afterAll(() => parley.close());
beforeEach(async () => {
  shop = await parley.tenant();
  other = await parley.tenant();
});

const url = 'https://receiver.example/hook';
const create = (body: object = {}): Promise<Answer> => shop.call('POST', '/webhooks', { name: 'Dashboard', url, ...body });
const eventsOf = (type: string) => parley.ctx.db.query<{ data: object }>(sql`SELECT data FROM event WHERE organization_id = ${shop.organizationId} AND type = ${type} ORDER BY seq`);
const filters = {
  Conversation: { strategy: 'All', conditions: [{ field: 'OperationOrigin', values: ['ApiImport'], _type: 'IsNotOneOf' }], _type: 'CombinedFilters' },
};

describe('POST /webhooks', () => {
  test('201: name and URL are enough; the server makes the key', async () => {
    const answer = await create();
    expect(answer).toMatchObject({
      status: 201,
      body: { data: { name: 'Dashboard', url, subscribedEvents: [], headers: {}, enabled: true, createdBy: shop.adminId, updatedBy: shop.adminId, createdAt: '2026-03-02T10:00:00.000Z' } },
    });
    expect(answer.body.data.secretKey).toMatch(/^[0-9a-f]{64}$/);
    expect((await create()).body.data.secretKey).not.toBe(answer.body.data.secretKey);
    expect(await eventsOf('WebhookCreated')).toContainEqual({ data: { webhookId: answer.body.data.id } });
  });

  test('201: every event, custom headers, filters, disabled', async () => {
    const answer = await create({ events: webhookEventTypes, customHeaders: { 'X-Shop': 'north' }, authorization: { _type: 'NoAuth' }, enabled: false, filters });
    expect(answer).toMatchObject({ status: 201, body: { data: { subscribedEvents: webhookEventTypes, headers: { 'X-Shop': 'north' }, enabled: false, filters } } });
  });

  test('201: an event named twice counts once', async () => {
    expect((await create({ events: ['ConversationRated', 'ConversationRated'] })).body.data.subscribedEvents).toEqual(['ConversationRated']);
  });

  test.each([
    [{ _type: 'BasicAuth', username: 'hook', password: 'p:ss' }, 'Basic aG9vazpwOnNz'],
    [{ _type: 'TokenAuth', value: 'abc' }, 'Bearer abc'],
  ])('201: %j becomes a header', async (authorization, header) => {
    const answer = await create({ authorization, customHeaders: { authorization: 'mine', 'X-A': '1' } });
    expect(answer.body.data.headers).toEqual({ 'X-A': '1', Authorization: header });
  });

  test('201: headers of ours in the custom headers have no effect', async () => {
    const ours = { 'x-dixa-signature': 'fake', 'X-Dixa-Subscription-Id': 'fake', 'content-type': 'text/plain', 'Webhook-Signature': 'fake' };
    expect((await create({ customHeaders: { ...ours, 'X-A': '1' } })).body.data.headers).toEqual({ 'X-A': '1' });
  });

  test('201: of headers that differ in case only, what is shown is what will be sent', async () => {
    expect((await create({ customHeaders: { 'X-A': '1', 'x-a': '2', 'X-B': '3' } })).body.data.headers).toEqual({ 'x-a': '2', 'X-B': '3' });
  });

  test('201: fields that nobody knows are not kept, at any depth', async () => {
    const [condition] = filters.Conversation.conditions;
    const strange = { Conversation: { ...filters.Conversation, conditions: [{ ...condition, note: 1 }], note: 2 } };
    const made = await create({ filters: strange, note: 3, authorization: { _type: 'NoAuth', note: 4 } });
    expect(made).toMatchObject({ status: 201, body: { data: { headers: {} } } });
    expect(made.body.data.filters).toEqual(filters);
    const { id } = made.body.data;
    const patched = await shop.call('PATCH', `/webhooks/${id}`, { filters: strange, note: 5 });
    expect(patched).toMatchObject({ status: 200 });
    expect(patched.body.data.filters).toEqual(filters);
    expect((await shop.call('GET', '/webhooks')).body.data).toEqual([patched.body.data]);
    expect(await eventsOf('WebhookUpdated')).toEqual([{ data: { webhookId: id, fields: ['filters'] } }]);
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ url: 'ftp://receiver.example/' }, 'url'],
    [{ url: 'receiver.example' }, 'url'],
    [{ url: 'http://127.0.0.1/' }, 'url'],
    [{ url: 'http://[::ffff:169.254.169.254]/' }, 'url'],
    [{ url: 'https://user:secret@receiver.example/' }, 'url'],
    [{ events: ['ConversationExploded'] }, 'events'],
    [{ authorization: { _type: 'Magic' } }, 'authorization'],
    [{ authorization: { _type: 'TokenAuth', value: 'a\r\nX-Evil: 1' } }, 'authorization'],
    [{ customHeaders: { Host: 'elsewhere' } }, 'customHeaders'],
    [{ customHeaders: { 'X-A': 'a\nb' } }, 'customHeaders'],
    [{ customHeaders: { 'X A': 'b' } }, 'customHeaders'],
    [{ filters: { Weather: filters.Conversation } }, 'filters'],
    [{ filters: { Conversation: { strategy: 'All', conditions: [], _type: 'CombinedFilters' } } }, 'conditions'],
    [{ filters: { Conversation: { strategy: 'Some', conditions: filters.Conversation.conditions, _type: 'CombinedFilters' } } }, 'strategy'],
  ])('400 and nothing made: %j', async (body, field) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(field);
    expect((await shop.call('GET', '/webhooks')).body.data).toEqual([]);
  });

  test('400 without a name, a URL, a body', async () => {
    for (const body of [{ url }, { name: 'x' }, undefined]) expect((await shop.call('POST', '/webhooks', body)).status).toBe(400);
  });

  test('secrets lie sealed in the database', async () => {
    const { secretKey, id } = (await create({ authorization: { _type: 'TokenAuth', value: 'tell-nobody' }, customHeaders: { 'X-Token': 'nor-this' } })).body.data;
    const row = await parley.ctx.db.maybe<{ secrets: Buffer; row: string }>(sql`SELECT secrets, w::text AS row FROM webhook_subscription w WHERE id = ${id}`);
    for (const secret of [secretKey, 'tell-nobody', 'nor-this']) {
      expect(row!.row).not.toContain(secret);
      expect(row!.secrets.toString('latin1')).not.toContain(secret);
    }
  });
});

describe('GET /webhooks', () => {
  test('200: oldest first, only our own', async () => {
    const made = [(await create()).body.data, (await create({ name: 'Second' })).body.data];
    expect((await shop.call('GET', '/webhooks')).body).toEqual({ data: made });
    expect((await other.call('GET', '/v1/webhooks')).body).toEqual({ data: [] });
  });
});

describe('GET /webhooks/{id}', () => {
  test('200 as it was made; 404 for others, the same as for none; 400 for no uuid', async () => {
    const made = (await create()).body.data;
    expect((await shop.call('GET', `/webhooks/${made.id}`)).body).toEqual({ data: made });
    const foreign = await other.call('GET', `/webhooks/${made.id}`);
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe((await other.call('GET', `/webhooks/${newId()}`)).text);
    expect((await shop.call('GET', '/webhooks/x')).status).toBe(400);
  });
});

describe('PATCH /webhooks/{id}', () => {
  const patch = (id: string, body: unknown, by = shop): Promise<Answer> => by.call('PATCH', `/webhooks/${id}`, body);

  test('200: changes what it names, keeps the rest and the key', async () => {
    const made = (await create({ events: ['ConversationCreated'], customHeaders: { 'X-A': '1' }, authorization: { _type: 'TokenAuth', value: 'old' }, filters })).body.data;
    parley.clock.advance(1000);
    const answer = await patch(made.id, { name: 'New', authorization: { _type: 'TokenAuth', value: 'new' } });
    expect(answer).toMatchObject({ status: 200, body: { data: { ...made, name: 'New', headers: { 'X-A': '1', Authorization: 'Bearer new' }, updatedAt: parley.clock.now().toISOString() } } });
    expect((await shop.call('GET', `/webhooks/${made.id}`)).body).toEqual(answer.body);
    expect(await eventsOf('WebhookUpdated')).toEqual([{ data: { webhookId: made.id, fields: ['name', 'authorization'] } }]);
  });

  test('200: lists and maps are replaced as a whole; an empty map of filters removes them', async () => {
    const made = (await create({ events: ['ConversationCreated', 'ConversationClosed'], customHeaders: { 'X-A': '1' }, filters })).body.data;
    const answer = await patch(made.id, { events: ['ConversationRated'], customHeaders: { 'X-B': '2' }, filters: {}, authorization: { _type: 'NoAuth' }, enabled: false });
    expect(answer.body.data).toMatchObject({ subscribedEvents: ['ConversationRated'], headers: { 'X-B': '2' }, enabled: false });
    expect(answer.body.data).not.toHaveProperty('filters');
    expect((await patch(made.id, {})).body.data.enabled).toBe(false);
  });

  test('400 and nothing changed; 404 for others and for none', async () => {
    const made = (await create()).body.data;
    for (const body of [{ url: 'http://10.0.0.1/' }, { name: '' }, { events: ['x'] }, { customHeaders: { 'X-A': 7 } }]) expect((await patch(made.id, body)).status).toBe(400);
    expect((await shop.call('GET', `/webhooks/${made.id}`)).body).toEqual({ data: made });
    expect((await patch(made.id, { name: 'x' }, other)).status).toBe(404);
    expect((await patch(newId(), { name: 'x' })).status).toBe(404);
    expect((await patch('x', { name: 'x' })).status).toBe(400);
  });
});

describe('DELETE /webhooks/{id}', () => {
  test('204, then gone; 404 for others and for none; 400 for no uuid', async () => {
    const { id } = (await create()).body.data;
    expect((await other.call('DELETE', `/webhooks/${id}`)).status).toBe(404);
    expect(await shop.call('DELETE', `/webhooks/${id}`)).toMatchObject({ status: 204, text: '' });
    expect((await shop.call('GET', `/webhooks/${id}`)).status).toBe(404);
    expect((await shop.call('DELETE', `/webhooks/${id}`)).status).toBe(404);
    expect((await shop.call('DELETE', '/webhooks/x')).status).toBe(400);
    expect(await eventsOf('WebhookDeleted')).toHaveLength(1);
  });
});

describe('GET /webhooks/{id}/delivery-status and its logs', () => {
  test('200: every subscribed event in its order, before anything was sent', async () => {
    const { id } = (await create({ events: ['ConversationRated', 'ConversationCreated'] })).body.data;
    const nothing = { _type: 'NoRecentDelivery' };
    expect((await shop.call('GET', `/webhooks/${id}/delivery-status`)).body).toEqual({
      data: [
        { event: 'ConversationRated', deliveryStatus: nothing },
        { event: 'ConversationCreated', deliveryStatus: nothing },
      ],
    });
    expect((await shop.call('GET', `/webhooks/${id}/delivery-status/logs/ConversationRated`)).body).toEqual({ data: [] });
  });

  test('404 for others and for none, 400 for no uuid and no event', async () => {
    const { id } = (await create()).body.data;
    for (const path of ['delivery-status', 'delivery-status/logs/ConversationRated']) {
      expect((await other.call('GET', `/webhooks/${id}/${path}`)).status).toBe(404);
      expect((await shop.call('GET', `/webhooks/${newId()}/${path}`)).status).toBe(404);
      expect((await shop.call('GET', `/webhooks/x/${path}`)).status).toBe(400);
    }
    expect((await shop.call('GET', `/webhooks/${id}/delivery-status/logs/Nonsense`)).status).toBe(400);
  });
});
