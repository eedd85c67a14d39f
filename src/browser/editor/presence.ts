import { element } from './element.ts';

/** Milliseconds between two questions: who comes is told to the others within ten seconds. */
const asked = 8_000;

/** Says that the story is open here, and shows who else has it open, and who saved it meanwhile. */
export function startPresence(form: HTMLFormElement): void {
  const place = document.querySelector<HTMLElement>('[data-presence]');
  const address = place?.dataset.presence;
  if (!place || !address) return;
  let isSubmitted = false;
  const ask = async () => {
    const told = await askNewsroom(address, (form.elements.namedItem('revision') as HTMLInputElement).value);
    const lines = told === null ? [] : [line('presence', told.present), line('presence newer', told.newer)].flat();
    // Nobody is told twice.
    const isSame = lines.map(({ textContent }) => textContent).join('') === place.textContent?.trim();
    if (told !== null && !isSame) place.replaceChildren(...lines);
  };
  let asking = window.setInterval(ask, asked);
  ask();
  form.addEventListener('submit', () => {
    isSubmitted = true;
  });
  window.addEventListener('pagehide', () => {
    clearInterval(asking);
    // Who saves comes back to the story, and has had it open all the time.
    if (!isSubmitted) navigator.sendBeacon(`${address}/leave`);
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    isSubmitted = false;
    asking = window.setInterval(ask, asked);
    ask();
  });
}

const line = (look: string, text: string): HTMLElement[] => (text ? [element('p', { class: look }, text)] : []);

interface Told {
  /** Who else has it open; '' for nobody. */
  present: string;
  /** Who saved since this page was loaded; '' for nobody. */
  newer: string;
}

/** Null where the newsroom cannot be asked; what was known is shown on. */
async function askNewsroom(address: string, revision: string): Promise<Told | null> {
  try {
    const body = JSON.stringify({ revision });
    const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const answer = await fetch(address, { method: 'POST', headers, body });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}
