import type { FastifyInstance } from 'fastify';
import type { Context } from '../platform/context.ts';
import { sql } from '../platform/db/database.ts';
import { sendJson } from './json.ts';

/** `/health`: the process answers. `/ready`: so does its database. Both without a token, both say nothing else. */
export function health(app: FastifyInstance, ctx: Context): void {
  app.get('/health', (_request, reply) => sendJson(reply, '{"status":"ok"}'));
  app.get('/ready', async (_request, reply) => {
    await ctx.db.query(sql`SELECT 1 AS one`);
    return sendJson(reply, '{"status":"ready"}');
  });
}
