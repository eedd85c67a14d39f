import type { Hold } from '../../articles/article/hold.ts';
import type { Reads } from '../../articles/article/reads.ts';
import { momentText, stateNames } from '../../articles/pages/moments.ts';
import { readsNote } from '../../articles/pages/reads.ts';
import { canEdit } from '../../articles/policy.ts';
import type { DeskRow } from '../../articles/queries/desk.ts';
import type { CommentsBelow } from '../../comments/queries/counts.ts';
import type { Site } from '../../db/settings.ts';
import type { Actor } from '../../db/tables.ts';

interface Place {
  actor: Actor;
  site: Site;
  now: string;
  comments: CommentsBelow;
  reads: Reads;
  /** Checks that were passed over. */
  tasks: number;
  /** Names of those who have it open. */
  editors: string[];
  /** The query of the list's address. */
  back: string;
  isChosen: boolean;
}

export const noComments: CommentsBelow = { published: 0, held: 0 };

/** A row of the newsroom's list. */
export function storyRow(row: DeskRow, place: Place) {
  return {
    id: String(row.id),
    isChosen: place.isChosen,
    href: `/admin/articles/${row.id}`,
    headline: row.headline || 'No headline yet',
    language: row.language,
    hold: row.hold && holdNote(row.hold, place),
    editing: editing(place.editors),
    notes: notes(row, place),
    state: stateNames[row.state],
    section: row.sectionName ?? '',
    filingHref: filingHref(row, place),
    authors: row.authors.join(', '),
    changed: { iso: row.updatedAt, text: momentText(row.updatedAt, place), by: row.updatedBy },
  };
}

/** Nobody's list has stories that are not theirs to see. */
function filingHref({ id, kind, state }: DeskRow, { actor, back }: Place): string | null {
  const own = { kind, state, createdBy: actor.id, authorIds: [], assigneeId: null };
  if (kind === 'page' || !canEdit(actor, own)) return null;
  return `/admin/articles/${id}/filing${back ? `?back=${encodeURIComponent(back)}` : ''}`;
}

function notes(row: DeskRow, place: Place): string[] {
  const { kind, state, note, publishedAt, hasChanges, hasLead } = row;
  const isYetToCome = state === 'draft' || state === 'review' || state === 'scheduled';
  const reads = readsNote(place.reads);
  return [
    ...(reads ? [reads] : []),
    ...commentNotes(place.comments),
    ...(place.tasks > 0 ? [place.tasks === 1 ? '1 passed check' : `${place.tasks} passed checks`] : []),
    ...(hasChanges ? ['unpublished changes'] : []),
    ...(state === 'scheduled' && publishedAt ? [`Scheduled for ${momentText(publishedAt, place)}`] : []),
    ...(isYetToCome ? planNotes(row, place) : []),
    ...(state === 'withdrawn' ? [`Withdrawn: ${note}`] : []),
    ...(state === 'draft' && note ? [`Sent back: ${note}`] : []),
    ...(isYetToCome && kind === 'story' && !hasLead ? ['No lead image'] : []),
  ];
}

function editing(names: string[]): { names: string; verb: string } | null {
  if (names.length === 0) return null;
  return { names: new Intl.ListFormat('en').format(names), verb: names.length === 1 ? 'is' : 'are' };
}

function planNotes({ assignment, state }: DeskRow, place: Place): string[] {
  const { assignee = null, plannedAt = null } = assignment ?? {};
  return [
    ...(assignee ? [`Assigned to ${assignee.name}`] : []),
    ...(plannedAt && state !== 'scheduled' ? [`Planned for ${momentText(plannedAt, place)}`] : []),
  ];
}

/** What stands before its reason. */
const holdNote = ({ heldFor, by, at, reason }: Hold, place: Place) => ({
  says: `Held for ${heldFor} by ${by} since ${momentText(at, place)}:`,
  reason,
});

const commentNotes = ({ published, held }: CommentsBelow): string[] => [
  ...(published > 0 ? [published === 1 ? '1 comment' : `${published.toLocaleString('en')} comments`] : []),
  ...(held > 0 ? [`${held.toLocaleString('en')} held`] : []),
];
