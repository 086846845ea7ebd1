import type { LoggedEvent, Position } from '../events/log.ts';

/**
 * A place in the log as clients keep it. The mark is a piece of the event's id: a log that was set back or replaced
 * may have another event in the same place.
 */
export interface LivePosition extends Position {
  readonly mark: string;
}

const FORM = /^(\d{1,20})-(\d{1,16})-([0-9a-f]{8}|0)$/;
const MAX_XID = 2n ** 64n;
const MARK_LENGTH = 8;

/** Before the first event of all. */
export const ORIGIN: LivePosition = { xid: '0', seq: 0, mark: '0' };

export const positionOf = (event: Pick<LoggedEvent, 'xid' | 'seq' | 'id'>): LivePosition => ({ xid: event.xid, seq: event.seq, mark: event.id.slice(-MARK_LENGTH) });

/** `<transaction>-<sequence>-<mark>`. */
export const formatPosition = (position: LivePosition): string => `${position.xid}-${position.seq}-${position.mark}`;

/** @returns undefined for what no server of ours ever said. */
export function parsePosition(text: string): LivePosition | undefined {
  const [, xid, seq, mark] = FORM.exec(text) ?? [];
  if (xid === undefined || seq === undefined || mark === undefined || BigInt(xid) >= MAX_XID || !Number.isSafeInteger(Number(seq))) return undefined;
  return { xid: BigInt(xid).toString(), seq: Number(seq), mark };
}

/** Below zero when `left` comes first, zero when they are the same place. */
export function comparePositions(left: Position, right: Position): number {
  if (left.xid === right.xid) return left.seq - right.seq;
  // Numbers of more than 53 bits, without the cost of BigInt: none has leading zeros.
  return left.xid.length - right.xid.length || (left.xid < right.xid ? -1 : 1);
}
