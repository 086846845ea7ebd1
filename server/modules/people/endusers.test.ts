import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let shop: Tenant;
let other: Tenant;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());
beforeEach(async () => {
  shop = await parley.tenant();
  other = await parley.tenant();
});

const everything = {
  displayName: 'Karen Holm',
  email: 'karen@home.example',
  phoneNumber: '+4540000001',
  additionalEmails: ['karen@work.example'],
  additionalPhoneNumbers: ['+4540000002'],
  firstName: 'Karen',
  middleNames: ['M.'],
  lastName: 'Holm',
  avatarUrl: 'https://pictures.example/karen.png',
  externalId: '#12345678',
};
const created = async (fields: object = everything): Promise<string> => (await shop.call('POST', '/endusers', fields)).body.data.id;
const anonymize = (id: string) => parley.ctx.db.execute(sql`UPDATE person SET anonymized_at = now(), email = NULL WHERE organization_id = ${shop.organizationId} AND id = ${id}`);

describe('POST /endusers', () => {
  test('201: answers everything that was sent', async () => {
    const answer = await shop.call('POST', '/endusers', everything);
    expect(answer.status).toBe(201);
    expect(answer.body.data).toEqual({ ...everything, id: expect.any(String), createdAt: '2026-03-02T10:00:00.000Z', customAttributes: [] });
    expect((await shop.call('GET', `/endusers/${answer.body.data.id}`)).body).toEqual(answer.body);
  });

  test('201: nothing is needed; the name to show falls back to what is known', async () => {
    const { data } = (await shop.call('POST', '/endusers', {})).body;
    expect(data).toEqual({ id: expect.any(String), createdAt: expect.any(String), displayName: data.id, additionalEmails: [], additionalPhoneNumbers: [], middleNames: [], customAttributes: [] });
    expect((await shop.call('POST', '/endusers', { phoneNumber: '+4540000009' })).body.data.displayName).toBe('+4540000009');
    expect((await shop.call('POST', '/endusers', { firstName: 'Eva', lastName: 'Lund' })).body.data.displayName).toBe('Eva Lund');
  });

  test('201: an external id may be shared', async () => {
    await created({ externalId: 'x' });
    expect((await shop.call('POST', '/endusers', { externalId: 'x' })).status).toBe(201);
  });

  test('400: names the field', async () => {
    await shop.agent({ email: 'desk@shop.example' });
    const faults: [object, RegExp][] = [
      [{ email: 'Desk@shop.example' }, /^email: EmailExists/],
      [{ email: 'karen@home' }, /^email: InvalidEmail/],
      [{ phoneNumber: '40000001' }, /^phoneNumber: InvalidPhoneNumber/],
      [{ externalId: 'x'.repeat(501) }, /^externalId: ExternalIdTooLong/],
      [{ displayName: 5 }, /displayName must be of type string/],
    ];
    for (const [body, message] of faults) expect(await shop.call('POST', '/endusers', body)).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
  });
});

describe('POST /endusers/bulk', () => {
  test('201: an outcome for each, in order', async () => {
    const answer = await shop.call('POST', '/endusers/bulk', { data: [everything, {}, { displayName: 'Twice', phoneNumber: everything.phoneNumber }, { email: 'x' }] });
    expect(answer.status).toBe(201);
    const [first, second, twice, malformed] = answer.body.data;
    expect(first).toMatchObject({ data: everything, _type: 'BulkActionSuccess' });
    expect(second._type).toBe('BulkActionSuccess');
    expect(twice).toEqual({
      error: { id: twice.error.id, message: `Create EndUser [userId=${twice.error.id}] in [orgId=${shop.organizationId}] failed with [errors=PhoneNumberExists]`, _type: 'Validation' },
      _type: 'BulkActionFailure',
    });
    expect(malformed.error.message).toContain('[errors=InvalidEmail]');
    expect((await shop.call('GET', '/endusers')).body.data).toHaveLength(2);
  });

  test('201: calls at once with the same addresses in different orders make each person once', async () => {
    const people = Array.from({ length: 200 }, (_, index) => ({ email: `crowd${index}@home.example`, phoneNumber: `+4561${String(index).padStart(6, '0')}` }));
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => shop.call('POST', '/endusers/bulk', { data: index % 2 === 0 ? people : people.toReversed() })));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(answers.flatMap(({ body }) => body.data).filter((one: { _type: string }) => one._type === 'BulkActionSuccess')).toHaveLength(200);
  });

  test('400: a body that cannot be read', async () => {
    expect((await shop.call('POST', '/endusers/bulk', { data: [{ email: 5 }] })).status).toBe(400);
    expect((await shop.call('POST', '/endusers/bulk', '{')).status).toBe(400);
  });
});

describe('GET /endusers', () => {
  test('200: pages through end users only, without custom attributes', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) ids.push(await created({ displayName: `${index}` }));
    const seen: { id: string }[] = [];
    let next: string | undefined = '/endusers?pageLimit=2';
    while (next) {
      const { body } = await shop.call('GET', next);
      seen.push(...body.data);
      next = body.meta?.next;
    }
    expect(seen.map((user) => user.id)).toEqual(ids);
    expect(seen.some((user) => 'customAttributes' in user)).toBe(false);
  });

  test('200: finds by one of three filters, which the next page keeps', async () => {
    const id = await created();
    const twins = [await created({ externalId: 'twin' }), await created({ externalId: 'twin' })];
    const found = async (query: string) => (await shop.call('GET', `/endusers?${query}`)).body.data.map((user: { id: string }) => user.id);
    expect(await found('email=KAREN@home.example')).toEqual([id]);
    expect(await found('phone=%2B4540000001')).toEqual([id]);
    expect(await found('externalId=%2312345678')).toEqual([id]);
    expect(await found('externalId=nobody')).toEqual([]);
    const first = (await shop.call('GET', '/endusers?externalId=twin&pageLimit=1')).body;
    const second = (await shop.call('GET', first.meta.next)).body;
    expect([...first.data, ...second.data].map((user) => user.id)).toEqual(twins);
    expect(second.meta.next).toBeUndefined();
    expect((await shop.call('GET', `${first.meta.next}&externalId=twin`)).body.data).toEqual(second.data);
  });

  test('400: more than one filter', async () => {
    for (const query of ['email=a@b.example&phone=%2B451', 'email=a@b.example&externalId=x', 'phone=%2B451&externalId=x']) {
      expect(await shop.call('GET', `/endusers?${query}`)).toMatchObject({ status: 400, body: { message: 'Invalid filters: Cannot provide more than one filter' } });
    }
  });
});

describe('GET /endusers/{userId}', () => {
  test('200: with the custom attributes', async () => {
    const [id, definition] = [await created(), newId()];
    await parley.ctx.db.execute(sql`
      INSERT INTO custom_attribute_definition (organization_id, id, entity_type, identifier, label, input_definition, created_at)
      VALUES (${shop.organizationId}, ${definition}, 'Contact', 'plan', 'Plan', '{"_type":"Text"}', now())`);
    await parley.ctx.db.execute(sql`UPDATE person SET custom_attributes = ${JSON.stringify({ [definition]: 'Gold' })} WHERE organization_id = ${shop.organizationId} AND id = ${id}`);
    const attributes = [{ id: definition, name: 'Plan', identifier: 'plan', value: 'Gold' }];
    expect((await shop.call('GET', `/endusers/${id}`)).body.data.customAttributes).toEqual(attributes);
    expect((await shop.call('PATCH', `/endusers/${id}`, { lastName: 'Berg' })).body.data.customAttributes).toEqual(attributes);
    expect((await shop.call('PUT', `/endusers/${id}`, { displayName: 'K' })).body.data.customAttributes).toEqual(attributes);
  });

  test('400, 404: no id, nobody, an agent, somebody of another organization', async () => {
    expect((await shop.call('GET', '/endusers/x')).status).toBe(400);
    for (const id of [newId(), shop.adminId, await other.endUser()]) expect((await shop.call('GET', `/endusers/${id}`)).status).toBe(404);
  });
});

describe('PUT /endusers/{userId}', () => {
  test('200: replaces everything, also the addresses', async () => {
    const id = await created();
    const answer = await shop.call('PUT', `/endusers/${id}`, { displayName: 'K', email: 'k@home.example' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({
      id,
      createdAt: expect.any(String),
      displayName: 'K',
      email: 'k@home.example',
      additionalEmails: [],
      additionalPhoneNumbers: [],
      middleNames: [],
      customAttributes: [],
    });
  });

  test('400: without a name; with an address that is taken; anonymized', async () => {
    const id = await created();
    await created({ email: 'taken@home.example' });
    expect((await shop.call('PUT', `/endusers/${id}`, { email: 'k@home.example' })).body.message).toContain('displayName is required');
    expect((await shop.call('PUT', `/endusers/${id}`, { displayName: 'K', email: 'TAKEN@home.example' })).body.message).toMatch(/^email: EmailExists/);
    await anonymize(id);
    expect((await shop.call('PUT', `/endusers/${id}`, { displayName: 'K' })).body.message).toContain('anonymized');
  });

  test('404', async () => {
    for (const id of [newId(), shop.adminId, await other.endUser()]) expect((await shop.call('PUT', `/endusers/${id}`, { displayName: 'K' })).status).toBe(404);
  });
});

describe('PATCH /endusers/{userId}', () => {
  test('200: changes what was sent, an address too; its own address is not taken', async () => {
    const id = await created();
    const answer = await shop.call('PATCH', `/endusers/${id}`, { email: 'KAREN@home.example', externalId: 'new', lastName: null });
    expect(answer).toMatchObject({ status: 200, body: { data: { ...everything, email: 'KAREN@home.example', externalId: 'new' } } });
    expect((await shop.call('PATCH', `/endusers/${id}`, {})).body).toEqual(answer.body);
  });

  test('400, 404', async () => {
    const id = await created();
    expect((await shop.call('PATCH', `/endusers/${id}`, { email: 'x' })).body.message).toMatch(/^email: InvalidEmail/);
    expect((await shop.call('PATCH', `/endusers/${newId()}`, { firstName: 'X' })).status).toBe(404);
    expect((await shop.call('PATCH', `/endusers/${newId()}`, { email: 'karen@home.example' })).status).toBe(404);
  });
});

describe.each(['/endusers', '/endusers/bulk'])('PUT and PATCH %s', (path) => {
  test('200: an outcome for each, in order', async () => {
    const [a, b] = [await created(), await created({ displayName: 'B', phoneNumber: '+4540000005' })];
    const gone = newId();
    const put = await shop.call('PUT', path, {
      data: [
        { id: a, displayName: 'A', phoneNumber: '+4540000005' },
        { id: gone, displayName: 'X' },
        { id: b, displayName: 'B' },
      ],
    });
    expect(put.status).toBe(200);
    expect(put.body.data[0]).toEqual({ error: { id: a, message: `Updating EndUser [id:${a}] failed with [errors:PhoneNumberExists]`, _type: 'Validation' }, _type: 'BulkActionFailure' });
    expect(put.body.data[1]).toEqual({ error: { id: gone, message: 'User not found', _type: 'NotFound' }, _type: 'BulkActionFailure' });
    expect(put.body.data[2]).toMatchObject({ data: { id: b, displayName: 'B' }, _type: 'BulkActionSuccess' });

    const patch = await shop.call('PATCH', path, { data: [{ id: b }, { id: b, email: everything.email }, { id: a, externalId: 'E' }] });
    expect(patch.status).toBe(200);
    expect(patch.body.data[0]).toMatchObject({ error: { id: b, _type: 'EmptyPatchSet' } });
    expect(patch.body.data[1].error.message).toBe(`Updating EndUser [id=${b}] in [org=${shop.organizationId}] failed with [errors=EmailExists]`);
    expect(patch.body.data[2]).toMatchObject({ data: { ...everything, externalId: 'E' } });
  });

  test('200: calls at once that name the same people in different orders', async () => {
    const people = (await shop.call('POST', '/endusers/bulk', { data: Array.from({ length: 40 }, () => ({})) })).body.data.map((one: { data: { id: string } }) => one.data.id) as string[];
    const orders = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? people : people.toReversed()));
    const answers = await Promise.all(orders.map((ids, index) => shop.call(index < 4 ? 'PUT' : 'PATCH', path, { data: ids.map((id) => ({ id, displayName: `Name ${index}` })) })));
    expect(answers.map(({ status }) => status)).toEqual(orders.map(() => 200));
    expect(new Set(answers.flatMap(({ body }) => body.data.map((one: { _type: string }) => one._type)))).toEqual(new Set(['BulkActionSuccess']));
    // Each call was done as a whole: nobody bears a name of another call than the rest.
    const names = (await shop.call('GET', '/endusers?pageLimit=300')).body.data.map((one: { displayName: string }) => one.displayName);
    expect(new Set(names).size).toBe(1);
  });

  test('200: calls at once that give the same addresses to different people', async () => {
    const ids = (await shop.call('POST', '/endusers/bulk', { data: Array.from({ length: 80 }, () => ({})) })).body.data.map((one: { data: { id: string } }) => one.data.id) as string[];
    const give = (to: readonly string[], numbers: readonly number[]) =>
      shop.call('PATCH', path, { data: to.map((id, index) => ({ id, phoneNumber: `+4562${String(numbers[index]).padStart(6, '0')}` })) });
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const answers = await Promise.all([give(ids.slice(0, 40), numbers), give(ids.slice(40), numbers.toReversed())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers.flatMap(({ body }) => body.data).filter((one: { _type: string }) => one._type === 'BulkActionSuccess')).toHaveLength(40);
  });

  test('400: a body that cannot be read', async () => {
    expect((await shop.call('PUT', path, { data: [{ id: newId() }] })).status).toBe(400);
    expect((await shop.call('PATCH', path, { data: [{ id: 'x' }] })).status).toBe(400);
  });
});
