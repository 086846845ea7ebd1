import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Follower, LoggedEvent } from '../../platform/events/log.ts';
import { OutboundFailed } from '../../platform/outbound/outbound.ts';
import { clearTimer, setTimer, type Timer } from '../../platform/timers/timers.ts';
import { dropBytes, fileUrl, insertFile, putFile } from '../files/index.ts';
import { canTryAgain, isWorthCopying, MAX_SIZE, nameOf, NoFile, TIMEOUT_MS, waitAfter } from './rules.ts';
import { replaceUrl, selectAttached, type AttachedMessage, type Attachment } from './store.ts';

/** Kind of the timer that has a message's files copied; its subject is the message. */
export const COPY_TIMER = 'copy-attachments';

/** How long a message belongs to the process that took it. If that process dies, another one begins anew then. */
const LEASE_MS = 10 * 60_000;
const PARALLEL = 4;
const REDIRECTS = 3;

/** What the timer remembers: how often it was tried, and which files are given up. */
interface Progress {
  readonly attempts: number;
  readonly lost: readonly number[];
}

/**
 * Copies the files that messages name by URL into our own store, behind the back of whoever sent the message. Until a
 * copy is made, and when none can be made, the message shows the URL it came with.
 *
 * The follower sets a timer for each message with files. The timer's handler does not fetch anything itself, since it runs
 * in a transaction that others wait for: it sets the timer again, as a lease, and leaves the fetching to this process.
 */
export class AttachmentCopies {
  readonly #ctx: Context;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  #free = PARALLEL;
  readonly #waiting: (() => void)[] = [];

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  readonly follower: Follower = {
    name: 'attachments',
    pace: 500,
    rest: 2,
    handle: (tx, events) => this.#notice(tx, events),
  };

  async #notice(tx: Session, events: readonly LoggedEvent[]): Promise<void> {
    const added = events.filter((event) => event.type === 'MessageAddedByCustomer' || event.type === 'MessageAddedByAgent');
    const dueAt = this.#ctx.clock.now().toISOString();
    for (const organizationId of new Set(added.map((event) => event.organization_id))) {
      const ids = added.filter((event) => event.organization_id === organizationId).map((event) => String(event.data.messageId));
      const messages = await selectAttached(tx, organizationId, ids);
      for (const message of messages.filter((one) => one.attachments.some((file) => isWorthCopying(file.url)))) {
        await setTimer(tx, { organizationId, kind: COPY_TIMER, subject: message.id, dueAt, data: { attempts: 0, lost: [] } });
      }
    }
  }

  /** Handles the timer: takes the message for a while. @returns the fetching, which begins after the commit. */
  async take(tx: Session, timer: Timer): Promise<() => void> {
    const { organization_id: organizationId, subject: messageId, data } = timer;
    const dueAt = new Date(this.#ctx.clock.now().getTime() + LEASE_MS).toISOString();
    await setTimer(tx, { organizationId, kind: COPY_TIMER, subject: messageId, dueAt, data });
    return () => {
      if (this.#running.has(messageId) || this.#stop.signal.aborted) return;
      const work = this.#copyMessage(organizationId, messageId, data as unknown as Progress)
        .catch((error: Error) => this.#ctx.log.error({ err: error, message: messageId }, 'copying attachments failed and will be tried again'))
        .finally(() => this.#running.delete(messageId));
      this.#running.set(messageId, work);
    };
  }

  /** Waits until nothing is being copied here. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Breaks off what is under way; the leases see to it that it is done later. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }

  async #copyMessage(organizationId: string, messageId: string, progress: Progress): Promise<void> {
    await this.#slot();
    try {
      const { db } = this.#ctx;
      const [message] = await selectAttached(db, organizationId, [messageId]);
      const lost = new Set(progress.lost);
      const failed: number[] = [];
      for (const [index, file] of (message?.attachments ?? []).entries()) {
        if (this.#stop.signal.aborted) return;
        if (lost.has(index) || !isWorthCopying(file.url)) continue;
        const outcome = await this.#copyFile(message!, index, file);
        if (outcome === 'lost') lost.add(index);
        if (outcome === 'failed') failed.push(index);
      }
      if (!this.#stop.signal.aborted) await this.#settle(organizationId, messageId, message?.conversation_id, progress, failed, [...lost]);
    } finally {
      this.#free++;
      this.#waiting.shift()?.();
    }
  }

  async #slot(): Promise<void> {
    while (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free--;
  }

  async #copyFile(message: AttachedMessage, index: number, file: Attachment): Promise<'copied' | 'failed' | 'lost'> {
    const ctx = this.#ctx;
    try {
      const answer = await ctx.outbound.request({ url: file.url, timeoutMs: TIMEOUT_MS, maxBytes: MAX_SIZE, redirects: REDIRECTS, signal: this.#stop.signal });
      if (answer.status !== 200) throw new NoFile(answer.status);
      await this.#keep(message, index, file, answer.body, answer.headers['content-type']);
      return 'copied';
    } catch (error) {
      const again = canTryAgain(error);
      if (!(error instanceof OutboundFailed) && again && !(error instanceof NoFile)) ctx.log.error({ err: error, message: message.id }, 'an attachment could not be kept');
      return again ? 'failed' : 'lost';
    }
  }

  /** First the bytes, then row and link together. Bytes whose message went away meanwhile are dropped. */
  async #keep(message: AttachedMessage, index: number, file: Attachment, content: Buffer, mediaType: string | undefined): Promise<void> {
    const ctx = this.#ctx;
    const { organization_id: organizationId, id: messageId, conversation_id: conversationId } = message;
    const kept = await putFile(ctx, { organizationId, content, name: nameOf(file.prettyName, file.url), mediaType, visibility: 'private', conversationId, messageId });
    let linked = false;
    try {
      linked = await ctx.db.transaction(async (tx) => {
        if (!(await replaceUrl(tx, organizationId, messageId, index, file.url, fileUrl(kept)))) return false;
        await insertFile(tx, kept);
        return true;
      });
    } finally {
      if (!linked) await dropBytes(ctx, kept);
    }
  }

  /** Ends the lease: nothing left to do, another try later, or given up. */
  async #settle(organizationId: string, messageId: string, conversationId: number | undefined, before: Progress, failed: readonly number[], lost: readonly number[]): Promise<void> {
    const { db, clock } = this.#ctx;
    const attempts = before.attempts + 1;
    const wait = failed.length === 0 ? undefined : waitAfter(attempts);
    const given = [...lost, ...(wait === undefined ? failed : [])].filter((index) => !before.lost.includes(index));
    const now = clock.now();
    await db.transaction(async (tx) => {
      await clearTimer(tx, organizationId, COPY_TIMER, messageId);
      if (wait !== undefined) {
        await setTimer(tx, { organizationId, kind: COPY_TIMER, subject: messageId, dueAt: new Date(now.getTime() + wait).toISOString(), data: { attempts, lost } });
      }
      if (given.length > 0) await appendEvents(tx, organizationId, now.toISOString(), [{ type: 'AttachmentFailed', conversationId, data: { messageId, indexes: given } }]);
    });
    this.#ctx.events.wake();
  }
}
