import { api } from './api.ts';
import { audit } from './audit.ts';
import { backup, restore } from './backup.ts';
import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { configCommands } from './config.ts';
import { doctor } from './doctor.ts';
import { emulate } from './emulate.ts';
import { mcpCommand } from './mcp.ts';
import { migrateCommand } from './migrate.ts';
import { createOrganizationCommand, seed } from './organizations.ts';
import { reindexCommand } from './reindex.ts';
import { serve } from './serve.ts';
import { deliveriesCommand, listWebhooksCommand, replayCommand, testWebhookCommand } from './webhooks.ts';
import { createTokenCommand, listTokensCommand, revokeTokenCommand } from './tokens.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  serve,
  emulate,
  migrateCommand,
  seed,
  createOrganizationCommand,
  createTokenCommand,
  listTokensCommand,
  revokeTokenCommand,
  ...configCommands,
  listWebhooksCommand,
  deliveriesCommand,
  replayCommand,
  testWebhookCommand,
  reindexCommand,
  backup,
  restore,
  api,
  completion(() => commands),
  mcpCommand,
  audit,
  doctor,
];
