import type { Players } from '../../text/embeds.ts';
import { hostsIn } from '../../text/host-names.ts';

/** What plays here, as the editor's form says it. */
export const players = (): Players => ({
  siteHost: location.hostname,
  videoHosts: hostsIn(document.querySelector<HTMLElement>('[data-video-hosts]')?.dataset.videoHosts ?? ''),
});
