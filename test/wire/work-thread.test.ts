// A server that answers in one thread and works in another, as `serve` does.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { compose, type Parley } from '../../server/main/compose.ts';
import { WorkThread } from '../../server/main/background/thread.ts';
import { createOrganization } from '../../server/modules/organizations/index.ts';
import { createToken } from '../../server/modules/tokens/index.ts';
import { readConfig } from '../../server/platform/config.ts';
import { freshDatabase } from '../support/parley.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';

const config = readConfig({ PARLEY_RESPONSE_CHECK: 'refuse', PARLEY_LOG_LEVEL: 'silent', PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });

let databaseUrl: string;
let parley: Parley;
let receiver: Receiver;
let token: string;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  parley = await compose({ config, databaseUrl });
  await parley.ctx.events.preparePartitions();
  await parley.ctx.events.listen();
  const { organizationId, adminId } = await createOrganization(parley.ctx.db, parley.ctx.clock, { subdomain: 'shop', name: 'Shop' });
  token = await createToken(parley.ctx.db, parley.ctx.clock, { organizationId, personId: adminId, name: 'test' });
  receiver = await startReceiver();
});
beforeEach(() => receiver.received.splice(0));
afterAll(async () => {
  await receiver.close();
  await parley.close();
});

async function call(method: 'GET' | 'POST', path: string, payload?: object): Promise<any> {
  const response = await parley.app.inject({ method, url: `/beta${path}`, headers: { authorization: token }, ...(payload ? { payload } : {}) });
  expect(response.statusCode, response.payload).toBeLessThan(300);
  return response.json().data;
}

test('what the API is asked for is followed, found and told of; a thread that was stopped goes on where it was', async () => {
  const { id } = await call('POST', '/webhooks', { name: 'All', url: receiver.url, events: ['ConversationNoteAdded'], authorization: { _type: 'NoAuth' } });
  const { id: requesterId } = await call('POST', '/endusers', { displayName: 'Ida' });
  const conversation = await call('POST', '/conversations/import', { genericChannelName: 'genericapimessaging', requesterId, direction: 'Inbound', createdAt: '2026-01-01T00:00:00Z' });
  for (const message of ['periwinkle', 'marigold']) {
    await call('POST', `/conversations/${conversation.id}/notes`, { message });
    // Found also while nobody works but who asks.
    expect((await call('GET', `/search/conversations?query=${message}`)).map((found: { id: number }) => found.id)).toEqual([conversation.id]);
    const work = new WorkThread({ config, databaseUrl });
    await work.start();
    await receiver.until(message === 'periwinkle' ? 1 : 2);
    await work.stop();
    expect(await work.ended).toBeUndefined();
  }
  expect(receiver.received.map((request) => request.body.data.text)).toEqual(['periwinkle', 'marigold']);
  expect((await call('GET', `/webhooks/${id}/delivery-status/logs/ConversationNoteAdded`)).map((entry: any) => entry.deliveryDetail.success)).toEqual([true, true]);
});

test('one that cannot begin says why; one that nobody started is stopped all the same', async () => {
  const nowhere = new URL(databaseUrl);
  nowhere.pathname = '/nowhere';
  const lost = new WorkThread({ config, databaseUrl: nowhere.href });
  await expect(lost.start()).rejects.toThrow('database "nowhere" does not exist');
  await lost.stop();
  const idle = new WorkThread({ config, databaseUrl });
  await idle.stop();
  expect(await idle.ended).toBeUndefined();
});
