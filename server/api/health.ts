import type { FastifyInstance } from 'fastify';
import type { Context } from '../platform/context.ts';
import { sql } from '../platform/db/database.ts';

/** `/health`: the process answers. `/ready`: so does its database. Both without a token, both say nothing else. */
export function health(app: FastifyInstance, ctx: Context): void {
  app.get('/health', (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send('{"status":"ok"}'));
  app.get('/ready', async (_request, reply) => {
    await ctx.db.query(sql`SELECT 1 AS one`);
    return reply.header('content-type', 'application/json; charset=utf-8').send('{"status":"ready"}');
  });
}
