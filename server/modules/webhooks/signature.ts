import { createHmac } from 'node:crypto';

const hmac = (secretKey: string, text: string, body: Buffer): Buffer => createHmac('sha256', Buffer.from(secretKey, 'hex')).update(text).update(body).digest();

/** `X-DIXA-SIGNATURE`: over `<t>.<body>`, with the bytes that the hexadecimal key stands for. @param t Unix milliseconds. */
export const dixaSignature = (secretKey: string, t: number, body: Buffer): string => `t=${t},v1=${hmac(secretKey, `${t}.`, body).toString('hex')}`;

/**
 * `webhook-signature` as Standard Webhooks describes it: over `<id>.<seconds>.<body>`, one signature for each key, so
 * that a receiver with either of two keys finds its own. In the terms of that standard the secret is `whsec_` and the
 * base64 of the key's bytes.
 */
export const standardSignature = (secretKeys: readonly string[], id: string, seconds: number, body: Buffer): string =>
  secretKeys.map((key) => `v1,${hmac(key, `${id}.${seconds}.`, body).toString('base64')}`).join(' ');
