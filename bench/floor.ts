import fastify from 'fastify';
import pg from 'pg';
import { randomUUID } from 'node:crypto';

/**
 * The floor: bare Fastify and `pg`, one INSERT or SELECT on the same tables, with the same pool. No token, no tenant
 * check, no validation, no event. What Parley cannot be faster than.
 */
const [url, organizationId, personId] = process.argv.slice(2) as [string, string, string];
const pool = new pg.Pool({ connectionString: url, max: 16 });
const app = fastify();
const now = (): string => new Date().toISOString();

app.post<{ Params: { id: string }; Body: { message: string } }>('/beta/conversations/:id/notes', async (request) => {
  const id = randomUUID();
  await pool.query({
    name: 'n',
    text: 'INSERT INTO note (organization_id, id, conversation_id, author_id, message, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    values: [organizationId, id, request.params.id, personId, request.body.message, now()],
  });
  return { data: { id } };
});
app.post<{ Params: { id: string }; Body: { content: unknown } }>('/beta/conversations/:id/messages', async (request) => {
  const id = randomUUID();
  await pool.query({
    name: 'm',
    text: `INSERT INTO message (organization_id, id, conversation_id, author_id, direction, created_at, attributes) VALUES ($1, $2, $3, $4, 'Outbound', $5, $6)`,
    values: [organizationId, id, request.params.id, personId, now(), JSON.stringify(request.body)],
  });
  return { data: { messageId: id } };
});
app.get<{ Params: { id: string } }>('/beta/conversations/:id', async (request) => {
  const { rows } = await pool.query({ name: 'c', text: 'SELECT * FROM conversation WHERE organization_id = $1 AND id = $2', values: [organizationId, request.params.id] });
  return { data: rows[0] };
});
app.get<{ Params: { id: string } }>('/beta/conversations/:id/notes', async (request) => {
  const { rows } = await pool.query({ name: 'l', text: 'SELECT * FROM note WHERE organization_id = $1 AND conversation_id = $2 ORDER BY created_at, id', values: [organizationId, request.params.id] });
  return { data: rows };
});
app.post<{ Body: { requesterId: string } }>('/beta/conversations', async (request) => {
  const { rows } = await pool.query({
    name: 'k',
    text: `INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at) VALUES ($1, nextval('conversation_id'), 'ChatConversation', 'WidgetChat', $2, 'Inbound', 'Open', $3, $3) RETURNING id`,
    values: [organizationId, request.body.requesterId, now()],
  });
  return { data: rows[0] };
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(app.server.address() as { port: number }).port}\n`);
