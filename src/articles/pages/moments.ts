import type { Site } from '../../db/settings.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import type { Article, PublicationKind, RevisionKind, State } from '../article.ts';
import type { HistoryEntry } from '../queries/desk.ts';

interface Place {
  site: Site;
  now: string;
}

/** Names of states, and the keys by which they are coloured. */
export const stateNames: Record<State, { key: State; name: string }> = {
  draft: { key: 'draft', name: 'Draft' },
  review: { key: 'review', name: 'In review' },
  scheduled: { key: 'scheduled', name: 'Scheduled' },
  published: { key: 'published', name: 'Published' },
  withdrawn: { key: 'withdrawn', name: 'Withdrawn' },
};

export const happenings: Record<RevisionKind | PublicationKind, string> = {
  save: 'Saved',
  submit: 'Submitted for review',
  publish: 'Saved to publish',
  restore: 'Restored',
  first: 'Published',
  fix: 'Published, a fix',
  update: 'Published, updated',
  correction: 'Published, corrected',
  withdrawal: 'Withdrawn',
  reinstatement: 'Published again',
  redaction: 'Redacted',
};

/** As `momentLine` says it, in the newsroom's zone. */
export const momentText = (iso: string, { site, now }: Place): string =>
  momentLine(iso, now, { zone: site.zone, language: 'en' });

export function historyModel({ history, ...place }: Place & { history: HistoryEntry[] }) {
  return history.map(({ at, by, kind, note }) => ({
    what: happenings[kind],
    note: note || null,
    iso: at,
    when: momentText(at, place),
    who: by ?? 'by the clock',
  }));
}

/** What there is to say of the state, beside its name. */
export function stateNote({
  article,
  updatedBy,
  ...place
}: Place & { article: Article | null; updatedBy: string | null }): string {
  if (!article) return 'Not saved yet';
  const saved = `Saved ${momentText(article.updatedAt, place)}${updatedBy ? ` by ${updatedBy}` : ''}`;
  if (article.state === 'scheduled' && article.publishedAt)
    return `For ${momentText(article.publishedAt, place)} (${zoneLabel(place.site.zone, article.publishedAt)}) · ${saved}`;
  if (article.state === 'withdrawn') return `${saved} · ${article.note}`;
  const hasChanges = article.state === 'published' && article.publishedRevisionId !== article.revisionId;
  return hasChanges ? `${saved} · changes not yet published` : saved;
}
