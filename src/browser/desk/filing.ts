/* Section, topics, bylines and comments change in the row: the form of the page of filing, fetched into the list. It is sent as it is there. */

export function fileInRows(table: HTMLTableElement): void {
  for (const link of table.querySelectorAll<HTMLAnchorElement>('a.filing')) {
    link.setAttribute('aria-expanded', 'false');
    link.setAttribute('role', 'button');
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      void toggle(link);
    });
    // A link is opened by the enter key alone, a button by the space bar too.
    link.addEventListener('keydown', (event) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      link.click();
    });
  }
}

async function toggle(link: HTMLAnchorElement): Promise<void> {
  const row = link.closest('tr');
  if (!row || row.dataset.filing === 'coming') return;
  if (row.nextElementSibling?.matches('.filing-row')) return close(link, row.nextElementSibling);
  row.dataset.filing = 'coming';
  const form = (await fetchDocument(link.href))?.querySelector<HTMLFormElement>('form.plate');
  delete row.dataset.filing;
  // Its page says why it cannot be had.
  if (!form) return location.assign(link.href);
  open(link, { row, form });
}

function open(link: HTMLAnchorElement, { row, form }: { row: HTMLTableRowElement; form: HTMLFormElement }): void {
  rename(form, `${row.id}-`);
  const cell = document.createElement('td');
  cell.colSpan = row.cells.length;
  cell.setAttribute('role', 'cell');
  cell.append(document.adoptNode(form));
  const around = document.createElement('tr');
  around.className = 'filing-row';
  around.setAttribute('role', 'row');
  around.append(cell);
  row.after(around);
  link.setAttribute('aria-expanded', 'true');
  form.querySelector('a.plain')?.addEventListener('click', (event) => {
    event.preventDefault();
    close(link, around);
  });
  around.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close(link, around);
  });
  form.querySelector('select')?.focus();
}

function close(link: HTMLAnchorElement, around: Element): void {
  around.remove();
  link.setAttribute('aria-expanded', 'false');
  link.focus();
}

/** The list has fields of these names already, and may have several such forms open. */
function rename(form: Element, before: string): void {
  for (const [attribute, elements] of ['id', 'for', 'aria-describedby'].map(
    (name) => [name, form.querySelectorAll(`[${name}]`)] as const,
  )) {
    for (const element of elements) {
      const names = (element.getAttribute(attribute) ?? '').split(' ').map((name) => before + name);
      element.setAttribute(attribute, names.join(' '));
    }
  }
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
