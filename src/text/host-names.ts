/** Names that lead nowhere outside, or to the asking machine itself. Source: RFC 6761, RFC 6762, RFC 8375, and what routers use. */
const inside =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|arpa|test|invalid|onion)$/;
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const name = new RegExp(`^(?:${label}\\.)+${label}$`);

/**
 * The name of a host on the open internet as addresses have it: small letters, other scripts in Punycode. Null for what is none: an address,
 * a number, a port, a name of a machine inside.
 */
export function hostName(typed: string): string | null {
  if (/[\s/\\@:?#%[\]*]/.test(typed) || typed.length > 253) return null;
  const host = URL.parse(`https://${typed}/`)?.hostname ?? '';
  // A number in the last part makes an address of all of it.
  return name.test(host) && !/\.[0-9]+$/.test(host) && !inside.test(host) ? host : null;
}

/** Of a text that holds them between blanks, line ends or commas. */
export const hostsIn = (text: string): string[] => text.split(/[\s,،]+/).filter(Boolean);
