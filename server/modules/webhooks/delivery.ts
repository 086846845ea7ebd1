import { STATUS_CODES } from 'node:http';
import type { Context } from '../../platform/context.ts';
import { OutboundFailed } from '../../platform/outbound/outbound.ts';
import { OutboundRefused } from '../../platform/outbound/target.ts';
import { UnsealError } from '../../platform/keys.ts';
import { readRetryAfter } from './schedule.ts';
import { headersOf, unsealSecrets, type Secrets } from './secrets.ts';
import { dixaSignature, standardSignature } from './signature.ts';

/** What is sent to one subscription. */
export interface Message {
  readonly subscriptionId: string;
  readonly url: string;
  /** Sealed. */
  readonly secrets: Buffer;
  readonly eventId: string;
  readonly seq: number;
  readonly payload: string;
}

/** How the receiver took it. */
export interface Outcome {
  readonly success: boolean;
  /** The status of the answer; 0 when there was none. */
  readonly code: number;
  readonly text: string;
  /** How long the receiver wants to be left alone, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

const READ_BYTES = 64 * 1024;
const STORED_BYTES = 1024;

/** The beginning of an answer as text that can be stored: at most 1 kB, no control characters but white space. */
export function storable(body: Buffer): string {
  const text = new TextDecoder().decode(body.subarray(0, STORED_BYTES), { stream: true });
  return text.replaceAll(/\p{Cc}/gu, (control) => (/\s/.test(control) ? control : ''));
}

function headersFor(message: Message, secrets: Secrets, now: Date, body: Buffer): Record<string, string> {
  const keys = [secrets.secretKey, ...(secrets.previous && secrets.previous.until > now.toISOString() ? [secrets.previous.secretKey] : [])];
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    ...headersOf(secrets),
    'Content-Type': 'application/json',
    'X-DIXA-SUBSCRIPTION-ID': message.subscriptionId,
    'X-DIXA-SIGNATURE': dixaSignature(secrets.secretKey, now.getTime(), body),
    'X-Parley-Sequence': String(message.seq),
    'webhook-id': message.eventId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': standardSignature(keys, message.eventId, seconds, body),
  };
}

/** Sends once. Never throws: whatever goes wrong is the outcome. */
export async function send(ctx: Pick<Context, 'clock' | 'keys' | 'log' | 'outbound'>, message: Message, timeoutMs: number): Promise<Outcome> {
  const now = ctx.clock.now();
  try {
    const secrets = unsealSecrets(ctx.keys, message.subscriptionId, message.secrets);
    const body = Buffer.from(message.payload);
    const headers = headersFor(message, secrets, now, body);
    const answer = await ctx.outbound.request({ url: message.url, method: 'POST', headers, body, timeoutMs, maxBytes: READ_BYTES, beyond: 'cut' });
    const success = answer.status >= 200 && answer.status < 300;
    const retryAfter = success ? undefined : readRetryAfter(answer.headers['retry-after'], now.getTime());
    return { success, code: answer.status, text: storable(answer.body) || (STATUS_CODES[answer.status] ?? ''), retryAfter };
  } catch (error) {
    if (error instanceof OutboundFailed || error instanceof OutboundRefused) return { success: false, code: 0, text: error.message };
    ctx.log.error({ err: error, subscription: message.subscriptionId }, 'a webhook could not be sent');
    return { success: false, code: 0, text: error instanceof UnsealError ? error.message : 'it could not be sent' };
  }
}
