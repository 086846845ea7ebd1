import type { IncomingMessage } from 'node:http';

/** Whoever sends more than this has not just misjudged a limit. */
const MAX_DROPPED_BYTES = 64 * 1024 * 1024;
/** Whoever pauses for longer may be waiting for the answer. */
const MAX_PAUSE_MS = 500;

const lengthOf = (request: IncomingMessage): number => Number(request.headers['content-length'] ?? 0);

/** Whether some of the request's body is still to come, and it is worth waiting for. */
export function isUnread(request: IncomingMessage): boolean {
  const hasBody = lengthOf(request) > 0 || request.headers['transfer-encoding'] !== undefined;
  return hasBody && !request.complete && !request.readableEnded && !request.destroyed && lengthOf(request) <= MAX_DROPPED_BYTES;
}

/**
 * Reads and drops what is still to come of a request that is being refused, then calls back. Most clients write all of
 * a body before they look at the answer: a connection that closes meanwhile is a broken pipe to them, and they never
 * see why.
 * @param done told whether all was read; if not (too much, too slow), the connection is of no further use.
 */
export function dropUnread(request: IncomingMessage, done: (all: boolean) => void): void {
  let dropped = 0;
  const finish = (all: boolean) => (): void => {
    clearTimeout(pause);
    request.off('data', count).off('end', atEnd).off('close', atClose).off('error', atClose);
    done(all);
  };
  const [atEnd, atClose] = [finish(true), finish(false)];
  const pause = setTimeout(atClose, MAX_PAUSE_MS);
  const count = (chunk: Buffer | string): void => {
    dropped += chunk.length;
    pause.refresh();
    if (dropped > MAX_DROPPED_BYTES) atClose();
  };
  request.unpipe();
  request.on('data', count).on('end', atEnd).on('close', atClose).on('error', atClose);
  request.resume();
}
