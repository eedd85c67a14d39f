/** The origin of an address without a path; null where it is another. */
export function readSiteUrl(value: string): string | null {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) {
    return null;
  }
  return url.origin;
}
