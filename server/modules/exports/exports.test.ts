import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let port: number;
let first: number;
let second: number;

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
  first = await us.conversation({ requesterId: await us.endUser({ displayName: 'Mette', email: 'mette@example.com' }) });
  second = await us.conversation();
  await parley.app.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = parley.app.server.address() as { port: number });
  for (const id of [first, second]) {
    parley.clock.advance(1000);
    await us.call('POST', `/conversations/${id}/messages`, { content: { value: `<b>message</b> of ${id}`, _type: 'Html' }, _type: 'Inbound' });
  }
});
afterAll(() => parley.close());

/** Over a real socket, as an export is streamed past the server's own ways of answering. */
function get(path: string, authorization = us.token): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: any }> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, headers: { authorization } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: JSON.parse(text) }));
      })
      .on('error', reject);
  });
}

/** What arrives of an answer that breaks off, and whether its end did. */
function cut(path: string): Promise<{ status: number; chunks: string; complete: boolean }> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, headers: { authorization: us.token } }, (response) => {
        let chunks = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (chunks += chunk));
        response.on('error', () => undefined).on('close', () => resolve({ status: response.statusCode!, chunks, complete: response.complete }));
      })
      .on('error', reject);
  });
}

const window = 'after=2026-03-01&before=2026-03-31';
const created = 'created_after=2026-03-01&created_before=2026-03-31';
const updated = (after: number, before: number) => `updated_after=${after}&updated_before=${before}`;

describe('GET /v1/conversation_export', () => {
  it('200: a bare array, oldest change first, every key there, numbers as integers', async () => {
    const { status, body } = await get(`/v1/conversation_export?updated_${window.replace('&', '&updated_')}`);
    expect(status).toBe(200);
    expect(body.map((row: { id: number }) => row.id)).toEqual([first, second]);
    expect(body[0]).toMatchObject({
      id: first,
      created_at: Date.parse('2026-03-02T10:00:00Z'),
      updated_at: Date.parse('2026-03-02T10:00:01Z'),
      initial_channel: 'widgetchat',
      direction: 'inbound',
      status: 'open',
      requester_name: 'Mette',
      requester_email: 'mette@example.com',
      tags: [],
      tags_info: [],
      ratings: [],
      custom_fields: [],
      conversation_wrapup_notes: [],
      assignee_id: null,
      closed_at: null,
    });
    for (const row of body) for (const [key, value] of Object.entries(row)) expect(value, key).not.toBe(undefined);
  });

  it('200: both ends of the window belong to it, an empty one is an empty list', async () => {
    const at = Date.parse('2026-03-02T10:00:02Z');
    expect((await get(`/v1/conversation_export?${updated(at, at)}`)).body.map((row: { id: number }) => row.id)).toEqual([second]);
    expect((await get(`/v1/conversation_export?${updated(at + 1, at + 1)}`)).body).toEqual([]);
    expect((await get(`/v1/conversation_export?${updated(0, 0)}`)).body).toEqual([]);
    expect((await get(`/v1/conversation_export?${updated(at, at + 2_678_400_000)}`)).status).toBe(200);
  });

  it('200: imported history is an update of the moment in which it is brought in', async () => {
    const before = parley.clock.now().getTime();
    parley.clock.advance(500_000);
    const history = { _type: 'GenericConversationImport', genericChannelName: 'genericapimessaging', requesterId: await us.endUser(), direction: 'Inbound', createdAt: '2024-05-06T07:08:09Z' };
    const said = { _type: 'InboundImport', content: { value: 'long ago', _type: 'Text' }, attachments: [], createdAt: '2024-05-06T07:08:09Z' };
    const id = (await us.call('POST', '/conversations/import', { ...history, messages: [said] })).body.data.id;
    const now = parley.clock.now().getTime();
    expect((await get(`/v1/conversation_export?${updated(before + 1, now)}`)).body).toMatchObject([{ id, updated_at: now, created_at: Date.parse('2024-05-06T07:08:09Z') }]);
    const old = Date.parse('2024-05-06T07:08:09Z');
    expect((await get(`/v1/conversation_export?${updated(old, old)}`)).body).toEqual([]);
  });

  it('200: tag, rating, assignment, attribute and state move updated_at, a note does not', async () => {
    const stamp = async (): Promise<number> => (await get(`/v1/conversation_export?csids=${second}`)).body[0].updated_at;
    const moves = async (work: () => Promise<{ status: number }>): Promise<boolean> => {
      const before = await stamp();
      parley.clock.advance(1000);
      expect((await work()).status).toBeLessThan(300);
      return (await stamp()) > before;
    };
    expect(await moves(() => us.call('POST', `/conversations/${second}/tags/bulk`, { data: [{ name: 'vip' }] }))).toBe(true);
    expect(await moves(() => us.call('POST', `/conversations/${second}/ratings/offer`, { ratingType: 'Nps' }))).toBe(true);
    expect(await moves(() => us.call('PUT', `/conversations/${second}/claim`, { agentId: us.adminId }))).toBe(true);
    expect(await moves(() => us.call('PUT', `/conversations/${second}/close`))).toBe(true);
    expect(await moves(() => us.call('POST', `/conversations/${second}/notes`, { message: 'x' }))).toBe(false);
    const [row] = (await get(`/v1/conversation_export?csids=${second}`)).body;
    expect(row).toMatchObject({
      status: 'closed',
      tags: ['vip'],
      tags_info: [{ name: 'vip', is_deactivated: false }],
      ratings: [{ rating_type: 'NPS', rating_status: 'Offered', rating_score: null }],
      assignee_id: us.adminId,
    });
  });

  it('200: oldest first by the time that was asked for, so that the last row is where to go on', async () => {
    const other = await parley.tenant();
    const begun = parley.clock.now().getTime();
    const bringIn = async (createdAt: string): Promise<number> => {
      parley.clock.advance(1000);
      const history = { _type: 'GenericConversationImport', genericChannelName: 'genericapimessaging', requesterId: await other.endUser(), direction: 'Inbound', createdAt };
      return (await other.call('POST', '/conversations/import', history)).body.data.id;
    };
    const [younger, older] = [await bringIn('2024-05-07T00:00:00Z'), await bringIn('2024-05-06T00:00:00Z')];
    for (const id of [older, younger]) {
      parley.clock.advance(1000);
      await other.call('PUT', `/conversations/${id}/close`);
    }
    parley.clock.advance(1000);
    await other.call('POST', `/conversations/${older}/tags/bulk`, { data: [{ name: 'late' }] });
    const ids = async (window: string, after: number) =>
      (await get(`/v1/conversation_export?${window}_after=${after}&${window}_before=${after + 2_678_400_000}`, other.token)).body.map((row: { id: number }) => row.id);
    expect(await ids('created', Date.parse('2024-05-01T00:00:00Z'))).toEqual([older, younger]);
    expect(await ids('closed', begun)).toEqual([older, younger]);
    expect(await ids('updated', begun)).toEqual([younger, older]);
  });

  it('200: ends as times, where one without an offset is in UTC and a + that became a space is a +; ends as days', async () => {
    const at = (iso: string): string => encodeURIComponent(iso);
    const ids = async (after: string, before: string) =>
      (await get(`/v1/conversation_export?last_message_created_after=${after}&last_message_created_before=${before}`)).body.map((row: { id: number }) => row.id);
    expect(await ids(at('2026-03-02T09:59:59.123456'), at('2026-03-02T10:30:00'))).toEqual([first, second]);
    expect(await ids(at('2026-03-02T10:59:59+01:00'), at('2026-03-02T10:30:00Z'))).toEqual([first, second]);
    expect(await ids('2026-03-02T10:59:59+01:00', at('2026-03-02T10:30:00Z[GMT]'))).toEqual([first, second]);
    expect(await ids(at('2026-03-02T10:30:00'), at('2026-03-02T11:00:00'))).toEqual([]);
    expect((await get(`/v1/message_export?created_after=${at('2026-03-02T09:59:59')}&created_before=${at('2026-03-02T10:30:00')}`)).body).toHaveLength(2);
    // A day stands for its first moment at both ends, so that days follow one another without a row told twice.
    expect(await ids('2026-03-02', '2026-03-03')).toEqual([first, second]);
    expect(await ids('2026-03-01', '2026-03-02')).toEqual([]);
    expect(await ids('2026-03-02', '2026-03-02')).toEqual([]);
    for (const bad of ['2026-02-30T10:00:00', '2026-03-02T25:00:00', '2026-03-02T', '2026-03-02T10:00:00+x']) {
      expect((await get(`/v1/conversation_export?created_after=${at(bad)}&created_before=2026-03-03`)).status).toBe(400);
    }
  });

  it('takes all forms of the header; 401 and nothing else for a bad token', async () => {
    const basic = (user: string, token: string): string => `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
    for (const header of [us.token, `Bearer ${us.token}`, `bearer  ${us.token} `, basic('bearer', us.token)]) expect((await get(`/v1/conversation_export?${created}`, header)).status).toBe(200);
    for (const header of ['', 'Bearer x', basic('bearer', 'x'), basic('other', us.token)]) {
      expect(await get(`/v1/conversation_export?${created}`, header)).toMatchObject({ status: 401, body: { message: 'Invalid or missing credentials' } });
    }
  });

  it('405 for any other method, whatever is sent with it', async () => {
    for (const path of ['/v1/conversation_export', '/v1/message_export/']) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await fetch(`http://127.0.0.1:${port}${path}?${created}`, { method, headers: { authorization: us.token, 'content-type': 'text/csv' }, body: 'x' });
        expect([answer.status, answer.headers.get('allow'), Object.keys((await answer.json()) as object)]).toEqual([405, 'GET, HEAD', ['message']]);
      }
    }
  });

  it('400 without a window, with half of one, with one of 31 days and a millisecond, with no time; 422 for eleven csids', async () => {
    for (const query of [
      '',
      'created_after=2026-03-01',
      updated(0, 2_678_400_001),
      updated(2, 1),
      'created_after=x&created_before=y',
      'csids=a',
      'created_after=2026-02-30&created_before=2026-03-01',
    ]) {
      expect(await get(`/v1/conversation_export?${query}`)).toMatchObject({ status: 400, body: { message: 'Invalid query parameters' } });
    }
    expect((await get(`/v1/conversation_export?csids=${Array.from({ length: 11 }, (_, index) => index).join(',')}`)).status).toBe(422);
  });

  it('shows nothing of another organization', async () => {
    expect((await get(`/v1/conversation_export?csids=${first}`, them.token)).body).toEqual([]);
    expect((await get(`/v1/message_export?csids=${first}`, them.token)).body).toEqual([]);
  });
});

describe('GET /v1/message_export', () => {
  it('200: messages of the window, oldest first, without notes', async () => {
    const { body } = await get(`/v1/message_export?${created}`);
    expect(body.map((row: { csid: number }) => row.csid)).toEqual([first, second]);
    expect(body[0]).toMatchObject({
      csid: first,
      text: `message of ${first}`,
      direction: 'inbound',
      author_name: 'Mette',
      to: [],
      cc: [],
      bcc: [],
      attached_files: [],
      is_automated_message: false,
      initial_channel: 'widgetchat',
    });
  });

  it('is read through a cursor: a window of many rows comes whole', async () => {
    const many = await us.conversation();
    for (let count = 0; count < 30; count++) {
      await Promise.all(Array.from({ length: 40 }, (_, index) => us.call('POST', `/conversations/${many}/messages`, { content: { value: `${count}.${index}`, _type: 'Text' }, _type: 'Inbound' })));
    }
    const { body } = await get(`/v1/message_export?csids=${many}`);
    expect(new Set(body.map((row: { id: string }) => row.id)).size).toBe(1200);
    // What fails midway breaks the connection: an answer that ended well would be taken for all there is.
    await parley.ctx.db.execute(sql`UPDATE message SET attributes = 'null' WHERE id = (SELECT id FROM message WHERE conversation_id = ${many} ORDER BY created_at DESC, id DESC LIMIT 1)`);
    const { status, chunks, complete } = await cut(`/v1/message_export?csids=${many}`);
    expect(status).toBe(200);
    expect(chunks).toMatch(/^\[\{/);
    expect(chunks).not.toMatch(/\]$/);
    expect(complete).toBe(false);
    // And it held on to nothing: the next one is served.
    expect((await get(`/v1/message_export?csids=${first}`)).status).toBe(200);
  });
});
