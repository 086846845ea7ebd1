import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { dixaSignature } from '../../modules/webhooks/index.ts';
import { Outbound, type OutboundAnswer, type OutboundRequest } from '../../platform/outbound/outbound.ts';

/** A webhook that was sent, or would have been. */
export interface Delivery {
  readonly id: number;
  /** By the emulator's clock. */
  readonly at: string;
  readonly url: string;
  readonly subscriptionId: string;
  /** `event_fqn` of the body. */
  readonly event: string;
  readonly eventId: string;
  /** Names in lower case; the subscription's own credentials are hidden. */
  readonly headers: Readonly<Record<string, string>>;
  /** As sent, byte for byte. */
  readonly text: string;
  readonly body: unknown;
  /** What the receiver answered; 0 when there was no answer. */
  readonly status: number;
}

export interface DeliveryFilter {
  /** `event_fqn` of the body, such as `CONVERSATION_NOTE_ADDED`. */
  readonly event?: string;
  readonly subscriptionId?: string;
  /** The end of the URL. */
  readonly url?: string;
  readonly status?: number;
}

const KEPT = 1000;
const SUBSCRIPTION = 'X-DIXA-SUBSCRIPTION-ID';

function shownHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.toLowerCase();
      return [lower, lower === 'authorization' ? '[redacted]' : value];
    }),
  );
}

/** The way out of an emulator: it remembers every webhook, and sends them or not. */
export class RecordingOutbound extends Outbound {
  /** False: webhooks are recorded and count as delivered, but nobody gets them. */
  sending = true;
  #next = 1;
  #deliveries: Delivery[] = [];
  readonly #clock: Clock;

  constructor(options: { allow: readonly string[]; clock: Clock }) {
    super({ allow: options.allow });
    this.#clock = options.clock;
  }

  override async request(request: OutboundRequest): Promise<OutboundAnswer> {
    const subscriptionId = request.headers?.[SUBSCRIPTION];
    if (subscriptionId === undefined) return await super.request(request);
    const at = this.#clock.now().toISOString();
    let status = 0;
    try {
      const answer = this.sending ? await super.request(request) : { status: 200, headers: {}, body: Buffer.alloc(0), cut: false, url: request.url };
      ({ status } = answer);
      return answer;
    } finally {
      const text = String(request.body ?? '');
      const body = JSON.parse(text) as { event_fqn?: string; event_id?: string };
      const { event_fqn: event = '', event_id: eventId = '' } = body;
      this.#deliveries.push({ id: this.#next++, at, url: request.url, subscriptionId, event, eventId, headers: shownHeaders(request.headers ?? {}), text, body, status });
      if (this.#deliveries.length > KEPT) this.#deliveries.shift();
    }
  }

  /** Deliveries in the order in which they ended. */
  list(filter: DeliveryFilter = {}): Delivery[] {
    return this.#deliveries.filter(
      (delivery) =>
        (filter.event === undefined || delivery.event === filter.event) &&
        (filter.subscriptionId === undefined || delivery.subscriptionId === filter.subscriptionId) &&
        (filter.url === undefined || delivery.url.endsWith(filter.url)) &&
        (filter.status === undefined || delivery.status === filter.status),
    );
  }

  clear(): void {
    this.#deliveries = [];
  }

  /** Whether a delivery bears the signature of a key. @param secretKey as the API gave it: 64 hexadecimal digits. */
  genuine(delivery: Delivery, secretKey: string): boolean {
    const header = delivery.headers['x-dixa-signature'] ?? '';
    const t = Number(/^t=(\d+),/.exec(header)?.[1]);
    const right = Buffer.from(dixaSignature(secretKey, t, Buffer.from(delivery.text)));
    const given = Buffer.from(header);
    return right.length === given.length && timingSafeEqual(right, given);
  }
}
