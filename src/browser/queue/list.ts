/* The cards of the queue, and the one that the keys are for. */

export interface List {
  place: HTMLElement;
  /** In the order of the page. */
  cards(): HTMLElement[];
  current(): HTMLElement | null;
  /** The keys are for this one from now on; it has the focus. */
  move(card: HTMLElement | null): void;
  /** To the next or the previous one that nobody else has open and that waits for a press; whether there is one. */
  step(by: 1 | -1): boolean;
  ticked(): HTMLElement[];
  /** Tells what happened, to those who cannot see it too. */
  say(words: string): void;
}

export function openList(place: HTMLElement): List {
  const cards = () => [...place.querySelectorAll<HTMLElement>('[data-comment]')];
  const current = () => place.querySelector<HTMLElement>('[data-comment][aria-current]');
  const line = document.createElement('p');
  line.className = 'queue-line';
  line.setAttribute('role', 'status');
  line.textContent = 'J and K move, P publishes, R rejects, Z undoes. All keys: ?';
  const bar = document.createElement('div');
  bar.className = 'queue-bar row';
  bar.append(line);
  place.before(bar);

  function mark(card: HTMLElement | null): void {
    for (const other of cards()) if (other !== card) other.removeAttribute('aria-current');
    card?.setAttribute('aria-current', 'true');
  }

  function move(card: HTMLElement | null): void {
    mark(card);
    if (!card) return;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  }

  function step(by: 1 | -1): boolean {
    const all = cards();
    const at = all.indexOf(current() ?? place);
    const ahead = by === 1 ? all.slice(at + 1) : all.slice(0, Math.max(0, at)).reverse();
    const next = ahead.find(isOpen);
    if (next) move(next);
    return next !== undefined;
  }

  // Whoever comes into a card by pointer or tabulator has it before them.
  place.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) mark(target.closest<HTMLElement>('[data-comment]'));
  });

  return {
    ...{ place, cards, current, move, step },
    ticked: () => cards().filter((card) => boxOf(card)?.checked && isOpen(card)),
    say: (words) => {
      line.textContent = words;
    },
  };
}

export const boxOf = (card: Element) => card.querySelector<HTMLInputElement>('input[name="comment"]');

/** Waits for a press of this person. */
export const isOpen = (card: HTMLElement): boolean =>
  card.dataset.done === undefined && card.dataset.openWith === undefined;
