/* One box for all boxes of a page, and how many are ticked. */

export function improveChoosing(table: HTMLTableElement): void {
  const boxes = [...table.querySelectorAll<HTMLInputElement>('input[name="story"]')];
  const head = table.querySelector('th.choose');
  const label = document.querySelector('label[for="act"]');
  if (boxes.length === 0 || !head) return;
  const all = document.createElement('input');
  all.type = 'checkbox';
  all.setAttribute('aria-label', 'Tick all');
  const around = document.createElement('label');
  around.append(all);
  head.replaceChildren(around);
  const says = label?.textContent ?? '';

  const count = () => {
    const ticked = boxes.filter(({ checked }) => checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    if (label) label.textContent = ticked > 0 ? `With ${ticked} ticked ${ticked === 1 ? 'story' : 'stories'}` : says;
  };
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) box.addEventListener('change', count);
  count();
}
