import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator, type Emulator } from '../../server/main/emulator/emulator.ts';
import { startParley } from '../support/parley.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ token: 'first-token', secondToken: 'second-token', now: '2026-03-02T10:00:00Z' }, true);
});
afterAll(() => emulator.stop());
beforeEach(() => emulator.reset());

const send = async (method: string, path: string, body?: unknown, token = 'first-token') => {
  const headers = { authorization: token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const response = await fetch(`${emulator.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
};
const control = (method: string, path: string, body?: unknown) => send(method, `/_emulator${path}`, body);
const note = (message = 'hello') => send('POST', '/beta/conversations/10001/notes', { message });
const notes = async (): Promise<number> => (await send('GET', '/beta/conversations/10001/notes')).body.data.length;
const subscribe = async (): Promise<{ id: string; secretKey: string }> =>
  (await send('POST', '/beta/webhooks', { name: 'test', url: emulator.webhookUrl('orders'), events: ['ConversationNoteAdded'], authorization: { _type: 'TokenAuth', value: 'a-password' } })).body.data;

describe('an emulator', () => {
  it('has two organizations that do not see each other', async () => {
    const [first, second] = await Promise.all([send('GET', '/beta/organization'), send('GET', '/v1/organization', undefined, 'Bearer second-token')]);
    expect([first.body.data.subdomain, second.body.data.subdomain]).toEqual(['demo', 'second']);
    expect((await send('GET', '/beta/conversations/10001', undefined, 'second-token')).status).toBe(404);
    expect((await send('GET', '/beta/organization', undefined, 'third-token')).status).toBe(401);
  });

  it('takes its tokens in every form that the server takes: exports by Basic, live events by subprotocol', async () => {
    const basic = (token: string): string => `Basic ${Buffer.from(`bearer:${token}`).toString('base64')}`;
    const exported = async (token: string) => await send('GET', '/v1/conversation_export?csids=10001', undefined, basic(token));
    expect([(await exported('first-token')).body[0].id, (await exported('second-token')).body, (await exported('third-token')).status]).toEqual([10001, [], 401]);
    const first = await new Promise<string>((resolve, reject) => {
      const socket = new WebSocket(`${emulator.url.replace('http', 'ws')}/live`, ['parley.live', 'bearer.first-token']);
      socket.on('error', reject).once('message', (data: Buffer) => {
        resolve(data.toString());
        socket.close();
      });
    });
    expect(JSON.parse(first)).toMatchObject({ kind: 'ready' });
  });

  it('begins after a reset as it began, however far the clock went meanwhile: what was made ahead has not lived', async () => {
    const followUps = async (): Promise<number> => {
      const { body } = await send('POST', '/beta/search/conversations?pageLimit=50', {
        filters: { strategy: 'All', conditions: [{ field: { _type: 'Status', operator: { _type: 'IsOneOf', values: ['pending'] } } }] },
      });
      return body.data.length;
    };
    const beginning = await followUps();
    expect(beginning).toBeGreaterThan(0);
    // One of these meets a world that is made ahead already.
    for (let round = 0; round < 4; round++) {
      emulator.clock.freeze('2026-03-02T10:00:00Z');
      await emulator.clock.advance(400 * 24 * 3_600_000);
      expect(await followUps()).toBe(0);
      await emulator.reset();
      expect(await followUps()).toBe(beginning);
    }
  });

  it('takes back everything at a reset: data, clock, faults, journal, webhooks', async () => {
    const before = await notes();
    await subscribe();
    await note();
    emulator.faults.add({ status: 500, count: 1 });
    await emulator.clock.advance(1000);
    expect((await control('POST', '/reset')).status).toBe(200);
    expect([emulator.faults.list(), emulator.requests(), emulator.webhooks.deliveries(), emulator.clock.now()]).toEqual([[], [], [], new Date('2026-03-02T10:00:00Z')]);
    expect(await notes()).toBe(before);
    expect((await send('GET', '/beta/webhooks')).body.data).toEqual([]);
  });

  it('starts a second one beside it that shares nothing', async () => {
    const other = await startEmulator({ seed: false });
    try {
      const tags = async (): Promise<unknown[]> => ((await (await fetch(`${other.url}/beta/tags`, { headers: { authorization: other.token } })).json()) as { data: unknown[] }).data;
      expect(await tags()).toEqual([]);
      await other.seed();
      expect((await tags()).length).toBeGreaterThan(3);
      await expect(other.seed()).rejects.toThrow('seeded already');
    } finally {
      await other.stop();
    }
  });

  it('lets pages of the origins that it names call it, and read what a fault answers', async () => {
    const other = await startEmulator({ seed: false, corsOrigins: ['http://localhost:5173'] });
    try {
      other.faults.add({ status: 429, headers: { 'retry-after': '7' } });
      const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' };
      const asked = await fetch(`${other.url}/beta/tags`, { method: 'OPTIONS', headers });
      const refused = await fetch(`${other.url}/beta/tags`, { headers: { origin: headers.origin, authorization: other.token } });
      other.faults.clear();
      const read = await fetch(`${other.url}/beta/tags`, { headers: { origin: headers.origin, authorization: other.token } });
      expect([asked.status, refused.status, read.status]).toEqual([204, 429, 200]);
      for (const answer of [asked, refused, read]) expect([answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-expose-headers')]).toEqual([headers.origin, '*']);
      expect(other.requests().map(({ method }) => method)).toEqual(['GET', 'GET']);
    } finally {
      await other.stop();
    }
  });

  it('limits calls when asked to, by its own clock, and whatever the environment says', async () => {
    const statuses = async (other: Emulator, count: number): Promise<number[]> =>
      await Promise.all(Array.from({ length: count }, async () => (await fetch(`${other.url}/beta/tags`, { headers: { authorization: other.token } })).status));
    vi.stubEnv('PARLEY_RATE_LIMIT', 'dixa');
    const free = await startEmulator({ seed: false, now: '2026-03-02T10:00:00Z' });
    const limited = await startEmulator({ seed: false, now: '2026-03-02T10:00:00Z', rateLimit: 'dixa' });
    try {
      expect(new Set(await statuses(free, 6))).toEqual(new Set([200]));
      expect((await statuses(limited, 6)).toSorted()).toEqual([200, 200, 200, 200, 429, 429]);
      await limited.clock.advance(1000);
      expect(await statuses(limited, 1)).toEqual([200]);
    } finally {
      vi.unstubAllEnvs();
      await Promise.all([free.stop(), limited.stop()]);
    }
  });

  it('says what is wrong with its options', async () => {
    await expect(startEmulator({ port: emulator.port })).rejects.toThrow('EADDRINUSE');
    await expect(startEmulator({ corsOrigins: ['localhost'] })).rejects.toThrow('is no origin');
    await expect(startEmulator({ now: 'tomorrow' })).rejects.toThrow('is not a time');
    await expect(startEmulator({ token: 'same', secondToken: 'same' })).rejects.toThrow('different tokens');
  });
});

describe('the clock', () => {
  it('stands still, goes forward and runs', async () => {
    expect((await control('GET', '/clock')).body).toEqual({ now: '2026-03-02T10:00:00.000Z', frozen: true });
    expect((await control('POST', '/clock/advance', { hours: 1, minutes: 30 })).body.now).toBe('2026-03-02T11:30:00.000Z');
    expect((await note()).body.data.createdAt).toBe('2026-03-02T11:30:00.000Z');
    expect((await control('POST', '/clock/freeze', { at: '2026-04-01T00:00:00Z' })).body.now).toBe('2026-04-01T00:00:00.000Z');
    expect((await control('POST', '/clock/resume')).body.frozen).toBe(false);
    expect((await control('POST', '/clock/advance', { to: '2020-01-01T00:00:00Z' })).status).toBe(400);
  });

  it('makes follow-ups expire, each at its own time', async () => {
    const requesterId = (await send('GET', '/beta/endusers?pageLimit=1')).body.data[0].id as string;
    const message = { _type: 'Inbound', content: { _type: 'Text', value: 'Where is it?' } };
    const endpoints = (await send('GET', '/beta/contact-endpoints')).body.data as { _type: string; address?: string }[];
    const emailIntegrationId = endpoints.find(({ _type }) => _type === 'EmailEndpoint')?.address;
    const made = await send('POST', '/beta/conversations', { _type: 'Email', requesterId, emailIntegrationId, subject: 'Order 12', message });
    expect(made.status).toBe(201);
    const { id } = made.body.data as { id: number };
    expect(await send('PUT', `/beta/conversations/${id}/followup`, { timestamp: '2026-03-03T10:00:00Z' })).toMatchObject({ status: 204 });
    await emulator.clock.advance(2 * 86_400_000);
    const log = (await send('GET', `/beta/conversations/${id}/activitylog`)).body.data as { _type: string; activityTimestamp: string }[];
    expect(log.filter((entry) => entry.activityTimestamp === '2026-03-03T10:00:00.000Z')).not.toEqual([]);
  });

  it('makes webhooks try again at once, each attempt at its time, until the receiver takes it', async () => {
    const { id, secretKey } = await subscribe();
    await control('PUT', '/webhooks', { reply: { status: 500, times: 2 } });
    await note();
    await emulator.settle();
    await emulator.clock.advance(3_600_000);
    const found = emulator.webhooks.deliveries({ subscriptionId: id });
    expect(found.map(({ at, status }) => [at, status])).toEqual([
      ['2026-03-02T10:00:00.000Z', 500],
      ['2026-03-02T10:00:05.000Z', 500],
      ['2026-03-02T10:05:05.000Z', 204],
    ]);
    expect(new Set(found.map(({ eventId }) => eventId)).size).toBe(1);
    expect(emulator.webhooks.verify(found[0]!, secretKey)).toBe(true);
    expect((await control('POST', `/deliveries/${found[0]!.id}/verify`, { secretKey: secretKey.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) })).body).toEqual({ genuine: false });
    expect(JSON.stringify((await control('GET', '/deliveries')).body)).not.toContain('a-password');
  });

  it('records webhooks without sending them when told so', async () => {
    const { id } = await subscribe();
    await control('PUT', '/webhooks', { send: false, reply: { status: 500 } });
    await note();
    await emulator.settle();
    expect(emulator.webhooks.deliveries({ subscriptionId: id, event: 'CONVERSATION_NOTE_ADDED' }).map(({ status }) => status)).toEqual([200]);
  });
});

describe('a fault', () => {
  it('answers in place of the call, as often as it was told to', async () => {
    const before = await notes();
    await control('POST', '/faults', { operation: 'postConversationsConversationidNotes', status: 429, headers: { 'retry-after': '2' }, count: 1 });
    const refused = await note();
    expect([refused.status, refused.headers.get('retry-after'), refused.body]).toEqual([429, '2', { message: 'Too Many Requests' }]);
    expect((await note()).status).toBe(200);
    expect(await notes()).toBe(before + 1);
    expect(emulator.faults.list()[0]!.hits).toBe(1);
  });

  it('strikes by rate, evenly, and after some were skipped', async () => {
    emulator.faults.add({ path: '/beta/agents/*', status: 503, rate: 0.5, skip: 1 });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) statuses.push((await send('GET', '/beta/agents/presence')).status);
    expect(statuses).toEqual([200, 200, 503, 200, 503]);
  });

  it('breaks the connection before the call, or after it took effect', async () => {
    const before = await notes();
    emulator.faults.add({ method: 'POST', drop: 'before', count: 1 });
    await expect(note()).rejects.toThrow();
    expect(await notes()).toBe(before);
    emulator.faults.clear();
    emulator.faults.add({ method: 'POST', drop: 'after', count: 1 });
    await expect(note()).rejects.toThrow();
    expect(await notes()).toBe(before + 1);
    expect(emulator.requests({ method: 'POST' }).map(({ status }) => status)).toEqual([0, 0]);
  });

  it('delays a call', async () => {
    emulator.faults.add({ operation: 'getOrganization', delayMs: 80 });
    const began = performance.now();
    expect((await send('GET', '/beta/organization')).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(75);
  });
});

describe('the journal', () => {
  it('holds each request with its operation, and no secret', async () => {
    await subscribe();
    await send('GET', '/beta/agents?pageLimit=1');
    const { body } = await control('GET', '/requests?operation=getAgents');
    expect(body).toMatchObject({ count: 1, requests: [{ method: 'GET', path: '/beta/agents', query: { pageLimit: '1' }, status: 200, headers: { authorization: '[redacted]' } }] });
    const all = JSON.stringify(emulator.requests());
    expect(all).toContain('"name":"test"');
    for (const secret of ['first-token', 'a-password', 'secretKey":"0', 'parley_emulator01_0']) expect(all).not.toContain(secret);
  });

  it('knows a call whose base address ended in a slash, and so do faults', async () => {
    emulator.faults.add({ operation: 'getTags', status: 503, count: 1 });
    expect([(await send('GET', '//beta/tags')).status, (await send('GET', '/beta//tags')).status]).toEqual([503, 200]);
    emulator.expectRequests({ operation: 'getTags', path: '/beta/tags' }, { count: 2 });
  });

  it('answers whether requests came as expected', async () => {
    await note('one');
    await note('two');
    const operation = 'postConversationsConversationidNotes';
    expect((await control('POST', '/requests/assert', { operation, count: 2 })).body).toEqual({ count: 2 });
    expect((await control('POST', '/requests/assert', { operation, body: { message: 'two' }, count: 1 })).status).toBe(200);
    const wrong = await control('POST', '/requests/assert', { operation, status: 500 });
    expect([wrong.status, wrong.body.message]).toEqual([409, expect.stringMatching(/^expected at least 1 requests like .*, found 0; the last that came: .*notes 200/)]);
    expect(() => emulator.expectRequests({ operation }, { atMost: 1 })).toThrow('expected at most 1');
  });
});

describe('the control', () => {
  it('names what it does not know', async () => {
    const message = async (method: string, path: string, body?: unknown) => [await control(method, path, body)].map((answer) => [answer.status, answer.body.message])[0];
    expect(await message('POST', '/faults', { statuss: 500 })).toEqual([400, 'Invalid value for: body (statuss is not known)']);
    expect(await message('GET', '/requests?operations=x')).toEqual([400, 'Invalid value for: query parameter operations (it is not known)']);
    expect(await message('POST', '/faults', {})).toEqual([400, 'Invalid value for: body (one of status, delayMs, drop is required)']);
    expect(await message('POST', '/clock/advance', { hours: 'two' })).toEqual([400, 'Invalid value for: body (hours must be of type number)']);
    expect(await message('DELETE', '/faults/99')).toEqual([404, 'The requested resource could not be found']);
    expect(await message('GET', '/nothing')).toEqual([404, 'The requested resource could not be found']);
    expect((await message('PUT', '/faults'))![0]).toBe(405);
  });

  it('is not there in a server', async () => {
    const parley = await startParley();
    for (const [method, url] of [
      ['GET', '/_emulator'],
      ['POST', '/_emulator/reset'],
      ['POST', '/_emulator/clock/advance'],
      ['POST', '/_emulator/webhooks/x'],
    ] as const) {
      expect((await parley.app.inject({ method, url })).statusCode).toBe(404);
    }
    await parley.close();
  });
});
