import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/** Who is asking, as far as limits go: one IPv4 address, or the /64 that one IPv6 customer has. */
export const networkOf = (request: Request): string => networkKey(request.ip ?? 'unknown');

/** The address from which somebody asks, in full; to be stored nowhere. */
export const addressOf = (request: Request): string => plainAddress(request.ip ?? '');

function plainAddress(address: string): string {
  const [plain = ''] = address.split('%');
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1] ?? plain;
}

export function networkKey(address: string): string {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const missing = tail === undefined ? 0 : 8 - head.length - tail.length;
  return `${[...head, ...Array(missing).fill('0'), ...(tail ?? [])].slice(0, 4).map(group).join(':')}::/64`;
}

const group = (digits: string) => Number.parseInt(digits, 16).toString(16);
