import { calls } from './calls.ts';
import type { AnswerOf, Arguments, Methods, OperationId, PagedId, RequestSettings, RowOf } from './operations.ts';
import { type Outgoing, type Patience, send } from './send.ts';

export interface ClientOptions {
  /** An API token, or a way to get one for each request. */
  readonly token: string | (() => string | Promise<string>);
  /** Where the API stands, without the version. Default: the vendor's host. */
  readonly baseUrl?: string;
  /** Default: beta. */
  readonly version?: 'beta' | 'v1';
  /** How often a request is sent again. Default: 4. */
  readonly retries?: number;
  /** Milliseconds that one attempt may take. Default: 30,000. */
  readonly timeoutMs?: number;
  /** The longest wait between attempts, in milliseconds; a server that asks for more gets its error thrown. Default: 60,000. */
  readonly maxWaitMs?: number;
  /** The first wait in milliseconds when the server names none. Default: 250. */
  readonly firstWaitMs?: number;
  /**
   * Whether the server keeps `Idempotency-Key`, so that a POST whose answer was lost can be sent again. Default: yes,
   * except at the vendor's host, which does not document it.
   */
  readonly idempotency?: boolean;
  /** Another fetch than the global one. */
  readonly fetch?: typeof fetch;
}

/** Every operation as a method, and what goes beyond one call. */
export type Client = Methods & {
  /** Calls an operation by its name in the description. */
  call<Id extends OperationId>(id: Id, ...args: Arguments<Id>): Promise<AnswerOf<Id>>;
  /** The pages of a list, one answer after another. */
  pages<Id extends PagedId>(id: Id, ...args: Arguments<Id>): AsyncGenerator<AnswerOf<Id>, void, undefined>;
  /** The rows of a list, from page to page. */
  each<Id extends PagedId>(id: Id, ...args: Arguments<Id>): AsyncGenerator<RowOf<Id>, void, undefined>;
};

interface Input extends RequestSettings {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
}

const VENDOR = 'https://dev.dixa.io';

function urlOf(base: string, path: string, input: Input): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_all, name: string) => {
    const value = input.path?.[name];
    if (value === undefined || value === '') throw new TypeError(`${name} is missing in the path ${path}`);
    return encodeURIComponent(String(value));
  });
  const query = Object.entries(input.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return `${base}${filled}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** The key of the next page: out of the link, or the link itself where it is a bare key. The link's host is never followed. */
function keyOf(next: unknown): string | undefined {
  if (typeof next !== 'string' || next === '') return undefined;
  const mark = next.indexOf('?');
  return mark < 0 ? next : (new URLSearchParams(next.slice(mark)).get('pageKey') ?? undefined);
}

/** A random key. Made by hand, as browsers keep `randomUUID` from pages that came over plain HTTP. */
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const methodName = (id: string): string => id.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());

/**
 * A client of the API, for Parley and for the vendor's host alike.
 * @throws ApiError for an answer that is not a success, ConnectionError when none comes, the signal's reason when aborted.
 */
export function createClient(options: ClientOptions): Client {
  const { baseUrl = VENDOR, version = 'beta', token } = options;
  const base = `${baseUrl.replace(/\/+$/, '')}/${version}`;
  const { idempotency = !/(^|\.)dixa\.io$/.test(new URL(baseUrl).hostname) } = options;
  const patience: Patience = {
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    retries: options.retries ?? 4,
    timeoutMs: options.timeoutMs ?? 30_000,
    maxWaitMs: options.maxWaitMs ?? 60_000,
    firstWaitMs: options.firstWaitMs ?? 250,
  };

  const run = async (id: OperationId, input: Input = {}): Promise<unknown> => {
    const [method, path] = calls[id];
    const form = typeof FormData !== 'undefined' && input.body instanceof FormData;
    const secret = typeof token === 'function' ? await token() : token;
    const keyed = method === 'POST' && !form && (idempotency || input.idempotencyKey !== undefined);
    const request: Outgoing = {
      operation: id,
      method,
      url: urlOf(base, path, input),
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${secret}`,
        ...(input.body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...(keyed ? { 'idempotency-key': input.idempotencyKey ?? newKey() } : {}),
        ...input.headers,
      },
      body: input.body === undefined ? undefined : form ? (input.body as FormData) : JSON.stringify(input.body),
      repeatable: method === 'GET' || method === 'PUT' || method === 'DELETE' || (keyed && idempotency),
      signal: input.signal,
    };
    return await send(request, patience);
  };

  async function* pages(id: PagedId, input: Input = {}): AsyncGenerator<{ data: unknown[]; meta?: { next?: unknown } | null }> {
    let { query } = input;
    for (;;) {
      const page = (await run(id, { ...input, ...(query === undefined ? {} : { query }) })) as { data: unknown[]; meta?: { next?: unknown } | null };
      yield page;
      const pageKey = keyOf(page.meta?.next);
      if (pageKey === undefined || pageKey === query?.pageKey) return;
      query = { ...query, pageKey };
    }
  }
  async function* each(id: PagedId, input: Input = {}): AsyncGenerator<unknown> {
    for await (const { data } of pages(id, input)) yield* data;
  }

  const methods = Object.keys(calls).map((id) => [methodName(id), (input?: Input) => run(id as OperationId, input)] as const);
  return { ...Object.fromEntries(methods), call: run, pages, each } as unknown as Client;
}
