/* The line that says what waits for this person, and the number of it in the page's title. */

interface Waiting {
  /** What stands before the title. */
  mark: string;
  items: { href: string; text: string }[];
}

const usual = 30_000;
/** A newsroom that does not answer is asked less and less often. */
const longest = 600_000;

/** Asks while somebody can see the page, and quietly: an answer that does not come changes nothing. */
export function keepWaiting(line: HTMLElement): void {
  const show = showIn(line);
  let pause = usual;
  let timer = 0;
  let asked = Date.now();

  const wait = (milliseconds: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, milliseconds);
  };

  async function ask(): Promise<void> {
    // Asked again once it is looked at.
    if (document.hidden) return;
    asked = Date.now();
    const waiting = await fetchWaiting(line.dataset.waiting ?? '');
    pause = waiting ? usual : Math.min(pause * 2, longest);
    if (waiting) show(waiting);
    wait(pause);
  }

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) wait(Math.max(0, asked + pause - Date.now()));
  });
  wait(usual);
}

/** Null where there is no answer, or another one: the session may be over. */
async function fetchWaiting(address: string): Promise<Waiting | null> {
  try {
    const answer = await fetch(address, { redirect: 'error', headers: { Accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as Waiting) : null;
  } catch {
    return null;
  }
}

/** Puts the newest answer into the page; what is under the pointer or the focus stays where it is, and is changed when they leave. */
function showIn(line: HTMLElement): (waiting: Waiting) => void {
  const place = line.querySelector('span') ?? line;
  const page = line.closest('main') ?? document.body;
  const title = document.title.slice(line.dataset.mark?.length);
  let left: Waiting | null = null;

  const settle = () => {
    if (!left || isUsed(line)) return;
    const [before, height] = [[...place.childNodes], line.offsetHeight];
    place.replaceChildren(...wordsOf(left));
    // A line more or less moves the whole list.
    if (line.offsetHeight !== height && isUsed(page)) place.replaceChildren(...before);
    else left = null;
  };
  for (const element of [line, page]) {
    // The focus has left only afterwards.
    for (const event of ['pointerleave', 'focusout']) element.addEventListener(event, () => setTimeout(settle));
  }

  return (waiting) => {
    document.title = `${waiting.mark}${title}`;
    const isNew = JSON.stringify(waiting.items) !== JSON.stringify(itemsIn(place));
    left = isNew ? waiting : null;
    settle();
  };
}

const isUsed = (element: Element) => element.matches(':hover, :focus-within');

const itemsIn = (place: Element): Waiting['items'] =>
  [...place.querySelectorAll('a')].map((link) => ({
    href: link.getAttribute('href') ?? '',
    text: link.textContent ?? '',
  }));

function wordsOf({ items }: Waiting): (Node | string)[] {
  const links = items.flatMap(({ href, text }, index) => {
    const link = document.createElement('a');
    link.setAttribute('href', href);
    link.textContent = text;
    return index > 0 ? [', ', link] : [link];
  });
  return links.length > 0 ? links : ['nothing'];
}
