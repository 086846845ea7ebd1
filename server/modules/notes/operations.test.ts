import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { createToken } from '../tokens/index.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;
let conversation: number;

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
  conversation = await us.conversation();
});
afterAll(() => parley.close());

const unknown = '00000000-0000-4000-8000-000000000000';

describe('POST /conversations/{id}/notes', () => {
  it('200: the note is there at once, written by the owner of the token', async () => {
    const answer = await us.call('POST', `/conversations/${conversation}/notes`, { message: 'Called back' });
    expect(answer).toMatchObject({ status: 200, body: { data: { authorId: us.adminId, csid: conversation, message: 'Called back', createdAt: '2026-03-02T10:00:00.000Z' } } });
    const list = await us.call('GET', `/conversations/${conversation}/notes`);
    expect(list.body.data).toContainEqual(answer.body.data);
  });

  it('200: another agent is the author, at a time of the past, however the time is written', async () => {
    const agentId = await us.agent();
    for (const createdAt of ['2024-02-29T12:00:00Z', '2024-02-29T13:00:00.000+01:00', '2024-02-29T12:00:00.000Z[GMT]']) {
      const answer = await us.call('POST', `/conversations/${conversation}/notes`, { message: 'moved', agentId, createdAt });
      expect(answer).toMatchObject({ status: 200, body: { data: { authorId: agentId, createdAt: '2024-02-29T12:00:00.000Z' } } });
    }
  });

  it('200: a bot writes in its own name, one by one and in bulk, and in that of no other bot', async () => {
    const { ctx, clock } = parley;
    const bots = [await us.endUser({ displayName: 'Ada' }), await us.endUser({ displayName: 'Bob' })] as const;
    for (const bot of bots) await ctx.db.execute(sql`INSERT INTO ai_agent (organization_id, id, name, kind, person_id) VALUES (${us.organizationId}, ${newId()}, 'Bot', 'Ada', ${bot})`);
    const authorization = await createToken(ctx.db, clock, { organizationId: us.organizationId, personId: bots[0], name: 'of a bot' });
    const id = await us.conversation();
    expect(await us.call('POST', `/conversations/${id}/notes`, { message: 'one' }, { authorization })).toMatchObject({ status: 200, body: { data: { authorId: bots[0] } } });
    const data = [{ message: 'two' }, { message: 'three', agentId: bots[1] }];
    const bulk = await us.call('POST', `/conversations/${id}/notes/bulk`, { data }, { authorization });
    expect(bulk.body.data).toMatchObject([{ _type: 'BulkActionSuccess', data: { authorId: bots[0] } }, { _type: 'BulkActionFailure' }]);
    expect(await us.call('POST', `/conversations/${id}/notes`, data[1], { authorization })).toMatchObject({ status: 400 });
    expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data).toMatchObject([{ author: { name: 'Ada' } }, { author: { name: 'Ada' } }]);
  });

  it.each([
    [{}, 'message is required'],
    [{ message: 7 }, 'message must be of type string'],
    [{ message: 'x', agentId: 'me' }, 'agentId is not a valid uuid'],
    [{ message: 'x', createdAt: '2024-02-30T00:00:00Z' }, 'createdAt is not a valid date-time'],
    [{ message: 'a\u0000b' }, 'NUL'],
    [{ message: 'x', agentId: unknown }, unknown],
    ['{"message":', 'not valid JSON'],
  ])('400 and nothing written: %j', async (body, message) => {
    const before = await us.call('GET', `/conversations/${conversation}/notes`);
    const answer = await us.call('POST', `/conversations/${conversation}/notes`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(message);
    expect((await us.call('GET', `/conversations/${conversation}/notes`)).body).toEqual(before.body);
  });

  it('404, the same for a conversation of another organization and for none', async () => {
    const foreign = await them.call('POST', `/conversations/${conversation}/notes`, { message: 'x' });
    const none = await them.call('POST', '/conversations/999999/notes', { message: 'x' });
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe(none.text);
  });

  it('401 without a token, with a wrong one and with one of the wrong form', async () => {
    for (const authorization of ['', 'Bearer nobody', `${us.token}x`, us.token.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))]) {
      const answer = await us.call('POST', `/conversations/${conversation}/notes`, { message: 'x' }, { authorization });
      expect(answer).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
    }
  });
});

describe('POST /conversations/{id}/notes/bulk', () => {
  it('200: items fail alone and answer in order', async () => {
    const agentId = await us.agent();
    const answer = await us.call('POST', `/conversations/${conversation}/notes/bulk`, { data: [{ message: 'one', agentId }, { message: 'two', agentId: unknown }, { message: 'three' }] });
    expect(answer.status).toBe(200);
    expect(answer.body.data.map((outcome: { _type: string }) => outcome._type)).toEqual(['BulkActionSuccess', 'BulkActionFailure', 'BulkActionSuccess']);
    expect(answer.body.data[1].error.message).toBe(`An agent with id:${unknown} cannot be found in org.`);
    const texts = (await us.call('GET', `/conversations/${conversation}/notes`)).body.data.map((note: { message: string }) => note.message);
    expect(texts.slice(-2)).toEqual(['one', 'three']);
  });

  it('400 for an item without a text, and none is written', async () => {
    const answer = await us.call('POST', `/conversations/${conversation}/notes/bulk`, { data: [{ message: 'kept out' }, {}] });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.message).toContain('data[1].message is required');
    expect((await us.call('GET', `/conversations/${conversation}/notes`)).text).not.toContain('kept out');
  });

  it('404 for a conversation of another organization', async () => {
    expect(await them.call('POST', `/conversations/${conversation}/notes/bulk`, { data: [{ message: 'x' }] })).toMatchObject({ status: 404 });
  });
});

describe('GET /conversations/{id}/notes', () => {
  it('200: oldest first', async () => {
    const id = await us.conversation();
    for (const [message, createdAt] of [
      ['late', '2026-01-02T00:00:00Z'],
      ['early', '2026-01-01T00:00:00Z'],
    ])
      await us.call('POST', `/conversations/${id}/notes`, { message, createdAt });
    const answer = await us.call('GET', `/v1/conversations/${id}/notes`);
    expect(answer.body.data.map((note: { message: string }) => note.message)).toEqual(['early', 'late']);
  });

  it('200 with an empty list, 404 for no conversation, 400 for no number', async () => {
    expect(await us.call('GET', `/conversations/${await us.conversation()}/notes`)).toMatchObject({ status: 200, body: { data: [] } });
    expect(await us.call('GET', '/conversations/424242/notes')).toMatchObject({ status: 404 });
    expect(await us.call('GET', '/conversations/abc/notes')).toMatchObject({ status: 400 });
  });
});
