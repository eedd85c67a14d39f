import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import type { Redirect } from '../queries/redirects.ts';
import { around, waysTo } from './filing.ts';

interface Redirects {
  /** One more than the page shows where there are older ones. */
  rows: Redirect[];
  search: string;
  isFirst: boolean;
  pageSize: number;
  notice: string | null;
}

const kindNames: Record<Redirect['kind'], string> = {
  story: 'Story or page',
  section: 'Section',
  topic: 'Topic',
  series: 'Series',
  person: 'Person',
};

export function redirectsPage(
  { rows, search, isFirst, pageSize, notice }: Redirects,
  { site, now }: { site: Site; now: string },
): Page {
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  const address = (more: Record<string, string>) => {
    const query = new URLSearchParams({ ...(search && { q: search }), ...more }).toString();
    return query ? `/admin/redirects?${query}` : '/admin/redirects';
  };
  const older = last ? { href: address({ before: `${last.since}_${last.path}` }), label: 'Older ones' } : null;
  const newest = isFirst ? null : { href: address({}), label: 'Newest ones' };
  const model = {
    ways: waysTo('redirects'),
    notice: notice === null ? null : { text: notice, link: null },
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    search,
    rows: shown.map((row) => rowModel(row, { site, now })),
    emptyText: search
      ? `No old address has “${search}” in it.`
      : 'No address leads on to another one. One does when the address of something that readers know is changed.',
    pager: older || newest ? { older, newest } : null,
  };
  return { ...around('Old addresses'), view: 'admin/house/redirects', model };
}

const rowModel = ({ kind, path, targetId, since, to }: Redirect, { site, now }: { site: Site; now: string }) => ({
  kindName: kindNames[kind],
  path,
  to,
  editHref: kind === 'story' ? `/admin/articles/${targetId}` : null,
  fields: [
    { name: 'kind', value: kind },
    { name: 'path', value: path },
  ],
  since: { iso: since, text: momentLine(since, now, { zone: site.zone, language: 'en' }) },
});
