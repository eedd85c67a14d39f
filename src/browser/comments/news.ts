import { ask } from './asking.ts';
import { merge } from './merging.ts';

/** In milliseconds. A page that is left open asks for an hour, and again once somebody comes back to it; one that nobody sees asks nothing. */
const [every, longest] = [60_000, 60 * 60_000];

/** Says how many comments came while somebody reads; what they see moves when they press, and not before. */
export function watchNews(): void {
  const section = document.querySelector<HTMLElement>('#comments[data-news]');
  if (!section) return;
  const line = document.createElement('p');
  line.className = 'news';
  line.setAttribute('role', 'status');
  section.querySelector('#comments-heading')?.after(line);
  let timer: ReturnType<typeof setInterval> | undefined;
  const end = () => clearInterval(timer);
  const begin = () => {
    end();
    const until = Date.now() + longest;
    timer = setInterval(() => {
      look(section, line).catch(() => undefined);
      if (Date.now() >= until) end();
    }, every);
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? end() : begin()));
  if (!document.hidden) begin();
}

async function look(section: HTMLElement, line: HTMLElement): Promise<void> {
  const { news = '', seen = '' } = section.dataset;
  const answer = await fetch(`${news}?seen=${seen}`);
  const { text } = await answer.json();
  if (typeof text !== 'string') line.replaceChildren();
  else if (line.textContent !== text) {
    const button = document.createElement('button');
    button.textContent = text;
    button.addEventListener('click', () => show(line));
    line.replaceChildren(button);
  }
}

async function show(line: HTMLElement): Promise<void> {
  const { page } = await ask(location.href.split('#')[0] ?? '');
  const [first] = merge(page);
  line.replaceChildren();
  if (!first) return;
  first.tabIndex = -1;
  first.focus();
}
