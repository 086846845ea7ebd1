import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { runCommand, type Ran } from '../../../test/support/command-line.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { startReceiver, type Receiver } from '../../../test/support/receiver.ts';

const settings = { PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8', PARLEY_LOG_LEVEL: 'silent' };
const NOBODY = '0193a5a1-7b60-7d28-a3c5-90e4f1b27d68';

let parley: TestParley;
let shop: Tenant;
let receiver: Receiver;
let id: string;
let conversation: number;

beforeAll(async () => {
  parley = await startParley(settings);
  // The command goes by the time of day, and so does the server beside it.
  parley.clock.set(systemClock.now());
  await parley.ctx.events.preparePartitions();
  await parley.work.start();
  for (const [name, value] of Object.entries({ ...settings, DATABASE_URL: parley.databaseUrl })) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await parley.close();
});
beforeEach(async () => {
  receiver = await startReceiver();
  shop = await parley.tenant();
  conversation = await shop.conversation();
  const made = await shop.call('POST', '/webhooks', {
    name: 'Receiver',
    url: receiver.url,
    events: ['ConversationNoteAdded'],
    authorization: { _type: 'BasicAuth', username: 'hook', password: 'hidden' },
  });
  id = made.body.data.id;
});
afterEach(() => receiver.close());

/** Runs a command line as the organization of this test. */
async function run(...words: string[]): Promise<Ran> {
  const { body } = await shop.call('GET', '/organization');
  return await runCommand(...words, '--organization', body.data.subdomain ?? body.data.name);
}
const runJson = async (...words: string[]): Promise<any> => JSON.parse((await run(...words, '--json')).out);
/** Notes that were delivered, written down results included. */
async function noted(...messages: string[]): Promise<void> {
  const before = receiver.received.length;
  for (const message of messages) expect((await shop.call('POST', `/conversations/${conversation}/notes`, { message })).status).toBe(200);
  await receiver.until(before + messages.length);
  await vi.waitFor(async () => expect((await runJson('webhooks', 'deliveries', id, '--state', 'pending')).deliveries).toEqual([]), 5000);
}

test('list shows subscriptions and no secrets', async () => {
  const { code, out } = await run('webhooks', 'list', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ subscriptions: [{ id, name: 'Receiver', url: receiver.url, events: ['ConversationNoteAdded'], enabled: true }] });
  expect((await run('webhooks', 'list')).out).toContain(`${id}  enabled  Receiver`);
});

describe('deliveries', () => {
  test('are listed newest first, by state, page by page', async () => {
    receiver.reply = (request) => (request.body.data.text === 'two' ? 410 : 204);
    await noted('one', 'two');
    const { deliveries } = await runJson('webhooks', 'deliveries', id);
    expect(deliveries).toMatchObject([
      { event: 'ConversationNoteAdded', conversationId: conversation, state: 'Failed', attempts: 1, lastAttempt: { code: 410 } },
      { state: 'Delivered', attempts: 1, lastAttempt: { code: 204, text: 'No Content' }, eventId: receiver.received[0]!.body.event_id },
    ]);
    expect((await runJson('webhooks', 'deliveries', id, '--state', 'failed')).deliveries).toEqual([deliveries[0]]);
    expect((await runJson('webhooks', 'deliveries', id, '--before', String(deliveries[0].sequence))).deliveries).toEqual([deliveries[1]]);
    expect((await runJson('webhooks', 'deliveries', id, '--limit', '1')).deliveries).toEqual([deliveries[0]]);
    expect((await run('webhooks', 'deliveries', id)).out.trim().split('\n')).toHaveLength(2);
  });
});

describe('replay', () => {
  test('by event sends that one again, through the server that runs beside', async () => {
    await noted('one', 'two');
    const event = receiver.received[0]!.body.event_id;
    expect(await runJson('webhooks', 'replay', id, '--event', event)).toEqual({ replayed: 1 });
    parley.clock.set(systemClock.now());
    await receiver.until(3);
    expect(receiver.received[2]!.body.event_id).toBe(event);
  });

  test('by time sends what happened in the range', async () => {
    await noted('one');
    const after = new Date(parley.clock.now().getTime() + 1000).toISOString();
    expect(await runJson('webhooks', 'replay', id, '--from', '2020-01-01', '--to', after)).toEqual({ replayed: 1 });
    parley.clock.set(systemClock.now());
    await receiver.until(2);
    expect(await runJson('webhooks', 'replay', id, '--from', '2020-01-01', '--to', '2020-01-02T00:00:00+01:00')).toEqual({ replayed: 0 });
  });
});

describe('test', () => {
  test('0 when the receiver takes it, 1 when not, and what it said', async () => {
    expect(await run('webhooks', 'test', id)).toMatchObject({ code: 0, out: 'It was taken: 204 No Content\n' });
    expect(receiver.received[0]!.body).toMatchObject({ event_fqn: 'TEST' });
    receiver.reply = () => ({ status: 500, body: 'broken' });
    expect(await run('webhooks', 'test', id, '--event', 'ConversationClosed', '--json')).toMatchObject({ code: 1, out: `${JSON.stringify({ success: false, code: 500, text: 'broken' })}\n` });
    expect(receiver.received[1]!.body).toMatchObject({ event_fqn: 'CONVERSATION_CLOSED' });
    expect(await run('webhooks', 'test', id, '--event', 'Nothing')).toMatchObject({ code: 1, err: 'There is no event Nothing\n' });
  });
});

test.each(
  [
    ['webhooks', 'deliveries'],
    ['webhooks', 'deliveries', 'orders'],
    ['webhooks', 'deliveries', NOBODY, '--state', 'late'],
    ['webhooks', 'deliveries', NOBODY, '--limit', '-1'],
    ['webhooks', 'replay', NOBODY],
    ['webhooks', 'replay', NOBODY, '--event', 'x'],
    ['webhooks', 'replay', NOBODY, '--event', NOBODY, '--from', '2026-01-01'],
    ['webhooks', 'replay', NOBODY, '--from', 'yesterday'],
    ['webhooks', 'replay', NOBODY, '--from', '2026-01-01T10:00:00'],
  ].map((words) => [words] as const),
)('%j is not understood: 2, with the help', async (words) => {
  const { code, err } = await run(...words);
  expect(code).toBe(2);
  expect(err).toContain(`Usage: npx parley ${words.slice(0, 2).join(' ')} SUBSCRIPTION`);
});

test.each([['deliveries'], ['replay', '--event', NOBODY], ['test']])('%s of a subscription that is not there, or of somebody else: 1, with a sentence', async (command, ...more) => {
  const other = await parley.tenant();
  const theirs = (await other.call('POST', '/webhooks', { name: 'Theirs', url: receiver.url, events: [], authorization: { _type: 'NoAuth' } })).body.data.id;
  for (const unknown of [NOBODY, theirs])
    expect(await run('webhooks', command, unknown, ...more)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^t\w+ has no such subscription or event/) });
  expect(receiver.received).toEqual([]);
});

test('a replay to a disabled subscription is refused', async () => {
  await shop.call('PATCH', `/webhooks/${id}`, { enabled: false });
  expect(await run('webhooks', 'replay', id, '--from', '2026-01-01')).toMatchObject({ code: 1, err: expect.stringContaining('disabled') });
});
