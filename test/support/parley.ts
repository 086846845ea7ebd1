import { inject } from 'vitest';
import pg from 'pg';
import { ManualClock } from '../../server/base/clock.ts';
import { newId } from '../../server/base/ids.ts';
import type { LiveOptions } from '../../server/api/live-connections.ts';
import { composeWhole, type WholeParley } from '../../server/main/compose.ts';
import { createToken } from '../../server/modules/tokens/index.ts';
import { readConfig } from '../../server/platform/config.ts';
import { sql } from '../../server/platform/db/database.ts';
import type { Outbound } from '../../server/platform/outbound/outbound.ts';
import { databaseUrl, TEMPLATE } from './global-setup.ts';

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  /** The parsed JSON body; undefined when there is none. */
  readonly body: any;
  readonly text: string;
}

/** One organization of a test, with a token. */
export interface Tenant {
  readonly organizationId: string;
  /** The person the token acts as: an agent with the role Admin. */
  readonly adminId: string;
  readonly token: string;
  /** Calls the API as this organization, under /beta. A body is sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A new end user. */
  endUser(fields?: { displayName?: string; email?: string; phone?: string }): Promise<string>;
  /** A new open chat with a customer. */
  conversation(fields?: { requesterId?: string }): Promise<number>;
  /** A new agent. */
  agent(fields?: { displayName?: string; email?: string }): Promise<string>;
}

export interface TestParley extends WholeParley {
  readonly clock: ManualClock;
  readonly databaseUrl: string;
  tenant(name?: string): Promise<Tenant>;
}

/** The address of this worker's server. */
export function databaseServer(): string {
  const servers = inject('databaseServers');
  // Workers are counted from one.
  return servers[(Number(process.env.VITEST_POOL_ID) - 1) % servers.length]!;
}

/** Makes an empty, migrated database on the server of this worker. */
export async function freshDatabase(): Promise<string> {
  const server = databaseServer();
  const name = `test_${newId().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    // Two copies at once wait for each other's look at the template, for as long as PostgreSQL has patience.
    for (let attempt = 0; ; attempt++) {
      try {
        await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
        break;
      } catch (error) {
        if (attempt > 20 || (error as { code?: string }).code !== '55006') throw error;
      }
    }
  } finally {
    await client.end();
  }
  return databaseUrl(server, name);
}

/**
 * A whole Parley on a database of its own, with a clock that stands still at 2026-03-02T10:00:00Z until it is moved.
 * Every answer is checked against its schema; an undeclared field or status is a 500.
 * @param options.databaseUrl a database that another Parley of the test uses too.
 * @param options.outbound another way out, such as one with a resolver of the test's own.
 */
export async function startParley(env: Record<string, string> = {}, options: { databaseUrl?: string; live?: Partial<LiveOptions>; outbound?: Outbound } = {}): Promise<TestParley> {
  const url = options.databaseUrl ?? (await freshDatabase());
  const clock = new ManualClock(new Date('2026-03-02T10:00:00.000Z'));
  const config = readConfig({ PARLEY_RESPONSE_CHECK: 'refuse', PARLEY_LOG_LEVEL: process.env.TEST_LOG ?? 'silent', PARLEY_POOL_SIZE: '8', ...env });
  const parley = await composeWhole({ config, databaseUrl: url, clock, ...(options.live ? { live: options.live } : {}), ...(options.outbound ? { outbound: options.outbound } : {}) });
  await parley.ctx.events.preparePartitions();
  return { ...parley, clock, databaseUrl: url, tenant: (name) => createTenant(parley, name) };
}

async function createTenant(parley: WholeParley, name = `t${newId().slice(-12)}`): Promise<Tenant> {
  const { ctx, app } = parley;
  const organizationId = newId();
  const now = ctx.clock.now().toISOString();
  await ctx.db.execute(sql`INSERT INTO organization (id, subdomain, name, created_at) VALUES (${organizationId}, ${name}, ${name}, ${now})`);
  const person = async (kind: 'Agent' | 'EndUser', roles: string[], fields: { displayName?: string; email?: string; phone?: string } = {}): Promise<string> => {
    const id = newId();
    await ctx.db.execute(sql`
      INSERT INTO person (organization_id, id, kind, roles, display_name, email, phone_number, created_at, updated_at)
      VALUES (${organizationId}, ${id}, ${kind}, ${roles}, ${fields.displayName ?? `${kind} ${id.slice(-4)}`}, ${fields.email ?? null}, ${fields.phone ?? null}, ${now}, ${now})`);
    return id;
  };
  const adminId = await person('Agent', ['Agent', 'Admin'], { email: `admin@${name}.example` });
  const token = await createToken(ctx.db, ctx.clock, { organizationId, personId: adminId, name: 'test' });
  return {
    organizationId,
    adminId,
    token,
    async conversation(fields = {}) {
      const requesterId = fields.requesterId ?? (await person('EndUser', []));
      const row = await ctx.db.maybe<{ id: number }>(sql`
        INSERT INTO conversation (organization_id, id, kind, channel, requester_id, direction, state, state_updated_at, created_at)
        VALUES (${organizationId}, nextval('conversation_id'), 'ChatConversation', 'WidgetChat', ${requesterId}, 'Inbound', 'Open', ${now}, ${now}) RETURNING id`);
      return row!.id;
    },
    endUser: (fields) => person('EndUser', [], fields),
    agent: (fields) => person('Agent', ['Agent'], fields),
    async call(method, path, body, headers = {}) {
      const response = await app.inject({
        method: method as 'GET',
        url: path.startsWith('/v1/') || path.startsWith('/beta/') ? path : `/beta${path}`,
        headers: { authorization: token, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const type = response.headers['content-type'];
      const json = typeof type === 'string' && type.includes('json') && response.payload !== '';
      return { status: response.statusCode, headers: response.headers, text: response.payload, body: json ? JSON.parse(response.payload) : undefined };
    },
  };
}
