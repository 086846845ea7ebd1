import { randomBytes } from 'node:crypto';
import type { Keys } from '../../platform/keys.ts';

/** How a receiver knows that it may believe us. */
export type Authorization =
  | { readonly _type: 'NoAuth' }
  | { readonly _type: 'BasicAuth'; readonly username: string; readonly password: string }
  | { readonly _type: 'TokenAuth'; readonly value: string };

/** What only we and the receiver know. It lies sealed in the database. */
export interface Secrets {
  /** 64 hexadecimal digits; their bytes sign what is sent. */
  readonly secretKey: string;
  /** The key before the last rotation, which still signs until `until`. */
  readonly previous?: { readonly secretKey: string; readonly until: string };
  readonly authorization: Authorization;
  readonly customHeaders: Readonly<Record<string, string>>;
}

export const newSecretKey = (): string => randomBytes(32).toString('hex');

const purpose = (subscriptionId: string): string => `webhook ${subscriptionId}`;

export const sealSecrets = (keys: Keys, subscriptionId: string, secrets: Secrets): Buffer => keys.seal(JSON.stringify(secrets), purpose(subscriptionId));

/** @throws UnsealError when the key is not the one it was sealed with. */
export const unsealSecrets = (keys: Keys, subscriptionId: string, sealed: Buffer): Secrets => JSON.parse(keys.unseal(sealed, purpose(subscriptionId))) as Secrets;

/** Headers that say who sent it and how to read it; nobody else sets them. */
const ours: ReadonlySet<string> = new Set(['content-type', 'x-dixa-signature', 'x-dixa-subscription-id', 'x-parley-sequence', 'webhook-id', 'webhook-timestamp', 'webhook-signature']);

/** Without the headers that are ours to set. Of names that differ in case only the last is sent, so the others are no headers. */
export function allowedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const sent = new Map(Object.entries(headers).map((header): [string, [string, string]] => [header[0].toLowerCase(), header]));
  return Object.fromEntries([...sent].filter(([name]) => !ours.has(name)).map(([, header]) => header));
}

function authorizationHeader(authorization: Authorization): string | undefined {
  if (authorization._type === 'BasicAuth') return `Basic ${Buffer.from(`${authorization.username}:${authorization.password}`).toString('base64')}`;
  return authorization._type === 'TokenAuth' ? `Bearer ${authorization.value}` : undefined;
}

/** The headers that a subscription adds to each delivery. An authorization goes before a header of that name. */
export function headersOf(secrets: Pick<Secrets, 'authorization' | 'customHeaders'>): Record<string, string> {
  const authorization = authorizationHeader(secrets.authorization);
  const custom = allowedHeaders(secrets.customHeaders);
  if (authorization === undefined) return custom;
  return { ...Object.fromEntries(Object.entries(custom).filter(([name]) => name.toLowerCase() !== 'authorization')), Authorization: authorization };
}
