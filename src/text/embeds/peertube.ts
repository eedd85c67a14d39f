import type { Provider } from './providers.ts';

/** A UUID, or the 22 letters that PeerTube makes of one; neither can be taken for a name that people choose. */
const id = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[1-9A-HJ-NP-Za-km-z]{22})';
const path = new RegExp(`^/(?:w|videos/(?:watch|embed))/${id}/?(?:\\?|$)`);

/**
 * PeerTube is a program and has no one place: whoever runs it has a host. `p2p=0` keeps readers from being asked to send
 * what they watch on to each other. Source: https://docs.joinpeertube.org/api/embed-player
 */
export const peerTubeAt = (host: string): Provider => ({
  name: host,
  origin: `https://${host}`,
  patterns: [{ hosts: [host], path }],
  embedUrl: (video, start) =>
    `https://${host}/videos/embed/${video}?autoplay=1&p2p=0${start > 0 ? `&start=${start}s` : ''}`,
  address: (video) => `https://${host}/w/${video}`,
  oembed: `https://${host}/services/oembed?format=json&url=`,
});

/** Whether an address at any host looks like one of PeerTube's. */
export const isOfPeerTube = ({ pathname, search }: URL): boolean => path.test(pathname + search);
