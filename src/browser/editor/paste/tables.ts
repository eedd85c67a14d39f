/** Tables as Markdown has them: a row of heads, cells that span nothing and hold one line each. */
export function plainTables(body: HTMLElement): void {
  // From the inside out: a table in a table is a cell's text.
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    if (table.parentElement?.closest('table')) table.replaceWith(...linesOf(table));
    else straighten(table);
  }
}

/** Page makers lay out with tables of one cell; those are no tables. */
function straighten(table: HTMLTableElement): void {
  const rows = [...table.rows];
  const [only] = rows[0]?.cells ?? [];
  if (only && rows.length === 1 && rows[0]?.cells.length === 1) {
    table.replaceWith(...only.childNodes);
    return;
  }
  for (const each of table.querySelectorAll('caption, colgroup')) each.remove();
  for (const row of rows) for (const cell of [...row.cells]) spread(cell);
  const width = Math.max(...rows.map((row) => row.cells.length));
  for (const [index, row] of rows.entries()) {
    while (row.cells.length < width) row.insertCell();
    for (const cell of [...row.cells]) rebuild(cell, index === 0 ? 'th' : 'td');
  }
}

/** A cell that spans columns stands in the first of them. */
function spread(cell: HTMLTableCellElement): void {
  for (let count = Math.min(cell.colSpan, 50); count > 1; count -= 1) cell.after(document.createElement('td'));
}

function rebuild(cell: HTMLTableCellElement, name: 'th' | 'td'): void {
  const made = document.createElement(name);
  const align = /^(?:left|right|center)$/.exec(cell.align)?.[0];
  if (align) made.setAttribute('align', align);
  made.append(...linesOf(cell));
  cell.replaceWith(made);
}

const lines = 'p, div, li, h1, h2, h3, h4, h5, h6, tr, blockquote, pre';

/** What is inside, with a break where a block of text began after another. */
function linesOf(element: Element): Node[] {
  const blocks = [...element.querySelectorAll(lines)];
  for (const block of blocks) {
    if (block.textContent?.trim() && hasTextBefore(block, element)) block.before(document.createElement('br'));
  }
  for (const block of element.querySelectorAll(`${lines}, ul, ol, table, tbody, thead, td, th`))
    block.replaceWith(...block.childNodes);
  for (const each of element.querySelectorAll('br + br')) if (isBeside(each)) each.remove();
  return [...element.childNodes];
}

/** With nothing but blanks between it and the break before. */
function isBeside(each: Element): boolean {
  let before = each.previousSibling;
  while (before?.nodeType === Node.TEXT_NODE && !before.textContent?.trim()) before = before.previousSibling;
  return before === each.previousElementSibling;
}

function hasTextBefore(block: Element, within: Element): boolean {
  for (let at: Element = block; at !== within && at.parentElement; at = at.parentElement) {
    for (let sibling = at.previousSibling; sibling; sibling = sibling.previousSibling) {
      if (sibling.textContent?.trim()) return true;
    }
  }
  return false;
}
