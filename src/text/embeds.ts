import { type Provider, providers } from './embeds/providers.ts';

/**
 * A video at a provider. `id` is what the provider calls it (for a private Vimeo video `number/hash`), `embedUrl` the
 * player's address (it plays at once: the reader has pressed for it), `address` the page of the video there.
 */
export interface Video {
  provider: string;
  id: string;
  embedUrl: string;
  address: string;
}

/** The video that an http(s) address names, or null when it is no video of a known provider. */
export const findVideo = (url: string): Video | null => {
  const parsed = parse(url.trim());
  if (!parsed) return null;
  const path = parsed.pathname + parsed.search;
  for (const provider of providers) {
    const id = idIn(provider, parsed.hostname, path);
    if (!id) continue;
    const embedUrl = provider.embedUrl(id, startOf(parsed));
    return { provider: provider.name, id, embedUrl, address: provider.address(id) };
  }
  return null;
};

/** In seconds: "42", "42s", "1m2s", "1h2m3s", as addresses that are shared at a moment say it; 0 for the beginning, and for what is no time. */
function startOf({ searchParams, hash }: URL): number {
  const said =
    searchParams.get('t') ||
    searchParams.get('start') ||
    searchParams.get('startTime') ||
    /^#t=(.*)$/.exec(hash)?.[1] ||
    '';
  const [, hours, minutes, seconds] = /^(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(said) ?? [];
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}

/** Origins of the players, for `frame-src` in the Content-Security-Policy. */
export const frameOrigins = (): string[] => providers.map((provider) => provider.origin);

/** Names of the providers, for messages and help texts. */
export const providerNames = (): string[] => providers.map((provider) => provider.name);

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
