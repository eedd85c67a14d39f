/** How many proxies stand in front, or which addresses they have; null where it says neither. */
export function readTrustProxy(value: string): number | string[] | null {
  if (/^\d{1,2}$/.test(value)) return Number(value);
  const addresses = value.split(',').map((address) => address.trim());
  const known = /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/;
  return addresses.every((address) => known.test(address)) ? addresses : null;
}
