import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { startReceiver, type Receiver } from '../../../test/support/receiver.ts';
import { Deliverer } from './deliverer.ts';

let parley: TestParley;
let shop: Tenant;
let receiver: Receiver;
let deliverer: Deliverer;
let conversation: number;
const started: Deliverer[] = [];

beforeAll(async () => {
  parley = await startParley({ PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });
  await parley.deliverer.stop();
});
afterAll(() => parley.close());
beforeEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  await receiver?.close();
  receiver = await startReceiver();
  shop = await parley.tenant();
  conversation = await shop.conversation();
  deliverer = newDeliverer();
});
afterAll(() => receiver.close());

function newDeliverer(options: ConstructorParameters<typeof Deliverer>[1] = {}): Deliverer {
  const made = new Deliverer(parley.ctx, { timeoutMs: 400, random: () => 0, ...options });
  started.push(made);
  return made;
}

const subscribe = async (events: string[], more: object = {}): Promise<{ id: string; secretKey: string }> =>
  (await shop.call('POST', '/webhooks', { name: 'Receiver', url: receiver.url, events, ...more })).body.data;
const note = async (message: string, id = conversation): Promise<void> => {
  expect(await shop.call('POST', `/conversations/${id}/notes`, { message })).toMatchObject({ status: 200 });
};
const fanOut = async (): Promise<void> => expect(await parley.ctx.events.caughtUp('webhooks', 10_000)).toBe(true);
/** Everything that is due now is on its way or done. */
const deliver = async (): Promise<void> => {
  await fanOut();
  await deliverer.runDue();
};
const texts = () => receiver.received.map((request) => request.body.data.text);
const stateOf = async (subscriptionId: string) =>
  (await parley.ctx.db.query<{ state: string; attempts: number }>(sql`SELECT state, attempts FROM webhook_delivery WHERE subscription_id = ${subscriptionId} ORDER BY seq`)).map(
    (row) => `${row.state} ${row.attempts}`,
  );
const log = async (id: string, event = 'ConversationNoteAdded') => (await shop.call('GET', `/webhooks/${id}/delivery-status/logs/${event}`)).body.data;

describe('order', () => {
  test('first attempts of a conversation are made in order, one after the other', async () => {
    await subscribe(['ConversationNoteAdded']);
    let open = 0;
    let most = 0;
    receiver.reply = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return 200;
    };
    for (let count = 0; count < 20; count++) await note(`${count}`);
    await deliver();
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, count) => `${count}`));
    expect(most).toBe(1);
    const sequence = receiver.received.map((request) => Number(request.headers['x-parley-sequence']));
    expect(sequence).toEqual(sequence.toSorted((a, b) => a - b));
  });

  test('a failing one holds no later one back', async () => {
    await subscribe(['ConversationNoteAdded']);
    receiver.reply = (request) => (request.body.data.text === 'poison' ? 500 : 200);
    for (const message of ['poison', 'two', 'three']) await note(message);
    await deliver();
    expect(texts()).toEqual(['poison', 'two', 'three']);
    parley.clock.advance(5000);
    await deliver();
    expect(texts()).toEqual(['poison', 'two', 'three', 'poison']);
  });

  test('conversations do not wait for each other', async () => {
    deliverer = newDeliverer({ timeoutMs: 20_000 });
    await subscribe(['ConversationNoteAdded']);
    const other = await shop.conversation();
    receiver.reply = (request) => (request.body.data.conversation.csid === conversation ? 'hang' : 200);
    await note('stuck');
    await note('behind it');
    await note('free', other);
    await fanOut();
    deliverer.wake();
    await receiver.until(2);
    expect(texts().toSorted()).toEqual(['free', 'stuck']);
  });

  test('events that come in while earlier ones are under way keep their place', async () => {
    await subscribe(['ConversationNoteAdded']);
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    receiver.reply = async () => {
      await gate;
      return 200;
    };
    deliverer = newDeliverer({ timeoutMs: 20_000 });
    await note('one');
    await fanOut();
    deliverer.wake();
    await receiver.until(1);
    await note('two');
    await fanOut();
    await note('three');
    await fanOut();
    deliverer.wake();
    go();
    await receiver.until(3);
    expect(texts()).toEqual(['one', 'two', 'three']);
  });
});

describe('several processes', () => {
  test('each delivery is made by one of them', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    for (let count = 0; count < 30; count++) await note(`${count}`, await shop.conversation());
    await fanOut();
    const all = [newDeliverer({ perSubscription: 3, timeoutMs: 20_000 }), newDeliverer({ perSubscription: 3, timeoutMs: 20_000 }), newDeliverer({ perSubscription: 3, timeoutMs: 20_000 })];
    while ((await stateOf(id)).some((state) => state !== 'Delivered 1')) await Promise.all(all.map((one) => one.runDue()));
    expect(texts().toSorted()).toEqual(Array.from({ length: 30 }, (_, count) => `${count}`).toSorted());
  });

  test('what a process took that died is taken again when its lease is over, in order', async () => {
    const dying = newDeliverer({ timeoutMs: 20_000, leaseMs: 60_000 });
    const { id } = await subscribe(['ConversationNoteAdded']);
    receiver.reply = () => 'hang';
    await note('one');
    await note('two');
    await fanOut();
    dying.wake();
    await receiver.until(1);
    receiver.reply = () => 200;
    await deliver();
    expect(texts()).toEqual(['one']);
    parley.clock.advance(60_000);
    await deliver();
    expect(texts()).toEqual(['one', 'one', 'two']);
    expect(await stateOf(id)).toEqual(['Delivered 1', 'Delivered 1']);
  });

  test('a process that comes back late does not undo what another did, and its attempt is in the log', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const late = newDeliverer({ timeoutMs: 20_000, leaseMs: 60_000 });
    const { id } = await subscribe(['ConversationNoteAdded']);
    receiver.reply = async () => {
      await gate;
      return 500;
    };
    await note('one');
    await fanOut();
    late.wake();
    await receiver.until(1);
    parley.clock.advance(60_000);
    receiver.reply = () => 200;
    await deliver();
    expect(await stateOf(id)).toEqual(['Delivered 1']);
    go();
    await late.runDue();
    expect(await stateOf(id)).toEqual(['Delivered 1']);
    expect((await log(id)).map((entry: { deliveryDetail: { responseCode: number } }) => entry.deliveryDetail.responseCode).toSorted()).toEqual([200, 500]);
  });

  test('events become deliveries once, however often a process dies at it', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    await note('one');
    await fanOut();
    await parley.ctx.db.execute(sql`UPDATE event_cursor SET xid = '0', seq = 0 WHERE follower = 'webhooks'`);
    await deliver();
    expect(texts()).toEqual(['one']);
    expect(await stateOf(id)).toEqual(['Delivered 1']);
  });
});
