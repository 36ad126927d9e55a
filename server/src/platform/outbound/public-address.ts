import ipaddr from 'ipaddr.js';

// Routed like any address, yet answered by the cloud's host to its guest: 168.63.129.16 is Azure's.
const metadataAddresses: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an IP address, as text, is one of the public internet. The registries' special ranges (RFC 6890 and its followers) are not:
 * loopback, private, link-local with the clouds' metadata, shared (CGNAT), multicast, unique-local, documentation, and every IPv6
 * form that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo), for what they reach is decided elsewhere.
 */
export function isPublicAddress(text: string): boolean {
  let address: ReturnType<typeof ipaddr.parse>;
  try {
    address = ipaddr.parse(text);
  } catch {
    return false;
  }
  if (address.range() !== 'unicast' || metadataAddresses.has(address.toString())) return false;
  if (address.kind() === 'ipv4') return true;
  // Only 2000::/3 is given out (RFC 4291); `::127.0.0.1` and other leftovers stand outside.
  return ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}
