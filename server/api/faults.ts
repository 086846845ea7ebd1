import { catalogue, Fault } from '../base/errors.ts';
import type { TObject } from '../base/schema.ts';
import { isConnectionFailure, lacksRoom } from '../platform/db/database.ts';
import type { CallDescription } from '../platform/operation.ts';
import type { Log } from '../platform/log.ts';

/** What goes onto the wire when a call fails. */
export interface Failure {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Statuses that the gateway in front of the operations may answer, whatever an operation declares. */
const gatewayStatuses: ReadonlySet<number> = new Set([401, 405, 413, 415, 422, 429, 503]);

/** Whether an operation that declares these statuses may end so. Without a declaration everything may be. */
export function mayAnswer(status: number, declared: readonly number[] | undefined, error: unknown): boolean {
  const gateways = gatewayStatuses.has(status) || (error instanceof Fault && error.code === 'keyRunning');
  return gateways || declared === undefined || declared.includes(status);
}

/** Statuses that Fastify gives to requests it cannot read, and what we say to them. */
const messages: Readonly<Record<number, string>> = {
  404: catalogue.notFound.message,
  405: catalogue.methodNotAllowed.message,
  413: catalogue.tooLarge.message,
  415: catalogue.unsupportedMediaType.message,
};

/** As a 400, "not found" has to say what: the call's path names it. */
function undeclaredMessage(fault: Fault, params: TObject | undefined): string {
  const names = Object.keys(params?.properties ?? {});
  if (fault.code !== 'notFound' || names.length === 0) return fault.message;
  return `Invalid value for: path parameter ${names.join(', ')} (${fault.message})`;
}

/** The one text, and behind it what is wrong. */
function inOneText(message: string): string {
  const { message: text } = catalogue.invalid;
  if (message.startsWith(text)) return message;
  const [, place, what] = /^Invalid value for: (.*?) \((.*)\)$/s.exec(message) ?? [];
  return `${text} (${place === undefined ? message.replace(/^Decoding failure in request: /, '') : `${place}: ${what}`})`;
}

/**
 * Turns whatever was thrown into an answer. Faults speak for themselves; a fault with a status that the operation does
 * not declare becomes a 400; everything unforeseen is logged and says nothing.
 */
export function failureOf(error: unknown, operation: Pick<CallDescription, 'errors' | 'params' | 'refusesInOneText'> | undefined, log: Log, requestId: string): Failure {
  if (error instanceof Fault) {
    const known = mayAnswer(error.status, operation?.errors, error);
    const status = known ? error.status : 400;
    const message = known ? error.message : undeclaredMessage(error, operation?.params);
    return { status, message: status === 400 && operation?.refusesInOneText ? inOneText(message) : message, headers: error.headers };
  }
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { status: statusCode, message: messages[statusCode] ?? catalogue.invalid.message, headers: {} };
  }
  if (isConnectionFailure(error)) {
    log.error({ err: error, requestId }, 'the database could not be reached');
    return { status: 503, message: catalogue.unavailable.message, headers: { 'retry-after': '1' } };
  }
  if (lacksRoom(error)) {
    log.error({ err: error, requestId }, 'there was no room: see to the disk, the connections and the memory of the database');
    return { status: 503, message: catalogue.unavailable.message, headers: { 'retry-after': '5' } };
  }
  // Class 22: a value that the database cannot hold and that no check foresaw. The caller's fault, and worth a check.
  if (/^22...$/.test(code ?? '')) {
    log.warn({ err: error, requestId }, 'a value passed validation and the database refused it');
    return { status: 400, message: catalogue.invalid.message, headers: {} };
  }
  // An index takes entries of some 2,700 bytes, compressed: names and references that are longer cannot be told apart.
  if (code === '54000') return { status: 400, message: `${catalogue.invalid.message} (a name or reference is too long)`, headers: {} };
  // Deeper than the database can think, such as thousands of conditions.
  if (code === '54001') return { status: 400, message: `${catalogue.invalid.message} (it asks for too much at once)`, headers: {} };
  log.error({ err: error, requestId }, 'request failed');
  return { status: 500, message: catalogue.internal.message, headers: {} };
}
