import ipaddr from 'ipaddr.js';

/** One network as it is kept: `192.0.2.0/24`; a single address becomes the block of it alone. Undefined when it is neither. */
export function networkOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (ipaddr.isValidCIDR(trimmed)) {
    const [address, bits] = ipaddr.parseCIDR(trimmed);
    return `${address.toString()}/${bits}`;
  }
  if (!ipaddr.isValid(trimmed) || !/[.:]/.test(trimmed)) return undefined;
  const address = ipaddr.parse(trimmed);
  return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
}

/** Whether an address lies in one of the networks; a list that is null holds every address. IPv4 written as IPv6 counts as IPv4. */
export function isWithin(address: string, networks: readonly string[] | null): boolean {
  if (networks === null) return true;
  if (!ipaddr.isValid(address)) return false;
  const caller = ipaddr.process(address);
  return networks.some((network) => {
    const [block, bits] = ipaddr.parseCIDR(network);
    return block.kind() === caller.kind() && caller.match(block, bits);
  });
}
