import { createOrganization } from '../../modules/organizations/index.ts';
import { isUniqueViolation } from '../../platform/db/database.ts';
import { openFileStore } from '../../platform/files/open.ts';
import { removeOrganization, seedOrganization } from '../seed/seed.ts';
import { withDatabase } from './database.ts';
import { CommandError, UsageError } from './errors.ts';
import type { Command } from './command.ts';
import { chooseOrganization } from './tokens.ts';

/** The organization that the first start makes. */
export const DEMO = { subdomain: 'demo', name: 'Nordhavn Cycles' } as const;

export const createOrganizationCommand: Command = {
  name: 'organization create',
  summary: 'Make an organization',
  options: {
    subdomain: { value: 'S', help: 'its short name (required)' },
    name: { value: 'NAME', help: 'its full name' },
    seed: { help: 'fill it with the demonstration data' },
    json: { help: 'print JSON' },
  },
  async run(values) {
    if (typeof values.subdomain !== 'string') throw new UsageError('--subdomain is required');
    const subdomain = values.subdomain;
    if (values.name === '') throw new UsageError('--name is empty: leave it out for the subdomain.');
    await withDatabase(async (ctx) => {
      const { organizationId } = await createOrganization(ctx.db, ctx.clock, { subdomain, ...(typeof values.name === 'string' ? { name: values.name } : {}) });
      if (values.seed) await seedOrganization(ctx, { organizationId, subdomain });
      process.stdout.write(
        values.json ? `${JSON.stringify({ id: organizationId, subdomain })}\n` : `${subdomain} is there. npx parley token create --organization ${subdomain} --name NAME makes its first token.\n`,
      );
    });
  },
};

export const seed: Command = {
  name: 'seed',
  summary: 'Fill an organization with demonstration data, or take it away',
  options: {
    organization: { value: 'SUBDOMAIN', help: `which one; ${DEMO.subdomain} when left out, made when it is not there` },
    remove: { help: 'remove the organization with everything in it' },
    json: { help: 'print JSON' },
  },
  async run(values) {
    const subdomain = typeof values.organization === 'string' ? values.organization : DEMO.subdomain;
    await withDatabase(async (ctx) => {
      if (values.remove) {
        const organization = await chooseOrganization(ctx.db, subdomain);
        const files = openFileStore(ctx.config);
        try {
          await removeOrganization({ db: ctx.db, files }, organization.id);
        } finally {
          await files.close();
        }
        process.stdout.write(values.json ? `${JSON.stringify({ removed: subdomain })}\n` : `${subdomain} and everything in it is gone.\n`);
        return;
      }
      const there = await chooseOrganization(ctx.db, subdomain).catch((error: unknown) => {
        if (error instanceof CommandError) return undefined;
        throw error;
      });
      const organizationId = there?.id ?? (await createOrganization(ctx.db, ctx.clock, { subdomain, name: DEMO.name })).organizationId;
      const summary = await seedOrganization(ctx, { organizationId, subdomain }).catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw new CommandError(
          `${subdomain} has the demonstration data already, or things of its own with the same names; nothing was changed. Name another organization, or take this one away with everything in it: npx parley seed --organization ${subdomain} --remove.`,
        );
      });
      process.stdout.write(values.json ? `${JSON.stringify(summary)}\n` : `${subdomain} now looks lived in.\n`);
    });
  },
};
