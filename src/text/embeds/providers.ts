/* One table of who plays videos, with every form of address that they give them. */

export interface Provider {
  name: string;
  /** Where the player's frame comes from. */
  origin: string;
  /** Host names as they stand in addresses, each with the paths (query included) that name a video, the id captured. */
  patterns: { hosts: string[]; path: RegExp }[];
  /** `start` in seconds, 0 for the beginning; where a player cannot be told, it begins there. `siteHost`: where the player is to stand. */
  embedUrl: (id: string, start: number, siteHost: string) => string;
  address: (id: string) => string;
  /** Where the provider tells programs of a video at the address (https://oembed.com), the address last; none where it tells nobody who has no key. */
  oembed?: string;
  /** A larger picture than it tells of there; not every video has one. */
  poster?: (id: string) => string;
}

const youtubeId = '([A-Za-z0-9_-]{11})';
const dailymotionId = '([A-Za-z0-9]{5,24})';
const facebook = ['facebook.com', 'www.facebook.com', 'm.facebook.com', 'web.facebook.com'];
const twitch = ['twitch.tv', 'www.twitch.tv', 'm.twitch.tv'];
const twitchClip = '([A-Za-z0-9_-]{4,120})';
const twitchName = '([A-Za-z0-9_]{3,25})';
/** What stands where a channel's name would, and is none. */
const notChannels =
  'bits|directory|downloads|drops|embed|friends|inventory|jobs|legal|login|moderator|p|payments|popout|prime|products|search|settings|signup|store|subscriptions|team|turbo|user|videos|wallet';
const from = (parameter: string, start: number, unit = ''): string => (start > 0 ? `${parameter}${start}${unit}` : '');
const withHash = (id: string, prefix: string): string => id.replace('/', prefix);

/** One entry a provider. An id can hold nothing that its pattern does not let through. */
export const providers: readonly Provider[] = [
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
    embedUrl: (id, start) => `https://www.youtube-nocookie.com/embed/${id}?autoplay=1${from('&start=', start)}`,
    address: (id) => `https://www.youtube.com/watch?v=${id}`,
    oembed: 'https://www.youtube.com/oembed?format=json&url=',
    poster: (id) => `https://i.ytimg.com/vi/${id}/maxresdefault.jpg`,
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
    embedUrl: (id, start) =>
      `https://player.vimeo.com/video/${withHash(id, '?h=')}${id.includes('/') ? '&' : '?'}dnt=1&autoplay=1${from('#t=', start, 's')}`,
    address: (id) => `https://vimeo.com/${id}`,
    oembed: 'https://vimeo.com/api/oembed.json?width=1920&url=',
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
    embedUrl: (id, start) =>
      `https://geo.dailymotion.com/player.html?video=${id}&autoplay=1${from('&startTime=', start)}`,
    address: (id) => `https://www.dailymotion.com/video/${id}`,
    oembed: 'https://www.dailymotion.com/services/oembed?format=json&url=',
  },
  {
    // A page's own player, by the address of the video (https://developers.facebook.com/docs/plugins/embedded-video-player).
    name: 'Facebook',
    origin: 'https://www.facebook.com',
    patterns: [
      { hosts: facebook, path: /^\/(?:watch\/?(?:live\/?)?|video\.php)\?(?:[^#]*&)?v=([0-9]{6,20})(?:&|$)/ },
      { hosts: facebook, path: /^\/(?:reel|[\w.-]+\/videos(?:\/[\w.%-]+)?)\/([0-9]{6,20})\/?(?:\?|$)/ },
      {
        hosts: ['www.facebook.com'],
        path: /^\/plugins\/video\.php\?(?:[^#]*&)?href=https%3A%2F%2Fwww\.facebook\.com%2Fwatch%2F%3Fv%3D([0-9]{6,20})(?:&|$)/i,
      },
    ],
    embedUrl: (id, start) =>
      `https://www.facebook.com/plugins/video.php?href=${encodeURIComponent(`https://www.facebook.com/watch/?v=${id}`)}&show_text=false&autoplay=true${from('&t=', start)}`,
    address: (id) => `https://www.facebook.com/watch/?v=${id}`,
  },
  {
    // https://developers.tiktok.com/doc/embed-player. Its short addresses (vm.tiktok.com) tell nothing without asking there.
    name: 'TikTok',
    origin: 'https://www.tiktok.com',
    patterns: [
      {
        hosts: ['tiktok.com', 'www.tiktok.com', 'm.tiktok.com'],
        path: /^\/(?:@[\w.-]*\/video|player\/v1|embed(?:\/v2)?|share\/video|v)\/([0-9]{8,24})(?:\.html)?\/?(?:\?|$)/,
      },
    ],
    embedUrl: (id) => `https://www.tiktok.com/player/v1/${id}?autoplay=1`,
    // It leads on from any name.
    address: (id) => `https://www.tiktok.com/@/video/${id}`,
    oembed: 'https://www.tiktok.com/oembed?url=',
  },
  {
    // Only what is said to be the video of a post: a post is a quotation.
    name: 'X',
    origin: 'https://platform.twitter.com',
    patterns: [
      {
        hosts: ['x.com', 'www.x.com', 'mobile.x.com', 'twitter.com', 'www.twitter.com', 'mobile.twitter.com'],
        path: /^\/(?:i|\w{1,15})\/(?:web\/)?status(?:es)?\/([0-9]{5,20})\/video\/[1-4]\/?(?:\?|$)/,
      },
      { hosts: ['platform.twitter.com'], path: /^\/embed\/Tweet\.html\?(?:[^#]*&)?id=([0-9]{5,20})(?:&|$)/ },
    ],
    embedUrl: (id) => `https://platform.twitter.com/embed/Tweet.html?id=${id}&dnt=true`,
    address: (id) => `https://x.com/i/status/${id}/video/1`,
  },
  {
    // Twitch's players play on a site that is named to them alone, and by its name alone (https://dev.twitch.tv/docs/embed/video-and-clips/).
    name: 'Twitch',
    origin: 'https://clips.twitch.tv',
    patterns: [
      { hosts: ['clips.twitch.tv'], path: new RegExp(`^/embed/?\\?(?:[^#]*&)?clip=${twitchClip}(?:&|$)`) },
      { hosts: ['clips.twitch.tv'], path: new RegExp(`^/(?!embed/?(?:\\?|$))${twitchClip}/?(?:\\?|$)`) },
      { hosts: twitch, path: new RegExp(`^/(?:\\w{3,25}/)?clip/${twitchClip}/?(?:\\?|$)`) },
    ],
    embedUrl: (id, _start, siteHost) => `https://clips.twitch.tv/embed?clip=${id}&parent=${siteHost}&autoplay=true`,
    address: (id) => `https://clips.twitch.tv/${id}`,
  },
  {
    name: 'Twitch',
    origin: 'https://player.twitch.tv',
    patterns: [
      { hosts: twitch, path: /^\/(?:videos|\w{3,25}\/v(?:ideo)?)\/v?([0-9]{5,14})\/?(?:\?|$)/ },
      { hosts: ['player.twitch.tv'], path: /^\/?\?(?:[^#]*&)?video=v?([0-9]{5,14})(?:&|$)/ },
    ],
    embedUrl: (id, start, siteHost) =>
      `https://player.twitch.tv/?video=${id}&parent=${siteHost}&autoplay=true${from('&time=', start, 's')}`,
    address: (id) => `https://www.twitch.tv/videos/${id}`,
  },
  {
    // A channel plays what is live, and says so where nothing is.
    name: 'Twitch',
    origin: 'https://player.twitch.tv',
    patterns: [
      { hosts: twitch, path: new RegExp(`^/(?!(?:${notChannels})/?(?:\\?|$))${twitchName}/?(?:\\?|$)`, 'i') },
      { hosts: ['player.twitch.tv'], path: new RegExp(`^/?\\?(?:[^#]*&)?channel=${twitchName}(?:&|$)`) },
    ],
    embedUrl: (id, _start, siteHost) => `https://player.twitch.tv/?channel=${id}&parent=${siteHost}&autoplay=true`,
    address: (id) => `https://www.twitch.tv/${id}`,
  },
];
