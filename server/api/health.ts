import type { FastifyInstance } from 'fastify';
import { Fault } from '../base/errors.ts';
import { inTime } from '../base/in-time.ts';
import type { Context } from '../platform/context.ts';
import { sql } from '../platform/db/database.ts';
import { sendJson } from './json.ts';

/** Whoever asks gives up before long, and learns nothing then. */
const PATIENCE_MS = 3000;

/** `/health`: the process answers. `/ready`: so does its database, in time. Both without a token, both say nothing else. */
export function health(app: FastifyInstance, ctx: Context): void {
  app.get('/health', (_request, reply) => sendJson(reply, '{"status":"ok"}'));
  app.get('/ready', async (_request, reply) => {
    await inTime(ctx.db.query(sql`SELECT 1 AS one`), PATIENCE_MS, () => {
      throw new Fault('unavailable', undefined, { 'retry-after': '1' });
    });
    return sendJson(reply, '{"status":"ready"}');
  });
}
