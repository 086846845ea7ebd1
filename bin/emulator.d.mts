// The face of `parley/emulator`, kept by hand; test/emulator/face.ts holds it to the code.
/// <reference lib="esnext.disposable" />

export interface EmulatorOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** `127.0.0.1` when left out. */
  readonly host?: string;
  /** The first organization's token, any text; a fixed one when left out. */
  readonly token?: string;
  /** Asks for a second organization, with this token; `true` for a fixed one. */
  readonly secondToken?: string | true;
  /** False: organizations begin empty. */
  readonly seed?: boolean;
  /** Where the clock begins, and stays until it is moved; it shows the present and runs when left out. */
  readonly now?: Date | string;
  /** Origins whose pages may call it, such as `http://localhost:5173`, or `*`; no page may when left out. */
  readonly corsOrigins?: readonly string[];
  /** `dixa` limits each token as the vendor does; `off`, the default, never. A limit counts by the emulator's clock. */
  readonly rateLimit?: 'off' | 'dixa';
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
}

export interface EmulatorClockControl {
  now(): Date;
  freeze(at?: Date | string): void;
  resume(): void;
  /** Goes forward; everything that falls due on the way has happened when it is back. @param ms milliseconds. */
  advance(ms: number): Promise<void>;
}

export interface EmulatorOrganization {
  readonly id: string;
  readonly subdomain: string;
  readonly adminId: string;
}

/** A running emulator. */
export interface Emulator {
  /** Without a version: `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** The second organization's, when there is one. */
  readonly secondToken: string | undefined;
  readonly organizations: readonly EmulatorOrganization[];
  readonly clock: EmulatorClockControl;
  readonly faults: { add(rule: FaultRule): SetFault; list(): SetFault[]; remove(id: number): boolean; clear(): void };
  /** Where a subscription may point for its webhooks to be taken. */
  webhookUrl(name?: string): string;
  readonly webhooks: {
    deliveries(filter?: DeliveryFilter): Delivery[];
    clear(): void;
    /** What `webhookUrl` answers from now on. */
    reply(reply: WebhookReply): void;
    /** False: record and do not send. */
    send(sending: boolean): void;
    /** Whether a delivery bears the signature of the subscription's `secretKey`. */
    verify(delivery: Delivery, secretKey: string): boolean;
  };
  requests(filter?: JournalFilter): JournalEntry[];
  clearRequests(): void;
  /** @throws Error that says what came instead. At least one unless told otherwise. */
  expectRequests(filter: JournalFilter, expectation?: Expectation): void;
  /** Everything as at the start. */
  reset(): Promise<void>;
  /** Fills an organization that began empty. @param subdomain `demo` or `second`. */
  seed(subdomain?: string): Promise<void>;
  /** Waits until all that follows from what was done has happened: search, webhooks, what is due. */
  settle(): Promise<void>;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Something that goes wrong on purpose. Without a filter it meets every request but those of the control. */
export interface FaultRule {
  /** The operation's name in the description. */
  readonly operation?: string;
  readonly method?: string;
  /** A path as called, version included; `*` stands for anything. */
  readonly path?: string;
  /** Answered in place of the call. */
  readonly status?: number;
  /** The answer's message. */
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds of real time before anything else happens. Alone, the call then goes through. */
  readonly delayMs?: number;
  /** Breaks the connection without an answer: before the call is made, or after it took effect. */
  readonly drop?: 'before' | 'after';
  /** The share of fitting requests it meets, from 0 to 1, spread evenly: 0.5 is every second one. */
  readonly rate?: number;
  /** How many requests it meets; then it is over. */
  readonly count?: number;
  /** How many fitting requests pass before it begins. */
  readonly skip?: number;
}

/** A fault that was set, and how often it struck. */
export type SetFault = FaultRule & { readonly id: number; readonly hits: number };

/** A request that came, and what became of it. Secrets are hidden. */
export interface JournalEntry {
  readonly id: number;
  /** By the emulator's clock. */
  readonly at: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The operation's name in the description; absent for what is no call of the API. */
  readonly operation?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or text; absent when there was none or it was too long to keep. */
  readonly body?: unknown;
  /** 0 when the connection broke before an answer. */
  readonly status: number;
  readonly answer?: unknown;
  readonly durationMs: number;
  /** The fault that struck it. */
  readonly fault?: number;
}

export interface JournalFilter {
  readonly operation?: string;
  readonly method?: string;
  /** `*` stands for anything. */
  readonly path?: string;
  readonly status?: number;
  /** Fields that the body has, with these values; others may be there too. */
  readonly body?: unknown;
}

/** How many requests fit. Without any of these: at least one. */
export interface Expectation {
  readonly count?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A webhook that was sent, or would have been. */
export interface Delivery {
  readonly id: number;
  /** By the emulator's clock. */
  readonly at: string;
  readonly url: string;
  readonly subscriptionId: string;
  /** `event_fqn` of the body. */
  readonly event: string;
  readonly eventId: string;
  /** Names in lower case; the subscription's own credentials are hidden. */
  readonly headers: Readonly<Record<string, string>>;
  /** As sent, byte for byte. */
  readonly text: string;
  readonly body: unknown;
  /** What the receiver answered; 0 when there was no answer. */
  readonly status: number;
}

export interface DeliveryFilter {
  /** `event_fqn` of the body, such as `CONVERSATION_NOTE_ADDED`. */
  readonly event?: string;
  readonly subscriptionId?: string;
  /** The end of the URL. */
  readonly url?: string;
  readonly status?: number;
}

/** What `/_emulator/webhooks/…` answers. */
export interface WebhookReply {
  readonly status: number;
  /** Seconds for `Retry-After`. */
  readonly retryAfter?: number;
  /** How many times; then 204 again. */
  readonly times?: number;
}

/**
 * Starts the real server on a throw-away database. Emulators of one process share a database server, so all but the
 * first start fast.
 * @param stopNow whether the database server goes with the last emulator, or waits a while for the next one.
 * @throws when the port is taken or an option cannot be used.
 */
export declare function startEmulator(options?: EmulatorOptions, stopNow?: boolean): Promise<Emulator>;
