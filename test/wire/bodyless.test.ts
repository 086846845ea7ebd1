import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWireHouse, table, type WireHouse } from './house.ts';

let house: WireHouse;
beforeAll(async () => {
  house = await startWireHouse();
});
afterAll(() => house.close());

const types = ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/octet-stream', 'nonsense', ''];
const writes = table.filter(([, operation]) => operation.method !== 'GET' && operation.bodyType === undefined);

describe('W1: a request without a body may carry any content type', () => {
  it.each(writes.filter(([, operation]) => !operation.bodyRequired))('%s', async (_name, operation) => {
    const plain = await house.send(operation.method, house.target(operation));
    for (const type of types) {
      const answer = await house.send(operation.method, house.target(operation), { 'content-type': type, 'content-length': '0' });
      expect(answer.status, `${type}: ${answer.text}`).toBeLessThan(500);
      expect(answer.status, type).not.toBe(415);
      expect(answer.text, type).not.toContain('body is required');
      // The first call may have changed what the second one finds; refusals for their form are what matters.
      if (plain.status === 404) expect(answer.status).toBe(404);
    }
  });

  it.each(writes.filter(([, operation]) => operation.bodyRequired))('%s says that it needs one', async (_name, operation) => {
    for (const type of types) {
      const answer = await house.send(operation.method, house.target(operation), { 'content-type': type, 'content-length': '0' });
      expect(answer.status, `${type}: ${answer.text}`).toBe(400);
      expect(JSON.parse(answer.text).message).toMatch(/body/);
    }
  });

  it.each(writes.filter(([, operation]) => operation.body))('%s: null is how some write that there is none', async (_name, operation) => {
    const json = { 'content-type': 'application/json', 'content-length': '4' };
    const [plain, written] = [await house.send(operation.method, house.target(operation)), await house.send(operation.method, house.target(operation), json, 'null')];
    expect(written.status, written.text).toBe(plain.status);
    if (plain.status >= 400) expect(written.text).toBe(plain.text);
  });

  it('a byte order mark before a body is passed over', async () => {
    const body = '\ufeff{"name":"marked"}';
    const answer = await house.send('POST', '/beta/tags', { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }, body);
    expect(answer.status, answer.text).toBe(200);
    expect(JSON.parse(answer.text).data.name).toBe('marked');
  });

  it('tags are put on and taken off so', async () => {
    const { data } = (await house.tenant.call('POST', '/tags', { name: 'vip' })).body;
    const path = `/beta/conversations/${await house.tenant.conversation()}/tags/${data.id}`;
    for (const method of ['PUT', 'DELETE']) {
      const answer = await house.send(method, path, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' });
      expect(answer).toMatchObject({ status: 204, text: '' });
    }
  });
});

describe('W2: a content type without a body changes nothing', () => {
  const json = { 'content-type': 'application/json' };

  it.each(table.filter(([, operation]) => operation.method === 'GET'))('%s', async (_name, operation) => {
    const target = house.target(operation);
    const [plain, typed] = [await house.send('GET', target), await house.send('GET', target, json)];
    expect(typed.status).toBe(plain.status);
    expect(typed.text).toBe(plain.text);
  });

  it('DELETE with a JSON body reaches the call', async () => {
    const { tenant } = house;
    const agent = await tenant.agent();
    const team = (await tenant.call('POST', '/teams', { name: 'to leave' })).body.data.id;
    await tenant.call('PATCH', `/teams/${team}/agents`, { agentIds: [agent] });
    const body = JSON.stringify({ agentIds: [agent] });
    const answer = await house.send('DELETE', `/beta/teams/${team}/agents`, { ...json, 'content-length': String(body.length) }, body);
    expect(answer.status).toBeLessThan(300);
    expect((await tenant.call('GET', `/teams/${team}/agents`)).body.data).toEqual([]);
  });
});
