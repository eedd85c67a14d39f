import { boxOf, type List } from './list.ts';
import { type Answer, post } from './post.ts';

/* Decisions are sent without leaving the place; the card shows what became of it. */

export interface Sending {
  /** Presses that button of the card; with ticked ones, of all of them. */
  press(button: HTMLButtonElement): Promise<void>;
  decideTicked(act: string, reason: string): Promise<void>;
  undo(): Promise<void>;
}

interface Press {
  batch: string;
  until: number;
}

/** As long as the newsroom lets a press be undone. */
const undoWindow = 60_000;

export function openSending(list: List): Sending {
  const presses: Press[] = [];

  list.place.addEventListener('submit', (event) => {
    if (!(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    void press(event.submitter);
  });
  const bulk = document.querySelector<HTMLFormElement>('form#bulk');
  bulk?.addEventListener('submit', (event) => {
    if (!(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    void decideTicked(event.submitter.value, String(new FormData(bulk).get('reason') ?? ''));
  });

  async function press(button: HTMLButtonElement): Promise<void> {
    const card = button.closest<HTMLElement>('[data-comment]');
    if (!card || !button.form || card.getAttribute('aria-busy') === 'true') return;
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(button.form, button)) fields.append(name, String(value));
    await send([card], button.formAction, fields);
  }

  async function decideTicked(act: string, reason: string): Promise<void> {
    const cards = list.ticked();
    if (cards.length === 0 || !bulk) return list.say('Tick the comments first.');
    const fields = new URLSearchParams({ act, reason });
    for (const card of cards) fields.append('comment', boxOf(card)?.value ?? '');
    await send(cards, bulk.action, fields);
  }

  async function send(cards: HTMLElement[], address: string, fields: URLSearchParams): Promise<void> {
    for (const card of cards) card.setAttribute('aria-busy', 'true');
    const answer = await post(address, fields);
    for (const card of cards) card.removeAttribute('aria-busy');
    if (!answer) return list.say('The newsroom did not answer. Nothing is lost: press again.');
    if (answer.error && cards.length > 1) return list.say(answer.error);
    for (const card of cards) show(card, outcomeOf(card, answer));
    if (answer.batch) presses.push({ batch: answer.batch, until: Date.now() + undoWindow });
    const many = cards.length > 1 ? ` ${answer.done?.length ?? 0} comments.` : '';
    list.say(answer.error ?? `${answer.text ?? ''}${many}`);
    // What had the focus is hidden now.
    if (!list.step(1)) list.move(cards.at(-1) ?? null);
  }

  /** Marks what is decided. The form stays in the page for when it is undone. */
  function show(card: HTMLElement, { words, batch, href }: Outcome): void {
    card.dataset.done = batch ?? '';
    card.querySelector('details')?.removeAttribute('open');
    const box = boxOf(card);
    if (box) box.checked = false;
    const result = document.createElement('p');
    result.className = 'row result';
    const said = document.createElement('span');
    said.textContent = words;
    result.append(said);
    if (href) result.append(linkTo(href, 'View it'));
    if (batch) result.append(undoButton(batch));
    else result.append(linkTo(`/admin/comments/${card.dataset.comment}`, 'Look at it'));
    card.append(result);
  }

  function undoButton(batch: string): HTMLButtonElement {
    const button = document.createElement('button');
    button.className = 'button';
    button.type = 'button';
    button.textContent = 'Undo';
    button.addEventListener('click', () => void undoBatch(batch));
    setTimeout(() => button.remove(), undoWindow);
    return button;
  }

  async function undo(): Promise<void> {
    const last = presses.at(-1);
    // What was pressed on another page is told above the list, with a button that leads back here.
    const told = document.querySelector<HTMLInputElement>('.notice input[name="batch"]');
    if (last && last.until >= Date.now()) await undoBatch(last.batch);
    else if (told) told.form?.requestSubmit();
    else list.say('There is nothing to undo.');
  }

  async function undoBatch(batch: string): Promise<void> {
    const answer = await post('/admin/comments/undo', new URLSearchParams({ batch }));
    if (!answer) return list.say('The newsroom did not answer. Press again.');
    const at = presses.findIndex((each) => each.batch === batch);
    if (at >= 0) presses.splice(at, 1);
    if (answer.error) return list.say(answer.error);
    const undone = new Set((answer.undone ?? []).map(String));
    const cards = list.cards().filter(({ dataset }) => undone.has(dataset.comment ?? ''));
    for (const card of cards) {
      delete card.dataset.done;
      card.querySelector('.result')?.remove();
    }
    list.move(cards[0] ?? null);
    list.say(answer.kept ? `Undone for ${undone.size}. On ${answer.kept} somebody decided since.` : 'Undone.');
  }

  return { press, decideTicked, undo };
}

interface Outcome {
  words: string;
  /** By which it is undone; null where it was not decided. */
  batch: string | null;
  href: string | null;
}

function outcomeOf({ dataset }: HTMLElement, answer: Answer): Outcome {
  const refused = answer.refused?.find(({ id }) => String(id) === dataset.comment);
  const words = answer.error ?? refused?.message;
  if (words) return { words, batch: null, href: null };
  return { words: answer.text ?? '', batch: answer.batch ?? null, href: answer.href ?? null };
}

function linkTo(href: string, words: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  link.textContent = words;
  return link;
}
