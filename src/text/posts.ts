import { hostName } from './host-names.ts';
import { webAddress } from './link-address.ts';

/** A post at a network. */
export interface Post {
  /** Its name, which of Mastodon is the host's: it has many. */
  network: string;
  /** In its one spelling. */
  address: string;
  /** Where programs are told of it, and in which form; null where nobody tells who has no key. */
  told: { form: 'oembed' | 'status'; address: string } | null;
}

interface Network {
  name: string;
  hosts: string[];
  /** Of path and query, what names a post captured. */
  path: RegExp;
  address: (found: string[]) => string;
  oembed?: string;
}

const facebook = ['facebook.com', 'www.facebook.com', 'm.facebook.com', 'web.facebook.com'];

const networks: readonly Network[] = [
  {
    name: 'X',
    hosts: ['x.com', 'www.x.com', 'mobile.x.com', 'twitter.com', 'www.twitter.com', 'mobile.twitter.com'],
    path: /^\/(i|\w{1,15})\/(?:web\/)?status(?:es)?\/([0-9]{5,20})(?:\/(?:photo|video)\/[1-4])?\/?(?:\?|$)/,
    address: ([name, id]) => `https://x.com/${name}/status/${id}`,
    oembed: 'https://publish.x.com/oembed?omit_script=1&dnt=1&url=',
  },
  {
    name: 'Bluesky',
    hosts: ['bsky.app', 'www.bsky.app'],
    path: /^\/profile\/([a-z0-9.:-]{4,253})\/post\/([a-z0-9]{5,20})\/?(?:\?|$)/i,
    address: ([name, id]) => `https://bsky.app/profile/${name}/post/${id}`,
    oembed: 'https://embed.bsky.app/oembed?format=json&url=',
  },
  {
    name: 'Telegram',
    hosts: ['t.me', 'telegram.me'],
    path: /^\/(?:s\/)?([a-z]\w{3,31})\/([0-9]{1,10})\/?(?:\?|$)/i,
    address: ([name, id]) => `https://t.me/${name}/${id}`,
  },
  {
    name: 'Facebook',
    hosts: facebook,
    path: /^\/([\w.-]{2,60})\/posts\/(?:[\w%-]{1,200}\/)?(pfbid\w{10,120}|[0-9]{5,20})\/?(?:\?|$)/,
    address: ([name, id]) => `https://www.facebook.com/${name}/posts/${id}`,
  },
  {
    name: 'Facebook',
    hosts: facebook,
    path: /^\/(?:permalink|story)\.php\?(?:[^#]*&)?story_fbid=(pfbid\w{10,120}|[0-9]{5,20})&(?:[^#]*&)?id=([0-9]{5,20})(?:&|$)/,
    address: ([id, page]) => `https://www.facebook.com/permalink.php?story_fbid=${id}&id=${page}`,
  },
];

/** Mastodon, and what speaks as it does, at any host; an @ at the beginning is nobody else's form. */
const mastodon = /^\/@(\w[\w.-]{0,60}(?:@[\w.-]{3,253})?)\/([0-9]{6,20})\/?(?:\?|$)/;

/** The post that an http(s) address names; null for none of a network that is known. */
export function findPost(url: string): Post | null {
  const address = webAddress(url.trim());
  const parsed = address === null ? null : URL.parse(address);
  if (!parsed || parsed.port || parsed.href.includes('\\')) return null;
  const path = parsed.pathname + parsed.search;
  for (const network of networks) {
    const found = network.hosts.includes(parsed.hostname) ? network.path.exec(path) : null;
    if (!found) continue;
    const own = network.address(found.slice(1));
    const told = network.oembed
      ? ({ form: 'oembed', address: network.oembed + encodeURIComponent(own) } as const)
      : null;
    return { network: network.name, address: own, told };
  }
  const [, name, id] = mastodon.exec(path) ?? [];
  const host = hostName(parsed.hostname);
  if (!name || !id || !host || isOfNetwork(host)) return null;
  // Its oEmbed tells who wrote, and nothing of what (https://docs.joinmastodon.org/methods/oembed/); this tells both.
  const told = { form: 'status', address: `https://${host}/api/v1/statuses/${id}` } as const;
  return { network: host, address: `https://${host}/@${name}/${id}`, told };
}

const isOfNetwork = (host: string): boolean =>
  networks.some(({ hosts }) => hosts.includes(host)) ||
  /(?:^|\.)(?:tiktok|threads|youtube|medium|flickr)\.(?:com|net)$/.test(host);

/** What readers are told of where a post stands: its network, or its host. */
export const networkOf = (url: string): string => findPost(url)?.network ?? URL.parse(url)?.hostname ?? url;
