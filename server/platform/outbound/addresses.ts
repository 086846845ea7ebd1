import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Networks opened by the settings, read once. */
export type Networks = readonly (readonly [Address, number])[];

/** Reads CIDR texts; a bare address stands for itself. @throws Error naming the first entry that is neither. */
export function readNetworks(entries: readonly string[]): Networks {
  return entries.map((entry) => {
    try {
      if (entry.includes('/')) return ipaddr.parseCIDR(entry);
      const address = ipaddr.parse(entry);
      return [address, address.kind() === 'ipv4' ? 32 : 128] as const;
    } catch {
      throw new Error(`"${entry}" is neither an address nor a network such as 10.0.0.0/8`);
    }
  });
}

/** Public by their range, yet answering to the machines of one cloud only: Azure's host. */
const hostsOfClouds = new Set(['168.63.129.16']);

/** What people call the ranges that are refused. */
const names: Readonly<Record<string, string>> = {
  unspecified: 'unspecified',
  broadcast: 'broadcast',
  multicast: 'multicast',
  linkLocal: 'link-local',
  loopback: 'loopback',
  carrierGradeNat: 'carrier-grade NAT',
  private: 'private',
  uniqueLocal: 'unique local',
};

/**
 * Why a request must not go to an address: the name of its range, or undefined when it may. Only addresses that the
 * public Internet routes are let through, and what `allowed` opens. An IPv4 address inside an IPv6 one counts as itself
 * when mapped (`::ffff:…`) and is refused in any other wrapping (6to4, NAT64, Teredo).
 */
export function refusedRange(text: string, allowed: Networks): string | undefined {
  let address: Address;
  try {
    address = ipaddr.process(text);
  } catch {
    return 'unknown';
  }
  if (allowed.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))) return undefined;
  const range = address.range();
  if (range !== 'unicast') return names[range] ?? 'reserved';
  if (hostsOfClouds.has(address.toString())) return 'reserved';
  // What IPv6 has not given out yet (all but 2000::/3) is nobody's public address.
  if (address.kind() === 'ipv6' && (address.toByteArray()[0]! & 0xe0) !== 0x20) return 'reserved';
  return undefined;
}
