import type { List } from './list.ts';
import { type Answer, post } from './post.ts';

/* What is on this screen is said to the newsroom, so that others skip it; what is on theirs is skipped here. What comes meanwhile waits. */

export interface Presence {
  /** Puts what has come at the head of the list. */
  showArrivals(): Promise<void>;
}

const usual = 20_000;
/** While somebody scrolls, not at every step. */
const soon = 800;

export function stayPresent(list: List): Presence {
  const onScreen = new Set<Element>();
  let timer = 0;
  /** Since it was told last. */
  let isChanged = false;
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) onScreen.add(target);
      else onScreen.delete(target);
    }
    isChanged = true;
    wait(soon);
  });
  const watch = () => {
    for (const card of list.cards()) observer.observe(card);
  };
  const button = arrivalsButton();
  button.addEventListener('click', () => void showArrivals());

  const wait = (milliseconds: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(tell, milliseconds);
  };

  async function tell(): Promise<void> {
    // Told again once it is looked at.
    if (document.hidden) return;
    isChanged = false;
    const fields = new URLSearchParams({ newest: String(newestOf(list)) });
    for (const card of onScreen)
      if (isFree(card)) fields.append('comment', (card as HTMLElement).dataset.comment ?? '');
    const answer = await post(list.place.dataset.queue ?? '', fields);
    if (answer) show(answer);
    wait(isChanged ? soon : usual);
  }

  function show({ others = [], arrived = 0 }: Answer): void {
    const names = new Map(others.map(({ id, name }) => [String(id), name]));
    for (const card of list.cards()) mark(card, names.get(card.dataset.comment ?? ''));
    button.hidden = arrived === 0;
    button.textContent = arrived === 1 ? '1 new comment' : `${arrived} new comments`;
  }

  async function showArrivals(): Promise<void> {
    const page = await fetchDocument(location.pathname + location.search);
    const known = new Set(list.cards().map(({ dataset }) => dataset.comment));
    const found = [...(page?.querySelectorAll<HTMLElement>('[data-queue] [data-comment]') ?? [])];
    const newOnes = found.filter(({ dataset }) => !known.has(dataset.comment));
    list.place.querySelector('.empty')?.remove();
    list.place.prepend(...newOnes.map((card) => document.adoptNode(card)));
    button.hidden = true;
    watch();
    list.move(newOnes[0] ?? null);
    list.say(
      newOnes.length === 1 ? '1 new comment is at the head.' : `${newOnes.length} new comments are at the head.`,
    );
  }

  document.addEventListener('visibilitychange', () => wait(0));
  watch();
  wait(0);
  return { showArrivals };
}

const isFree = (card: Element) => (card as HTMLElement).dataset.done === undefined;

const newestOf = (list: List) => Math.max(0, ...list.cards().map(({ dataset }) => Number(dataset.comment)));

/** Its room is kept, so that nothing moves when it comes. */
function arrivalsButton(): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button arrivals';
  button.hidden = true;
  const around = document.createElement('span');
  around.setAttribute('role', 'status');
  around.append(button);
  document.querySelector('.queue-bar')?.append(around);
  return button;
}

/** "Open with Ana", where somebody else has it. */
function mark(card: HTMLElement, name: string | undefined): void {
  if (card.dataset.openWith === name) return;
  card.querySelector('.open-with')?.remove();
  delete card.dataset.openWith;
  if (name === undefined) return;
  card.dataset.openWith = name;
  const note = document.createElement('span');
  note.className = 'open-with';
  const who = document.createElement('bdi');
  who.textContent = name;
  note.append('Open with ', who);
  card.querySelector('header')?.prepend(note);
}

/** A page of ours as a document that is never shown; null where it does not come. */
function fetchDocument(address: string): Promise<Document | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.onload = () => resolve(request.status === 200 ? request.responseXML : null);
    request.onerror = () => resolve(null);
    request.send();
  });
}
