import type { LookupFunction } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import type { Networks } from './addresses.ts';
import { readNetworks } from './addresses.ts';
import { BodyTooLarge, isUndecodable, readBody } from './body.ts';
import { KeptClients } from './kept.ts';
import { checkedAddresses, OutboundRefused, readTarget, systemResolve, type HostAddress, type Resolve } from './target.ts';

export { OutboundRefused };

/** What went wrong on the way. `reason` is for programs, the message for whoever named the URL. */
export class OutboundFailed extends Error {
  readonly reason: 'address' | 'connection' | 'timeout' | 'size' | 'redirects' | 'answer';

  constructor(reason: OutboundFailed['reason'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OutboundFailed';
    this.reason = reason;
  }
}

export interface OutboundRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent byte for byte. */
  readonly body?: string | Buffer;
  /** For everything together: look-up, redirects and the last byte of the answer. */
  readonly timeoutMs: number;
  /** Of the answer's body after decompression. */
  readonly maxBytes: number;
  /** Beyond `maxBytes`: fail (unless said otherwise), or keep the beginning. So too for a body that cannot be decompressed. */
  readonly beyond?: 'fail' | 'cut';
  /** How many redirects to follow, each target checked like the first. With 0, the default, a redirect is the answer. */
  readonly redirects?: number;
  /** Gives up when it is aborted, for a process that has to stop. */
  readonly signal?: AbortSignal;
}

export interface OutboundAnswer {
  readonly status: number;
  /** Names in lower case; of a repeated one the first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Whether the body was longer than what is here. */
  readonly cut: boolean;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

/** Headers that belong to the connection or to us. A caller who could set them could smuggle a second request. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'te', 'trailer', 'keep-alive', 'proxy-authorization', 'proxy-connection']);

/** Kept on the way to another host; nothing else that was meant for the first one is. */
const headersForAnyHost = new Set(['accept', 'accept-language', 'user-agent']);

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/**
 * The way out: every request to a URL that somebody from outside named goes through here. The host is looked up once,
 * all its addresses are checked, and the connection is made to one of those, so a name that changes its mind between
 * check and use gains nothing. That is done for each request: a connection is used again only by one for which the same
 * addresses were found.
 */
export class Outbound {
  readonly #allowed: Networks;
  readonly #resolve: Resolve;
  readonly #kept = new KeptClients();

  /** @param allow networks to open although they are not public, as CIDR. */
  constructor(options: { allow: readonly string[]; resolve?: Resolve }) {
    this.#allowed = readNetworks(options.allow);
    this.#resolve = options.resolve ?? systemResolve;
  }

  /** Checks what needs no network: scheme, credentials, addresses written out. @throws OutboundRefused */
  check(url: string): void {
    readTarget(url, this.#allowed);
  }

  /** Checks headers that a caller wants to be sent. @throws OutboundRefused naming the first that cannot be. */
  checkHeaders(headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) throw new OutboundRefused(`"${name}" is not the name of a header`);
      if (ownHeaders.has(name.toLowerCase())) throw new OutboundRefused(`the header ${name} cannot be set`);
      if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw new OutboundRefused(`the value of the header ${name} has characters that a header cannot have`);
    }
  }

  /**
   * Sends a request.
   * @throws OutboundRefused for a target we do not go to, OutboundFailed for one that did not answer well.
   */
  async request(request: OutboundRequest): Promise<OutboundAnswer> {
    this.checkHeaders(request.headers ?? {});
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), request.timeoutMs);
    const signal = request.signal === undefined ? limit.signal : AbortSignal.any([limit.signal, request.signal]);
    try {
      return await this.#follow(request, signal);
    } catch (error) {
      if (limit.signal.aborted && !(error instanceof OutboundRefused)) throw new OutboundFailed('timeout', `there was no full answer within ${request.timeoutMs} ms`, error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #follow(request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    const { redirects = 0 } = request;
    let hop: OutboundRequest = request;
    for (let left = redirects; ; left--) {
      const answer = await this.#exchange(hop, signal);
      const location = answer.headers.location;
      if (redirects === 0 || !redirectStatuses.has(answer.status) || location === undefined) return answer;
      if (left === 0) throw new OutboundFailed('redirects', 'there were too many redirects');
      hop = redirected(hop, answer, location);
    }
  }

  async #exchange(request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    const url = readTarget(request.url, this.#allowed);
    const addresses = await untilAborted(this.#addresses(url), signal);
    const key = [url.origin, ...addresses.map(({ address }) => address).toSorted()].join(' ');
    const client = this.#kept.take(key) ?? clientOf(url, addresses);
    try {
      const answer = await send(client, url, request, signal);
      if (answer.cut) void client.destroy();
      else this.#kept.keep(key, client);
      return answer;
    } catch (error) {
      void client.destroy();
      throw error;
    }
  }

  /** Hangs up where connections are kept. */
  close(): void {
    this.#kept.close();
  }

  async #addresses(url: URL): Promise<HostAddress[]> {
    let addresses: HostAddress[];
    try {
      addresses = await checkedAddresses(url, this.#allowed, this.#resolve);
    } catch (error) {
      if (error instanceof OutboundRefused) throw error;
      throw new OutboundFailed('address', 'the host name could not be found', error);
    }
    if (addresses.length === 0) throw new OutboundFailed('address', 'the host name could not be found');
    return addresses;
  }
}

/** A connection, made with the first request. The time that a request may take is watched over all of it. */
function clientOf(url: URL, addresses: readonly HostAddress[]): Client {
  return new Client(url.origin, {
    connect: { timeout: 0, lookup: pinned(addresses) },
    pipelining: 1,
    maxHeaderSize: 32 * 1024,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** A look-up that knows only the addresses that were checked. */
function pinned(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, done) => {
    if (options.all) done(null, [...addresses]);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
}

async function send(client: Client, url: URL, request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
  try {
    const answer = await client.request({
      path: `${url.pathname}${url.search}`,
      method: request.method ?? 'GET',
      headers: { 'user-agent': 'Parley', 'accept-encoding': 'gzip, deflate, br', ...lowerCased(request.headers ?? {}) },
      body: request.body ?? null,
      signal,
    });
    const headers = firstValues(answer.headers);
    const encoding = request.method === 'HEAD' ? '' : (headers['content-encoding'] ?? '');
    const { body, cut } = await readBody(answer.body, encoding, request.maxBytes, request.beyond === 'cut');
    return { status: answer.statusCode, headers, body, cut, url: url.href };
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new OutboundFailed('size', `the answer is larger than ${request.maxBytes} bytes`);
    const { code } = error as { code?: unknown };
    if (isUndecodable(error) || String(code).startsWith('HPE_')) throw new OutboundFailed('answer', 'the answer could not be read', error);
    // One text for a closed port, a reset, a bad certificate: which it was would tell about the network behind.
    throw new OutboundFailed('connection', 'the host could not be reached', error);
  }
}

/** The request after a redirect. A POST becomes a GET where browsers do so; secrets stay with the host they were for. */
function redirected(request: OutboundRequest, answer: OutboundAnswer, location: string): OutboundRequest {
  if (!URL.canParse(location, answer.url)) throw new OutboundFailed('redirects', 'the redirect does not lead to a URL');
  const from = new URL(answer.url);
  const to = new URL(location, from);
  if (from.protocol === 'https:' && to.protocol === 'http:') throw new OutboundFailed('redirects', 'the redirect leads from https to http');
  const given = lowerCased(request.headers ?? {});
  const headers = to.origin === from.origin ? given : Object.fromEntries(Object.entries(given).filter(([name]) => headersForAnyHost.has(name)));
  const { body, ...rest } = request;
  const keeps = answer.status === 307 || answer.status === 308 || request.method === 'HEAD';
  if (keeps) return { ...rest, ...(body === undefined ? {} : { body }), headers, url: to.href };
  const { 'content-type': _dropped, ...without } = headers;
  return { ...rest, headers: without, method: 'GET', url: to.href };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function firstValues(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value[0]! : value]])));
}

/** Stops waiting when the time is over, though the look-up itself cannot be stopped. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: (() => void) | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error('time is over'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', stop!);
  }
}
