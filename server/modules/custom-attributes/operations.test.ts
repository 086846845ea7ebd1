import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;

const unknown = '00000000-0000-4000-8000-000000000000';
const uuid = (n: number): string => `3000000a-0000-4000-8000-00000000000${n}`;
const [order, reason, archived, level, foreign] = [uuid(1), uuid(2), uuid(3), uuid(4), uuid(5)] as const;

const option = (value: string, orderIndex: number, nestedOptions: unknown[] = [], isDeactivated = false) => ({ id: uuid(9), label: value, value, orderIndex, isDeactivated, nestedOptions });
const reasons = { _type: 'Select', options: [option('payment', 0, [option('card', 1), option('cheque', 2, [], true)]), option('access', 3)] };

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
  const define = (tenant: Tenant, id: string, entity: string, identifier: string, input: object, fields: { archived?: boolean; required?: boolean } = {}) =>
    parley.ctx.db.execute(sql`
      INSERT INTO custom_attribute_definition (organization_id, id, entity_type, identifier, label, input_definition, is_required, is_archived, created_at)
      VALUES (${tenant.organizationId}, ${id}, ${entity}, ${identifier}, ${`The ${identifier}`}, ${JSON.stringify(input)}::jsonb, ${fields.required ?? false}, ${fields.archived ?? false}, ${parley.clock.now().toISOString()})`);
  await define(us, order, 'Conversation', 'order', { _type: 'Text', placeholder: '1234' }, { required: true });
  await define(us, reason, 'Conversation', 'reason', reasons);
  await define(us, archived, 'Conversation', 'archived', { _type: 'Text' }, { archived: true });
  await define(us, level, 'Contact', 'level', { _type: 'Text' });
  await define(them, foreign, 'Conversation', 'foreign', { _type: 'Text' });
});
afterAll(() => parley.close());

const patch = (id: number, body: unknown) => us.call('PATCH', `/conversations/${id}/custom-attributes`, body);

describe('GET /custom-attributes and /custom-attributes/{id}', () => {
  it('200: all of the organization, archived ones too, with every option and those beneath it', async () => {
    const all = await us.call('GET', '/custom-attributes');
    expect(all).toMatchObject({ status: 200, body: { data: [{ id: order }, { id: reason }, { id: archived, isArchived: true }, { id: level, entityType: 'Contact' }] } });
    expect(all.body.data[0]).toEqual({
      id: order,
      entityType: 'Conversation',
      identifier: 'order',
      label: 'The order',
      inputDefinition: { _type: 'Text', placeholder: '1234' },
      createdAt: '2026-03-02T10:00:00.000Z',
      isRequired: true,
      isArchived: false,
      isDeactivated: false,
    });
    expect((await us.call('GET', `/custom-attributes/${reason}`)).body.data).toMatchObject({ inputDefinition: reasons });
    expect((await us.call('GET', `/custom-attributes/${order}`)).body.data).toEqual(all.body.data[0]);
  });

  it("404 for none and another organization's, 400 for no uuid", async () => {
    for (const id of [unknown, foreign]) expect(await us.call('GET', `/custom-attributes/${id}`)).toMatchObject({ status: 404 });
    expect(await us.call('GET', '/custom-attributes/order')).toMatchObject({ status: 400, body: { message: expect.stringContaining('customAttributeId') } });
  });
});

describe('PATCH /conversations/{id}/custom-attributes', () => {
  it('200: sets what it names, keeps the rest, answers all, as the conversation then shows them', async () => {
    const id = await us.conversation();
    const first = await patch(id, { [order.toUpperCase()]: '012' });
    expect(first).toMatchObject({ status: 200, body: { data: [{ id: order, name: 'The order', identifier: 'order', value: '012' }] } });
    const second = await patch(id, { [reason]: ['payment', 'card'] });
    expect(second.body.data).toEqual([...first.body.data, { id: reason, name: 'The reason', identifier: 'reason', value: ['payment', 'card'] }]);
    expect((await us.call('GET', `/conversations/${id}`)).body.data.customAttributes).toEqual(second.body.data);
    expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data.at(-1)).toMatchObject({
      _type: 'ConversationCustomAttributesUpdated',
      activityType: 'UnknownActivityType',
      author: { id: us.adminId },
      attributes: { updatedAttributeIds: [reason], updatedAttributeValues: { 'The reason': ['payment', 'card'] } },
    });
  });

  it('200: null and an empty list clear; an empty map changes and tells nothing; a closed conversation takes values', async () => {
    const id = await us.conversation();
    await patch(id, { [order]: '1', [reason]: ['access'] });
    await us.call('PUT', `/conversations/${id}/close`);
    expect((await patch(id, {})).body.data).toHaveLength(2);
    expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data).toHaveLength(2);
    expect((await patch(id, { [order]: null })).body.data).toMatchObject([{ id: reason }]);
    expect((await patch(id, { [reason]: [] })).body).toEqual({ data: [] });
  });

  it('200: only what becomes different is told, in one activity; nothing when all is as it was', async () => {
    const id = await us.conversation();
    const updates = async () => (await us.call('GET', `/conversations/${id}/activitylog`)).body.data.filter((entry: { _type: string }) => entry._type === 'ConversationCustomAttributesUpdated');
    await patch(id, { [order]: '1', [reason]: ['payment', 'card'] });
    for (const same of [{ [order]: '1' }, { [reason]: ['payment', 'card'] }]) expect(await patch(id, same)).toMatchObject({ status: 200 });
    expect(await updates()).toHaveLength(1);
    expect((await patch(id, { [order]: '2', [reason]: ['payment', 'card'] })).body.data).toHaveLength(2);
    expect((await updates()).slice(1)).toMatchObject([{ attributes: { updatedAttributeIds: [order], updatedAttributeValues: { 'The order': '2' } } }]);
    for (const _ of [1, 2]) expect((await patch(id, { [order]: null })).body.data).toHaveLength(1);
    expect(await updates()).toHaveLength(3);
  });

  it.each([
    ['a list for a text', { [order]: ['x'] }],
    ['a text for a select', { [reason]: 'payment' }],
    ['no option', { [reason]: ['gift'] }],
    ['no option beneath', { [reason]: ['access', 'card'] }],
    ['a deactivated option', { [reason]: ['payment', 'cheque'] }],
    ['an archived attribute', { [archived]: 'x' }],
    ['an attribute of contacts', { [level]: 'x' }],
    ['an unknown attribute', { [unknown]: 'x' }],
    ["another organization's attribute", { [foreign]: 'x' }],
    ['no uuid', { order: 'x' }],
    ['a number', { [order]: 7 }],
  ])('400 for %s, naming it, and nothing is changed', async (_, body) => {
    const id = await us.conversation();
    const [[key]] = Object.entries(body) as [[string, unknown]];
    expect(await patch(id, { [order]: 'before' })).toMatchObject({ status: 200 });
    const answer = await patch(id, { [order]: 'after', ...body });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(key) } });
    expect((await us.call('GET', `/conversations/${id}`)).body.data.customAttributes).toMatchObject([{ value: 'before' }]);
  });

  it('400 for a value of no such type names all that it may be', async () => {
    expect((await patch(await us.conversation(), { [order]: 7 })).body.message).toBe(`Invalid value for: body (${order} must be of type array or string)`);
  });

  it("404 for none and another organization's, 401 without a token, 400 for a list or no body", async () => {
    for (const id of [424242, await them.conversation()]) expect(await patch(id, { [order]: 'x' })).toMatchObject({ status: 404 });
    const id = await us.conversation();
    expect(await us.call('PATCH', `/conversations/${id}/custom-attributes`, {}, { authorization: 'nobody' })).toMatchObject({ status: 401 });
    for (const body of [[], undefined]) expect(await patch(id, body)).toMatchObject({ status: 400 });
  });
});

describe('PATCH /endusers/{id}/custom-attributes', () => {
  it('200: the end user shows them; 400 for an attribute of conversations', async () => {
    const person = await us.endUser();
    const answer = await us.call('PATCH', `/endusers/${person}/custom-attributes`, { [level]: 'gold' });
    expect(answer).toMatchObject({ status: 200, body: { data: [{ id: level, name: 'The level', identifier: 'level', value: 'gold' }] } });
    expect((await us.call('GET', `/endusers/${person}`)).body.data.customAttributes).toEqual(answer.body.data);
    expect(await us.call('PATCH', `/endusers/${person}/custom-attributes`, { [order]: 'x' })).toMatchObject({ status: 400, body: { message: expect.stringContaining(order) } });
  });

  it("404 for none, an agent and another organization's, 400 for no uuid, 401 without a token", async () => {
    for (const id of [unknown, us.adminId, await them.endUser()]) expect(await us.call('PATCH', `/endusers/${id}/custom-attributes`, { [level]: 'x' })).toMatchObject({ status: 404 });
    expect(await us.call('PATCH', '/endusers/mette/custom-attributes', {})).toMatchObject({ status: 400 });
    expect(await us.call('PATCH', `/endusers/${unknown}/custom-attributes`, {}, { authorization: '' })).toMatchObject({ status: 401 });
  });
});
