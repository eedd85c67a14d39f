import { momentText, stateNames } from '../../articles/pages/moments.ts';
import type { DeskRow } from '../../articles/queries/desk.ts';
import type { CommentsBelow } from '../../comments/queries/queue.ts';
import type { Site } from '../../db/settings.ts';

interface Place {
  site: Site;
  now: string;
  comments: CommentsBelow;
  /** Checks that were passed over. */
  tasks: number;
  /** Names of those who have it open. */
  editors: string[];
}

export const noComments: CommentsBelow = { published: 0, held: 0 };

/** A row of the newsroom's list. */
export function storyRow(row: DeskRow, place: Place) {
  return {
    href: `/admin/articles/${row.id}`,
    headline: row.headline || 'No headline yet',
    language: row.language,
    editing: editing(place.editors),
    notes: notes(row, place),
    state: stateNames[row.state],
    section: row.sectionName ?? '',
    authors: row.authors.join(', '),
    changed: { iso: row.updatedAt, text: momentText(row.updatedAt, place), by: row.updatedBy },
  };
}

function notes(row: DeskRow, place: Place): string[] {
  const { kind, state, note, publishedAt, hasChanges, hasLead } = row;
  const isYetToCome = state === 'draft' || state === 'review' || state === 'scheduled';
  return [
    ...commentNotes(place.comments),
    ...(place.tasks > 0 ? [place.tasks === 1 ? '1 passed check' : `${place.tasks} passed checks`] : []),
    ...(hasChanges ? ['unpublished changes'] : []),
    ...(state === 'scheduled' && publishedAt ? [`Scheduled for ${momentText(publishedAt, place)}`] : []),
    ...(state === 'withdrawn' ? [`Withdrawn: ${note}`] : []),
    ...(state === 'draft' && note ? [`Sent back: ${note}`] : []),
    ...(isYetToCome && kind === 'story' && !hasLead ? ['No lead image'] : []),
  ];
}

function editing(names: string[]): { names: string; verb: string } | null {
  if (names.length === 0) return null;
  return { names: new Intl.ListFormat('en').format(names), verb: names.length === 1 ? 'is' : 'are' };
}

const commentNotes = ({ published, held }: CommentsBelow): string[] => [
  ...(published > 0 ? [published === 1 ? '1 comment' : `${published.toLocaleString('en')} comments`] : []),
  ...(held > 0 ? [`${held.toLocaleString('en')} held`] : []),
];
