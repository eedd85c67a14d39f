/*
 * Word copies a list as paragraphs that say in a style of Word's own on which level they stand ("mso-list:l0 level2 lfo1"), each with
 * its bullet or number as a text before it. Source: what Word 2016 to 365 put on the clipboard.
 */

interface Item {
  paragraph: HTMLElement;
  level: number;
  ordered: boolean;
  start: number;
}

/** Makes lists of runs of such paragraphs. */
export function removeWordLists(body: HTMLElement): void {
  let run: Item[] = [];
  for (const paragraph of [...body.querySelectorAll<HTMLElement>('p, li, h1, h2, h3, h4')]) {
    const item = itemOf(paragraph);
    if (!item || (run.length > 0 && !follows(run.at(-1)?.paragraph, paragraph))) {
      replace(run);
      run = [];
    }
    if (item) run.push(item);
  }
  replace(run);
}

const follows = (before: Element | undefined, after: Element) => before?.nextElementSibling === after;

function itemOf(paragraph: HTMLElement): Item | null {
  const level = /mso-list:[^;"']*\blevel(\d+)/i.exec(paragraph.getAttribute('style') ?? '')?.[1];
  if (paragraph.tagName !== 'P' || !level) return null;
  const marker = [...paragraph.querySelectorAll('span')].find((span) =>
    /mso-list:\s*Ignore/i.test(span.getAttribute('style') ?? ''),
  );
  const sign = marker?.textContent?.trim() ?? '';
  marker?.remove();
  const ordered = /^\(?(?:\d+|\p{L}{1,4})[.)]/u.test(sign);
  return { paragraph, level: Number(level), ordered, start: Number.parseInt(sign, 10) || 1 };
}

function replace(run: Item[]): void {
  const [first] = run;
  if (!first) return;
  const place = first.paragraph.ownerDocument.createComment('');
  first.paragraph.before(place);
  const lists = listsOf(run);
  place.replaceWith(...lists);
}

/** Lists of one level, each item with what is deeper after it. */
function listsOf(run: Item[]): HTMLElement[] {
  const lists: HTMLElement[] = [];
  const level = Math.min(...run.map((item) => item.level));
  for (let index = 0; index < run.length; ) {
    const item = run[index] as Item;
    let end = index + 1;
    while (end < run.length && (run[end] as Item).level > level) end += 1;
    const entry = document.createElement('li');
    const inner = run.slice(item.level > level ? index : index + 1, end);
    if (item.level === level) entry.append(...item.paragraph.childNodes);
    item.paragraph.remove();
    if (inner.length > 0) entry.append(...listsOf(inner));
    listFor(lists, item).append(entry);
    index = end;
  }
  return lists;
}

function listFor(lists: HTMLElement[], { ordered, start }: Item): HTMLElement {
  const name = ordered ? 'OL' : 'UL';
  const last = lists.at(-1);
  if (last?.tagName === name) return last;
  const made = document.createElement(name.toLowerCase());
  if (ordered && start !== 1) made.setAttribute('start', String(start));
  lists.push(made);
  return made;
}
