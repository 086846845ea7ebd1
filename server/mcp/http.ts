import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../platform/context.ts';
import type { CallDescription, Invoke, ReadToken } from '../platform/operation.ts';
import { toolServer } from './server.ts';
import { buildToolsets, toolsetNames, type Toolset } from './toolsets.ts';

const MB = 1024 * 1024;
const BODY_LIMIT = 4 * MB;
const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface McpOptions {
  readonly calls: readonly CallDescription[];
  readonly invoke: Invoke;
  readonly readToken: ReadToken;
}

/**
 * `/mcp`: the tools over streamable HTTP, for the protocol of today and, by the same tools, for clients of the one
 * before. Nothing is kept between requests.
 */
export function mcp({ calls, invoke, readToken }: McpOptions) {
  return (app: FastifyInstance, ctx: Context): void => {
    // Made when the first client comes: most servers that a test starts never meet one.
    let toolsets: ReturnType<typeof buildToolsets> | undefined;
    app.route({
      method: ['GET', 'POST', 'DELETE'],
      url: '/mcp',
      bodyLimit: BODY_LIMIT,
      handler: async (request, reply) => {
        if (!isOriginOurs(request.headers.origin, ctx.config.publicUrl)) return refuse(reply, 403, 'Requests of web pages of other origins are not served');
        const actor = await readToken(request.headers.authorization);
        if (!actor) return refuse(reply.header('www-authenticate', 'Bearer realm="parley"'), 401, 'Unauthorized');
        const toolset = chooseToolset(request, (toolsets ??= buildToolsets(calls)));
        if (!toolset) return refuse(reply, 400, `toolset must be one of ${toolsetNames.join(', ')}`);
        await serve(ctx, request, reply, () => toolServer({ ctx, invoke, actor, toolset }));
        return reply;
      },
    });
  };
}

/** A page of another site must not reach a Parley on this machine or in this network through its reader's browser. */
function isOriginOurs(origin: string | undefined, publicUrl: string | undefined): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const { hostname, origin: plain } = new URL(origin);
  return loopback.has(hostname) || (publicUrl !== undefined && plain === new URL(publicUrl).origin);
}

function chooseToolset(request: FastifyRequest, toolsets: Readonly<Record<string, Toolset>>): Toolset | undefined {
  const { toolset = 'parley' } = request.query as { toolset?: unknown };
  return typeof toolset === 'string' && Object.hasOwn(toolsets, toolset) ? toolsets[toolset] : undefined;
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  const body = { jsonrpc: '2.0', id: null, error: { code: -32_000, message } };
  return reply.code(status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
}

/** Hands the request to the protocol's own handler, which writes the answer itself. */
async function serve(ctx: Context, request: FastifyRequest, reply: FastifyReply, factory: () => ReturnType<typeof toolServer>): Promise<void> {
  let body: unknown;
  try {
    body = request.method === 'POST' ? JSON.parse(request.body as string) : undefined;
  } catch {
    void reply
      .code(400)
      .header('content-type', 'application/json; charset=utf-8')
      .send(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32_700, message: 'The body is not valid JSON' } }));
    return;
  }
  const report = (error: Error): void => ctx.log.debug({ err: error }, 'a request of a tool client was refused');
  const handler = createMcpHandler(factory, { onerror: report, maxRequestBodySize: BODY_LIMIT });
  reply.hijack();
  // The protocol's handler keeps the connection, whatever the client asked for.
  if (/\bclose\b/i.test(request.headers.connection ?? '')) reply.raw.once('finish', () => request.raw.socket.end());
  try {
    await toNodeHandler(handler, { onerror: report, maxRequestBodySize: BODY_LIMIT })(Object.assign(request.raw, { method: request.method, url: request.url }), reply.raw, body);
  } finally {
    await handler.close();
  }
}
