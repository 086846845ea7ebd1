import path from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { createOrganization } from '../../modules/organizations/index.ts';
import { createToken } from '../../modules/tokens/index.ts';
import { webhookFollower } from '../../modules/webhooks/index.ts';
import { readConfig } from '../../platform/config.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { EventLog } from '../../platform/events/log.ts';
import { createLog } from '../../platform/log.ts';
import { composeWhole, type WholeParley } from '../compose.ts';
import { seedOrganization } from '../seed/seed.ts';
import { awaitedFollowers } from '../background/followers.ts';
import type { EmulatorDatabase, Engine } from './engine.ts';
import type { RecordingOutbound } from './outbound.ts';

/** Organizations of an emulator, and the tokens that they have whatever else is asked for. */
export const ORGANIZATIONS = [
  { subdomain: 'demo', name: 'Nordhavn Cycles', token: 'parley_emulator01_00000000000000000000000000000001' },
  { subdomain: 'second', name: 'Søborg Boats', token: 'parley_emulator02_00000000000000000000000000000002' },
] as const;

/** What an emulator begins with. */
export interface Beginning {
  readonly organizations: 1 | 2;
  readonly seed: boolean;
  /** Where the clock stands; the present when left out. */
  readonly at?: Date;
  /** Tokens beside the fixed ones, in the order of the organizations. Those of another form than ours are known to the front alone. */
  readonly tokens: readonly string[];
  /** Origins whose pages may call it. */
  readonly corsOrigins: readonly string[];
  readonly rateLimit: string;
}

export interface OrganizationIds {
  readonly id: string;
  readonly subdomain: string;
  /** The agent that its token acts as. */
  readonly adminId: string;
}

/** One life of an emulator: a copy of the beginning and a Parley over it. A reset begins another. */
export interface World {
  readonly parley: WholeParley;
  readonly database: EmulatorDatabase;
  readonly organizations: readonly OrganizationIds[];
}

/** Private networks are open: receivers of webhooks run on the same machine, or in a container beside. */
export const OUTBOUND_ALLOW = ['127.0.0.0/8', '::1/128', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** Whether a token has the form of ours, so that it can be stored like one. */
export const isOurs = (token: string): boolean => /^parley_[0-9A-Za-z]{10}_[0-9A-Za-z]{32}$/.test(token);

const chosen = (beginning: Beginning) => ORGANIZATIONS.slice(0, beginning.organizations);

/** A world whose followers have more to do begins all the same, a little slower. */
const CATCH_UP_MS = 1500;

/** Writes the organizations and their fixed tokens into a migrated database. */
async function fill(url: string, beginning: Beginning): Promise<void> {
  const db = openDatabase({ url, poolSize: 4, name: 'parley emulator template' });
  const at = beginning.at ?? new Date();
  const clock: Clock = { now: () => at };
  try {
    for (const { subdomain, name, token } of chosen(beginning)) {
      const { organizationId, adminId } = await createOrganization(db, clock, { subdomain, name });
      await createToken(db, clock, { organizationId, personId: adminId, name: 'emulator', secret: token });
      if (beginning.seed) await seedOrganization({ db, clock }, { organizationId, subdomain });
    }
    const log = createLog('silent');
    const events = new EventLog({ db, url, log, clock });
    await events.preparePartitions();
    // What followers make of the beginning is made once, and not by every world that begins so. That of webhooks finds
    // nobody to tell, and leaves the beginning behind before somebody subscribes.
    for (const follower of [webhookFollower({ clock, log }, () => undefined), ...awaitedFollowers]) await events.follow(follower);
    await events.allCaughtUp(CATCH_UP_MS);
    await events.stop();
  } finally {
    await db.close();
  }
}

/** A fresh copy of the beginning. The template is made for the first of its kind. */
export function freshDatabase(engine: Engine, beginning: Beginning): Promise<EmulatorDatabase> {
  const template = JSON.stringify([beginning.organizations, beginning.seed, beginning.at]);
  return engine.database(template, (url) => fill(url, beginning));
}

/** Builds a Parley over a fresh copy, ready but for its own work (`parley.work`); the caller drops the database after closing it. */
export async function openWorld(options: {
  engine: Engine;
  database: EmulatorDatabase;
  beginning: Beginning;
  clock: Clock;
  outbound: RecordingOutbound;
  url: string;
  logLevel: string;
}): Promise<World> {
  const { engine, database, beginning, clock, outbound } = options;
  const config = readConfig({
    PARLEY_DATA_DIR: path.join(engine.folder, 'data', database.name),
    PARLEY_KEY: engine.key,
    PARLEY_LOG_LEVEL: options.logLevel,
    PARLEY_POOL_SIZE: '8',
    PARLEY_PUBLIC_URL: options.url,
    PARLEY_OUTBOUND_ALLOW: OUTBOUND_ALLOW.join(','),
    PARLEY_CORS_ORIGINS: beginning.corsOrigins.join(','),
    PARLEY_RATE_LIMIT: beginning.rateLimit,
  });
  // Without chance in the pauses, a clock that is moved by the pause meets the next attempt.
  const parley = await composeWhole({ config, databaseUrl: database.url, clock, outbound, deliverer: { random: () => 0 } });
  try {
    const { rows } = await parley.ctx.db.pool.query<{ id: string; subdomain: string; admin_id: string }>(
      'SELECT organization.id, subdomain, token.person_id AS admin_id FROM organization JOIN token ON token.organization_id = organization.id ORDER BY token.prefix',
    );
    const organizations = rows.map((row) => ({ id: row.id, subdomain: row.subdomain, adminId: row.admin_id }));
    const fixed: readonly string[] = ORGANIZATIONS.map(({ token }) => token);
    for (const [index, secret] of beginning.tokens.entries()) {
      const { id: organizationId, adminId: personId } = organizations[index]!;
      if (isOurs(secret) && !fixed.includes(secret)) await createToken(parley.ctx.db, clock, { organizationId, personId, name: 'emulator', secret });
    }
    await parley.app.ready();
    return { parley, database, organizations };
  } catch (error) {
    await parley.close();
    throw error;
  }
}
