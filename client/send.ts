import { type ApiError, ConnectionError, errorOf } from './errors.ts';

/** One request, ready to be sent more than once. */
export interface Outgoing {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData | undefined;
  /** Whether sending it twice does the same as once. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
}

export interface Patience {
  readonly fetch: typeof fetch;
  /** How often a request is sent again. */
  readonly retries: number;
  /** Milliseconds that one attempt may take. */
  readonly timeoutMs: number;
  /** The longest wait between two attempts; a server that asks for more gets the error thrown. */
  readonly maxWaitMs: number;
  /** The first wait when the server names none; it doubles. */
  readonly firstWaitMs: number;
}

/** The server did nothing when it answered so; any request may be sent again. */
const refused: ReadonlySet<number> = new Set([429, 503]);
/** It may have done something; only a repeatable request is sent again. */
const broken: ReadonlySet<number> = new Set([500, 502, 504]);

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

async function attempt(request: Outgoing, patience: Patience): Promise<unknown> {
  const limit = AbortSignal.timeout(patience.timeoutMs);
  const response = await patience.fetch(request.url, {
    method: request.method,
    headers: request.headers,
    // A redirect would carry the token to wherever it leads; the API has none.
    redirect: 'error',
    signal: request.signal ? AbortSignal.any([request.signal, limit]) : limit,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const text = await response.text();
  const body = parse(text);
  if (!response.ok) throw errorOf(request.operation, response.status, body, response.headers);
  return body;
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Whether a failure is worth another attempt. */
function mayTryAgain(error: unknown, request: Outgoing): boolean {
  const status = (error as Partial<ApiError>).status;
  return status === undefined ? request.repeatable : refused.has(status) || (request.repeatable && broken.has(status));
}

/**
 * Sends a request, and again while that may help: as long as the server asks when it says so (`Retry-After`), else after
 * waits that double and scatter.
 * @returns the parsed body. @throws ApiError, ConnectionError, or the signal's reason.
 */
export async function send(request: Outgoing, patience: Patience): Promise<unknown> {
  for (let again = 0; ; again++) {
    try {
      return await attempt(request, patience);
    } catch (error) {
      if (request.signal?.aborted) throw request.signal.reason;
      const failure = typeof (error as Partial<ApiError>).status === 'number' ? error : new ConnectionError(request.operation, error);
      if (again >= patience.retries || !mayTryAgain(error, request)) throw failure;
      const asked = (error as Partial<ApiError>).retryAfterMs;
      if (asked !== undefined && asked > patience.maxWaitMs) throw failure;
      const own = Math.min(patience.maxWaitMs, patience.firstWaitMs * 2 ** again) * (0.5 + Math.random() / 2);
      await wait(asked ?? own, request.signal);
    }
  }
}
