/** The cache before the site that is told what changed. */
export interface PurgeConfig {
  url: string;
  headers: Record<string, string>;
}

export const purgeTakes =
  'the address that a shared cache is told at what it must drop, such as https://cache.example/purge';
export const purgeHeaderTakes = 'one header for PURGE_URL, such as Authorization: Bearer 1234';

/** A name and password in the address are sent as Basic authorization. Null where it is no such address. */
export function readPurgeUrl(value: string): PurgeConfig | null {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.hash) return null;
  const { username, password } = url;
  Object.assign(url, { username: '', password: '' });
  if (username === '' && password === '') return { url: url.href, headers: {} };
  try {
    const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { url: url.href, headers: { Authorization: `Basic ${Buffer.from(account).toString('base64')}` } };
  } catch {
    return null;
  }
}

/** `Name: value`. */
export const purgeHeader = /^[\w-]+:\s*[\x21-\x7e][\x20-\x7e]*$/;

export function headerOf(line: string): Record<string, string> {
  const at = line.indexOf(':');
  return { [line.slice(0, at)]: line.slice(at + 1).trim() };
}
