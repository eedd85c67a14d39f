import type { Editor } from '@tiptap/core';
import { safeAddress } from '../../text/link-address.ts';
import { element } from './element.ts';

/** Asks where the selected words, or the link under the cursor, lead; puts, changes or takes away the link. */
export function linkDialog(editor: Editor): { ask(): void } {
  const address = element('input', {
    id: 'link-address',
    type: 'text',
    inputmode: 'url',
    dir: 'ltr',
    autocomplete: 'off',
  });
  const problem = element('p', { class: 'error', id: 'link-problem', role: 'alert' });
  address.setAttribute('aria-describedby', problem.id);
  const set = element('button', { class: 'button primary', type: 'submit' }, 'Set link');
  const remove = element('button', { class: 'button', type: 'button' }, 'Remove link');
  const cancel = element('button', { class: 'button', type: 'button' }, 'Cancel');
  const form = element(
    'form',
    { method: 'dialog', novalidate: true },
    element('h2', { id: 'link-title' }, 'Link'),
    element('div', { class: 'field' }, element('label', { for: 'link-address' }, 'Address'), problem, address),
    element('p', { class: 'acts-line' }, set, remove, cancel),
  );
  const dialog = element('dialog', { class: 'editor-dialog', 'aria-labelledby': 'link-title' }, form);
  document.body.append(dialog);
  const close = () => {
    dialog.close();
    editor.view.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const href = addressOf(address.value);
    problem.textContent = href ? '' : refusal;
    address.setAttribute('aria-invalid', String(!href));
    if (!href) return address.focus();
    setLink(editor, href);
    close();
  });
  remove.addEventListener('click', () => {
    editor.chain().extendMarkRange('link').unsetMark('link').run();
    close();
  });
  cancel.addEventListener('click', close);
  dialog.addEventListener('cancel', () => setTimeout(() => editor.view.focus()));
  const ask = () => {
    const { href = '' } = editor.getAttributes('link');
    address.value = String(href);
    address.removeAttribute('aria-invalid');
    problem.textContent = '';
    remove.hidden = !href;
    set.textContent = href ? 'Change link' : 'Set link';
    dialog.showModal();
    address.select();
  };
  return { ask };
}

const refusal = 'Write an address of the web (https://…), of this site (/2026/…) or of a mail (mailto:…).';

/** "example.org/page" means the web. Null for what no story may link to. */
export function addressOf(typed: string): string | null {
  const trimmed = typed.trim();
  const isBare = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#]|$)/u.test(trimmed);
  return safeAddress(isBare ? `https://${trimmed}` : trimmed) || null;
}

/** On the selected words; without any, the address itself is written. */
function setLink(editor: Editor, href: string): void {
  if (editor.state.selection.empty && !editor.isActive('link')) {
    editor.commands.insertContent([{ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }]);
    return;
  }
  editor.chain().extendMarkRange('link').setMark('link', { href }).run();
}
