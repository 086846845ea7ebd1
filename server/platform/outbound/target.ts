import { isIP } from 'node:net';
import { lookup } from 'node:dns/promises';
import { refusedRange, type Networks } from './addresses.ts';

/** A request that we will not send. The message is fit for whoever named the URL. */
export class OutboundRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'OutboundRefused';
  }
}

/** An address of a host. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Finds all addresses of a host name. */
export type Resolve = (hostname: string) => Promise<HostAddress[]>;

/** The operating system's resolver, so that `/etc/hosts` and search domains count too. */
export const systemResolve: Resolve = async (hostname) => (await lookup(hostname, { all: true, order: 'verbatim' })) as HostAddress[];

/** The host without the brackets of an IPv6 address. */
const bare = (url: URL): string => url.hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * Reads a URL and refuses what can be refused without a network: other schemes, credentials, addresses in it that are
 * not public. Odd spellings of an address (decimal, octal, hexadecimal, full-width digits) are read by the URL parser as
 * the address that they mean.
 * @throws OutboundRefused
 */
export function readTarget(text: string, allowed: Networks): URL {
  if (!URL.canParse(text)) throw new OutboundRefused('it is not a valid URL');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new OutboundRefused('the URL must start with http:// or https://');
  if (url.username !== '' || url.password !== '') throw new OutboundRefused('the URL must not contain a user name or password');
  const host = bare(url);
  if (isIP(host) !== 0) refuseAddress(host, allowed);
  else if (/(^|\.)localhost\.?$/i.test(host)) {
    // These names never leave the machine, whatever a resolver says.
    refuseAddress('127.0.0.1', allowed);
  }
  return url;
}

/** @throws OutboundRefused. The address itself is not named: a name could otherwise be used to map a network. */
function refuseAddress(address: string, allowed: Networks): void {
  const range = refusedRange(address, allowed);
  if (range !== undefined) throw new OutboundRefused(`the host is not a public address (${range}); whoever runs the server can allow its network by PARLEY_OUTBOUND_ALLOW`);
}

/**
 * Looks the host up once and checks every address it has.
 * @returns the addresses to connect to, and no others.
 * @throws OutboundRefused when one of them is not public; whatever the resolver throws.
 */
export async function checkedAddresses(url: URL, allowed: Networks, resolve: Resolve): Promise<HostAddress[]> {
  const host = bare(url);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family: family as 4 | 6 }];
  const addresses = await resolve(host);
  for (const { address } of addresses) refuseAddress(address, allowed);
  return addresses;
}
