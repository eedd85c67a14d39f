import type { Actor } from '../../db/tables.ts';

/** How much there is for a person to do. */
export interface Waiting {
  /** Stories in review, on their list. */
  review: number;
  /** Comments that are held. */
  held: number;
  /** Open reports of errors. */
  reports: number;
  /** Own stories that were sent back. */
  returned: number;
  /** Drafts that they are to write. */
  assigned: number;
  /** Checks that were passed over. */
  tasks: number;
}

interface WaitingItem {
  count: number;
  href: string;
  text: string;
}

/** What is for this person to do; what an author handed in waits for the desk instead. */
export function waitingItems(waiting: Waiting, actor: Actor): WaitingItem[] {
  const { review, assigned, returned, held, reports, tasks } = waiting;
  const item = (count: number, href: string, [one, other]: [string, string]): WaitingItem[] =>
    count > 0 ? [{ count, href, text: `${count} ${count === 1 ? one : other}` }] : [];
  return [
    ...item(actor.role === 'author' ? 0 : review, '/admin/articles?state=review', [
      'story to review',
      'stories to review',
    ]),
    ...item(assigned, `/admin/articles?state=draft&assignee=${actor.id}`, [
      'draft assigned to you',
      'drafts assigned to you',
    ]),
    ...item(returned, '/admin/articles?state=draft&mine=1', ['story sent back to you', 'stories sent back to you']),
    ...item(held, '/admin/comments', ['comment', 'comments']),
    ...item(reports, '/admin/reports', ['report of an error', 'reports of errors']),
    ...item(tasks, '/admin/tasks', ['passed check to mend', 'passed checks to mend']),
  ];
}

/** As it heads the list, and as an open list asks for it anew. */
export const waitingModel = (items: WaitingItem[]) => ({
  mark: waitingMark(items),
  items: items.map(({ href, text }) => ({ href, text })),
});

/** What stands before the page's title: how much there is to do, or nothing. */
export function waitingMark(items: WaitingItem[]): string {
  const all = items.reduce((sum, { count }) => sum + count, 0);
  return all > 0 ? `(${all.toLocaleString('en')}) ` : '';
}
