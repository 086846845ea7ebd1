import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../main/operations.ts';
import { seedOrganization } from '../main/seed/seed.ts';
import { sql } from '../platform/db/database.ts';
import { startParley, type Tenant, type TestParley } from '../../test/support/parley.ts';
import { dixaTable } from './dixa-table.ts';
import { buildToolsets } from './toolsets.ts';

const toolsets = buildToolsets(operations);

describe('the toolsets', () => {
  it.each(['parley', 'dixa'] as const)('%s has a tool for every operation', (name) => {
    const behind = new Set([...toolsets[name].values()].flatMap((tool) => tool.calls.map((call) => call.id)));
    expect(operations.filter((operation) => !behind.has(operation.id)).map((operation) => operation.id)).toEqual([]);
  });

  it('has the 82 tools of the vendor, and its two disabled ones', () => {
    expect(dixaTable).toHaveLength(84);
    for (const row of dixaTable) {
      const { properties, required = [] } = toolsets.dixa.get(row.name)!.inputSchema;
      for (const parameter of Object.keys(row.parameters ?? {})) {
        expect(properties, row.name).toHaveProperty(parameter.replace('?', ''));
        expect(required.includes(parameter), `${row.name} ${parameter}`).toBe(!parameter.endsWith('?'));
      }
    }
  });
});

describe('every tool of both sets, called once over the wire', () => {
  let parley: TestParley;
  let tenant: Tenant;
  let url: string;
  /** Something that is there, for each kind of id. */
  let ids: Record<string, unknown>;

  beforeAll(async () => {
    parley = await startParley();
    url = `${await parley.app.listen({ host: '127.0.0.1', port: 0 })}/mcp`;
  });
  afterAll(() => parley.close());

  /** An organization that nobody has destroyed anything of. */
  async function furnish(name: string): Promise<void> {
    tenant = await parley.tenant(name);
    await seedOrganization(parley.ctx, { organizationId: tenant.organizationId, subdomain: name });
    const first = async (path: string): Promise<any> => (await tenant.call('GET', path)).body.data[0] ?? {};
    const conversationId = await tenant.conversation();
    const { id: messageId } = (await parley.ctx.db.maybe<{ id: string }>(sql`SELECT id FROM message WHERE organization_id = ${tenant.organizationId} LIMIT 1`))!;
    ids = {
      conversationId,
      messageId,
      agentId: await tenant.agent(),
      userId: await tenant.endUser(),
      queueId: (await first('/queues')).id,
      tagId: (await first('/tags')).id,
      teamId: (await first('/teams')).id,
      customAttributeId: (await first('/custom-attributes')).id,
      scheduleId: (await tenant.call('GET', '/business-hours/schedules')).body.data.schedules?.[0]?.id,
      articleId: (await first('/knowledge/articles')).id,
      categoryId: (await first('/knowledge/categories')).id,
      collectionId: (await first('/knowledge/collections')).id,
      contactEndpointId: (await first('/contact-endpoints')).address,
      templateId: (await first('/templates')).id,
      metricId: (await first('/analytics/metrics')).id,
      recordId: (await first('/analytics/records')).id,
    };
  }

  const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

  it.each(['parley', 'dixa'] as const)(
    '%s: none fails, and the reading ones that need no more than an id all answer',
    async (name) => {
      await furnish(`tooled-${name}`);
      const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
      await client.connect(new StreamableHTTPClientTransport(new URL(`${url}?toolset=${name}`), { requestInit: { headers: { authorization: tenant.token } } }));
      const { tools } = await client.listTools();
      expect(tools.map((tool) => tool.name)).toEqual([...toolsets[name].keys()]);
      const known = { ...ids, ...Object.fromEntries(Object.entries(ids).map(([key, value]) => [snake(key), value])) } as Record<string, unknown>;
      const order = (tool: (typeof tools)[number]): number => (tool.annotations?.readOnlyHint ? 0 : tool.annotations?.destructiveHint ? 2 : 1);
      const refused: string[] = [];
      for (const tool of tools.toSorted((left, right) => order(left) - order(right))) {
        const { required = [] } = tool.inputSchema as { required?: string[] };
        const args = Object.fromEntries(required.map((parameter) => [parameter, known[parameter]]).filter(([, value]) => value !== undefined));
        const result = (await client.callTool({ name: tool.name, arguments: args })) as { isError?: boolean; content: { text: string }[] };
        const { text } = result.content[0]!;
        if (!result.isError) continue;
        expect(text, tool.name).toMatch(/^4\d\d: /);
        if (order(tool) === 0 && required.every((parameter) => parameter in known)) refused.push(`${tool.name}: ${text}`);
      }
      // The conversation waits in no queue, so it has no place there.
      expect(refused).toEqual(name === 'dixa' ? ['check_conversation_queue_position: 404: The requested resource could not be found'] : []);
      await client.close();
      // A call for each tool, on an organization that is furnished first.
    },
    90_000,
  );
});
