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

interface Provider {
  name: string;
  /** Where the player's frame comes from. */
  origin: string;
  /** Host names as they stand in addresses, each with the paths (query included) that name a video, the id captured. */
  patterns: { hosts: string[]; path: RegExp }[];
  embedUrl: (id: string) => string;
  address: (id: string) => string;
}

const youtubeId = '([A-Za-z0-9_-]{11})';
const dailymotionId = '([A-Za-z0-9]{5,24})';
const withHash = (id: string, prefix: string): string => id.replace('/', prefix);

/** One entry a provider. An id can hold nothing that its pattern does not let through. */
const providers: Provider[] = [
  {
    name: 'YouTube',
    origin: 'https://www.youtube-nocookie.com',
    patterns: [
      {
        hosts: ['youtube.com', 'www.youtube.com', 'm.youtube.com', 'music.youtube.com'],
        path: new RegExp(`^/watch/?\\?(?:[^#]*&)?v=${youtubeId}(?:&|$)`),
      },
      {
        hosts: ['youtube.com', 'www.youtube.com', 'm.youtube.com', 'youtube-nocookie.com', 'www.youtube-nocookie.com'],
        path: new RegExp(`^/(?:shorts|live|embed|v)/${youtubeId}/?(?:\\?|$)`),
      },
      { hosts: ['youtu.be', 'www.youtu.be'], path: new RegExp(`^/${youtubeId}/?(?:\\?|$)`) },
    ],
    embedUrl: (id) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`,
    address: (id) => `https://www.youtube.com/watch?v=${id}`,
  },
  {
    // A hash in the address of a private video is its key: without it the player refuses. `dnt=1` asks for no tracking
    // (https://help.vimeo.com, "Player parameters").
    name: 'Vimeo',
    origin: 'https://player.vimeo.com',
    patterns: [
      { hosts: ['vimeo.com', 'www.vimeo.com'], path: /^\/([0-9]{5,12}(?:\/[0-9a-f]{6,20})?)\/?(?:\?|$)/ },
      {
        hosts: ['vimeo.com', 'www.vimeo.com'],
        path: /^\/(?:channels\/[\w-]+|groups\/[\w-]+\/videos|showcase\/[0-9]+\/video|album\/[0-9]+\/video)\/([0-9]{5,12})\/?(?:\?|$)/,
      },
      { hosts: ['player.vimeo.com'], path: /^\/video\/([0-9]{5,12}\?(?:[^#]*&)?h=[0-9a-f]{6,20})(?:&|$)/ },
      { hosts: ['player.vimeo.com'], path: /^\/video\/([0-9]{5,12})\/?(?:\?(?!(?:[^#]*&)?h=)|$)/ },
    ],
    embedUrl: (id) =>
      `https://player.vimeo.com/video/${withHash(id, '?h=')}${id.includes('/') ? '&' : '?'}dnt=1&autoplay=1`,
    address: (id) => `https://vimeo.com/${id}`,
  },
  {
    name: 'Dailymotion',
    origin: 'https://geo.dailymotion.com',
    patterns: [
      {
        hosts: ['dailymotion.com', 'www.dailymotion.com'],
        path: new RegExp(`^/(?:embed/)?video/${dailymotionId}(?:_[^/?]*)?/?(?:\\?|$)`),
      },
      { hosts: ['dai.ly'], path: new RegExp(`^/${dailymotionId}/?(?:\\?|$)`) },
      {
        hosts: ['geo.dailymotion.com'],
        path: new RegExp(`^/player(?:/[a-z0-9]+)?\\.html\\?(?:[^#]*&)?video=${dailymotionId}(?:&|$)`),
      },
    ],
    embedUrl: (id) => `https://geo.dailymotion.com/player.html?video=${id}&autoplay=1`,
    address: (id) => `https://www.dailymotion.com/video/${id}`,
  },
];

/** The video that an http(s) address names, or null when it is no video of a known provider. */
export const findVideo = (url: string): Video | null => {
  const parsed = parse(url.trim());
  if (!parsed) return null;
  const path = parsed.pathname + parsed.search;
  for (const provider of providers) {
    const id = idIn(provider, parsed.hostname, path);
    if (id) return { provider: provider.name, id, embedUrl: provider.embedUrl(id), address: provider.address(id) };
  }
  return null;
};

/** Origins of the players, for `frame-src` in the Content-Security-Policy. */
export const frameOrigins = (): string[] => providers.map((provider) => provider.origin);

/** Names of the providers, for messages and help texts. */
export const providerNames = (): string[] => providers.map((provider) => provider.name);

/** Strict: what a browser and a person could read differently (names, ports, backslashes, blanks) is no address. */
const parse = (url: string): URL | null => {
  if (!/^https?:\/\/[^\s\\@]+$/i.test(url) || !URL.canParse(url)) return null;
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
