import { once } from 'node:events';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { catalogue } from '../base/errors.ts';
import { exportConversations, exportMessages, readSelection, type Selection } from '../modules/exports/index.ts';
import type { Context } from '../platform/context.ts';
import type { ReadToken } from '../platform/operation.ts';
import { JSON_TYPE, sendJson } from './json.ts';
import { parseQuery, splitTarget } from './parse.ts';
import type { Limiter } from './rate-limit.ts';

type Windows = Parameters<typeof readSelection>[1];

/** The token of `Basic base64("bearer:" + token)`, which exports take beside the forms of the API. */
function headerOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers;
  const basic = /^basic\s+([\w+/=-]+)\s*$/i.exec(authorization ?? '')?.[1];
  if (basic === undefined) return authorization;
  const [user, ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  return user?.toLowerCase() === 'bearer' ? rest.join(':') : undefined;
}

const refuse = (reply: FastifyReply, status: number, message: string): FastifyReply => sendJson(reply.code(status), JSON.stringify({ message }));

/** Writes the rows as one JSON array as they come, no faster than they are taken. A fault midway breaks the connection. */
async function stream(ctx: Context, reply: FastifyReply, batches: AsyncGenerator<object[]>): Promise<void> {
  const first = await batches.next();
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': JSON_TYPE });
  try {
    raw.write('[');
    let separator = '';
    for (let batch = first; !batch.done; batch = await batches.next()) {
      const text = batch.value.map((row) => JSON.stringify(row)).join(',');
      if (text === '') continue;
      if (!raw.write(separator + text)) await Promise.race([once(raw, 'drain'), once(raw, 'close')]);
      separator = ',';
      if (raw.destroyed) return;
    }
    raw.end(']');
  } catch (error) {
    ctx.log.error({ err: error }, 'an export broke off');
    raw.destroy();
  } finally {
    await batches.return(undefined);
  }
}

/** `GET /v1/conversation_export` and `GET /v1/message_export`: bare arrays, streamed. */
export function exportsHost(readToken: ReadToken, limiter: Limiter) {
  return (app: FastifyInstance, ctx: Context): void => {
    const route = (path: string, windows: Windows, rows: (organizationId: string, selection: Selection) => AsyncGenerator<object[]>): void => {
      // Before a body would be read: whatever it is, the method is what does not fit.
      app.route({
        method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        url: path,
        onRequest: async (_, reply) => refuse(reply.header('allow', 'GET, HEAD'), 405, catalogue.methodNotAllowed.message),
        handler: () => undefined,
      });
      app.get(path, async (request, reply) => {
        const actor = await readToken(headerOf(request));
        if (!actor) return refuse(reply, 401, 'Invalid or missing credentials');
        const wait = await limiter.take(`exports ${actor.tokenId}`, { perSecond: ctx.config.exportsPerMinute / 60, burst: ctx.config.exportsPerMinute });
        if (wait > 0) return refuse(reply.header('retry-after', String(wait)), 429, 'API limit has been reached');
        const selection = readSelection(parseQuery(splitTarget(request.raw.url).search), windows);
        if ('status' in selection) return refuse(reply, selection.status, selection.message);
        return stream(ctx, reply, rows(actor.organizationId, selection));
      });
    };
    route('/v1/conversation_export', ['updated', 'created', 'closed', 'last_message_created'], (id, selection) => exportConversations(ctx, id, selection));
    route('/v1/message_export', ['created'], (id, selection) => exportMessages(ctx, id, selection));
  };
}
