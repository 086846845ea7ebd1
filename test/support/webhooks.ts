import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { Deliverer } from '../../server/modules/webhooks/deliverer.ts';
import { sql } from '../../server/platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from './parley.ts';
import { startReceiver, type Receiver } from './receiver.ts';

/** What a test of deliveries works with. The shop, its conversation, the receiver and the deliverer are new for each test. */
export class WebhookTest {
  parley!: TestParley;
  shop!: Tenant;
  conversation!: number;
  receiver!: Receiver;
  deliverer!: Deliverer;
  readonly #started: Deliverer[] = [];

  async begin(): Promise<void> {
    for (const one of this.#started.splice(0)) await one.stop();
    await this.receiver?.close();
    this.receiver = await startReceiver();
    this.shop = await this.parley.tenant();
    this.conversation = await this.shop.conversation();
    this.deliverer = this.newDeliverer();
  }

  async end(): Promise<void> {
    await this.receiver.close();
    for (const one of this.#started.splice(0)) await one.stop();
    await this.parley.close();
  }

  newDeliverer = (options: ConstructorParameters<typeof Deliverer>[1] = {}): Deliverer => {
    const made = new Deliverer(this.parley.ctx, { timeoutMs: 20_000, random: () => 0, ...options });
    this.#started.push(made);
    return made;
  };

  /** A subscription of the shop; the receiver takes its events unless `more` says otherwise. */
  subscribe = async (events: string[], more: object = {}): Promise<{ id: string; secretKey: string }> =>
    (await this.shop.call('POST', '/webhooks', { name: 'Receiver', url: this.receiver.url, events, ...more })).body.data;

  note = async (message: string, id = this.conversation): Promise<void> => {
    expect(await this.shop.call('POST', `/conversations/${id}/notes`, { message })).toMatchObject({ status: 200 });
  };

  /** All events have become deliveries. */
  fanOut = async (): Promise<void> => expect(await this.parley.ctx.events.caughtUp('webhooks', 10_000)).toBe(true);

  /** Everything that is due now is on its way or done. */
  deliver = async (): Promise<void> => {
    await this.fanOut();
    await this.deliverer.runDue();
  };

  /** The texts of the notes that the receiver was told of. */
  texts = (): unknown[] => this.receiver.received.map((request) => request.body.data.text);

  /** The deliveries of a subscription, oldest first: `Pending 1` is one that failed once. */
  stateOf = async (subscriptionId: string): Promise<string[]> => {
    const rows = await this.parley.ctx.db.query<{ state: string; attempts: number }>(sql`SELECT state, attempts FROM webhook_delivery WHERE subscription_id = ${subscriptionId} ORDER BY seq`);
    return rows.map((row) => `${row.state} ${row.attempts}`);
  };

  /** The log of a subscription as the API has it, newest first. */
  log = async (id: string, event = 'ConversationNoteAdded'): Promise<any[]> => (await this.shop.call('GET', `/webhooks/${id}/delivery-status/logs/${event}`)).body.data;
}

/** Sets a file of tests up for deliveries. */
export function webhookTest(): WebhookTest {
  const at = new WebhookTest();
  beforeAll(async () => {
    at.parley = await startParley({ PARLEY_KEY: Buffer.alloc(32, 7).toString('base64'), PARLEY_OUTBOUND_ALLOW: '127.0.0.0/8' });
    await at.parley.work.deliverer.stop();
  });
  beforeEach(() => at.begin());
  afterAll(() => at.end());
  return at;
}
