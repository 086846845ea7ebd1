import { invalid } from '../../base/errors.ts';
import { OutboundRefused, type Outbound } from '../../platform/outbound/outbound.ts';

/**
 * Why a file can never be fetched, as far as its URL alone tells: another scheme, credentials, an address that is not
 * public. Whether it is there is found out later, when it is copied.
 */
export function faultOfFile(outbound: Outbound, url: string): string | undefined {
  try {
    outbound.check(url);
    return undefined;
  } catch (error) {
    if (error instanceof OutboundRefused) return error.message;
    throw error;
  }
}

/** @throws Fault 400 for the first file that can never be fetched. @param field where the list stands in the body. */
export function refuseUnusableFiles(outbound: Outbound, files: readonly { readonly url: string }[], field: string): void {
  for (const [index, file] of files.entries()) {
    const fault = faultOfFile(outbound, file.url);
    if (fault !== undefined) throw invalid(`Failure to download attachment (${field}[${index}].url: ${fault})`);
  }
}
