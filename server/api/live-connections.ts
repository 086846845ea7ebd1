import type { LoggedEvent } from '../platform/events/log.ts';
import type { LiveFeed, Reader, Subscription } from '../platform/live/feed.ts';
import { formatPosition, type LivePosition, positionOf } from '../platform/live/position.ts';
import type { Log } from '../platform/log.ts';
import type { Actor, ReadToken } from '../platform/operation.ts';
import { mayHear, viewOf } from './live-policy.ts';

/** What goes down a connection, in the form of its kind. */
export type Note = { readonly kind: 'event' | 'ready' | 'gone' | 'ping'; readonly position: string } & Readonly<Record<string, unknown>>;

/** Why the server ends a connection: it goes down, the token is no longer good, or something broke. */
export type EndReason = 'shutdown' | 'unauthorized' | 'failure';

/** The way to one client. */
export interface Sink {
  /** Turns notes into what `send` takes. Done once for all connections of a kind that get the same. */
  readonly encode: (notes: readonly Note[]) => Buffer;
  send(bytes: Buffer): void;
  /** Bytes that were sent and have not left yet. */
  buffered(): number;
  /** Asks the client whether it is still there. @returns false when it has not answered the question before. */
  probe(): boolean;
  /** Calls `listener` once the client is gone. */
  onClose(listener: () => void): void;
  /** Ends in good order. */
  end(reason: EndReason): void;
  /** Ends at once, dropping what has not left yet. */
  cut(): void;
}

export interface LiveOptions {
  /** Milliseconds between two signs of life. */
  readonly heartbeatMs: number;
  /** Bytes that may wait for a client. With more it is given nothing, until they have left. */
  readonly highWater: number;
  /** Milliseconds that this may take before it is cut off. It comes back and goes on where it was. */
  readonly patienceMs: number;
  readonly maxConnections: number;
  readonly maxPerToken: number;
}

const DRAIN_LOOK_MS = 20;
/** How long clients may take to say goodbye: one of them, and all when the server stops. */
const GOODBYE_MS = 5000;
const CLOSE_MS = 500;
/** Not all clients are told at once that we are there: events would have to wait. */
const BEAT_GROUPS = 20;

const noteOf = (event: LoggedEvent): Note => ({
  kind: 'event',
  position: formatPosition(positionOf(event)),
  seq: event.seq,
  id: event.id,
  type: event.type,
  conversationId: event.conversation_id,
  actorId: event.actor_id,
  at: event.at,
  data: event.data,
});

/** Events as bytes, made once for all who get the same ones in the same form. */
class Encoded {
  readonly #known = new WeakMap<readonly LoggedEvent[], Map<Sink['encode'], Buffer>>();

  of(sink: Sink, events: readonly LoggedEvent[]): Buffer {
    const forms = this.#known.get(events) ?? new Map<Sink['encode'], Buffer>();
    this.#known.set(events, forms);
    let bytes = forms.get(sink.encode);
    if (!bytes) {
      bytes = sink.encode(events.map(noteOf));
      forms.set(sink.encode, bytes);
    }
    return bytes;
  }
}

/** One client: what it is sent, and when it is given up. */
class Connection implements Reader {
  readonly sink: Sink;
  readonly actor: Actor;
  readonly authorization: string;
  readonly view: string;
  readonly #options: LiveOptions;
  readonly #encoded: Encoded;
  #closed = false;
  #goodbye: NodeJS.Timeout | undefined;

  constructor(sink: Sink, actor: Actor, authorization: string, options: LiveOptions, encoded: Encoded) {
    this.sink = sink;
    this.actor = actor;
    this.authorization = authorization;
    this.view = viewOf(actor);
    this.#options = options;
    this.#encoded = encoded;
  }

  get organizationId(): string {
    return this.actor.organizationId;
  }

  sees(event: LoggedEvent): boolean {
    return mayHear(this.actor, event);
  }

  take(events: readonly LoggedEvent[]): Promise<void> | undefined {
    if (this.#closed) return undefined;
    this.sink.send(this.#encoded.of(this.sink, events));
    return this.sink.buffered() < this.#options.highWater ? undefined : this.#drained();
  }

  async #drained(): Promise<void> {
    const until = performance.now() + this.#options.patienceMs;
    while (!this.#closed && this.sink.buffered() >= this.#options.highWater) {
      if (performance.now() > until) return this.sink.cut();
      await new Promise((resolve) => setTimeout(resolve, DRAIN_LOOK_MS));
    }
  }

  ready(position: LivePosition): void {
    this.#note('ready', position);
  }

  gone(position: LivePosition): void {
    this.#note('gone', position, { status: 410, message: 'What was missed lies too far back: read everything anew. Events go on from this position.' });
  }

  /** A sign of life. A client that gave none on the last one is gone. */
  beat(position: LivePosition | undefined): void {
    if (!this.sink.probe()) return this.sink.cut();
    if (position) this.#note('ping', position);
  }

  #note(kind: 'ready' | 'gone' | 'ping', position: LivePosition, more: object = {}): void {
    if (!this.#closed) this.sink.send(this.sink.encode([{ kind, position: formatPosition(position), ...more }]));
  }

  end(reason: EndReason = 'failure'): void {
    if (this.#closed || this.#goodbye) return;
    this.sink.end(reason);
    // Who does not take its leave is not waited for.
    this.#goodbye = setTimeout(() => this.sink.cut(), GOODBYE_MS).unref();
  }

  closed(): void {
    this.#closed = true;
    clearTimeout(this.#goodbye);
  }
}

interface Entry {
  readonly connection: Connection;
  readonly subscription: Subscription;
  readonly beatGroup: number;
}

/** All live clients of this process: counted, kept awake, and cut off when they are slow or their token is taken away. */
export class LiveConnections {
  readonly #feed: LiveFeed;
  readonly #readToken: ReadToken;
  readonly #log: Log;
  readonly #options: LiveOptions;
  readonly #open = new Set<Entry>();
  readonly #byToken = new Map<string, number>();
  readonly #encoded = new Encoded();
  #opened = 0;
  #beats = 0;
  #heartbeat: NodeJS.Timeout | undefined;
  #checking: Promise<void> | undefined;
  #checkAgain = false;
  #closing = false;

  constructor(feed: LiveFeed, readToken: ReadToken, log: Log, options: LiveOptions) {
    this.#feed = feed;
    this.#readToken = readToken;
    this.#log = log;
    this.#options = options;
  }

  /** Clients that are served now. */
  get count(): number {
    return this.#open.size;
  }

  /** Bytes that wait for clients to read them. */
  get buffered(): number {
    let bytes = 0;
    for (const { connection } of this.#open) bytes += connection.sink.buffered();
    return bytes;
  }

  /** Why a client is not let in now: this process has enough or is about to close, or the client has. */
  refusal(actor: Actor): 'full' | 'tooMany' | undefined {
    if (this.#closing || this.#open.size >= this.#options.maxConnections) return 'full';
    return (this.#byToken.get(actor.tokenId) ?? 0) >= this.#options.maxPerToken ? 'tooMany' : undefined;
  }

  /** Serves a client until it goes. @param authorization what it showed, to be looked at again from time to time. */
  open(sink: Sink, actor: Actor, authorization: string, from: LivePosition | undefined): void {
    const connection = new Connection(sink, actor, authorization, this.#options, this.#encoded);
    const entry: Entry = { connection, subscription: this.#feed.follow(connection, from), beatGroup: this.#opened++ % BEAT_GROUPS };
    this.#open.add(entry);
    this.#byToken.set(actor.tokenId, (this.#byToken.get(actor.tokenId) ?? 0) + 1);
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#options.heartbeatMs / BEAT_GROUPS).unref();
    sink.onClose(() => this.#closed(entry));
  }

  #closed(entry: Entry): void {
    if (!this.#open.delete(entry)) return;
    entry.connection.closed();
    entry.subscription.close();
    const { tokenId } = entry.connection.actor;
    const left = this.#byToken.get(tokenId)! - 1;
    if (left > 0) this.#byToken.set(tokenId, left);
    else this.#byToken.delete(tokenId);
    if (this.#open.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }

  /** Tells clients that we are there, and where: the place of a quiet one must not grow old. */
  #beat(): void {
    const group = this.#beats++ % BEAT_GROUPS;
    for (const { connection, subscription, beatGroup } of this.#open) if (beatGroup === group) connection.beat(subscription.position);
    if (group === 0) void this.recheck();
  }

  /** Ends connections whose token is no longer good. */
  recheck(): Promise<void> {
    this.#checkAgain = true;
    this.#checking ??= this.#recheck()
      .catch((error: Error) => this.#log.warn({ err: error }, 'tokens of live clients could not be checked'))
      .finally(() => {
        this.#checking = undefined;
      });
    return this.#checking;
  }

  async #recheck(): Promise<void> {
    while (this.#checkAgain) {
      this.#checkAgain = false;
      for (const authorization of new Set([...this.#open].map(({ connection }) => connection.authorization))) {
        if (await this.#readToken(authorization)) continue;
        for (const { connection } of this.#open) if (connection.authorization === authorization) connection.end('unauthorized');
      }
    }
  }

  /** Ends all connections, those first that can be ended in good order. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#heartbeat);
    for (const { connection } of this.#open) connection.end('shutdown');
    const until = performance.now() + CLOSE_MS;
    while (this.#open.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, DRAIN_LOOK_MS));
    for (const { connection } of this.#open) connection.sink.cut();
  }
}
