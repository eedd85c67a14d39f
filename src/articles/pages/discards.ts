import type { Actor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import { writePageKey } from '../../http/paging.ts';
import type { Page } from '../../http/render.ts';
import { longDate, longDateTime, zoneLabel } from '../../text/dates.ts';
import { later } from '../../text/moments.ts';
import { discardedDays } from '../article.ts';
import { canDeleteForGood } from '../policy.ts';
import type { Discarded } from '../queries/discards.ts';
import { stateNames } from './moments.ts';

/** Discarded drafts on one page of their list. */
export const discardedPageSize = 50;

interface Place {
  actor: Actor;
  site: Site;
  now: string;
}

const around = { layout: 'newsroom', language: 'en', current: 'stories' } as const;

/** @param found one more than a page holds where there are older ones */
export function discardedPage(
  { found, isFirst, notice }: { found: Discarded[]; isFirst: boolean; notice: string | null },
  place: Place,
): Page {
  const title = 'Discarded drafts';
  const shown = found.slice(0, discardedPageSize);
  const last = found.length > discardedPageSize ? shown.at(-1) : undefined;
  const older = last ? { href: `/admin/discarded?before=${writePageKey(last)}`, label: 'Older drafts' } : null;
  const newest = isFirst ? null : { href: '/admin/discarded', label: 'Newest drafts' };
  const model = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(place.site.zone, place.now)}`,
    notice: notice === null ? null : { text: notice, link: null },
    rows: shown.map((each) => discardedModel(each, place)),
    pager: older || newest ? { older, newest } : null,
  };
  return { ...around, view: 'articles/discarded/list', title, site: place.site, model };
}

/** In place of the editor, for who may bring it back. */
export function discardedStoryPage(discarded: Discarded, place: Place): Page {
  const model = { row: discardedModel(discarded, place) };
  const title = `Discarded: ${model.row.headline}`;
  return { ...around, view: 'articles/discarded/story', status: 410, title, site: place.site, model };
}

function discardedModel({ id, kind, state, headline, language, at, by }: Discarded, { actor, site }: Place) {
  const place = { zone: site.zone, language: 'en' } as const;
  const end = later(at, discardedDays * 24 * 60 * 60_000);
  return {
    id: String(id),
    kind,
    state: stateNames[state],
    headline: headline || 'No headline yet',
    language,
    by,
    when: { iso: at, text: longDateTime(at, place) },
    until: { iso: end, text: longDate(end, place) },
    backAction: `/admin/articles/${id}/bring-back`,
    deleteAction: canDeleteForGood(actor) ? `/admin/articles/${id}/delete` : null,
  };
}
