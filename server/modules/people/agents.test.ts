import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { holdingOpen } from '../../../test/support/held.ts';
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

const alice = { displayName: 'Alice Brown', email: 'alice@shop.example' };
const everything = {
  ...alice,
  phoneNumber: '+4531000001',
  additionalEmails: ['alice@second.example'],
  additionalPhoneNumbers: ['+4531000002'],
  firstName: 'Alice',
  middleNames: ['Julia'],
  lastName: 'Brown',
  avatarUrl: 'https://pictures.example/alice.png',
};
const created = async (fields: object = alice): Promise<string> => (await shop.call('POST', '/agents', fields)).body.data.id;
const eventsOf = (type: string) => parley.ctx.db.query<{ data: Record<string, unknown> }>(sql`SELECT data FROM event WHERE organization_id = ${shop.organizationId} AND type = ${type}`);
const unknown = () => newId();

describe('POST /agents', () => {
  test('201: answers everything that was sent, and the role', async () => {
    const answer = await shop.call('POST', '/agents', everything);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ data: { ...everything, id: expect.any(String), createdAt: '2026-03-02T10:00:00.000Z', roles: ['Agent'] } });
    expect((await shop.call('GET', `/agents/${answer.body.data.id}`)).body).toEqual(answer.body);
    expect(await eventsOf('PersonCreated')).toEqual([{ data: { personId: answer.body.data.id, kind: 'Agent' } }]);
  });

  test('201: lists are there when empty, other fields without a value are absent', async () => {
    const { data } = (await shop.call('POST', '/agents', { ...alice, phoneNumber: null })).body;
    expect(Object.keys(data).toSorted()).toEqual(['additionalEmails', 'additionalPhoneNumbers', 'createdAt', 'displayName', 'email', 'id', 'middleNames', 'roles']);
  });

  test('400: names the field that is missing or malformed', async () => {
    const faults: [object, RegExp][] = [
      [{ displayName: 'A' }, /email is required/],
      [{ email: 'a@b.example' }, /displayName is required/],
      [{ ...alice, displayName: ' ' }, /^displayName: EmptyDisplayName/],
      ...['alice', 'alice@', '@shop.example', 'alice@shop', 'alice@shop..example', 'alice@.example', 'alice@-shop.example', 'alice@shop-.example', 'al ice@shop.example', 'a@b@shop.example'].map(
        (email): [object, RegExp] => [{ ...alice, email }, /^email: InvalidEmail/],
      ),
      [{ ...alice, phoneNumber: '31 00 00 01' }, /^phoneNumber: InvalidPhoneNumber/],
      [{ ...alice, additionalEmails: ['fine@shop.example', 'not'] }, /^additionalEmails\[1\]: InvalidAdditionalEmail/],
      [{ ...alice, additionalPhoneNumbers: ['+0'] }, /^additionalPhoneNumbers\[0\]: InvalidAdditionalPhoneNumber/],
      [{ ...alice, middleNames: 'Julia' }, /middleNames must be of type array/],
    ];
    for (const [body, message] of faults) {
      const answer = await shop.call('POST', '/agents', body);
      expect([answer.status, answer.body.message]).toEqual([400, expect.stringMatching(message)]);
    }
    expect((await shop.call('GET', '/agents')).body.data).toHaveLength(1);
  });

  test('400: an address belongs to one person, agent or end user, whatever its letter case', async () => {
    await created(everything);
    await shop.endUser({ email: 'Bob@shop.example', phone: '+4531000009' });
    const refused = async (fields: object): Promise<string> => (await shop.call('POST', '/agents', { ...alice, email: 'new@shop.example', ...fields })).body.message;
    expect(await refused({ email: 'ALICE@Shop.example' })).toMatch(/^email: EmailExists/);
    expect(await refused({ email: 'bob@shop.example' })).toMatch(/^email: EmailExists/);
    expect(await refused({ phoneNumber: '+4531000009' })).toMatch(/^phoneNumber: PhoneNumberExists/);
    expect(await refused({ email: 'bob@shop.example', phoneNumber: '+4531000001' })).toMatch(/email: EmailExists .*phoneNumber: PhoneNumberExists/);
    expect((await other.call('POST', '/agents', everything)).status).toBe(201);
  });

  test('400: of two creations at once with one address one wins', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => shop.call('POST', index % 2 ? '/agents' : '/endusers', { displayName: `${index}`, email: index % 3 ? 'same@shop.example' : 'SAME@shop.example' })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 400, 400, 400, 400, 400, 400, 400]);
    expect(await parley.ctx.db.query(sql`SELECT id FROM person WHERE organization_id = ${shop.organizationId} AND lower(email) = 'same@shop.example'`)).toHaveLength(1);
    expect(await eventsOf('PersonCreated')).toHaveLength(1);
  });

  test('400: an address that somebody takes at this very moment', async () => {
    const rival = sql`INSERT INTO person (organization_id, id, kind, email, created_at, updated_at) VALUES (${shop.organizationId}, ${newId()}, 'EndUser', 'ALICE@shop.example', now(), now())`;
    expect(await holdingOpen(parley, rival, () => shop.call('POST', '/agents', alice))).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^email: EmailExists/) } });
  });

  test('401 without a token', async () => {
    expect((await shop.call('POST', '/agents', alice, { authorization: '' })).status).toBe(401);
  });
});

describe('POST /agents/bulk', () => {
  test('201: an outcome for each, in order; one that fails leaves the others alone', async () => {
    await created({ ...alice, phoneNumber: '+4531000001' });
    const answer = await shop.call('POST', '/agents/bulk', {
      data: [
        { displayName: 'One', email: 'one@shop.example' },
        { displayName: 'Taken', email: 'Alice@shop.example', phoneNumber: '+4531000001' },
        { displayName: 'Twice', email: 'ONE@shop.example' },
        { displayName: 'Malformed', email: 'malformed', phoneNumber: '1' },
        { displayName: 'Two', email: 'two@shop.example' },
      ],
    });
    expect(answer.status).toBe(201);
    const [one, taken, twice, malformed, two] = answer.body.data;
    expect(one).toMatchObject({ data: { displayName: 'One', roles: ['Agent'] }, _type: 'BulkActionSuccess' });
    const failure = (id: string, errors: string) => ({
      error: { id, message: `Create Agent [userId=${id}] in [orgId=${shop.organizationId}] failed with [errors=${errors}]`, _type: 'Validation' },
      _type: 'BulkActionFailure',
    });
    expect(taken).toEqual(failure(taken.error.id, 'EmailExists, PhoneNumberExists'));
    expect(twice).toEqual(failure(twice.error.id, 'EmailExists'));
    expect(malformed).toEqual(failure(malformed.error.id, 'InvalidEmail, InvalidPhoneNumber'));
    expect(two).toMatchObject({ data: { email: 'two@shop.example' } });
    expect((await shop.call('GET', '/agents')).body.data.map((agent: { email: string }) => agent.email).slice(2)).toEqual(['one@shop.example', 'two@shop.example']);
  });

  test('201: nothing to do is done', async () => {
    expect((await shop.call('POST', '/agents/bulk', { data: [] })).body).toEqual({ data: [] });
  });

  test('400 when one cannot be read: then nobody is made', async () => {
    const answer = await shop.call('POST', '/agents/bulk', { data: [alice, { displayName: 'No address' }] });
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringContaining('data[1].email is required')]);
    expect((await shop.call('GET', '/agents')).body.data).toHaveLength(1);
  });
});

describe('GET /agents', () => {
  test('200: pages through all agents, oldest first, with the filters inside the key', async () => {
    const ids = [shop.adminId];
    for (let index = 0; index < 4; index++) {
      parley.clock.advance(1000);
      ids.push(await created({ displayName: `A${index}`, email: `a${index}@shop.example` }));
    }
    await shop.endUser();
    const seen: string[] = [];
    let next: string | undefined = '/agents?pageLimit=2';
    while (next) {
      const { status, body } = await shop.call('GET', next);
      expect(status).toBe(200);
      seen.push(...body.data.map((agent: { id: string }) => agent.id));
      next = body.meta?.next;
      if (next) expect(next).toMatch(/^\/beta\/agents\?pageKey=[\w%-]+$/);
    }
    expect(seen).toEqual(ids);
    const second = (await shop.call('GET', (await shop.call('GET', '/v1/agents?pageLimit=2')).body.meta.next)).body;
    expect(second.meta.next).toMatch(/^\/v1\/agents\?/);
    expect((await shop.call('GET', second.meta.previous)).body.data.map((agent: { id: string }) => agent.id)).toEqual(ids.slice(0, 2));
  });

  test('200: finds by address, and finds nobody', async () => {
    const id = await created({ ...everything, email: 'Alice+desk@shop.example' });
    await shop.endUser({ email: 'user@shop.example', phone: '+4531000008' });
    const found = async (query: string) => (await shop.call('GET', `/agents?${query}`)).body.data.map((agent: { id: string }) => agent.id);
    expect(await found('email=alice%2Bdesk@shop.example')).toEqual([id]);
    expect(await found('email=alice+desk@shop.example')).toEqual([id]);
    expect(await found('phone=%2B4531000001')).toEqual([id]);
    expect(await found('phone=+4531000001')).toEqual([id]);
    expect(await found('email=user@shop.example')).toEqual([]);
    expect(await found('phone=+4531000008')).toEqual([]);
    expect(await found('email=')).toHaveLength(2);
    expect((await other.call('GET', '/agents?email=alice%2Bdesk@shop.example')).body.data).toEqual([]);
  });

  test('200: everybody has a name to show', async () => {
    const id = await created();
    await parley.ctx.db.execute(sql`UPDATE person SET display_name = NULL WHERE organization_id = ${shop.organizationId} AND id = ${id}`);
    expect((await shop.call('GET', `/agents/${id}`)).body.data.displayName).toBe('alice@shop.example');
  });

  test('400: two filters, a bad page size, a key that this list did not make', async () => {
    expect(await shop.call('GET', '/agents?email=a@b.example&phone=%2B4531000001')).toMatchObject({
      status: 400,
      body: { message: 'Invalid filters: Cannot provide both phone number and email address' },
    });
    await created();
    const foreign = (await shop.call('GET', '/agents?pageLimit=1')).body.meta.next.split('?')[1];
    for (const query of ['pageLimit=0', 'pageLimit=x', 'pageKey=x', `pageKey=${Buffer.from('{"l":"agents","n":1,"d":"n","k":["x",1],"f":null}').toString('base64url')}`]) {
      expect((await shop.call('GET', `/agents?${query}`)).status).toBe(400);
    }
    expect((await other.call('GET', `/agents?${foreign}`)).status).toBe(400);
  });
});

describe('GET /agents/{agentId}', () => {
  test('400 for what is no id, 404 alike for nobody, an end user and somebody of another organization', async () => {
    expect((await shop.call('GET', '/agents/x')).status).toBe(400);
    const answers = await Promise.all([unknown(), await shop.endUser(), other.adminId].map((id) => shop.call('GET', `/agents/${id}`)));
    for (const answer of answers) expect([answer.status, answer.text]).toEqual([404, '{"message":"The requested resource could not be found"}']);
  });
});

describe('PUT /agents/{agentId}', () => {
  test('200: replaces everything but the e-mail address', async () => {
    const id = await created(everything);
    const answer = await shop.call('PUT', `/agents/${id}`, { displayName: 'AB', firstName: 'Alice', email: 'changed@shop.example' });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body.data).toEqual({
      id,
      createdAt: expect.any(String),
      displayName: 'AB',
      email: alice.email,
      firstName: 'Alice',
      additionalEmails: [],
      additionalPhoneNumbers: [],
      middleNames: [],
      roles: ['Agent'],
    });
    expect(await eventsOf('PersonUpdated')).toEqual([{ data: { personId: id, kind: 'Agent' } }]);
  });

  test('400: without a name, with a number that is taken', async () => {
    const id = await created();
    await shop.endUser({ phone: '+4531000009' });
    expect((await shop.call('PUT', `/agents/${id}`, {})).status).toBe(400);
    expect((await shop.call('PUT', `/agents/${id}`, { displayName: 'A', phoneNumber: '+4531000009' })).body.message).toMatch(/^phoneNumber: PhoneNumberExists/);
  });

  test('404', async () => {
    for (const id of [unknown(), other.adminId, await shop.endUser()]) expect((await shop.call('PUT', `/agents/${id}`, { displayName: 'A' })).status).toBe(404);
  });
});

describe('PATCH /agents/{agentId}', () => {
  test('200: changes what was sent, lists as a whole; null and the e-mail address change nothing', async () => {
    const id = await created(everything);
    const answer = await shop.call('PATCH', `/agents/${id}`, { lastName: 'Green', middleNames: [], phoneNumber: null, email: 'other@shop.example' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ ...everything, lastName: 'Green', middleNames: [], id, createdAt: expect.any(String), roles: ['Agent'] });
    expect((await shop.call('PATCH', `/agents/${id}`, { email: 'no address' })).body).toEqual(answer.body);
    expect((await shop.call('PATCH', `/agents/${id}`, { phoneNumber: everything.phoneNumber })).status).toBe(200);
  });

  test('400 names the field', async () => {
    const id = await created();
    expect((await shop.call('PATCH', `/agents/${id}`, { phoneNumber: 'x' })).body.message).toMatch(/^phoneNumber: InvalidPhoneNumber/);
  });

  test('404', async () => {
    for (const id of [unknown(), other.adminId]) expect((await shop.call('PATCH', `/agents/${id}`, { lastName: 'A' })).status).toBe(404);
    expect((await shop.call('PATCH', `/agents/${unknown()}`, {})).status).toBe(404);
  });
});

describe('PUT and PATCH /agents', () => {
  test('200: the bare list and the wrapped one, an outcome for each in order', async () => {
    const [a, b] = [await created(), await created({ displayName: 'Bob', email: 'bob@shop.example', phoneNumber: '+4531000005' })];
    const gone = unknown();
    const patched = await shop.call('PATCH', '/agents', [
      { id: a, displayName: 'AB' },
      { id: gone, displayName: 'X' },
      { id: b },
      { id: a, phoneNumber: '+4531000005' },
      { id: b, phoneNumber: 'x' },
      { id: 'no id', displayName: 'X' },
    ]);
    expect(patched.status).toBe(200);
    const [changed, missing, empty, taken, malformed, noId] = patched.body.data;
    expect(changed).toMatchObject({ data: { id: a, displayName: 'AB' }, _type: 'BulkActionSuccess' });
    expect(missing).toEqual({ error: { id: gone, message: 'Agent not found', _type: 'NotFound' }, _type: 'BulkActionFailure' });
    expect(empty).toMatchObject({ error: { id: b, _type: 'EmptyPatchSet' }, _type: 'BulkActionFailure' });
    expect(taken.error).toEqual({ id: a, message: `Updating Agent [id=${a}] in [org=${shop.organizationId}] failed with [errors=PhoneNumberExists]`, _type: 'Validation' });
    expect(malformed.error).toMatchObject({ id: b, message: expect.stringContaining('InvalidPhoneNumber'), _type: 'Validation' });
    expect(noId.error).toEqual({ id: 'no id', message: 'Agent not found', _type: 'NotFound' });

    const put = await shop.call('PUT', '/agents', {
      data: [
        { id: b, displayName: 'Bob' },
        { id: a, displayName: 'A', phoneNumber: '+4531000005' },
        { id: a, displayName: 'A2' },
      ],
    });
    expect(put.status).toBe(200);
    // Each is done before the next begins: the number is free again, and the last word stands.
    expect(put.body.data.map((outcome: { _type: string }) => outcome._type)).toEqual(Array.from({ length: 3 }, () => 'BulkActionSuccess'));
    expect((await shop.call('GET', `/agents/${a}`)).body.data).toMatchObject({ displayName: 'A2' });
    const clash = await shop.call('PUT', '/agents', [
      { id: b, displayName: 'Bob', phoneNumber: '+4531000007' },
      { id: a, displayName: 'A', phoneNumber: '+4531000007' },
    ]);
    expect(clash.body.data[1].error.message).toBe(`Updating Agent [id:${a}] failed with [errors:PhoneNumberExists]`);
  });

  test('200: without a body there is nothing to do', async () => {
    expect(await shop.call('PUT', '/agents')).toMatchObject({ status: 200, body: { data: [] } });
    expect(await shop.call('PATCH', '/agents')).toMatchObject({ status: 200, body: { data: [] } });
  });

  test('400: a list that cannot be read', async () => {
    expect((await shop.call('PUT', '/agents', [{ id: shop.adminId }])).body.message).toContain('[0].displayName is required');
    expect((await shop.call('PATCH', '/agents', { displayName: 'X' })).status).toBe(400);
  });

  test('a number that somebody takes at this very moment is refused, and the other items are done', async () => {
    const [a, b] = [await created(), await created({ displayName: 'B', email: 'b@shop.example' })];
    const rival = sql`INSERT INTO person (organization_id, id, kind, phone_number, created_at, updated_at) VALUES (${shop.organizationId}, ${newId()}, 'EndUser', '+4531000077', now(), now())`;
    const answer = await holdingOpen(parley, rival, () =>
      shop.call('PATCH', '/agents', [
        { id: b, lastName: 'Berg' },
        { id: a, phoneNumber: '+4531000077' },
      ]),
    );
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject([{ data: { id: b, lastName: 'Berg' } }, { error: { id: a, _type: 'Validation', message: expect.stringContaining('PhoneNumberExists') } }]);
    expect(await eventsOf('PersonUpdated')).toHaveLength(1);
  });

  test('of changes at once that want one number one wins, and nobody gets a 500', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, index) => created({ displayName: 'A', email: `a${index}@shop.example` })));
    const answers = await Promise.all(ids.map((id) => shop.call('PATCH', '/agents', [{ id, phoneNumber: '+4531000077' }])));
    expect(answers.map((answer) => answer.status)).toEqual(ids.map(() => 200));
    expect(answers.filter((answer) => answer.body.data[0]._type === 'BulkActionSuccess')).toHaveLength(1);
  });
});

describe('DELETE /agents/{agentId}', () => {
  test('204: the agent becomes an end user with the same id and addresses, and leaves teams and queues', async () => {
    const id = await created(everything);
    const team = (await shop.call('POST', '/teams', { name: 'Team' })).body.data.id;
    const queue = (await shop.call('POST', '/queues', { request: { name: 'Queue' } })).body.data.id;
    await shop.call('PATCH', `/teams/${team}/agents`, { agentIds: [id] });
    await shop.call('PATCH', `/queues/${queue}/members`, { agentIds: [id] });
    const answer = await shop.call('DELETE', `/agents/${id}`);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await shop.call('GET', `/agents/${id}`)).status).toBe(404);
    const { roles: _roles, ...kept } = { ...everything, id, roles: [] };
    expect((await shop.call('GET', `/endusers/${id}`)).body.data).toMatchObject(kept);
    expect((await shop.call('GET', `/teams/${team}/agents`)).body.data).toEqual([]);
    expect((await shop.call('GET', `/queues/${queue}/members`)).body.data).toEqual([]);
    expect(await eventsOf('AgentDowngraded')).toEqual([{ data: { personId: id, teamIds: [team], queueIds: [queue] } }]);
  });

  test('400: not the one whom the token acts as', async () => {
    expect(await shop.call('DELETE', `/agents/${shop.adminId}`)).toMatchObject({ status: 400, body: { message: expect.stringMatching(/^agentId: /) } });
    expect((await shop.call('GET', `/agents/${shop.adminId}`)).status).toBe(200);
  });

  test('404: nobody, and not twice', async () => {
    const id = await created();
    await shop.call('DELETE', `/agents/${id}`);
    for (const gone of [id, unknown(), other.adminId]) expect((await shop.call('DELETE', `/agents/${gone}`)).status).toBe(404);
  });
});

describe('GET /ai-agents', () => {
  test('200: the AI agents with the person that each acts as', async () => {
    const [id, personId] = [newId(), await shop.agent({ displayName: 'Bot' })];
    await parley.ctx.db.execute(sql`INSERT INTO ai_agent (organization_id, id, name, kind, person_id) VALUES (${shop.organizationId}, ${id}, 'Bot', 'Ada', ${personId})`);
    expect(await shop.call('GET', '/ai-agents')).toMatchObject({ status: 200, body: { data: [{ id, name: 'Bot', systemUserId: personId, _type: 'Ada' }] } });
    expect((await other.call('GET', '/ai-agents')).body).toEqual({ data: [] });
  });

  test('that person is an agent by its id, but not among the agents and their presence', async () => {
    const [id, personId] = [newId(), await shop.agent({ displayName: 'Quiet bot' })];
    const listed = async (path: string): Promise<string> => (await shop.call('GET', path)).text;
    expect(await listed('/agents?pageLimit=100')).toContain(personId);
    await parley.ctx.db.execute(sql`INSERT INTO ai_agent (organization_id, id, name, kind, person_id) VALUES (${shop.organizationId}, ${id}, 'Quiet bot', 'Ada', ${personId})`);
    expect((await shop.call('GET', `/agents/${personId}`)).status).toBe(200);
    for (const path of ['/agents?pageLimit=100', '/agents/presence', '/endusers?pageLimit=100']) expect(await listed(path)).not.toContain(personId);
  });
});
