import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import type { Context } from '../../platform/context.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { OutboundRefused } from '../../platform/outbound/target.ts';
import { checkFilters, knownFilters } from './filters.ts';
import { allowedHeaders, headersOf, newSecretKey, sealSecrets, unsealSecrets, type Authorization, type Secrets } from './secrets.ts';
import * as store from './store.ts';
import type { AttemptRow, Filters, SubscriptionChange, SubscriptionRow } from './store.ts';

/** A subscription with its secrets opened. */
export interface Subscription {
  readonly row: SubscriptionRow;
  readonly secrets: Secrets;
}

interface SubscriptionInput {
  readonly name?: string;
  readonly url?: string;
  readonly events?: readonly string[];
  readonly authorization?: Authorization;
  readonly customHeaders?: Readonly<Record<string, string>>;
  readonly enabled?: boolean;
  readonly filters?: Readonly<Record<string, Filters>>;
}

/** In the order in which the log of events names them. */
const inputFields = ['name', 'url', 'events', 'authorization', 'customHeaders', 'enabled', 'filters'] as const;

const LOG_LENGTH = 100;

const opened = (ctx: Context, row: SubscriptionRow): Subscription => ({ row, secrets: unsealSecrets(ctx.keys, row.id, row.secrets) });

/** @throws Fault 400 naming the field that cannot be used. */
function check(ctx: Context, input: SubscriptionInput): void {
  if (input.name !== undefined && input.name.trim() === '') throw invalid('name: it must not be empty');
  const refuse = (field: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      if (error instanceof OutboundRefused) throw invalid(`${field}: ${error.message}`);
      throw error;
    }
  };
  if (input.url !== undefined) refuse('url', () => ctx.outbound.check(input.url!));
  if (input.customHeaders !== undefined) refuse('customHeaders', () => ctx.outbound.checkHeaders(allowedHeaders(input.customHeaders!)));
  if (input.authorization !== undefined) refuse('authorization', () => ctx.outbound.checkHeaders(headersOf({ authorization: input.authorization!, customHeaders: {} })));
  if (input.filters !== undefined) checkFilters(input.filters);
}

const filtersOf = (filters: SubscriptionInput['filters']): SubscriptionRow['filters'] => (filters === undefined || Object.keys(filters).length === 0 ? null : knownFilters(filters));

/** Makes a subscription with a secret key of its own. @throws Fault 400. */
export async function createSubscription(ctx: Context, actor: Actor, input: SubscriptionInput & { name: string; url: string }): Promise<Subscription> {
  check(ctx, input);
  const id = newId();
  const now = ctx.clock.now().toISOString();
  const secrets: Secrets = { secretKey: newSecretKey(), authorization: input.authorization ?? { _type: 'NoAuth' }, customHeaders: allowedHeaders(input.customHeaders ?? {}) };
  const row: SubscriptionRow = {
    organization_id: actor.organizationId,
    id,
    name: input.name.trim(),
    url: input.url,
    events: [...new Set(input.events)],
    enabled: input.enabled ?? true,
    filters: filtersOf(input.filters),
    secrets: sealSecrets(ctx.keys, id, secrets),
    active_since: now,
    failing_since: null,
    created_at: now,
    created_by: actor.personId,
    updated_at: now,
    updated_by: actor.personId,
  };
  await ctx.db.transaction(async (tx) => {
    await store.insertSubscription(tx, row);
    await appendEvents(tx, actor.organizationId, now, [{ type: 'WebhookCreated', actorId: actor.personId, data: { webhookId: id } }]);
  });
  return { row, secrets };
}

/** All subscriptions, oldest first. */
export async function listSubscriptions(ctx: Context, actor: Actor): Promise<Subscription[]> {
  return (await store.selectSubscriptions(ctx.db, actor.organizationId)).map((row) => opened(ctx, row));
}

/** @throws Fault 404. */
export async function getSubscription(ctx: Context, actor: Actor, id: string): Promise<Subscription> {
  const row = await store.selectSubscription(ctx.db, actor.organizationId, id);
  if (!row) throw notFound();
  return opened(ctx, row);
}

/** Changes what the patch names; lists and maps are replaced as a whole. @throws Fault 404, 400. */
export async function patchSubscription(ctx: Context, actor: Actor, id: string, input: SubscriptionInput): Promise<Subscription> {
  check(ctx, input);
  return await ctx.db.transaction(async (tx) => {
    const row = await store.lockSubscription(tx, actor.organizationId, id);
    if (!row) throw notFound();
    const now = ctx.clock.now().toISOString();
    const { secrets: before } = opened(ctx, row);
    const { authorization, customHeaders } = input;
    const secrets = authorization || customHeaders ? { ...before, ...(authorization && { authorization }), ...(customHeaders && { customHeaders: allowedHeaders(customHeaders) }) } : before;
    const change: SubscriptionChange = {
      ...(input.name === undefined ? {} : { name: input.name.trim() }),
      ...(input.url === undefined ? {} : { url: input.url }),
      ...(input.events === undefined ? {} : { events: [...new Set(input.events)] }),
      ...(input.filters === undefined ? {} : { filters: filtersOf(input.filters) }),
      ...(secrets === before ? {} : { secrets: sealSecrets(ctx.keys, id, secrets) }),
      ...(input.enabled === undefined ? {} : { enabled: { value: input.enabled, ...(input.enabled && !row.enabled ? { activeSince: now } : {}) } }),
    };
    const changed = await store.updateSubscription(tx, actor.organizationId, id, change, { at: now, personId: actor.personId });
    await appendEvents(tx, actor.organizationId, now, [
      { type: 'WebhookUpdated', actorId: actor.personId, data: { webhookId: id, fields: inputFields.filter((field) => input[field] !== undefined) } },
    ]);
    return { row: changed!, secrets };
  });
}

/** Removes the subscription; what waits to be sent is not sent any more. @throws Fault 404. */
export async function deleteSubscription(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    if (!(await store.deleteSubscription(tx, actor.organizationId, id))) throw notFound();
    await appendEvents(tx, actor.organizationId, ctx.clock.now().toISOString(), [{ type: 'WebhookDeleted', actorId: actor.personId, data: { webhookId: id } }]);
  });
}

/** The subscribed events in their order, each with its latest attempt, if there was one lately. @throws Fault 404. */
export async function deliveryStatus(ctx: Context, actor: Actor, id: string): Promise<{ event: string; last: AttemptRow | undefined }[]> {
  const row = await store.selectSubscription(ctx.db, actor.organizationId, id);
  if (!row) throw notFound();
  const last = new Map((await store.selectLastAttempts(ctx.db, actor.organizationId, id, row.events)).map((attempt) => [attempt.type, attempt]));
  return row.events.map((event) => ({ event, last: last.get(event) }));
}

/** The latest attempts to deliver one event, newest first. @throws Fault 404. */
export async function deliveryLog(ctx: Context, actor: Actor, id: string, event: string): Promise<(AttemptRow & { payload: string })[]> {
  if (!(await store.selectSubscription(ctx.db, actor.organizationId, id))) throw notFound();
  return await store.selectAttempts(ctx.db, actor.organizationId, id, event, LOG_LENGTH);
}

/**
 * Gives a subscription a new secret key. The old one goes on signing beside it (in `webhook-signature`) for a while.
 * @param keepMs how long, in milliseconds.
 * @throws Fault 404.
 */
export async function rotateSecretKey(ctx: Context, actor: Actor, id: string, keepMs: number): Promise<Subscription> {
  return await ctx.db.transaction(async (tx) => {
    const row = await store.lockSubscription(tx, actor.organizationId, id);
    if (!row) throw notFound();
    const now = ctx.clock.now();
    const before = opened(ctx, row).secrets;
    const secrets: Secrets = { ...before, secretKey: newSecretKey(), previous: { secretKey: before.secretKey, until: new Date(now.getTime() + keepMs).toISOString() } };
    const by = { at: now.toISOString(), personId: actor.personId };
    const changed = await store.updateSubscription(tx, actor.organizationId, id, { secrets: sealSecrets(ctx.keys, id, secrets) }, by);
    await appendEvents(tx, actor.organizationId, by.at, [{ type: 'WebhookUpdated', actorId: actor.personId, data: { webhookId: id, fields: ['secretKey'] } }]);
    return { row: changed!, secrets };
  });
}
