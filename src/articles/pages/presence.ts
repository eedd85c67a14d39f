import type { Site } from '../../db/settings.ts';
import type { Article } from '../article.ts';
import type { Present } from '../queries/presence.ts';
import { momentText } from './moments.ts';

interface Place {
  site: Site;
  now: string;
}

/** "Mara Oyelaran has had this story open since 11:40."; '' where nobody else has. */
export function presenceText(others: Pick<Present, 'name' | 'since'>[], kind: Article['kind'], place: Place): string {
  const [first, second] = others;
  if (!first) return '';
  if (!second) return `${first.name} has had this ${kind} open since ${momentText(first.since, place)}.`;
  const all = others.map(({ name, since }) => `${name} (since ${momentText(since, place)})`);
  return `${new Intl.ListFormat('en').format(all)} have this ${kind} open.`;
}

/** That somebody saved meanwhile what is not on the page; '' where nobody did. */
export function newerText(
  { article, by }: { article: Article; by: string },
  revisionId: number | null,
  place: Place,
): string {
  if (revisionId === null || revisionId === article.revisionId) return '';
  return `${by} saved it at ${momentText(article.updatedAt, place)}. What you save is merged with that.`;
}
