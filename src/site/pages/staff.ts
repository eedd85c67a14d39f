import type { StaffFacts } from '../queries/staff.ts';

export interface StaffModel {
  state: string;
  links: { text: string; href: string }[];
}

/** The line above a story that only the newsroom sees, in its language. @param path the story's, for readers */
export function staffModel(facts: StaffFacts | null, path: string): StaffModel | null {
  if (!facts) return null;
  const { articleId, writing, held, curates } = facts;
  const state = writing?.hasChanges ? 'Published, with changes that readers do not see yet.' : 'Published.';
  const editor = `/admin/articles/${articleId}`;
  const links = writing ? [{ text: 'Edit', href: editor }] : [];
  // Who may not see its revisions sees what readers do.
  const history = { text: 'History', href: writing ? `${editor}/revisions` : `${path}/history` };
  const front = curates ? [{ text: 'Put on the front', href: `/admin/front?story=${articleId}` }] : [];
  return { state, links: [...links, history, ...front, ...heldLink(held)] };
}

function heldLink(held: number | null): StaffModel['links'] {
  if (!held) return [];
  const text = held === 1 ? '1 held comment' : `${held.toLocaleString('en')} held comments`;
  return [{ text, href: '/admin/comments?state=held' }];
}
