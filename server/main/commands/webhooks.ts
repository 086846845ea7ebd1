import { Fault } from '../../base/errors.ts';
import { isUuid } from '../../base/ids.ts';
import { listDeliveries, replay, selectSubscriptions, testDelivery, type DeliveryRow } from '../../modules/webhooks/index.ts';
import { Keys } from '../../platform/keys.ts';
import { createLog } from '../../platform/log.ts';
import { Outbound } from '../../platform/outbound/outbound.ts';
import { withDatabase, type CommandContext } from './database.ts';
import { CommandError, UsageError } from './errors.ts';
import { chooseOrganization } from './tokens.ts';
import type { Command } from './command.ts';

const STATES = ['Pending', 'Delivered', 'Failed'] as const;
const ORGANIZATION = { value: 'SUBDOMAIN', help: 'whose subscription it is; the first organization when left out' } as const;

type Values = Parameters<Command['run']>[0];
const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Does something with the subscription that the first word names; what the module refuses becomes a sentence. */
async function withSubscription(values: Values, words: readonly string[], work: (ctx: CommandContext, organizationId: string, id: string) => Promise<number | void>): Promise<number | void> {
  const [id] = words;
  if (id === undefined || !isUuid(id)) throw new UsageError('Say which subscription: its id, as "webhooks list" shows it.');
  return await withDatabase(async (ctx) => {
    const organization = await chooseOrganization(ctx.db, text(values.organization));
    try {
      return await work(ctx, organization.id, id);
    } catch (error) {
      if (error instanceof Fault && error.code === 'notFound')
        throw new CommandError(`${organization.subdomain} has no such subscription or event: "webhooks list" and "webhooks deliveries" show what there is.`);
      if (error instanceof Fault) throw new CommandError(error.message);
      throw error;
    }
  });
}

export const listWebhooksCommand: Command = {
  name: 'webhooks list',
  summary: 'List webhook subscriptions',
  options: { organization: ORGANIZATION, json: { help: 'print JSON' } },
  async run(values) {
    await withDatabase(async ({ db }) => {
      const organization = await chooseOrganization(db, text(values.organization));
      const subscriptions = (await selectSubscriptions(db, organization.id)).map((row) => ({
        id: row.id,
        name: row.name,
        url: row.url,
        events: row.events,
        enabled: row.enabled,
        ...(row.failing_since === null ? {} : { failingSince: row.failing_since }),
      }));
      if (values.json) return print(JSON.stringify({ subscriptions }));
      if (subscriptions.length === 0) process.stderr.write(`${organization.subdomain} has no webhook subscription.\n`);
      for (const one of subscriptions) print(`${one.id}  ${one.enabled ? (one.failingSince ? `failing since ${one.failingSince}` : 'enabled') : 'disabled'}  ${one.name}  ${one.url}`);
    });
  },
};

/** A number from the command line, at least 1. */
function positive(values: Values, name: string): number | undefined {
  const given = text(values[name]);
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(given)) throw new UsageError(`--${name} must be a number from 1`);
  return Number(given);
}

const line = (row: DeliveryRow): string =>
  `${row.seq}  ${row.event_id}  ${row.type}  ${row.state} after ${row.attempts} attempts` +
  (row.at === null ? '' : `, the last at ${row.at}: ${row.code} ${(row.text ?? '').replaceAll(/\s+/g, ' ').slice(0, 60)}`) +
  (row.state === 'Pending' ? `, the next at ${row.next_at}` : '');

export const deliveriesCommand: Command = {
  name: 'webhooks deliveries',
  summary: 'List what was sent to a webhook subscription, newest first',
  argument: 'SUBSCRIPTION',
  options: {
    state: { value: 'STATE', help: 'only those that are Pending, Delivered or Failed' },
    before: { value: 'SEQUENCE', help: 'only those before this place in the log, for the next page' },
    limit: { value: 'N', help: 'how many, 50 when left out' },
    organization: ORGANIZATION,
    json: { help: 'print JSON' },
  },
  async run(values, words) {
    const wanted = text(values.state)?.toLowerCase();
    const state = STATES.find((candidate) => candidate.toLowerCase() === wanted);
    if (wanted !== undefined && state === undefined) throw new UsageError(`--state must be one of ${STATES.join(', ')}`);
    const [before, limit] = [positive(values, 'before'), positive(values, 'limit')];
    await withSubscription(values, words, async ({ db }, organizationId, id) => {
      const rows = await listDeliveries({ db }, organizationId, id, { ...(state && { state }), ...(before && { before }), ...(limit && { limit }) });
      if (!values.json && rows.length === 0) return void process.stderr.write('No delivery fits.\n');
      if (!values.json) return rows.forEach((row) => print(line(row)));
      const deliveries = rows.map((row) => ({
        sequence: row.seq,
        eventId: row.event_id,
        event: row.type,
        conversationId: row.conversation_id,
        state: row.state,
        attempts: row.attempts,
        createdAt: row.created_at,
        ...(row.state === 'Pending' ? { nextAttemptAt: row.next_at } : {}),
        ...(row.at === null ? {} : { lastAttempt: { at: row.at, code: row.code, text: row.text } }),
      }));
      print(JSON.stringify({ deliveries }));
    });
  },
};

function time(values: Values, name: string): string | undefined {
  const given = text(values[name]);
  if (given === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/.test(given) || Number.isNaN(Date.parse(given)))
    throw new UsageError(`--${name} must be a day or a time with its zone, such as 2026-03-02T10:00:00Z`);
  return new Date(given).toISOString();
}

export const replayCommand: Command = {
  name: 'webhooks replay',
  summary: 'Send events again to a webhook subscription: one, or those of a time range',
  argument: 'SUBSCRIPTION',
  options: {
    event: { value: 'ID', help: 'the event_id that receivers see' },
    from: { value: 'TIME', help: 'the first moment of the range, such as 2026-03-02T10:00:00Z' },
    to: { value: 'TIME', help: 'its last moment; now when left out' },
    organization: ORGANIZATION,
    json: { help: 'print how many deliveries begin as JSON' },
  },
  async run(values, words) {
    const [event, from, to] = [text(values.event), time(values, 'from'), time(values, 'to')];
    if ((event === undefined) === (from === undefined)) throw new UsageError('Say what to send again: --event ID, or --from TIME and perhaps --to TIME.');
    if (event !== undefined && !isUuid(event)) throw new UsageError('--event must be an event_id');
    if (from !== undefined && to !== undefined && from > to) throw new UsageError('--to must not lie before --from');
    await withSubscription(values, words, async ({ config, db, clock }, organizationId, id) => {
      const ctx = { db, clock, log: createLog(config.logLevel) };
      const replayed = await replay(ctx, organizationId, id, event === undefined ? { from: from!, to: to ?? clock.now().toISOString() } : { eventId: event });
      print(values.json ? JSON.stringify({ replayed }) : `${replayed} deliveries begin; a running server makes them.`);
    });
  },
};

export const testWebhookCommand: Command = {
  name: 'webhooks test',
  summary: 'Send a test to a webhook subscription and say how it was taken',
  argument: 'SUBSCRIPTION',
  options: { event: { value: 'NAME', help: 'the event to send as, such as ConversationClosed' }, organization: ORGANIZATION, json: { help: 'print JSON' } },
  async run(values, words) {
    return await withSubscription(values, words, async ({ config, db, clock }, organizationId, id) => {
      const ctx = { config, db, clock, log: createLog(config.logLevel), keys: new Keys(config), outbound: new Outbound({ allow: config.outboundAllow }) };
      const { success, code, text: answer } = await testDelivery(ctx, organizationId, id, text(values.event));
      if (values.json) print(JSON.stringify({ success, code, text: answer }));
      else print(success ? `It was taken: ${code} ${answer}` : code === 0 ? `It was not taken: ${answer}` : `It was not taken: ${code} ${answer}`);
      return success ? 0 : 1;
    });
  },
};
