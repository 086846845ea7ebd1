import { createOrganization, selectOrganizations } from '../../modules/organizations/index.ts';
import { createToken } from '../../modules/tokens/index.ts';
import { readConfig, unknownSettings } from '../../platform/config.ts';
import { startEmbedded } from '../../platform/db/embedded.ts';
import { notListening } from '../../platform/listening.ts';
import { createLog } from '../../platform/log.ts';
import { serveMetrics } from '../../platform/metrics.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { compose, type Parley } from '../compose.ts';
import { migrations } from '../migrations.ts';
import { seedOrganization } from '../seed/seed.ts';
import { DEMO } from './organizations.ts';
import type { Command } from './command.ts';
import { wishToStop } from './stopping.ts';

/** Requests that still run after this are cut off. */
const GRACE_MS = 3500;

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

/** Answers running requests and stops all in order. */
async function stop(parley: Parley): Promise<void> {
  say('Stopping …');
  const cut = setTimeout(() => parley.app.server.closeAllConnections(), GRACE_MS);
  await parley.close();
  clearTimeout(cut);
}

export const serve: Command = {
  name: 'serve',
  summary: 'Run the server',
  tellsOfSettings: true,
  options: { empty: { help: 'start without the demonstration data (first start only)' } },
  async run(values) {
    const config = readConfig(process.env);
    for (const fault of unknownSettings(process.env)) createLog(config.logLevel).warn(fault);
    const embedded = config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, onProgress: say }) : undefined;
    try {
      const databaseUrl = config.databaseUrl ?? embedded!.url;
      const ran = await migrate(databaseUrl, migrations(), say);
      if (ran.length > 0) say(`Database schema: ${ran.length} migrations.`);
      const parley = await compose({ config, databaseUrl });
      let stopped: Promise<void>;
      try {
        await parley.ctx.events.preparePartitions();
        const token = await firstStart(parley, values.empty === true);
        await parley.startWork();
        if (parley.metrics) {
          const metrics = await serveMetrics(parley.metrics, config.metrics!);
          parley.app.addHook('onClose', async () => {
            metrics.close();
            metrics.closeAllConnections();
          });
        }
        // Before anybody is told that we are there: whoever hears it may stop us at once.
        stopped = wishToStop();
        await parley.app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
          throw notListening(error, config, { host: 'PARLEY_HOST', port: 'PARLEY_PORT' });
        });
        const { port } = parley.app.server.address() as { port: number };
        const host = config.host.includes(':') ? `[${config.host}]` : config.host;
        const address = `http://${host}:${port}`;
        const tokenText =
          token === undefined
            ? 'A new API token: npx parley token create --name NAME'
            : `\nYour API token, shown only now:\n\n  ${token}\n\nTry it:\n\n  curl -H "Authorization: ${token}" ${address}/beta/organization\n`;
        // In one piece: whoever waits for the first line finds the token behind it.
        say(`Parley answers on ${address} (API under /beta and /v1).\n${tokenText}`);
      } catch (error) {
        await parley.close();
        throw error;
      }
      await stopped;
      await stop(parley);
    } finally {
      await embedded?.stop();
    }
  },
};
