/**
 * The closed catalogue of faults. A fault is an answer that the caller may see: its status and its public message.
 * Everything else that is thrown is a defect: it is logged with the request id and answered with `internal`.
 */
export const catalogue = {
  invalid: { status: 400, message: 'Invalid value in request' },
  undecodable: { status: 400, message: 'Decoding failure in request' },
  unauthorized: { status: 401, message: 'Unauthorized' },
  notFound: { status: 404, message: 'The requested resource could not be found' },
  methodNotAllowed: { status: 405, message: 'The method is not allowed for this resource' },
  conflict: { status: 409, message: 'The request conflicts with the current state of the resource' },
  keyRunning: { status: 409, message: 'A request with this Idempotency-Key is still running' },
  tooLarge: { status: 413, message: 'The request body is too large' },
  unsupportedMediaType: { status: 415, message: 'The content type of the request is not supported' },
  unsatisfiableRange: { status: 416, message: 'The requested range lies outside the file' },
  keyReused: { status: 422, message: 'The Idempotency-Key was used before with another request' },
  tooManyRequests: { status: 429, message: 'Too Many Requests' },
  internal: { status: 500, message: 'There was an internal server error while processing the request' },
  unavailable: { status: 503, message: 'The service is not available at the moment' },
} as const;

export type FaultCode = keyof typeof catalogue;

/**
 * Something that whoever runs Parley can mend. The message is made for a terminal: what is wrong, and what to do. It is shown
 * without a stack, and holds no secret.
 */
export class OperatorError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OperatorError';
  }
}

/** An error that is meant for the caller. `message` goes onto the wire as it is; `headers` too (`Allow`, `Retry-After`). */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: FaultCode, message?: string, headers: Readonly<Record<string, string>> = {}) {
    super(message ?? catalogue[code].message);
    this.name = 'Fault';
    this.code = code;
    this.status = catalogue[code].status;
    this.headers = headers;
  }
}

/** 400 for a value that the schema lets pass and the rules do not. Name the field: `agentId: User not found`. */
export const invalid = (message: string): Fault => new Fault('invalid', message);
/** 404, the same for an id that does not exist and for one of another organization. */
export const notFound = (): Fault => new Fault('notFound');
/** 409. */
export const conflict = (message: string): Fault => new Fault('conflict', message);
