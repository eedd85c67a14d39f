import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Page } from '../../http/render.ts';
import { dayAndTime } from '../../text/dates.ts';
import type { StandingFlood } from '../comment/flood.ts';
import { timeOf } from './queued.ts';

export interface FloodView {
  text: string;
  action: string;
  /** Of the story, in a hidden field; '' for all. */
  story: string;
}

/** "On all stories every new comment is held until 23 November, 14:00. Ana Ruiz, 12:10" */
export const floodViews = (floods: StandingFlood[], site: Site, now: string): FloodView[] =>
  floods.map(({ articleId, headline, mode, until, at, by }) => {
    const where = articleId === null ? 'On all stories' : `On “${headline ?? 'a story'}”`;
    const what = mode === 'close' ? 'no comments are taken' : 'every new comment is held';
    const end = until === null ? '' : ` until ${dayAndTime(until, { zone: site.zone, language: 'en' })}`;
    return {
      text: `${where}, ${what}${end}. ${by}, ${timeOf(at, { zone: site.zone, now })}.`,
      action: '/admin/comments/flood/end',
      story: articleId === null ? '' : String(articleId),
    };
  });

export interface FloodModel {
  notice: { text: string; link: null } | null;
  problem: string | null;
  floods: FloodView[];
  /** Null for all stories. */
  headline: string | null;
  story: string;
  allHref: string | null;
}

interface Asked {
  floods: StandingFlood[];
  story: { id: number; headline: string } | null;
  errors: FieldErrors;
  notice: string | null;
  status: number;
  now: string;
}

export function floodPage(site: Site, { floods, story, errors, notice, status, now }: Asked): Page {
  const model: FloodModel = {
    notice: notice === null ? null : { text: notice, link: null },
    problem: Object.values(errors)[0] ?? null,
    floods: floodViews(floods, site, now),
    headline: story?.headline ?? null,
    story: story === null ? '' : String(story.id),
    allHref: story === null ? null : '/admin/comments/flood',
  };
  const around = { layout: 'newsroom', language: 'en', current: 'comments', title: 'Flood mode' } as const;
  return { ...around, status, view: 'comments/flood', model };
}
