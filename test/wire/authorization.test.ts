import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../../server/modules/tokens/index.ts';
import { newId } from '../../server/base/ids.ts';
import { sql } from '../../server/platform/db/database.ts';
import { send } from './socket.ts';
import { startWireHouse, table, type WireHouse } from './house.ts';

let house: WireHouse;
beforeAll(async () => {
  house = await startWireHouse();
});
afterAll(() => house.close());

const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

describe('W3: who calls', () => {
  it('is told by the bare token or Bearer, in any case, with spaces around', async () => {
    const { token } = house.tenant;
    for (const authorization of [token, `Bearer ${token}`, `bearer ${token}`, `BEARER ${token}`, `Bearer   ${token}  `, `  ${token} `]) {
      expect((await house.send('GET', '/beta/organization', { authorization })).status, authorization).toBe(200);
    }
  });

  it('is told to the exports by Basic too', async () => {
    const window = 'updated_after=2026-03-01&updated_before=2026-03-02';
    for (const authorization of [basic('bearer', house.tenant.token), house.tenant.token, `Bearer ${house.tenant.token}`]) {
      expect(await house.send('GET', `/v1/conversation_export?${window}`, { authorization })).toMatchObject({ status: 200, text: '[]' });
    }
  });
});

describe('W9: whoever is not known gets a 401, always the same one', () => {
  it.each(table)('%s', async (_name, operation) => {
    const target = house.target(operation);
    const answers = [
      await send(house.port, operation.method, target),
      await house.send(operation.method, target, { authorization: 'Bearer' }),
      await house.send(operation.method, target, { authorization: house.tenant.token.replace(/.$/, (last) => (last === 'x' ? 'y' : 'x')) }),
      await house.send(operation.method, target, { authorization: basic('bearer', house.tenant.token) }),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['401 {"message":"Unauthorized"}']));
  });

  it('also before the body is looked at, and on the exports', async () => {
    const hostile = '{'.repeat(1000);
    expect((await house.send('POST', '/beta/tags', { authorization: 'wrong', 'content-type': 'application/json', 'content-length': '1000' }, hostile)).status).toBe(401);
    expect((await house.send('GET', '/v1/message_export', { authorization: basic('bearer', 'wrong') })).status).toBe(401);
    expect((await house.send('GET', '/v1/message_export', { authorization: basic('someone', house.tenant.token) })).status).toBe(401);
  });
});

describe('a token acts as a person', () => {
  const tokenOf = (personId: string): Promise<string> => createToken(house.parley.ctx.db, house.parley.clock, { organizationId: house.tenant.organizationId, personId, name: 'of a person' });
  const statusOf = async (authorization: string): Promise<number> => (await house.send('GET', '/beta/organization', { authorization })).status;

  it('and ends when that person is downgraded, also where it is remembered', async () => {
    await house.parley.work.start();
    const [leaving, staying] = [await house.tenant.agent(), await house.tenant.agent()];
    const [used, unused, other] = [await tokenOf(leaving), await tokenOf(leaving), await tokenOf(staying)];
    expect([await statusOf(used), await statusOf(other)]).toEqual([200, 200]);
    expect((await house.tenant.call('DELETE', `/agents/${leaving}`)).status).toBe(204);
    expect(await statusOf(unused)).toBe(401);
    await expect.poll(() => statusOf(used), { timeout: 1500, interval: 20 }).toBe(401);
    expect(await statusOf(other)).toBe(200);
  });

  it('a bot may act although it is no agent', async () => {
    const { ctx } = house.parley;
    const bot = await house.tenant.endUser();
    await ctx.db.execute(sql`INSERT INTO ai_agent (organization_id, id, name, kind, person_id) VALUES (${house.tenant.organizationId}, ${newId()}, 'Bot', 'Ada', ${bot})`);
    expect(await statusOf(await tokenOf(bot))).toBe(200);
    expect(await statusOf(await tokenOf(await house.tenant.endUser()))).toBe(401);
  });
});
