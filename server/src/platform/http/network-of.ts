import ipaddr from 'ipaddr.js';

/** What counts as one address: of IPv6 the 64 bits that name a network, for whoever has one has all of its addresses. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const read = ipaddr.process(address);
  if (read.kind() === 'ipv4') return read.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${read.toString()}/64`).toString();
}
