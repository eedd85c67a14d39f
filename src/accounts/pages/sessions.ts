import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime, momentLine, zoneLabel } from '../../text/dates.ts';
import { later } from '../../text/moments.ts';
import { useSeconds } from '../person.ts';

interface Shown {
  sessions: readonly { name: string; device: string; createdAt: string; usedAt: string; isThis: boolean }[];
  notice: string | null;
}

/** Where somebody is signed in. */
export function sessionsPage(site: Site, { sessions, notice }: Shown, now: string): Page {
  const place = { zone: site.zone, language: 'en' } as const;
  const model = {
    siteName: site.name,
    notice: notice === null ? null : { text: notice, link: null },
    sessions: sessions.map(({ name, device, createdAt, usedAt, isThis }) => ({
      ...{ name, device: device || 'Unknown device', isThis },
      begun: longDateTime(createdAt, place),
      used: later(usedAt, useSeconds * 1000) > now ? 'within the last hour' : momentLine(usedAt, now, place),
    })),
    hasOthers: sessions.some(({ isThis }) => !isThis),
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}.`,
  };
  return { layout: 'sheet', language: 'en', view: 'accounts/sessions', title: 'Where you are signed in', model };
}
