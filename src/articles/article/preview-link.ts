import type { PreviewAnswerKind, State } from '../../db/tables.ts';

export type { PreviewAnswerKind } from '../../db/tables.ts';

/** For how many days a link can be made to work. */
export const previewDays = [1, 3, 7, 14] as const;

/** In characters, and how many links of a story work at a time, and how much is said by one of them. */
export const previewLimits = { recipient: 100, name: 100, text: 4000, links: 20, answers: 100 } as const;

/** A secret address at which somebody without an account reads the newest text of a story. */
export interface PreviewLink {
  id: number;
  /** Null once the story was deleted. */
  articleId: number | null;
  recipient: string;
  createdAt: string;
  createdBy: number;
  expiresAt: string;
  revokedAt: string | null;
  openedAt: string | null;
}

/** What was said by a link. */
export interface PreviewAnswer {
  id: number;
  linkId: number;
  kind: PreviewAnswerKind;
  name: string;
  text: string;
  at: string;
  revisionId: number;
  /** When the version that it was said of was saved. */
  revisionAt: string;
}

/** Of the story, what a link is judged by. */
export interface Previewable {
  state: State;
  publishedAt: string | null;
  hasChanges: boolean;
  /** That a redaction took the newest text. */
  isBlank: boolean;
}

/** What a link is worth now. */
export type PreviewStanding = 'open' | 'revoked' | 'expired' | 'deleted' | 'withdrawn' | 'redacted' | 'published';

/**
 * A link shows what readers do not see. Once they see the story it leads there, whatever is written after; only a link that was made
 * since shows the changes that are not published.
 */
export function standingOf(link: PreviewLink, story: Previewable | null, now: string): PreviewStanding {
  if (link.revokedAt !== null) return 'revoked';
  if (link.expiresAt <= now) return 'expired';
  if (story === null) return 'deleted';
  if (story.isBlank) return 'redacted';
  if (story.state === 'withdrawn') return 'withdrawn';
  return isOut(story, now) && !(story.hasChanges && link.createdAt > (story.publishedAt ?? now)) ? 'published' : 'open';
}

/** Whether readers can see a version of it. */
export const isOut = ({ state, publishedAt }: Pick<Previewable, 'state' | 'publishedAt'>, now: string): boolean =>
  state === 'published' || (state === 'scheduled' && publishedAt !== null && publishedAt <= now);
