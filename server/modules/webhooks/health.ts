import { sql, type Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { FinishedAttempt } from './queue.ts';
import { FAILING_FOR, OUTAGE_GAP } from './schedule.ts';

/** Why a subscription was switched off by us. */
type Reason = 'Gone' | 'Failing';

interface Verdict {
  readonly organizationId: string;
  readonly subscriptionId: string;
  readonly gone: boolean;
  readonly failed: boolean;
}

/** One verdict for each subscription: any success makes it healthy. Sorted, so that processes lock rows in one order. */
function verdicts(attempts: readonly FinishedAttempt[]): Verdict[] {
  const found = new Map<string, Verdict>();
  for (const { delivery, success, gone } of attempts) {
    const before = found.get(delivery.subscription_id);
    found.set(delivery.subscription_id, {
      organizationId: delivery.organization_id,
      subscriptionId: delivery.subscription_id,
      gone: gone || (before?.gone ?? false),
      failed: !success && (before?.failed ?? true),
    });
  }
  return [...found.values()].toSorted((a, b) => (a.subscriptionId < b.subscriptionId ? -1 : 1));
}

/**
 * Keeps the health of subscriptions: since when one fails, and when to give up on it. It is switched off when it says
 * that it is gone (410), or when nothing was taken for days although we kept trying.
 * @returns whether one was switched off.
 */
export async function judge(tx: Session, now: string, attempts: readonly FinishedAttempt[]): Promise<boolean> {
  let off = false;
  for (const { organizationId, subscriptionId, gone, failed } of verdicts(attempts)) {
    const mine = sql`organization_id = ${organizationId} AND id = ${subscriptionId}`;
    if (!failed && !gone) {
      await tx.execute(sql`UPDATE webhook_subscription SET failing_since = NULL, failed_at = NULL WHERE ${mine} AND failing_since IS NOT NULL`);
      continue;
    }
    const row = await tx.maybe<{ failing_since: string }>(sql`
      UPDATE webhook_subscription SET failed_at = ${now},
        failing_since = CASE WHEN failing_since IS NULL OR failed_at < ${now}::timestamptz - make_interval(secs => ${OUTAGE_GAP / 1000}) THEN ${now}::timestamptz ELSE failing_since END
      WHERE ${mine} AND enabled RETURNING failing_since`);
    if (!row) continue;
    const reason: Reason | undefined = gone ? 'Gone' : Date.parse(now) - Date.parse(row.failing_since) >= FAILING_FOR ? 'Failing' : undefined;
    if (reason === undefined) continue;
    await tx.execute(sql`UPDATE webhook_subscription SET enabled = false WHERE ${mine}`);
    await appendEvents(tx, organizationId, now, [{ type: 'WebhookDisabled', data: { webhookId: subscriptionId, reason } }]);
    off = true;
  }
  return off;
}
