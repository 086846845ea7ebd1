import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';
import { sql } from '../../platform/db/database.ts';

let parley: TestParley;
let us: Tenant;
let them: Tenant;

beforeAll(async () => {
  parley = await startParley();
  us = await parley.tenant('us');
  them = await parley.tenant('them');
});
afterAll(() => parley.close());

const read = async (id: number) => (await us.call('GET', `/conversations/${id}`)).body.data;
const conversations = (count: number): Promise<number[]> => Promise.all(Array.from({ length: count }, () => us.conversation()));

describe('PUT /conversations/{id}/link and GET linked', () => {
  it('204, the child names its parent, the parent lists its children; also by the other names', async () => {
    const [parent, child, related] = [await us.conversation(), await us.conversation(), await us.conversation()];
    expect(await us.call('PUT', `/conversations/${child}/link`, { parentId: parent, linkType: 'SideConversation' })).toMatchObject({ status: 204 });
    expect(await us.call('PUT', `/conversations/${related}/link`, { parentConversationId: String(parent) })).toMatchObject({ status: 204 });
    expect((await read(child)).link).toEqual({ parentId: parent, _type: 'SideConversation' });
    const linked = await us.call('GET', `/conversations/${parent}/linked`);
    expect(linked.body.data.map((row: { id: number }) => row.id)).toEqual([child, related]);
  });

  it('204: the same link once more does nothing; another kind of link to the same parent is a 400', async () => {
    const [parent, child] = [await us.conversation(), await us.conversation()];
    const link = (linkType: string) => us.call('PUT', `/conversations/${child}/link`, { parentId: parent, linkType });
    expect((await Promise.all(Array.from({ length: 3 }, () => link('SideConversation')))).map((answer) => answer.status)).toEqual([204, 204, 204]);
    expect(await link('Related')).toMatchObject({ status: 400 });
    for (const id of [parent, child]) expect((await us.call('GET', `/conversations/${id}/activitylog`)).body.data).toHaveLength(1);
    expect((await read(child)).link).toEqual({ parentId: parent, _type: 'SideConversation' });
  });

  it('400 for a second parent, a grandchild, itself, an unknown or foreign parent', async () => {
    const [a, b, c] = [await us.conversation(), await us.conversation(), await us.conversation()];
    const link = (child: number, parentId: number) => us.call('PUT', `/conversations/${child}/link`, { parentId, linkType: 'Related' });
    expect((await link(b, a)).status).toBe(204);
    for (const [child, parent] of [
      [b, c],
      [c, b],
      [a, c],
      [c, c],
      [c, 424242],
      [c, await them.conversation()],
    ] as const)
      expect(await link(child, parent)).toMatchObject({ status: 400 });
    expect((await link(424242, a)).status).toBe(404);
  });

  it('holds the limit of 100 children when many link at once', async () => {
    const parent = await us.conversation();
    const [before, racing] = [await conversations(95), await conversations(10)];
    await parley.ctx.db.execute(sql`UPDATE conversation SET parent_id = ${parent}, link_type = 'SideConversation' WHERE organization_id = ${us.organizationId} AND id = ANY(${before}::bigint[])`);
    const answers = await Promise.all(racing.map((child) => us.call('PUT', `/conversations/${child}/link`, { parentId: parent, linkType: 'SideConversation' })));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([...Array(5).fill(204), ...Array(5).fill(400)]);
    expect((await us.call('GET', `/conversations/${parent}/linked`)).body.data).toHaveLength(100);
  });
});
