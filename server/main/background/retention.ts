import { forgetOld } from '../../api/idempotency.ts';
import { removeOldToolCalls } from '../../modules/audit/index.ts';
import { removeOldAttempts, removeOldDeliveries } from '../../modules/webhooks/index.ts';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { removeOldEvents } from '../../platform/events/old.ts';
import { setTimer, setTimerForAll, type Timer } from '../../platform/timers/timers.ts';

export const RETENTION_TIMER = 'retention';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;
/** Rows of a kind that go away in one transaction: few enough that nobody notices. */
const BATCH = 500;

type RetentionContext = Pick<Context, 'clock' | 'config'>;

/**
 * Removes a batch of what an organization has kept long enough, and sets the timer again: for at once while there is
 * more, else for tomorrow.
 */
export async function retain({ clock, config }: RetentionContext, tx: Session, timer: Timer, batch = BATCH): Promise<void> {
  const { organization_id: organizationId } = timer;
  const now = clock.now().getTime();
  const before = (days: number): string => new Date(now - days * DAY).toISOString();
  const removed = [
    await forgetOld(tx, organizationId, before(1), batch),
    await removeOldAttempts(tx, organizationId, before(config.keepDeliveriesDays), batch),
    config.keepToolCallsDays === 0 ? 0 : await removeOldToolCalls(tx, organizationId, before(config.keepToolCallsDays), batch),
    config.keepEventsDays === 0 ? 0 : await removeOldEvents(tx, organizationId, before(config.keepEventsDays), batch),
    // Last: new deliveries wait from here until the commit.
    await removeOldDeliveries(tx, organizationId, before(config.keepDeliveriesDays), batch),
  ];
  const again = removed.some((count) => count === batch) ? now : now + DAY;
  await setTimer(tx, { organizationId, kind: RETENTION_TIMER, subject: '', dueAt: new Date(again).toISOString() });
}

/** What is seen to at the start and every hour: each organization has its timer, and the log has a place for the coming months. */
async function keepHouse({ clock, db, events }: Pick<Context, 'clock' | 'db' | 'events'>): Promise<void> {
  await setTimerForAll(db, RETENTION_TIMER, clock.now().toISOString());
  await events.preparePartitions();
}

/** Keeps house now and from then on. @returns how to stop. */
export async function startRetention(ctx: Pick<Context, 'clock' | 'db' | 'events' | 'log'>): Promise<() => void> {
  await keepHouse(ctx);
  const timer = setInterval(() => void keepHouse(ctx).catch((error: Error) => ctx.log.warn({ err: error }, 'timers and months could not be prepared')), HOUR).unref();
  return () => clearInterval(timer);
}
