import { type Chart, chartAt, chartOrigins } from './embeds/charts.ts';
import { isOfPeerTube, peerTubeAt } from './embeds/peertube.ts';
import { type Provider, providers } from './embeds/providers.ts';
import { hostsIn } from './host-names.ts';

/**
 * A video at a provider. `id` is what the provider calls it (for a private Vimeo video `number/hash`), `embedUrl` the
 * player's address (it plays at once: the reader has pressed for it), `address` the page of the video there.
 */
export interface Video {
  /** Its name, which of PeerTube is the host's. */
  provider: string;
  id: string;
  embedUrl: string;
  address: string;
}

/** What players depend on beside the table. */
export interface Players {
  /** Name of the site's own host: some players play nowhere else than where they are told. */
  siteHost: string;
  /** Hosts of PeerTube that an administrator allows. */
  videoHosts: readonly string[];
  /** Hosts that an administrator lets draw charts and maps. */
  chartHosts: readonly string[];
}

/** Of a newsroom as its settings say it. */
export const playersOf = (said: { videoHosts: string; chartHosts: string }, siteUrl: string): Players => ({
  siteHost: new URL(siteUrl).hostname,
  videoHosts: hostsIn(said.videoHosts),
  chartHosts: hostsIn(said.chartHosts),
});

/** The video that an http(s) address names, or null when nobody plays it who is known or allowed. */
export const findVideo = (url: string, players: Players): Video | null => {
  const found = find(url, players);
  if (!found) return null;
  const { provider, id, parsed } = found;
  const embedUrl = provider.embedUrl(id, startOf(parsed), players.siteHost);
  return { provider: provider.name, id, embedUrl, address: provider.address(id) };
};

/** The chart or map that an http(s) address names; null where nobody draws it who is known or allowed. */
export const findChart = (url: string, { chartHosts }: Players): Chart | null => {
  const parsed = parse(url.trim());
  return parsed && chartAt(parsed, chartHosts);
};

/** Where a provider tells programs of a video, and a poster that it may have; null where it tells nothing. */
export interface Told {
  provider: string;
  address: string;
  oembed: string;
  poster: string | null;
}

export const whereTold = (url: string, players: Players): Told | null => {
  const { provider, id } = find(url, players) ?? {};
  if (!provider?.oembed || !id) return null;
  const address = provider.address(id);
  const oembed = `${provider.oembed}${encodeURIComponent(address)}`;
  return { provider: provider.name, address, oembed, poster: provider.poster?.(id) ?? null };
};

const find = (url: string, { videoHosts }: Players): { provider: Provider; id: string; parsed: URL } | null => {
  const parsed = parse(url.trim());
  if (!parsed) return null;
  const path = parsed.pathname + parsed.search;
  const allowed = videoHosts.includes(parsed.hostname) ? [peerTubeAt(parsed.hostname)] : [];
  for (const provider of [...allowed, ...providers]) {
    const id = idIn(provider, parsed.hostname, path);
    if (id) return { provider, id, parsed };
  }
  return null;
};

/** Whether an address looks like a video's. Who decides which hosts play here may decide otherwise at any time, so a text is not wrong by that. */
export const looksLikeVideo = (url: string): boolean => {
  const parsed = parse(url.trim());
  return (
    parsed !== null &&
    (isOfPeerTube(parsed) || findVideo(url, { siteHost: '', videoHosts: [], chartHosts: [] }) !== null)
  );
};

/** In seconds: "42", "42s", "1m2s", "1h2m3s", as addresses that are shared at a moment say it; 0 for the beginning, and for what is no time. */
function startOf({ searchParams, hash }: URL): number {
  const said =
    searchParams.get('t') ||
    searchParams.get('start') ||
    searchParams.get('startTime') ||
    searchParams.get('time') ||
    /^#t=(.*)$/.exec(hash)?.[1] ||
    '';
  const [, hours, minutes, seconds] = /^(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(said) ?? [];
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

/** Origins of the players that every newsroom has, for `frame-src` in the Content-Security-Policy. */
export const frameOrigins = (): string[] => [
  ...new Set([...providers.map((provider) => provider.origin), ...chartOrigins]),
];

/** Names of the providers, for messages and help texts. */
export const providerNames = (): string[] => [...new Set(providers.map((provider) => provider.name)), 'PeerTube'];

/** Strict: what a browser and a person could read differently (names, ports, backslashes, blanks) is no address. */
const parse = (url: string): URL | null => {
  if (!/^https?:\/\/[^\s\\@/?#]+(?:[/?#][^\s\\]*)?$/i.test(url) || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.username || parsed.password || parsed.port ? null : parsed;
};

const idIn = (provider: Provider, host: string, path: string): string | null => {
  for (const pattern of provider.patterns) {
    const id = pattern.hosts.includes(host) ? pattern.path.exec(path)?.[1] : undefined;
    if (id) return id.replace(/\?.*h=/, '/');
  }
  return null;
};
