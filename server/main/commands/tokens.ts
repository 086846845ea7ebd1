import { selectFirstAdmin, selectOrganizationBySubdomain, selectOrganizations, type OrganizationRow } from '../../modules/organizations/index.ts';
import { createToken, listTokens, revokeToken } from '../../modules/tokens/index.ts';
import type { Session } from '../../platform/db/database.ts';
import { wrongScope } from '../scopes.ts';
import { withDatabase } from './database.ts';
import { CommandError, UsageError } from './errors.ts';
import type { Command } from './command.ts';

/** The organization that is meant: the one named, or the first of the install. */
export async function chooseOrganization(session: Session, subdomain: string | undefined): Promise<OrganizationRow> {
  const organization = subdomain === undefined ? (await selectOrganizations(session))[0] : await selectOrganizationBySubdomain(session, subdomain);
  if (organization) return organization;
  throw new CommandError(subdomain === undefined ? 'There is no organization yet: run "npx parley serve", or "npx parley organization create".' : `There is no organization ${subdomain}.`);
}

const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

export const createTokenCommand: Command = {
  name: 'token create',
  summary: 'Make an API token',
  options: {
    name: { value: 'NAME', help: 'what the token is for (required)' },
    organization: { value: 'SUBDOMAIN', help: 'whose token it is; the first organization when left out' },
    scopes: { value: 'LIST', help: 'what it may do, comma-separated: read, write, or a tag such as Tags:write; everything when left out' },
    json: { help: 'print {"token": …}' },
  },
  async run(values) {
    const name = text(values.name);
    if (!name) throw new UsageError('--name is required');
    const given = text(values.scopes);
    const scopes = (given ?? '').split(',').flatMap((scope) => scope.trim() || []);
    // Nothing would stand for everything.
    if (given !== undefined && scopes.length === 0) throw new UsageError('--scopes is empty: leave it out for a token that may do everything.');
    const wrong = wrongScope(scopes);
    if (wrong !== undefined) throw new UsageError(`--scopes: ${wrong}`);
    await withDatabase(async ({ db, clock }) => {
      const organization = await chooseOrganization(db, text(values.organization));
      const personId = await selectFirstAdmin(db, organization.id);
      if (!personId) throw new CommandError(`The organization ${organization.subdomain} has no agent for the token to act as.`);
      const token = await createToken(db, clock, { organizationId: organization.id, personId, name, scopes });
      process.stdout.write(values.json ? `${JSON.stringify({ token })}\n` : `${token}\n\nIt belongs to ${organization.subdomain} and cannot be shown again.\n`);
    });
  },
};

export const listTokensCommand: Command = {
  name: 'token list',
  summary: 'List API tokens',
  options: { organization: { value: 'SUBDOMAIN', help: 'only tokens of this organization' }, json: { help: 'print JSON' } },
  async run(values) {
    await withDatabase(async ({ db }) => {
      const subdomain = text(values.organization);
      const organizations = new Map((await selectOrganizations(db)).map((organization) => [organization.id, organization.subdomain]));
      const rows = await listTokens(db, subdomain === undefined ? undefined : (await chooseOrganization(db, subdomain)).id);
      const tokens = rows.map((row) => ({
        prefix: row.prefix,
        name: row.name,
        organization: organizations.get(row.organization_id),
        scopes: row.scopes,
        createdAt: row.created_at,
        ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
      }));
      if (values.json) process.stdout.write(`${JSON.stringify({ tokens })}\n`);
      else
        for (const token of tokens)
          process.stdout.write(`parley_${token.prefix}_…  ${token.organization}  ${token.createdAt}  ${token.name}${token.revokedAt ? `  (revoked ${token.revokedAt})` : ''}\n`);
    });
  },
};

export const revokeTokenCommand: Command = {
  name: 'token revoke',
  summary: 'Take an API token out of use',
  argument: 'PREFIX',
  options: { json: { help: 'print JSON' } },
  async run(values, words) {
    const given = words[0];
    if (given === undefined) throw new UsageError('Say which token: its prefix (as "token list" shows it) or the token itself.');
    const prefix = /^parley_([0-9A-Za-z]{10})(_.*)?$/.exec(given)?.[1] ?? given;
    await withDatabase(async ({ db, clock }) => {
      if (!(await revokeToken(db, clock, prefix))) throw new CommandError(`No token in use begins with parley_${prefix}.`);
      process.stdout.write(values.json ? `${JSON.stringify({ revoked: prefix })}\n` : `parley_${prefix}_… is revoked.\n`);
    });
  },
};
