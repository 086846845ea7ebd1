import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Paths that never reach a log line, wherever an object with such a key is logged. */
const secrets = ['authorization', 'token', 'secret', 'secretKey', 'password', 'cookie'].flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `headers.${key}`]);
/** Where PostgreSQL repeats the row that it refused: what customers write does not belong into a log. */
const rows = ['err.detail', 'err.where', 'err.internalQuery'];

/** JSON lines on standard error, so that standard output stays free for what a command prints. */
export function createLog(level: string): Log {
  const destination = pino.destination({ fd: 2, sync: true });
  // A log that cannot be written, as on a full disk, is no reason to stop.
  destination.on('error', () => undefined);
  return pino({ level, base: null, redact: { paths: [...secrets, ...rows], censor: '[redacted]' } }, destination);
}
