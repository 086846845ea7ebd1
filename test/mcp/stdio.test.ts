import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

let parley: TestParley;
let tenant: Tenant;
let url: string;
beforeAll(async () => {
  parley = await startParley();
  tenant = await parley.tenant();
  url = await parley.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => parley.close());

it('an MCP client starts `parley mcp`, lists the tools and calls one', { timeout: 60_000 }, async () => {
  const conversationId = await tenant.conversation();
  const client = new Client({ name: 'test', version: '1' });
  const env = { PATH: process.env.PATH ?? '', PARLEY_URL: url, PARLEY_TOKEN: tenant.token };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [path.join(checkout, 'bin', 'parley.mjs'), 'mcp'], env, stderr: 'inherit' }));
  try {
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('create_internal_note');
    const result = await client.callTool({ name: 'create_internal_note', arguments: { conversationId: String(conversationId), message: 'by stdio', agentId: null, createdAt: null } });
    expect(result.isError ?? false).toBe(false);
    const notes = (await tenant.call('GET', `/conversations/${conversationId}/notes`)).body.data as { message: string }[];
    expect(notes.map(({ message }) => message)).toEqual(['by stdio']);
  } finally {
    await client.close();
  }
});
