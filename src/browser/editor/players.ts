import type { Players } from '../../text/embeds.ts';
import { hostsIn } from '../../text/host-names.ts';

/** What plays here, as the editor's form says it. */
export const players = (): Players => ({
  siteHost: location.hostname,
  videoHosts: hostsIn(said().videoHosts ?? ''),
  chartHosts: hostsIn(said().chartHosts ?? ''),
});

const said = (): DOMStringMap => document.querySelector<HTMLElement>('[data-video-hosts]')?.dataset ?? {};
