const comments = '#comments .comment[id]';

/** The id of the newest comment of a page. */
export function newestOf(page: Document): string {
  const ids = [...page.querySelectorAll(comments)].map(({ id }) => id);
  return ids.reduce((newest, id) => (numberOf(id) > numberOf(newest) ? id : newest), '');
}

const numberOf = (id: string): number => Number(id.slice('comment-'.length));

/** Puts what the page has and this one lacks where it belongs; moves and changes nothing else but the count. @returns what is new */
export function merge(page: Document): HTMLElement[] {
  const added: HTMLElement[] = [];
  for (const there of page.querySelectorAll<HTMLElement>(comments)) {
    if (document.getElementById(there.id) || there.closest('.quoted')) continue;
    const node = document.importNode(there, true);
    if (!place(there, node)) continue;
    added.push(node);
  }
  const [here, now] = [document, page].map((each) => each.querySelector<HTMLElement>('#comments'));
  if (here && now) {
    here.dataset.seen = now.dataset.seen;
    const heading = here.querySelector('#comments-heading');
    if (heading) heading.textContent = now.querySelector('#comments-heading')?.textContent ?? '';
    if (added.length > 0) here.querySelector(':scope > .empty')?.remove();
  }
  return added;
}

/** Whether there is a place for it. */
function place(there: HTMLElement, node: HTMLElement): boolean {
  const above = there.parentElement?.closest('.comment[id]');
  if (above) return answer(above.id, node);
  const before = siblings(there, 'previousElementSibling');
  if (before) {
    before.after(node);
    return true;
  }
  const after = siblings(there, 'nextElementSibling');
  if (after) after.before(node);
  else (document.querySelector('#comments > .empty') ?? document.querySelector('#comments > .reply-form'))?.after(node);
  return node.isConnected;
}

/** The nearest comment on that side that this page has too. */
function siblings(there: Element, side: 'previousElementSibling' | 'nextElementSibling'): Element | null {
  for (let next = there[side]; next; next = next[side]) {
    const here = next.matches('.comment[id]') && document.getElementById(next.id);
    if (here) return here;
  }
  return null;
}

function answer(id: string, node: HTMLElement): boolean {
  const above = document.getElementById(id);
  if (!above) return false;
  let replies = above.querySelector(':scope > .replies');
  if (!replies) {
    replies = document.createElement('div');
    replies.className = 'replies';
    above.append(replies);
  }
  replies.append(node);
  return true;
}
