import { inTime } from '../../base/in-time.ts';
import { createOrganization, selectOrganizations } from '../../modules/organizations/index.ts';
import { createToken } from '../../modules/tokens/index.ts';
import { readConfig, unknownSettings, type Config } from '../../platform/config.ts';
import { startEmbedded, type EmbeddedServer } from '../../platform/db/embedded.ts';
import { unreachable, whereaboutsOf } from '../../platform/db/reach.ts';
import { notListening } from '../../platform/listening.ts';
import { createLog } from '../../platform/log.ts';
import { serveMetrics } from '../../platform/metrics.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { compose, type Parley } from '../compose.ts';
import { migrations } from '../migrations.ts';
import { seedOrganization } from '../seed/seed.ts';
import { WorkThread } from '../background/thread.ts';
import { DEMO } from './organizations.ts';
import type { Command } from './command.ts';
import { endWhenTold, wishToStop } from './stopping.ts';

/** Requests that still run after this are cut off. */
const GRACE_MS = 3500;
/** What has not ended after this, as a statement on a database that hangs, is left to itself. */
const PATIENCE_MS = 6000;
/** And from then on, until the process ends whatever holds it. */
const LAST_MS = 500;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Makes the first organization and its token. @returns the token, shown once; undefined when there was an organization already. */
async function firstStart(parley: Parley, empty: boolean): Promise<string | undefined> {
  const { db, clock } = parley.ctx;
  if ((await selectOrganizations(db)).length > 0) return undefined;
  const { organizationId, adminId } = await createOrganization(db, clock, empty ? { subdomain: 'main', name: 'Main' } : DEMO);
  if (!empty) {
    say('Making the demonstration organization …');
    await seedOrganization(parley.ctx, { organizationId, subdomain: DEMO.subdomain });
  }
  return createToken(db, clock, { organizationId, personId: adminId, name: 'first start' });
}

/**
 * Begins to work and to answer, and says so.
 * @param begun called when a wish to stop is heard from then on.
 * @returns what is awaited then: a wish to stop, or the failure of the thread that works.
 */
async function begin(parley: Parley, work: WorkThread, config: Config, empty: boolean, begun: () => void): Promise<{ readonly end: Promise<Error | void> }> {
  const { ctx, app } = parley;
  await ctx.events.preparePartitions();
  await ctx.events.listen();
  const token = await firstStart(parley, empty);
  await work.start();
  if (parley.metrics) {
    const metrics = await serveMetrics(parley.metrics, config.metrics!);
    app.addHook('onClose', async () => {
      metrics.close();
      metrics.closeAllConnections();
    });
  }
  // Before anybody is told that we are there: whoever hears it may stop us at once.
  const stopped = wishToStop();
  begun();
  await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    throw notListening(error, config, { host: 'PARLEY_HOST', port: 'PARLEY_PORT' });
  });
  const { port } = app.server.address() as { port: number };
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const address = `http://${host}:${port}`;
  const tokenText =
    token === undefined
      ? 'A new API token: npx parley token create --name NAME'
      : `\nYour API token, shown only now:\n\n  ${token}\n\nTry it:\n\n  curl -H "Authorization: ${token}" ${address}/beta/organization\n`;
  // In one piece: whoever waits for the first line finds the token behind it.
  say(`Parley answers on ${address} (API under /beta and /v1).\n${tokenText}`);
  return { end: Promise.race([stopped, work.ended]) };
}

/** Why it cannot begin: that a database of his own has no connection left, or went away meanwhile, is for the operator to mend. */
const whyNot = (error: unknown, { databaseUrl }: Config): unknown => (databaseUrl === undefined ? error : unreachable(error, whereaboutsOf(databaseUrl)));

/**
 * Answers running requests and stops all in order. Whoever asked us to stop does not wait for a database that hangs.
 * @returns whether all has ended.
 */
async function stop(parley: Parley, work: WorkThread): Promise<boolean> {
  const cut = setTimeout(() => parley.app.server.closeAllConnections(), GRACE_MS);
  // Side by side: each may have something to bring to an end.
  const ended = Promise.all([parley.close(), work.stop()]).then(() => true);
  return await inTime(ended, PATIENCE_MS, () => false).finally(() => clearTimeout(cut));
}

export const serve: Command = {
  name: 'serve',
  summary: 'Run the server',
  tellsOfSettings: true,
  options: { empty: { help: 'start without the demonstration data (first start only)' } },
  async run(values) {
    const config = readConfig(process.env);
    for (const fault of unknownSettings(process.env)) createLog(config.logLevel).warn(fault);
    const begun = endWhenTold();
    let embedded: EmbeddedServer | undefined;
    let ended = true;
    try {
      embedded = config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, onProgress: say }) : undefined;
      const databaseUrl = config.databaseUrl ?? embedded!.url;
      const ran = await migrate(databaseUrl, migrations(), say);
      if (ran.length > 0) say(`Database schema: ${ran.length} migrations.`);
      // It loads its code while we load ours.
      const work = new WorkThread({ config, databaseUrl });
      const parley = await compose({ config, databaseUrl }).catch(async (error: unknown) => {
        await work.stop();
        throw whyNot(error, config);
      });
      try {
        const { end } = await begin(parley, work, config, values.empty === true, begun).catch((error: unknown) => {
          throw whyNot(error, config);
        });
        const failure = await end;
        say('Stopping …');
        // Without that thread nothing follows the log: better to be started anew than to look alive.
        if (failure) throw failure;
      } finally {
        ended = await stop(parley, work);
        if (!ended) parley.ctx.log.warn('something did not end in time, such as a statement that the database does not answer, and is left to itself');
      }
    } finally {
      begun();
      await embedded?.stop();
      // Its connection would hold the process.
      if (!ended) setTimeout(() => process.exit(), LAST_MS).unref();
    }
  },
};
