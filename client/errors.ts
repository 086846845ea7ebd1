/** An answer that is not a success. The subclasses are there for `instanceof`. */
export class ApiError extends Error {
  readonly status: number;
  /** The operation's name in the description. */
  readonly operation: string;
  /** The body of the answer: JSON, or text when it is none. */
  readonly body: unknown;
  /** Milliseconds that the server asks to wait; undefined when it asks for nothing. */
  readonly retryAfterMs: number | undefined;
  /** What finds the request in the server's log. */
  readonly requestId: string | undefined;

  constructor(operation: string, status: number, body: unknown, headers: Headers) {
    super(`${operation}: ${status} ${messageOf(body)}`);
    this.name = new.target.name;
    this.status = status;
    this.operation = operation;
    this.body = body;
    this.retryAfterMs = readRetryAfter(headers.get('retry-after'));
    this.requestId = headers.get('x-request-id') ?? undefined;
  }
}

/** 400, 422: something in the request does not fit. */
export class BadRequestError extends ApiError {}
/** 401: the token is missing, wrong or not enough. */
export class UnauthorizedError extends ApiError {}
/** 404: there is no such thing in this organization. */
export class NotFoundError extends ApiError {}
/** 409: not in the present state. */
export class ConflictError extends ApiError {}
/** 429, after all repetitions. */
export class RateLimitError extends ApiError {}
/** 5xx, after all repetitions. */
export class ServerError extends ApiError {}

/** No answer came, after all repetitions: no connection, or not in time. `cause` says why. */
export class ConnectionError extends Error {
  readonly operation: string;

  constructor(operation: string, cause: unknown) {
    super(`${operation}: no answer (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
    this.name = 'ConnectionError';
    this.operation = operation;
  }
}

const kinds: Readonly<Record<number, typeof ApiError>> = { 400: BadRequestError, 401: UnauthorizedError, 404: NotFoundError, 409: ConflictError, 422: BadRequestError, 429: RateLimitError };

export function errorOf(operation: string, status: number, body: unknown, headers: Headers): ApiError {
  const Kind = kinds[status] ?? (status >= 500 ? ServerError : ApiError);
  return new Kind(operation, status, body, headers);
}

function messageOf(body: unknown): string {
  const message = typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : body;
  return typeof message === 'string' ? message : '';
}

/** Seconds or a date, as HTTP has it. @returns milliseconds from now. */
function readRetryAfter(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
