import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

let parley: TestParley;
let shop: Tenant;
let other: Tenant;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());
beforeEach(async () => {
  shop = await parley.tenant();
  other = await parley.tenant();
  await parley.ctx.db.execute(sql`
    INSERT INTO contact_endpoint (organization_id, address, kind, name, sender_override, functionality, created_at) VALUES
      (${shop.organizationId}, 'help+vip@shop.example', 'EmailEndpoint', 'Support', 'reply@shop.example', '{}', '2026-01-01'),
      (${shop.organizationId}, 'bare@shop.example', 'EmailEndpoint', NULL, NULL, '{}', '2026-01-02'),
      (${shop.organizationId}, '+4531434343', 'TelephonyEndpoint', 'Hotline', NULL, '{Sms,VoiceInbound}', '2026-01-03'),
      (${other.organizationId}, '+4599999999', 'TelephonyEndpoint', 'Theirs', NULL, '{}', '2026-01-01')`);
});

const email = { address: 'help+vip@shop.example', senderOverride: 'reply@shop.example', name: 'Support', _type: 'EmailEndpoint' };
const bare = { address: 'bare@shop.example', _type: 'EmailEndpoint' };
const phone = { number: '+4531434343', functionality: ['Sms', 'VoiceInbound'], name: 'Hotline', _type: 'TelephonyEndpoint' };

describe('GET /contact-endpoints', () => {
  test('200: all, or one kind', async () => {
    expect((await shop.call('GET', '/contact-endpoints')).body).toEqual({ data: [email, bare, phone] });
    expect((await shop.call('GET', '/contact-endpoints?_type=TelephonyEndpoint')).body).toEqual({ data: [phone] });
    expect((await shop.call('GET', '/contact-endpoints?_type=EmailEndpoint')).body).toEqual({ data: [email, bare] });
    // An older description of the call names the filter `type`.
    expect((await shop.call('GET', '/contact-endpoints?type=EmailEndpoint')).body).toEqual({ data: [email, bare] });
    expect((await shop.call('GET', '/contact-endpoints?type=EmailEndpoint&_type=TelephonyEndpoint')).body).toEqual({ data: [phone] });
  });

  test('400: another kind', async () => {
    expect((await shop.call('GET', '/contact-endpoints?_type=Fax')).status).toBe(400);
  });
});

describe('GET /contact-endpoints/{contactEndpointId}', () => {
  test.each(['help+vip@shop.example', 'help%2Bvip%40shop.example', 'HELP+vip@Shop.example', 'help+vip@shop.example/'])('200: %s', async (address) => {
    expect(await shop.call('GET', `/contact-endpoints/${address}`)).toMatchObject({ status: 200, body: { data: email } });
  });

  test.each(['+4531434343', '%2B4531434343'])('200: %s', async (address) => {
    expect((await shop.call('GET', `/contact-endpoints/${address}`)).body).toEqual({ data: phone });
  });

  test('400: what is no address', async () => {
    for (const address of ['x', '31434343', 'help@', '%20', '00000000-0000-4000-8000-000000000000']) {
      expect(await shop.call('GET', `/contact-endpoints/${address}`)).toMatchObject({
        status: 400,
        body: { message: 'The contactEndpointId is neither a valid email nor a valid E.164 phone number' },
      });
    }
  });

  test('404: unknown, of another organization', async () => {
    for (const address of ['nobody@shop.example', '+4531000000', '+4599999999']) expect((await shop.call('GET', `/contact-endpoints/${address}`)).status).toBe(404);
  });
});
