/**
 * A client of Parley's live updates, for browsers and Node (20 or newer), without dependencies. It keeps the position of
 * the last event, comes back after every break, and gets what it missed first: each event arrives once, in order.
 */

/** Something that happened in the organization. Ids and plain facts: names and texts are read through the API. */
export interface LiveEvent {
  /** Its place in the log. Keep it to go on from here after a restart. */
  readonly position: string;
  readonly seq: number;
  readonly id: string;
  /** Such as `NoteAdded` or `ConversationClosed`. */
  readonly type: string;
  readonly conversationId: number | null;
  /** The person who did it; null for what the system does. */
  readonly actorId: string | null;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface LiveOptions {
  /** The address of the server, such as `https://parley.example`; with the path before `/live`, if there is one. */
  readonly url: string;
  /** An API token, or a way to get one each time a connection is made. */
  readonly token: string | (() => string | Promise<string>);
  /** The position to go on from; only what happens from now on when left out. */
  readonly since?: string;
  /** Called for each event; the next one waits for it. An event on which it fails comes again after a pause. */
  readonly onEvent: (event: LiveEvent) => void | Promise<void>;
  /** What was missed lies too far back and will not come: read everything anew. Events go on from here. */
  readonly onGone?: () => void | Promise<void>;
  /** All that was missed has come; from now on events come as they happen. */
  readonly onReady?: () => void;
  /** The connection broke and will be made again in `ms` milliseconds. */
  readonly onBreak?: (reason: unknown, ms: number) => void;
}

export interface Live {
  /** The place up to which everything has come. */
  readonly position: string | undefined;
  /** Ends the connection. */
  close(): void;
  /** Settles when it is closed; rejects when the server does not want us (a bad token, a bad position). */
  readonly closed: Promise<void>;
}

/** The server refused for good; trying again would not help. */
export class LiveRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'LiveRefused';
    this.status = status;
  }
}

type Note = { readonly kind: 'event' | 'ready' | 'gone' | 'ping'; readonly position: string } & Partial<LiveEvent>;

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** Longer silence than this means that the connection is dead: the server says something every 15 seconds. */
const SILENCE_MS = 40_000;

/** Below zero when `left` comes before `right`. */
function compare(left: string, right: string): number {
  const [leftXid = '0', leftSeq = '0'] = left.split('-');
  const [rightXid = '0', rightSeq = '0'] = right.split('-');
  if (leftXid !== rightXid) return BigInt(leftXid) < BigInt(rightXid) ? -1 : 1;
  return Number(leftSeq) - Number(rightSeq);
}

/** The data of server-sent events, one text for each. */
async function* messages(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      text += decoder.decode(value, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
        if (data.length > 0) yield data.join('\n');
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

class Connection implements Live {
  position: string | undefined;
  readonly closed: Promise<void>;
  readonly #options: LiveOptions;
  readonly #stop = new AbortController();
  #pause = FIRST_PAUSE_MS;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.position = options.since;
    this.closed = this.#run();
  }

  close(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      let reason: unknown = new Error('the server ended the connection');
      let wait: number | undefined;
      try {
        wait = await this.#listen();
      } catch (error) {
        if (error instanceof LiveRefused) throw error;
        reason = error;
      }
      if (this.#stop.signal.aborted) return;
      // Not all at once: a server that comes back has many to welcome.
      const pause = wait ?? this.#pause * (0.5 + Math.random() / 2);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
      this.#options.onBreak?.(reason, pause);
      await this.#sleep(pause);
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#stop.signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#stop.signal.addEventListener('abort', end);
    });
  }

  /** One connection. @returns milliseconds to wait before the next, when the server named them. */
  async #listen(): Promise<number | undefined> {
    const attempt = new AbortController();
    const stop = (): void => attempt.abort();
    this.#stop.signal.addEventListener('abort', stop, { once: true });
    let silence = setTimeout(stop, SILENCE_MS);
    const heard = (): void => {
      clearTimeout(silence);
      silence = setTimeout(stop, SILENCE_MS);
    };
    try {
      const { url, token } = this.#options;
      const headers: Record<string, string> = { authorization: `Bearer ${typeof token === 'string' ? token : await token()}`, accept: 'text/event-stream' };
      if (this.position !== undefined) headers['last-event-id'] = this.position;
      const response = await fetch(`${url.replace(/\/+$/, '')}/live`, { headers, signal: attempt.signal });
      if (!response.ok || !response.body) return await this.#refused(response);
      for await (const text of messages(response.body, heard)) {
        clearTimeout(silence);
        await this.#take(JSON.parse(text) as Note);
        heard();
        if (this.#stop.signal.aborted) return undefined;
      }
      return undefined;
    } finally {
      clearTimeout(silence);
      this.#stop.signal.removeEventListener('abort', stop);
    }
  }

  /** @throws LiveRefused for what another try would not change. */
  async #refused(response: Response): Promise<number | undefined> {
    const text = await response.text();
    if (response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429) throw new LiveRefused(response.status, text);
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return Number.isFinite(seconds) ? seconds * 1000 : undefined;
  }

  async #take(note: Note): Promise<void> {
    if (note.kind === 'gone') await this.#options.onGone?.();
    if (note.kind === 'event') {
      const { kind: _kind, ...event } = note;
      // A server never says an event twice; a proxy between us may.
      if (this.position === undefined || compare(note.position, this.position) > 0) await this.#options.onEvent(event as LiveEvent);
    }
    this.position = note.position;
    this.#pause = FIRST_PAUSE_MS;
    if (note.kind === 'ready') this.#options.onReady?.();
  }
}

/** Follows what happens in the organization of a token, until it is closed. */
export const live = (options: LiveOptions): Live => new Connection(options);
