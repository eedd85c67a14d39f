import type { Editor } from '@tiptap/core';
import { element } from './element.ts';
import type { TextSync } from './text-sync.ts';

interface Views {
  editor: Editor;
  field: HTMLTextAreaElement;
  label: HTMLLabelElement | null;
  sync: TextSync;
  /** Which of the two is shown. */
  changed(isMarkdown: boolean): void;
}

/** A button that shows the Markdown in place of the visual text, and back; both are the same text. */
export function markdownToggle({ editor, field, label, sync, changed }: Views): {
  button: HTMLButtonElement;
  toggle(): void;
} {
  const button = element(
    'button',
    { type: 'button', 'aria-pressed': 'false', title: 'Show the text as Markdown' },
    'Markdown',
  );
  const visual = editor.view.dom;
  const labelId = label?.id ?? '';
  const show = (isMarkdown: boolean) => {
    field.hidden = !isMarkdown;
    visual.hidden = isMarkdown;
    // The label names one of the two: the field as its label, the other by its id.
    if (label) Object.assign(label, isMarkdown ? { htmlFor: field.id, id: '' } : { htmlFor: '', id: labelId });
    button.setAttribute('aria-pressed', String(isMarkdown));
    changed(isMarkdown);
  };
  const toggle = () => {
    const isMarkdown = field.hidden === true;
    if (isMarkdown) sync.flush();
    else sync.readField();
    show(isMarkdown);
    if (isMarkdown) field.focus();
    else editor.view.focus();
  };
  button.addEventListener('click', toggle);
  show(false);
  return { button, toggle };
}
