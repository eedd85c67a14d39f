import { element } from '../editor/element.ts';
import type { Told } from './sending.ts';

/** One file on its way. */
export interface Row {
  dom: HTMLElement;
  waiting(): void;
  /** @param part of it that has left, from 0 to 1 */
  sending(part: number): void;
  told(told: Told): void;
}

export function rowOf(name: string, { cancel, again }: { cancel: () => void; again: () => void }): Row {
  const progress = element('progress', { max: '1', 'aria-label': name });
  const said = element('span', { class: 'muted' }, 'Waits');
  const stop = button('Cancel', name, cancel);
  const retry = button('Try again', name, again);
  const dom = element('li', { class: 'upload' }, element('bdi', {}, name), progress, said, stop, retry);
  const show = (isOnItsWay: boolean) => {
    progress.hidden = stop.hidden = !isOnItsWay;
    retry.hidden = true;
    dom.classList.remove('refused');
  };
  const waiting = () => {
    show(true);
    progress.value = 0;
    said.replaceChildren('Waits');
  };
  waiting();
  return {
    dom,
    waiting,
    sending(part) {
      show(true);
      progress.value = part;
      said.replaceChildren(part < 1 ? `${Math.floor(part * 100)} %` : 'Is looked at');
      // Nobody knows how long that takes.
      if (part >= 1) progress.removeAttribute('value');
    },
    told({ problem, href, says, alike }) {
      const hadFocus = dom.contains(document.activeElement);
      show(false);
      retry.hidden = problem === null;
      dom.classList.toggle('refused', problem !== null);
      const link = href ? element('a', { href }, says) : null;
      said.replaceChildren(problem ?? link ?? says ?? '', ...(alike ? alikeLinks(alike) : []));
      // The button that had it is gone.
      if (hadFocus) (problem === null ? link : retry)?.focus();
    },
  };
}

/** Its name says of which file, to who does not see it beside the button. */
function button(label: string, name: string, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'button' }, label);
  made.append(element('span', { class: 'visually-hidden' }, ` (${name})`));
  made.addEventListener('click', press);
  return made;
}

const alikeLinks = ({ text, pictures }: NonNullable<Told['alike']>): (Node | string)[] => [
  ` ${text} `,
  ...pictures.flatMap(({ href, title }, index) => [
    ...(index > 0 ? [', '] : []),
    element('a', { href }, element('bdi', {}, title)),
  ]),
];
