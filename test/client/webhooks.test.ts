import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookError } from '../../client/index.ts';
import { dixaSignature, standardSignature } from '../../server/modules/webhooks/signature.ts';

const secretKey = createHmac('sha256', 'seed').update('key').digest('hex');
const other = createHmac('sha256', 'seed').update('other').digest('hex');
const event = { event_id: 'e1', event_fqn: 'CONVERSATION_CREATED', data: { text: 'Grüße' } };
const body = JSON.stringify(event);
const now = Date.UTC(2026, 2, 2, 10);
const vendor = { 'X-DIXA-SIGNATURE': dixaSignature(secretKey, now, Buffer.from(body)) };
const seconds = now / 1000;
const standard = { 'webhook-id': 'e1', 'webhook-timestamp': String(seconds), 'webhook-signature': standardSignature([other, secretKey], 'e1', seconds, Buffer.from(body)) };

describe('verifyWebhook', () => {
  it.each([
    ['the vendor’s signature', { headers: vendor }],
    ['Node’s own header names and lists', { headers: { 'x-dixa-signature': [vendor['X-DIXA-SIGNATURE']] } }],
    ['Headers', { headers: new Headers(vendor) }],
    ['Standard Webhooks, with one of several signatures', { headers: standard }],
    ['the secret as Standard Webhooks writes it', { headers: standard, secretKey: `whsec_${Buffer.from(secretKey, 'hex').toString('base64')}` }],
    ['one of several secrets', { headers: vendor, secretKey: [other, secretKey] }],
    ['bytes', { headers: vendor, body: new TextEncoder().encode(body) }],
  ])('takes %s', async (_what, more) => {
    expect(await verifyWebhook({ body, secretKey, now, ...more })).toEqual(event);
  });

  it.each([
    ['another body', { headers: vendor, body: `${body} ` }],
    ['another key', { headers: vendor, secretKey: other }],
    ['another time than was signed', { headers: { 'x-dixa-signature': vendor['X-DIXA-SIGNATURE'].replace(`t=${now}`, `t=${now + 1}`) } }],
    ['an old delivery', { headers: vendor, now: now + 300_001 }],
    ['one from the future', { headers: vendor, now: now - 300_001 }],
    ['no signature', { headers: {} }],
    ['a time that is none', { headers: { 'x-dixa-signature': vendor['X-DIXA-SIGNATURE'].replace(/t=\d+/, 't=soon') } }],
    ['a signature that is none', { headers: { 'x-dixa-signature': `t=${now},v1=zz` } }],
    ['a signature cut short', { headers: { 'x-dixa-signature': vendor['X-DIXA-SIGNATURE'].slice(0, -2) } }],
    ['another id than was signed', { headers: { ...standard, 'webhook-id': 'e2' } }],
    ['a secret that is none', { headers: vendor, secretKey: 'not hex' }],
  ])('refuses %s', async (_what, more) => {
    await expect(verifyWebhook({ body, secretKey, now, ...more })).rejects.toThrow(WebhookError);
  });
});
