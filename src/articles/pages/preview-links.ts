import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import { isOut, type PreviewAnswer, previewDays } from '../article/preview-link.ts';
import { canEdit, canRevokePreview } from '../policy.ts';
import type { ListedPreviewLink } from '../queries/preview-links.ts';
import type { Moment } from './card.ts';
import type { EditorState } from './editor-state.ts';
import { momentText } from './moments.ts';

/** How many links and answers the story's page shows: the newest. */
export const mostPreviews = 50;

interface SelectModel {
  name: string;
  label: string;
  hint: string | null;
  error: string | null;
  options: { value: string; label: string; language: string; selected: boolean }[];
}

interface PreviewsModel {
  heading: string;
  isOpen: boolean;
  answers: { who: string; said: string; text: string | null; when: Moment }[];
  links: { name: string; notes: string[]; isOver: boolean; revoke: { action: string } | null }[];
  make: { action: string; recipient: string; error: string | null; days: SelectModel } | null;
}

/** Preview links and what was said by them; null where there are none and this person makes none. */
export function previewsModel(state: EditorState): PreviewsModel | null {
  const { article, previews } = state;
  if (!article) return null;
  const make = makeModel(state);
  const { links, answers } = previews;
  if (!make && links.length === 0) return null;
  const working = links.filter((link) => !isOver(link, state.now)).length;
  return {
    heading: working > 0 ? `Preview links (${working})` : 'Preview links',
    isOpen: links.length > 0 || Boolean(make?.error || make?.days.error),
    answers: answers.map((answer) => answerModel(answer, state)),
    links: links.map((link) => linkModel(link, state)),
    make,
  };
}

const isOver = ({ revokedAt, expiresAt }: ListedPreviewLink, now: string) => revokedAt !== null || expiresAt <= now;

function answerModel({ kind, name, text, at, revisionId, revisionAt }: PreviewAnswer, state: EditorState) {
  const version = `the version of ${momentText(revisionAt, state)}`;
  const said = kind === 'approval' ? `approved ${version}` : `on ${version}`;
  const changed = revisionId === state.article?.revisionId ? '' : '; the text has changed since';
  return {
    who: name,
    said: `${said}${changed}`,
    text: text || null,
    when: { iso: at, text: momentText(at, state) },
  };
}

function linkModel(link: ListedPreviewLink, state: EditorState) {
  const { article, actor, now, site } = state;
  const moment = (iso: string) => momentText(iso, { site, now });
  const opened = link.openedAt
    ? `opened ${link.openings === 1 ? 'once' : `${link.openings.toLocaleString('en')} times`}, last ${moment(link.openedAt)}`
    : 'not opened yet';
  const over = isOver(link, now);
  const revoke = !over && article && canRevokePreview(actor, article, link);
  return {
    name: link.recipient,
    notes: [standing(link, state), opened, `made by ${link.by}`],
    isOver: over,
    revoke: revoke ? { action: `/admin/articles/${article.id}/preview-links/${link.id}/revoke` } : null,
  };
}

function standing({ revokedAt, expiresAt }: ListedPreviewLink, { site, now }: EditorState): string {
  if (revokedAt) return `revoked ${momentText(revokedAt, { site, now })}`;
  const end = untilText(expiresAt, site, now);
  return expiresAt <= now ? `expired ${end}` : `works until ${end}`;
}

/** With the zone, for those who are elsewhere. */
const untilText = (iso: string, { zone }: Site, now: string): string =>
  `${momentLine(iso, now, { zone, language: 'en' })} (${zoneLabel(zone, iso)})`;

/** Null where this person may not, or readers see the newest text already, or nobody is to see it. */
function makeModel({ article, actor, now, form, errors }: EditorState): PreviewsModel['make'] {
  if (!article || !canEdit(actor, article) || article.state === 'withdrawn') return null;
  if (isOut(article, now) && article.publishedRevisionId === article.revisionId) return null;
  const chosen = previewDays.find((days) => String(days) === form.previewDays) ?? 3;
  return {
    action: `/admin/articles/${article.id}/preview-links`,
    recipient: form.previewFor ?? '',
    error: errors.previewFor ?? null,
    days: {
      ...{ name: 'previewDays', label: 'How long it works', hint: null, error: errors.previewDays ?? null },
      options: previewDays.map((days) => ({
        ...{ value: String(days), label: days === 1 ? '1 day' : `${days} days` },
        ...{ language: 'en', selected: days === chosen },
      })),
    },
  };
}

interface MadeLink {
  articleId: number;
  recipient: string;
  /** The whole address. */
  address: string;
  expiresAt: string;
}

/** The only page that ever shows the address. */
export function previewMadePage(
  { articleId, recipient, address, expiresAt }: MadeLink,
  { site, now }: { site: Site; now: string },
): Page {
  const title = `The preview link for ${recipient}`;
  const model = {
    recipient,
    address,
    until: untilText(expiresAt, site, now),
    backHref: `/admin/articles/${articleId}#previews`,
  };
  return { layout: 'sheet', view: 'articles/edit/preview-made', language: 'en', title, script: 'share', model };
}
