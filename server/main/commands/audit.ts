import { listToolCalls } from '../../modules/audit/index.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './errors.ts';
import type { Command } from './command.ts';
import { chooseOrganization } from './tokens.ts';

const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const OUTCOMES: readonly string[] = ['done', 'refused', 'denied', 'failed', 'begun'];

function number(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^\d{1,15}$/.test(given)) throw new UsageError(`--${name} must be a whole number`);
  return Number(given);
}

export const audit: Command = {
  name: 'audit',
  summary: 'Show what tools did (MCP), the newest first',
  options: {
    organization: { value: 'SUBDOMAIN', help: 'whose tools; the first organization when left out' },
    tool: { value: 'NAME', help: 'only this tool' },
    conversation: { value: 'NUMBER', help: 'only calls about this conversation' },
    outcome: { value: 'WORD', help: 'only done, refused, denied, failed, or begun (broken off)' },
    since: { value: 'TIME', help: 'only from this moment on, such as 2026-03-02T10:00:00Z' },
    limit: { value: 'N', help: 'how many at most; 100 when left out' },
    json: { help: 'print {"calls": […]}' },
  },
  async run(values) {
    const since = text(values.since);
    if (since !== undefined && Number.isNaN(Date.parse(since))) throw new UsageError('--since must be a time, such as 2026-03-02T10:00:00Z');
    const outcome = text(values.outcome);
    if (outcome !== undefined && !OUTCOMES.includes(outcome)) throw new UsageError(`--outcome must be one of ${OUTCOMES.join(', ')}`);
    const filter = {
      tool: text(values.tool),
      outcome,
      conversationId: number('conversation', text(values.conversation)),
      since,
      limit: number('limit', text(values.limit)) ?? 100,
    };
    await withDatabase(async ({ db }) => {
      const calls = await listToolCalls(db, (await chooseOrganization(db, text(values.organization))).id, filter);
      if (values.json) process.stdout.write(`${JSON.stringify({ calls })}\n`);
      else if (calls.length === 0) process.stderr.write('No tool was called that fits.\n');
      else
        for (const call of calls)
          process.stdout.write(
            `${call.at}  ${call.outcome.padEnd(7)} ${String(call.status ?? '-').padEnd(3)}  ${call.tool}  ${call.conversationId ?? '-'}  token ${call.tokenId}  as ${call.personId}\n`,
          );
    });
  },
};
