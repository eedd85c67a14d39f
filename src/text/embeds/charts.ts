/** A chart or a map that its host draws for the reader. */
export interface Chart {
  /** Who will know that it was looked at. */
  provider: string;
  embedUrl: string;
  /** Its page there. */
  address: string;
}

interface Maker {
  name: string;
  /** Where the frame comes from. */
  origin: string;
  hosts: string[];
  path: RegExp;
  embedUrl: (found: string[]) => string;
}

const makers: readonly Maker[] = [
  {
    // A version is what readers saw; without one it is the newest (https://developer.datawrapper.de/docs/embedding-charts).
    name: 'Datawrapper',
    origin: 'https://datawrapper.dwcdn.net',
    hosts: ['datawrapper.dwcdn.net'],
    path: /^\/([A-Za-z0-9]{5})(?:\/(\d{1,5}))?\/?(?:index\.html)?(?:\?|$)/,
    embedUrl: ([id, version]) => `https://datawrapper.dwcdn.net/${id}/${version ? `${version}/` : ''}`,
  },
  {
    name: 'Datawrapper',
    origin: 'https://datawrapper.dwcdn.net',
    hosts: ['datawrapper.de', 'www.datawrapper.de'],
    path: /^\/_\/([A-Za-z0-9]{5})\/?(?:\?|$)/,
    embedUrl: ([id]) => `https://datawrapper.dwcdn.net/${id}/`,
  },
  {
    name: 'Flourish',
    origin: 'https://flo.uri.sh',
    hosts: ['public.flourish.studio', 'flo.uri.sh'],
    path: /^\/(visualisation|story)\/(\d{3,12})(?:\/embed)?\/?(?:\?|$)/,
    embedUrl: ([kind, id]) => `https://flo.uri.sh/${kind}/${id}/embed`,
  },
];

/** Of those that every newsroom has. */
export const chartOrigins: readonly string[] = [...new Set(makers.map(({ origin }) => origin))];

export const chartMakers: readonly string[] = [...new Set(makers.map(({ name }) => name))];

/** The chart at an address; `hosts` are those that an administrator allows, whatever stands there. Null where nobody is known or allowed. */
export function chartAt(url: URL, hosts: readonly string[]): Chart | null {
  const path = url.pathname + url.search;
  for (const { name, hosts: own, path: pattern, embedUrl } of makers) {
    const found = own.includes(url.hostname) ? pattern.exec(path) : null;
    if (found) return { provider: name, embedUrl: embedUrl(found.slice(1)), address: url.href };
  }
  if (url.protocol !== 'https:' || !hosts.includes(url.hostname)) return null;
  return { provider: url.hostname, embedUrl: url.href, address: url.href };
}
