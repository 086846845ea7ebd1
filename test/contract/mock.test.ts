import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namedAnswers } from '../../server/api/mock-examples.ts';
import { declaredErrors } from '../../server/api/openapi.ts';
import { answerCheck } from '../../server/api/validate.ts';
import { operations } from '../../server/main/operations.ts';
import { ErrorBody, type CallDescription } from '../../server/platform/operation.ts';
import { startParley, type TestParley } from '../support/parley.ts';

let parley: TestParley;
beforeAll(async () => {
  parley = await startParley();
  // Nothing is asked of the database: it is gone before the first call.
  await parley.ctx.db.close();
});
afterAll(() => parley.close().catch(() => undefined));

const calls = operations.filter((call) => call.published !== false);
const values: Readonly<Record<string, string>> = { conversationId: '10482', channel: 'Email' };

/** A path that fits: numbers where the schema wants them, a UUID elsewhere. */
function pathOf(call: CallDescription): string {
  const properties = (call.params?.properties ?? {}) as Record<string, { type?: string; enum?: string[]; format?: string }>;
  return call.path.replace(/\{([^}]+)\}/g, (_all, name: string) => {
    const { type, enum: choices } = properties[name] ?? {};
    return choices?.[0] ?? (type === 'integer' ? '10482' : (values[name] ?? '0193a5c2-6f1e-7b3a-9d40-5a1c8e2f7b10'));
  });
}

function queryOf(call: CallDescription): string {
  const { properties = {}, required = [] } = (call.query ?? {}) as { properties?: Record<string, { type?: string; format?: string; enum?: string[] }>; required?: string[] };
  const value = ({ type, format, enum: choices }: { type?: string; format?: string; enum?: string[] }): string =>
    choices?.[0] ?? (type === 'integer' ? '1' : format === 'date-time' ? '2026-03-02T10:00:00Z' : format === 'uuid' ? '0193a5c2-6f1e-7b3a-9d40-5a1c8e2f7b10' : 'text');
  return required.length === 0 ? '' : `?${required.map((name) => `${name}=${encodeURIComponent(value(properties[name]!))}`).join('&')}`;
}

async function ask(call: CallDescription, headers: Record<string, string> = {}, version = 'beta') {
  const multipart = call.bodyType === 'multipart/form-data';
  const body = multipart ? '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--x--\r\n' : JSON.stringify(call.example?.body);
  const response = await parley.app.inject({
    method: call.method,
    url: `/_mock/openapi/dixa-api/${version}/${version}${pathOf(call)}${queryOf(call)}`,
    headers: { authorization: 'anything', ...(call.body ? { 'content-type': multipart ? 'multipart/form-data; boundary=x' : 'application/json' } : {}), ...headers },
    ...(call.body ? { payload: body } : {}),
  });
  return { status: response.statusCode, headers: response.headers, text: response.payload, body: response.payload === '' ? undefined : JSON.parse(response.payload) };
}

const errorFits = answerCheck(ErrorBody);

describe.each(calls.map((call) => [call.id, call] as const))('%s', (_id, call) => {
  const fits = call.answer ? answerCheck(call.answer) : (value: unknown) => (value === undefined ? undefined : 'not empty');

  it('answers its example in both versions', async () => {
    const beta = await ask(call);
    expect([beta.status, fits(beta.body)], beta.text).toEqual([call.status, undefined]);
    expect(beta.body).toEqual(call.answer ? JSON.parse(JSON.stringify(call.example!.answer)) : undefined);
    const v1 = await ask(call, {}, 'v1');
    expect(v1.status).toBe(call.status);
    expect(v1.text).toBe(beta.text.replaceAll('"/beta/', '"/v1/'));
  });

  it('answers every declared status', async () => {
    const success = await ask(call, { prefer: `code=${call.status}` });
    expect([success.status, fits(success.body)]).toEqual([call.status, undefined]);
    for (const status of declaredErrors(call)) {
      const answer = await ask(call, { prefer: `code=${status}` });
      expect([answer.status, errorFits(answer.body)]).toEqual([status, undefined]);
    }
  });

  it('answers each named example, and each fits its schema', async () => {
    for (const [name, { status }] of namedAnswers(call)) {
      const answer = await ask(call, { prefer: `example=${name}` });
      expect([name, answer.status, (status < 400 ? fits : errorFits)(answer.body)]).toEqual([name, status, undefined]);
    }
  });
});

describe('the mock', () => {
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET', payload?: string) =>
    parley.app.inject({ method: method as 'GET', url: `/_mock/openapi/dixa-api/beta/beta${path}`, headers: { authorization: 'x', ...headers }, ...(payload === undefined ? {} : { payload }) });

  it('has all published calls', () => expect(calls.length).toBeGreaterThanOrEqual(123));

  it('wants a token, any', async () => {
    const { statusCode, payload } = await parley.app.inject({ url: '/_mock/openapi/dixa-api/beta/beta/agents' });
    expect([statusCode, JSON.parse(payload)]).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('checks path, query and body as the API does', async () => {
    expect(JSON.parse((await get('/agents/no-uuid')).payload).message).toContain('path parameter agentId');
    expect((await get('/agents?pageLimit=none')).statusCode).toBe(400);
    const note = await get('/conversations/1/notes', { 'content-type': 'application/json' }, 'POST', '{}');
    expect([note.statusCode, JSON.parse(note.payload).message]).toEqual([400, 'Invalid value for: body (message is required)']);
    expect((await get('/conversations/1/notes', { 'content-type': 'application/json' }, 'POST', '{')).statusCode).toBe(400);
    expect((await get('/conversations/1/notes', { 'content-type': 'text/xml' }, 'POST', '<a/>')).statusCode).toBe(415);
  });

  it('says which statuses there are when one is wished for that is not declared', async () => {
    const { statusCode, payload } = await get('/agents', { prefer: 'code=418' });
    expect(statusCode).toBe(400);
    expect(JSON.parse(payload).message).toMatch(/Prefer: code=418 \(getAgents answers 200, /);
  });

  it('overlooks the name of an example that a call does not have', async () => {
    expect((await get('/agents', { prefer: 'example=nothing-like-it' })).payload).toBe((await get('/agents')).payload);
  });

  it('knows no other path and no other method', async () => {
    const unknown = await get('/nothing');
    expect([unknown.statusCode, JSON.parse(unknown.payload), unknown.headers['access-control-allow-origin']]).toEqual([404, { message: 'The requested resource could not be found' }, '*']);
    const wrong = await get('/organization', {}, 'DELETE');
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('lets pages of any origin call, and asks no token of a preflight', async () => {
    const preflight = await parley.app.inject({
      method: 'OPTIONS',
      url: '/_mock/openapi/dixa-api/v1/v1/conversations/1/notes',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization, x-mine' },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization, x-mine' });
    expect(preflight.headers['access-control-allow-methods']).toContain('PATCH');
    expect((await get('/agents', { origin: 'https://shop.example' })).headers['access-control-allow-origin']).toBe('*');
  });
});
