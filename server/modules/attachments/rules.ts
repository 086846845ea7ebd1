import { OutboundFailed, OutboundRefused } from '../../platform/outbound/outbound.ts';

/** Bytes of one file. */
export const MAX_SIZE = 25 * 1024 * 1024;
export const TIMEOUT_MS = 10_000;

/** Seconds to wait after each failed try; after the last one the file stays where it is. */
const WAITS = [30, 120, 600, 3600] as const;

/** Milliseconds until the next try after `attempts` failed ones, or undefined when there is none. */
export function waitAfter(attempts: number): number | undefined {
  const seconds = WAITS[attempts - 1];
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Top-level and second-level names that are kept free for examples and tests: nothing is there, and asking would only bother others. */
const reserved = /(^|\.)(example|test|invalid|example\.(com|net|org))\.?$/;

/** Whether a URL is to be copied: not ours already, and somewhere that can exist. */
export function isWorthCopying(url: string): boolean {
  return /^https?:/i.test(url) && URL.canParse(url) && !reserved.test(new URL(url).hostname);
}

/** An answer that is no file. */
export class NoFile extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the host answered ${status}`);
    this.name = 'NoFile';
    this.status = status;
  }
}

/** Whether another try can help: the host may come back, a refusal stays one. */
export function canTryAgain(error: unknown): boolean {
  if (error instanceof OutboundRefused) return false;
  if (error instanceof OutboundFailed) return error.reason === 'connection' || error.reason === 'timeout' || error.reason === 'address';
  if (error instanceof NoFile) return error.status >= 500 || [408, 425, 429].includes(error.status);
  return true;
}

/** The name under which a file is kept: the given one, else the end of its path. */
export function nameOf(prettyName: string | undefined, url: string): string | undefined {
  if (prettyName !== undefined && prettyName.trim() !== '') return prettyName;
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
