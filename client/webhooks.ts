/** What a webhook brings. */
export interface WebhookEvent {
  /** A repeated delivery bears the same one: keep those you have seen. */
  readonly event_id: string;
  /** Such as `CONVERSATION_CREATED`. */
  readonly event_fqn: string;
  readonly data: unknown;
  readonly [field: string]: unknown;
}

/** The delivery is not what it says, or too old. */
export class WebhookError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WebhookError';
  }
}

export interface Delivery {
  /** The body as it came: bytes, or text that nobody has parsed. */
  readonly body: Uint8Array | string;
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The subscription's `secretKey`, or several while one is being replaced. */
  readonly secretKey: string | readonly string[];
  /** How far its time may lie from now, in milliseconds. Default: five minutes. */
  readonly toleranceMs?: number;
  /** Unix milliseconds; the time of day when left out. */
  readonly now?: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** @returns undefined for what is not hexadecimal. */
function fromHex(text: string): Bytes | undefined {
  if (text === '' || text.length % 2 !== 0 || !/^[\da-f]+$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

function fromBase64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The key's bytes: hexadecimal as the API shows it, or `whsec_…` as Standard Webhooks writes it. */
function keyBytes(secretKey: string): Bytes {
  const bytes = secretKey.startsWith('whsec_') ? fromBase64(secretKey.slice('whsec_'.length)) : fromHex(secretKey);
  if (!bytes || bytes.length === 0) throw new WebhookError('The secret key is neither hexadecimal nor whsec_ with base64.');
  return bytes;
}

function reader(headers: Delivery['headers']): (name: string) => string | undefined {
  if (headers instanceof Headers) return (name) => headers.get(name) ?? undefined;
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'object' ? value[0] : value]));
  return (name) => lower.get(name);
}

interface Claim {
  /** Unix milliseconds. */
  readonly at: number;
  /** What stands before the body in the signed text. */
  readonly prefix: string;
  readonly signatures: readonly (Bytes | undefined)[];
}

/** `X-DIXA-SIGNATURE: t=<milliseconds>,v1=<hex>`. */
function vendorClaim(header: string): Claim {
  const parts = header.split(',').map((part) => part.trim().split('=') as [string, string?]);
  const t = parts.find(([name]) => name === 't')?.[1] ?? '';
  return { at: /^\d+$/.test(t) ? Number(t) : Number.NaN, prefix: `${t}.`, signatures: parts.filter(([name]) => name === 'v1').map(([, value]) => fromHex(value ?? '')) };
}

/** `webhook-signature: v1,<base64> v1,<base64>`, over id, seconds and body. */
function standardClaim(header: string, id: string, seconds: string): Claim {
  const signatures = header
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => fromBase64(part.slice('v1,'.length)));
  return { at: /^\d+$/.test(seconds) ? Number(seconds) * 1000 : Number.NaN, prefix: `${id}.${seconds}.`, signatures };
}

function claimOf(read: (name: string) => string | undefined): Claim {
  const vendor = read('x-dixa-signature');
  if (vendor !== undefined) return vendorClaim(vendor);
  const [standard, id, seconds] = [read('webhook-signature'), read('webhook-id'), read('webhook-timestamp')];
  if (standard !== undefined && id !== undefined && seconds !== undefined) return standardClaim(standard, id, seconds);
  throw new WebhookError('The delivery bears no signature.');
}

/**
 * Checks that a delivery was signed with the subscription's key and is fresh: the vendor's signature where it is there,
 * else that of Standard Webhooks. Compares in constant time.
 * @throws WebhookError.
 */
export async function verifyWebhook(delivery: Delivery): Promise<WebhookEvent> {
  const { secretKey, toleranceMs = 300_000, now = Date.now() } = delivery;
  const body = typeof delivery.body === 'string' ? utf8(delivery.body) : delivery.body;
  const { at, prefix, signatures } = claimOf(reader(delivery.headers));
  if (!(Math.abs(now - at) <= toleranceMs)) throw new WebhookError('The delivery is too old, or from the future.');
  const head = utf8(prefix);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  for (const secret of typeof secretKey === 'string' ? [secretKey] : secretKey) {
    const key = await crypto.subtle.importKey('raw', keyBytes(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const signature of signatures) {
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return JSON.parse(new TextDecoder().decode(body)) as WebhookEvent;
    }
  }
  throw new WebhookError('The signature is not right.');
}
