import type { Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { FinishedAttempt } from './queue.ts';
import { FAILING_FOR, OUTAGE_GAP } from './schedule.ts';
import { setFailing, setHealthy, switchOff } from './store.ts';

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
    if (!failed && !gone) {
      await setHealthy(tx, organizationId, subscriptionId);
      continue;
    }
    const since = await setFailing(tx, organizationId, subscriptionId, now, OUTAGE_GAP);
    if (since === undefined) continue;
    const reason: Reason | undefined = gone ? 'Gone' : Date.parse(now) - Date.parse(since) >= FAILING_FOR ? 'Failing' : undefined;
    if (reason === undefined) continue;
    await switchOff(tx, organizationId, subscriptionId);
    await appendEvents(tx, organizationId, now, [{ type: 'WebhookDisabled', data: { webhookId: subscriptionId, reason } }]);
    off = true;
  }
  return off;
}
