import { Core, type WebhookReply } from './core.ts';
import type { FaultRule, SetFault } from './faults.ts';
import { Front } from './front.ts';
import type { Expectation, JournalEntry, JournalFilter } from './journal.ts';
import type { Delivery, DeliveryFilter } from './outbound.ts';
import { isOurs, ORGANIZATIONS } from './world.ts';

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

function readNow(now: Date | string | undefined): Date | undefined {
  if (now === undefined) return undefined;
  const at = new Date(now);
  if (Number.isNaN(at.getTime())) throw new Error(`"${String(now)}" is not a time`);
  return at;
}

/** The tokens by organization. @throws Error when one is empty or both are the same. */
function tokensOf({ token = ORGANIZATIONS[0].token, secondToken }: EmulatorOptions): string[] {
  const tokens = secondToken === undefined ? [token] : [token, secondToken === true ? ORGANIZATIONS[1].token : secondToken];
  if (tokens.some((text) => text.trim() === '' || /[^\x21-\x7e]/.test(text))) throw new Error('a token is text without spaces, from the letters that a header can have');
  if (new Set(tokens).size < tokens.length) throw new Error('the two organizations need different tokens');
  return tokens;
}

function facade(core: Core, front: Front, about: { url: string; port: number; tokens: readonly string[] }, stopNow: boolean): Emulator {
  const { url, port, tokens } = about;
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= front.close().then(() => core.stop(stopNow)));
  return {
    url,
    port,
    token: tokens[0]!,
    secondToken: tokens[1],
    get organizations() {
      return core.world.organizations;
    },
    clock: {
      now: () => core.clock.now(),
      freeze: (at) => core.clock.freeze(readNow(at)),
      resume: () => core.clock.resume(),
      advance: (ms) => core.advance(ms),
    },
    faults: { add: (rule) => core.faults.add(rule), list: () => core.faults.list(), remove: (id) => core.faults.remove(id), clear: () => core.faults.clear() },
    webhookUrl: (name = 'all') => `${url}/_emulator/webhooks/${name}`,
    webhooks: {
      deliveries: (filter) => core.outbound.list(filter),
      clear: () => core.outbound.clear(),
      reply: (reply) => core.setReply(reply),
      send: (sending) => {
        core.outbound.sending = sending;
      },
      verify: (delivery, secretKey) => core.outbound.genuine(delivery, secretKey),
    },
    requests: (filter) => core.journal.list(filter),
    clearRequests: () => core.journal.clear(),
    expectRequests(filter, expectation = {}) {
      const complaint = core.journal.complaint(filter, expectation);
      if (complaint !== undefined) throw new Error(complaint);
    },
    reset: () => core.reset(),
    seed: async (subdomain) => void (await core.seed(subdomain)),
    settle: () => core.settle(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/**
 * Starts the real server on a throw-away database. Emulators of one process share a database server, so all but the
 * first start fast.
 * @param stopNow whether the database server goes with the last emulator, or waits a while for the next one.
 * @throws when the port is taken or an option cannot be used.
 */
export async function startEmulator(options: EmulatorOptions = {}, stopNow = false): Promise<Emulator> {
  const tokens = tokensOf(options);
  const at = readNow(options.now);
  const beginning = {
    organizations: tokens.length === 2 ? 2 : 1,
    seed: options.seed ?? true,
    tokens,
    corsOrigins: options.corsOrigins ?? [],
    rateLimit: options.rateLimit ?? 'off',
    ...(at === undefined ? {} : { at }),
  } as const;
  const core = await Core.start(beginning, options.logLevel ?? 'silent');
  const unlike = tokens.flatMap((text, index) => (isOurs(text) ? [] : [[text, ORGANIZATIONS[index]!.token] as const]));
  const front = new Front(core, new Map(unlike));
  try {
    const host = options.host ?? '127.0.0.1';
    const port = await front.listen(host, options.port ?? 0);
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    await core.begin(url);
    return facade(core, front, { url, port, tokens }, stopNow);
  } catch (error) {
    await front.close();
    await core.stop(stopNow);
    throw error;
  }
}
