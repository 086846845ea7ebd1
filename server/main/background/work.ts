import { forgetMentions } from '../../api/idempotency.ts';
import { ANONYMIZE_TIMER, processRequest } from '../../modules/anonymization/index.ts';
import { AttachmentCopies, COPY_TIMER } from '../../modules/attachments/index.ts';
import { expireFollowup, FOLLOWUP_TIMER } from '../../modules/conversations/index.ts';
import { REMOVE_BYTES_TIMER, removeBytes } from '../../modules/files/index.ts';
import { Deliverer, type DelivererOptions, redactDeliveries, webhookFollower } from '../../modules/webhooks/index.ts';
import type { Context } from '../../platform/context.ts';
import { RETENTION_TIMER, retain, startRetention } from './retention.ts';

/** What Parley does without being asked: it follows the log, does what falls due, sends webhooks, keeps house. */
export interface Work {
  readonly attachments: AttachmentCopies;
  /** Sends webhooks as they fall due. */
  readonly deliverer: Deliverer;
  /** Begins; the partitions of the log are prepared before. Until then followers work only when they are waken. */
  start(): Promise<void>;
  /** Ends what is under way and begins nothing more. */
  stop(): Promise<void>;
}

/** Tells the log who follows it besides `awaitedFollowers`, and the timers what they are for. */
export async function prepareWork(ctx: Context, options?: Partial<DelivererOptions>): Promise<Work> {
  const { events, timers } = ctx;
  const attachments = new AttachmentCopies(ctx);
  const deliverer = new Deliverer(ctx, options);
  for (const follower of [attachments.follower, webhookFollower(ctx, () => deliverer.wake())]) await events.follow(follower);
  timers.on(FOLLOWUP_TIMER, (tx, timer) => expireFollowup(ctx, tx, timer));
  timers.on(ANONYMIZE_TIMER, (tx, timer) => processRequest(ctx, tx, timer, [forgetMentions, redactDeliveries]));
  timers.on(REMOVE_BYTES_TIMER, (_tx, timer) => removeBytes(ctx, timer.data));
  timers.on(COPY_TIMER, (tx, timer) => attachments.take(tx, timer));
  timers.onHousekeeping(RETENTION_TIMER, (tx, timer) => retain(ctx, tx, timer));
  let stopRetention: (() => void) | undefined;
  return {
    attachments,
    deliverer,
    async start() {
      await events.start();
      stopRetention = await startRetention(ctx);
      timers.start();
      deliverer.start();
    },
    async stop() {
      stopRetention?.();
      await timers.stop();
      await attachments.stop();
      await deliverer.stop();
    },
  };
}
