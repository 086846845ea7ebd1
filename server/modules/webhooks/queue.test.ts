import { describe, expect, test } from 'vitest';
import { newId } from '../../base/ids.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import { webhookTest } from '../../../test/support/webhooks.ts';
import { addDeliveries, finishAttempts, takeDue } from './queue.ts';

const at = webhookTest();
const { deliver, fanOut, log, newDeliverer, note, stateOf, subscribe, texts } = at;

describe('order', () => {
  test('first attempts of a conversation are made in order, one after the other', async () => {
    await subscribe(['ConversationNoteAdded']);
    let open = 0;
    let most = 0;
    at.receiver.reply = async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return 200;
    };
    for (let count = 0; count < 20; count++) await note(`${count}`);
    await deliver();
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, count) => `${count}`));
    expect(most).toBe(1);
    const sequence = at.receiver.received.map((request) => Number(request.headers['x-parley-sequence']));
    expect(sequence).toEqual(sequence.toSorted((a, b) => a - b));
  });

  test('a failing one holds no later one back', async () => {
    await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = (request) => (request.body.data.text === 'poison' ? 500 : 200);
    for (const message of ['poison', 'two', 'three']) await note(message);
    await deliver();
    expect(texts()).toEqual(['poison', 'two', 'three']);
    at.parley.clock.advance(5000);
    await deliver();
    expect(texts()).toEqual(['poison', 'two', 'three', 'poison']);
  });

  test('conversations do not wait for each other', async () => {
    at.deliverer = newDeliverer();
    await subscribe(['ConversationNoteAdded']);
    const other = await at.shop.conversation();
    at.receiver.reply = (request) => (request.body.data.conversation.csid === at.conversation ? 'hang' : 200);
    await note('stuck');
    await note('behind it');
    await note('free', other);
    await fanOut();
    at.deliverer.wake();
    await at.receiver.until(2);
    expect(texts().toSorted()).toEqual(['free', 'stuck']);
  });

  test('events that come in while earlier ones are under way keep their place', async () => {
    await subscribe(['ConversationNoteAdded']);
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    at.receiver.reply = async () => {
      await gate;
      return 200;
    };
    at.deliverer = newDeliverer();
    await note('one');
    await fanOut();
    at.deliverer.wake();
    await at.receiver.until(1);
    await note('two');
    await fanOut();
    await note('three');
    await fanOut();
    at.deliverer.wake();
    go();
    await at.receiver.until(3);
    expect(texts()).toEqual(['one', 'two', 'three']);
  });
});

describe('several processes', () => {
  test('each delivery is made by one of them', async () => {
    const { id } = await subscribe(['ConversationNoteAdded']);
    for (let count = 0; count < 30; count++) await note(`${count}`, await at.shop.conversation());
    await fanOut();
    const all = [newDeliverer({ perSubscription: 3 }), newDeliverer({ perSubscription: 3 }), newDeliverer({ perSubscription: 3 })];
    while ((await stateOf(id)).some((state) => state !== 'Delivered 1')) await Promise.all(all.map((one) => one.runDue()));
    expect(texts().toSorted()).toEqual(Array.from({ length: 30 }, (_, count) => `${count}`).toSorted());
  });

  test('what a process took that died is taken again when its lease is over, in order', async () => {
    const dying = newDeliverer({ leaseMs: 60_000 });
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = () => 'hang';
    await note('one');
    await note('two');
    await fanOut();
    dying.wake();
    await at.receiver.until(1);
    at.receiver.reply = () => 200;
    await deliver();
    expect(texts()).toEqual(['one']);
    at.parley.clock.advance(60_000);
    await deliver();
    expect(texts()).toEqual(['one', 'one', 'two']);
    expect(await stateOf(id)).toEqual(['Delivered 1', 'Delivered 1']);
  });

  test('a process that comes back late does not undo what another did, and its attempt is in the log', async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const late = newDeliverer({ leaseMs: 60_000 });
    const { id } = await subscribe(['ConversationNoteAdded']);
    at.receiver.reply = async () => {
      await gate;
      return 500;
    };
    await note('one');
    await fanOut();
    late.wake();
    await at.receiver.until(1);
    at.parley.clock.advance(60_000);
    at.receiver.reply = () => 200;
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
    await at.parley.ctx.db.execute(sql`UPDATE event_cursor SET xid = '0', seq = 0 WHERE follower = 'webhooks'`);
    await deliver();
    expect(texts()).toEqual(['one']);
    expect(await stateOf(id)).toEqual(['Delivered 1']);
  });
});

/** A session that keeps the plan of each statement. */
function explaining(tx: Session, plans: string[]): Session {
  const explain = async (statement: Parameters<Session['query']>[0]): Promise<void> => {
    const rows = await tx.query<{ 'QUERY PLAN': string }>(sql`EXPLAIN ${statement}`, { prepare: false });
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  };
  return {
    run: (statement, values) => tx.run(statement, values),
    query: async (statement) => (await explain(statement), await tx.query(statement)),
    maybe: async (statement) => (await explain(statement), await tx.maybe(statement)),
    execute: async (statement) => (await explain(statement), await tx.execute(statement)),
  };
}

test('one delivery is looked for by its key, not among all of its subscription, though the planner has not seen the table yet', async () => {
  const { id: subscriptionId } = await subscribe([]);
  const { organizationId } = at.shop;
  const now = at.parley.clock.now().toISOString();
  const events = Array.from({ length: 200 }, (_, seq) => ({ organization_id: organizationId, id: newId(), type: 'ConversationClosed', seq, conversation_id: seq % 20, person_ids: [], payload: '{}' }));
  const deliveries = events.map((event) => ({ organization_id: organizationId, event_id: event.id, subscription_id: subscriptionId }));
  await at.parley.ctx.db.transaction((tx) => addDeliveries(tx, now, events.slice(1), deliveries.slice(1)));
  const plans: string[] = [];
  const taken = await at.parley.ctx.db.transaction(async (tx) => {
    const session = explaining(tx, plans);
    expect(await addDeliveries(session, now, events, deliveries)).toBe(1);
    const found = await takeDue(session, now, now, { room: 100, perSubscription: 100, perFailing: 100, busy: new Map() });
    const outcome = { at: now, durationMs: 1, success: true, code: 200, text: 'OK', gone: false };
    await finishAttempts(
      session,
      found.map((delivery) => ({ id: newId(), delivery, ...outcome })),
    );
    return found.length;
  });
  expect(taken).toBe(20);
  const all = plans.join('\n');
  expect(all).toContain('webhook_delivery_pkey');
  expect(all).not.toContain('webhook_delivery_list');
});
