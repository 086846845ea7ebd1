import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../base/ids.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;

const channels = ['WhatsApp', 'Voicemail', 'WidgetChat', 'FacebookMessenger', 'Email', 'ContactForm', 'Callback', 'PstnPhone', 'Messenger'];

beforeAll(async () => {
  parley = await startParley();
  [us, them] = [await parley.tenant('us'), await parley.tenant('them')];
  for (const tenant of [us, them]) {
    for (const channel of channels) {
      await parley.ctx.db.execute(sql`
        INSERT INTO flow (organization_id, id, name, channel, contact_endpoint_id, created_at)
        VALUES (${tenant.organizationId}, ${newId()}, ${`${channel} of ${tenant === us ? 'us' : 'them'}`}, ${channel}, '+4570000000', ${parley.clock.now().toISOString()})`);
    }
  }
});
afterAll(() => parley.close());

describe('GET /conversations/flows', () => {
  it.each(channels)('200: those of %s and of one organization, whole', async (channel) => {
    const answer = await us.call('GET', `/conversations/flows?channel=${channel}`);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({ data: [{ id: expect.any(String), name: `${channel} of us`, channel, contactEndpointId: '+4570000000' }] });
  });

  it('200: those of the telephone without a channel', async () => {
    expect((await us.call('GET', '/conversations/flows')).body).toEqual((await us.call('GET', '/conversations/flows?channel=PstnPhone')).body);
  });

  it.each(['Sms', 'Twitter', 'email', 'all'])('400 naming the parameter for %s', async (channel) => {
    expect(await us.call('GET', `/conversations/flows?channel=${channel}`)).toMatchObject({ status: 400, body: { message: expect.stringContaining('channel') } });
  });
});
