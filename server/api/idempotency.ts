import { createHash } from 'node:crypto';
import { Fault, invalid } from '../base/errors.ts';
import type { Context } from '../platform/context.ts';
import { sql, type Session } from '../platform/db/database.ts';
import type { Actor } from '../platform/operation.ts';

/** A stored answer is replayed for this long. */
const KEPT_MS = 24 * 3600 * 1000;
/** A first request that has not finished by then is taken for dead. Longer than any statement may take. */
const RUNNING_MS = 120_000;
/** How long a twin waits for the first to finish. */
const WAIT_MS = 20_000;
const POLL_MS = 25;

export interface Finished {
  readonly status: number;
  readonly text: string | undefined;
}

interface Row {
  readonly fingerprint: Buffer;
  readonly status: number | null;
  readonly answer: string | null;
}

/** @throws Fault 400 for a key that could not be kept. */
export function readKey(header: string | string[] | undefined): string | undefined {
  const key = Array.isArray(header) ? header[0] : header;
  if (key === undefined || key === '') return undefined;
  if (key.length > 255) throw invalid('Invalid value for: header Idempotency-Key (it must not be longer than 255 characters)');
  return key;
}

/**
 * Runs a request once for its key: a repetition gets the stored answer, a twin at the same time waits for the first.
 * A request that fails leaves nothing, so that it can be tried again. All of it is in the database, so that it holds
 * whatever processes the twins come to.
 * @param waitMs how long a twin waits.
 * @throws Fault 422 when the key was used with another request, 409 when the first is still running after that.
 */
export async function once(ctx: Context, actor: Actor, key: string, request: string, run: () => Promise<Finished>, waitMs = WAIT_MS): Promise<Finished> {
  const { organizationId } = actor;
  const fingerprint = createHash('sha256').update(request).digest();
  const at = (ms: number): string => new Date(ctx.clock.now().getTime() + ms).toISOString();
  const until = performance.now() + waitMs;
  for (;;) {
    // Takes the key when it is free, too old, or held by a request that died on the way.
    const takenAt = at(0);
    const mine = await ctx.db.maybe(sql`
      INSERT INTO idempotency (organization_id, key, fingerprint, created_at) VALUES (${organizationId}, ${key}, ${fingerprint}, ${takenAt})
      ON CONFLICT (organization_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = NULL, answer = NULL, created_at = excluded.created_at
        WHERE idempotency.created_at < ${at(-KEPT_MS)} OR (idempotency.status IS NULL AND idempotency.created_at < ${at(-RUNNING_MS)})
      RETURNING 1 AS mine`);
    if (mine) return await runFirst(ctx, { organizationId, key, takenAt }, run);
    const row = await ctx.db.maybe<Row>(sql`SELECT fingerprint, status, answer FROM idempotency WHERE organization_id = ${organizationId} AND key = ${key}`);
    if (row && !row.fingerprint.equals(fingerprint)) throw new Fault('keyReused');
    if (row && row.status !== null) return { status: row.status, text: row.answer ?? undefined };
    if (performance.now() > until) throw new Fault('keyRunning', undefined, { 'retry-after': '1' });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function runFirst(ctx: Context, { organizationId, key, takenAt }: { organizationId: string; key: string; takenAt: string }, run: () => Promise<Finished>): Promise<Finished> {
  // A request that was taken for dead and is not must leave what its successor wrote.
  const mine = sql`organization_id = ${organizationId} AND key = ${key} AND created_at = ${takenAt} AND status IS NULL`;
  const finished = await run().catch(async (error: unknown) => {
    await ctx.db.execute(sql`DELETE FROM idempotency WHERE ${mine}`);
    throw error;
  });
  // It has had its effect by now: whoever asked is told, and the key is kept from having it again.
  await ctx.db
    .execute(sql`UPDATE idempotency SET status = ${finished.status}, answer = ${finished.text ?? null} WHERE ${mine}`)
    .catch((error: unknown) => ctx.log.error({ err: error }, 'the answer to a request with an Idempotency-Key could not be kept'));
  return finished;
}

/** Forgets stored answers that speak of what is anonymized. A repetition of such a request runs anew. */
export async function forgetMentions(tx: Session, organizationId: string, what: { conversationIds: readonly number[]; personIds: readonly string[]; messageIds: readonly string[] }): Promise<void> {
  const patterns = [...what.conversationIds.map((id) => `%${id}%`), ...[...what.personIds, ...what.messageIds].map((id) => `%${id}%`)];
  await tx.execute(sql`DELETE FROM idempotency WHERE organization_id = ${organizationId} AND answer LIKE ANY(${patterns})`);
}

/** Forgets answers of before `before`; after a day none is replayed. @returns how many, at most `limit`. */
export function forgetOld(tx: Session, organizationId: string, before: string, limit: number): Promise<number> {
  return tx.execute(sql`
    DELETE FROM idempotency WHERE organization_id = ${organizationId} AND key IN (
      SELECT key FROM idempotency WHERE organization_id = ${organizationId} AND created_at < ${before}::timestamptz ORDER BY created_at LIMIT ${limit})`);
}
