import { boxOf, isOpen, type List } from './list.ts';
import type { Presence } from './presence.ts';
import type { Sending } from './sending.ts';

/* Everything by keyboard. A key is a letter alone; where somebody writes, it is a letter. */

export function followKeys(list: List, { sending, presence }: { sending: Sending; presence: Presence }): void {
  const help = document.querySelector<HTMLDialogElement>('dialog#keys');
  /** Whose reasons are asked for: those that are ticked, or the current one. */
  let rejecting: 'ticked' | 'one' | null = null;

  const acts: Record<string, () => void> = {
    j: () => void list.step(1),
    k: () => void list.step(-1),
    p: () => decide('publish', 'p'),
    h: () => decide('hold', 'h'),
    e: () => press('[data-key="e"]'),
    b: () => follow('b'),
    a: () => follow('a'),
    r: reject,
    x: tick,
    z: () => void sending.undo(),
    n: () => void presence.showArrivals(),
    '?': () => help?.showModal(),
  };

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || help?.open) return;
    const { key } = event;
    if (rejecting && /^[1-8]$/.test(key)) {
      event.preventDefault();
      rejectFor(key);
      return;
    }
    if (key === 'Escape') stopRejecting();
    const act = acts[key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    if (key.toLowerCase() !== 'r') stopRejecting();
    act();
  });
  addButton(list, () => help?.showModal());

  function decide(act: string, key: string): void {
    if (list.ticked().length > 0) void sending.decideTicked(act, '');
    else press(`button[data-key="${key}"]`);
  }

  function press(which: string): void {
    const card = list.current() ?? list.cards().find(isOpen) ?? null;
    if (card && isOpen(card)) {
      const button = card.querySelector<HTMLButtonElement>(which);
      if (button instanceof HTMLButtonElement) void sending.press(button);
      else list.say('That is not possible with this comment.');
    } else list.step(1);
  }

  /** Where a page of its own is needed. */
  function follow(key: string): void {
    const link = (list.current() ?? list.cards().find(isOpen))?.querySelector<HTMLAnchorElement>(
      `a[data-key="${key}"]`,
    );
    if (link) location.assign(link.href);
    else list.say('That is not possible with this comment.');
  }

  function reject(): void {
    if (list.ticked().length > 0) {
      rejecting = 'ticked';
      list.say(`Reject ${list.ticked().length} comments: ${reasonsOf(list.cards().find(isOpen)).join(', ')}.`);
      return;
    }
    const card = list.current() ?? list.cards().find(isOpen) ?? null;
    const reasons = card && isOpen(card) ? card.querySelector('details.rejecting') : null;
    if (!card || !reasons) {
      list.say('That is not possible with this comment.');
      return;
    }
    list.move(card);
    rejecting = 'one';
    reasons.setAttribute('open', '');
    reasons.scrollIntoView({ block: 'nearest' });
    list.say(`Reject: ${reasonsOf(card).join(', ')}.`);
  }

  function rejectFor(key: string): void {
    const of = rejecting;
    const card = of === 'ticked' ? list.ticked()[0] : list.current();
    const button = card?.querySelector<HTMLButtonElement>(`[data-reason="${key}"]`);
    stopRejecting();
    if (!button) return;
    if (of === 'ticked') void sending.decideTicked('reject', button.value);
    else void sending.press(button);
  }

  function stopRejecting(): void {
    if (rejecting === 'one') list.current()?.querySelector('details.rejecting')?.removeAttribute('open');
    rejecting = null;
  }

  function tick(): void {
    const card = list.current() ?? list.cards().find(isOpen);
    const box = card && isOpen(card) ? boxOf(card) : null;
    if (!card || !box) return;
    list.move(card);
    box.checked = !box.checked;
    list.say(`${list.ticked().length} ticked.`);
  }
}

/** "1 Spam", … */
const reasonsOf = (card: Element | undefined): string[] =>
  [...(card?.querySelectorAll<HTMLElement>('[data-reason]') ?? [])].map(
    (button) => `${button.dataset.reason} ${button.firstChild?.textContent ?? ''}`,
  );

/** Boxes and buttons take no letters. */
const isWriting = (target: EventTarget | null) =>
  target instanceof Element && target.matches('textarea, select, input:not([type="checkbox"])');

function addButton({ place }: List, open: () => void): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = 'Keys';
  button.addEventListener('click', open);
  (document.querySelector('.top .row') ?? place).append(button);
}
