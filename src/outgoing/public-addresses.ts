import { BlockList, isIP } from 'node:net';

/* Networks that are nobody's on the open internet. Source: IANA's special-purpose address registries (RFC 6890). */
const inside: [net: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  // Groups, reserved ones, and everybody.
  ['224.0.0.0', 3],
];
/** All that is given out of IPv6; what leads into IPv4 (6to4, Teredo) or nowhere is taken out of it. */
const outside = new BlockList();
outside.addSubnet('2000::', 3, 'ipv6');
const hidden = new BlockList();
for (const [net, bits] of inside) hidden.addSubnet(net, bits, 'ipv4');
hidden.addSubnet('2001::', 23, 'ipv6');
hidden.addSubnet('2001:db8::', 32, 'ipv6');
hidden.addSubnet('2002::', 16, 'ipv6');
hidden.addSubnet('3fff::', 20, 'ipv6');

/** Whether an IP address is somebody's on the open internet, and not a machine beside this one. */
export function isPublic(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !hidden.check(address, 'ipv4');
  return version === 6 && outside.check(address, 'ipv6') && !hidden.check(address, 'ipv6');
}

/** Where web servers are; at others there are mail servers, databases and whatever else takes orders in lines of text. */
export const isUsualPort = (port: number): boolean => [80, 443, 8080, 8443].includes(port);
