import type { PreviewAnswer, PreviewLink, PreviewStanding } from '../../articles/article/preview-link.ts';
import { previewLimits } from '../../articles/article/preview-link.ts';
import type { PreviewedStory } from '../../articles/queries/preview-links.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import type { PreviewBar } from '../../site/pages/story.ts';
import { longDateTime, zoneLabel } from '../../text/dates.ts';
import { isolated } from '../../text/isolated.ts';
import { type Language, words } from '../../text/language.ts';

/** What somebody with the link sees around the story. */
export interface Guest {
  site: Site;
  token: string;
  link: PreviewLink;
  story: PreviewedStory;
  /** By this link, newest last. */
  answers: PreviewAnswer[];
  /** What was just done: a key of the words of thanks. */
  done: string | null;
  /** As it was typed; empty at first. */
  form: Form;
  errors: FieldErrors;
  status: number;
}

/** Of the longest answer list that the page shows. */
export const mostAnswers = 50;

export function guestBar({ site, link, story }: Guest): PreviewBar {
  const { language } = story;
  const { bar, barOfChanges, toAnswer } = words(language).previews;
  // Whatever way the name runs, it does not turn the words around it.
  const name = isolated(link.recipient);
  const says = (story.hasChanges ? barOfChanges : bar)(name, withZone(link.expiresAt, site, language));
  return { says, href: '#answer', link: toAnswer, language };
}

const views: Record<string, string> = { 'site/story': 'admin/by-link/story', 'site/page': 'admin/by-link/page' };

/** The reader's page of the story, with a form below it. */
export function guestPage(shown: Page, guest: Guest): Page {
  const view = views[shown.view];
  if (!view) throw new Error(`There is no preview of ${shown.view} by a link.`);
  return { ...shown, view, status: guest.status, model: { ...shown.model, guest: guestModel(guest) } };
}

function guestModel({ site, token, link, story, answers, done, form, errors }: Guest) {
  const { language } = story;
  const { thanks, version } = words(language).previews;
  return {
    action: `/preview/${token}`,
    version: version(withZone(story.revisionAt, site, language)),
    thanks: done === 'approved' || done === 'noted' ? thanks[done] : null,
    revision: String(story.revisionId),
    problems: Object.entries(errors).map(([field, text]) => ({ href: field ? `#answer-${field}` : null, text })),
    name: { value: form.name ?? link.recipient, error: errors.name ?? null, limit: String(previewLimits.name) },
    remark: { value: form.remark ?? '', error: errors.remark ?? null, limit: String(previewLimits.text) },
    answers: answers.map((answer) => answerModel(answer, { site, story })),
  };
}

function answerModel(
  { kind, name, text, at, revisionId, revisionAt }: PreviewAnswer,
  { site, story }: Pick<Guest, 'site' | 'story'>,
) {
  const place = { zone: site.zone, language: story.language };
  const { approved, noted, changedSince } = words(story.language).previews;
  const said = (kind === 'approval' ? approved : noted)(longDateTime(revisionAt, place));
  return {
    name,
    said,
    since: revisionId === story.revisionId ? null : changedSince,
    text: text || null,
    when: { iso: at, text: longDateTime(at, place) },
  };
}

const withZone = (iso: string, { zone }: Site, language: Language): string =>
  `${longDateTime(iso, { zone, language })} (${zoneLabel(zone, iso)})`;

/** What is told of a link that shows nothing: of one that ended no more than of one that never was. */
export type Over = 'ended' | Extract<PreviewStanding, 'withdrawn' | 'redacted' | 'published'>;

const statuses: Record<Over, number> = { ended: 404, withdrawn: 410, redacted: 410, published: 200 };

/** What to do with a link that shows nothing, or nothing any more. @param path where readers find the story */
export function overPage(
  site: Site,
  over: Over,
  { language, path }: { language: Language; path: string | null },
): Page {
  const { over: texts, toStory } = words(language).previews;
  const { heading, text } = texts[over];
  const link = over === 'published' && path ? { href: path, text: toStory } : null;
  return {
    ...{ layout: 'reader', view: 'admin/by-link/over', language, site, status: statuses[over] },
    title: `${heading} | ${site.name}`,
    head: {
      ...{ description: null, canonical: null, image: null, type: 'website', alternates: [] },
      jsonLd: null,
      robots: 'noindex',
    },
    model: { heading, text, link },
  };
}
