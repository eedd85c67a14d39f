/*
 * The visual editor. It takes the place of the field for a story's text where scripts run, and writes the same Markdown into it; the
 * form, its errors and its drafts are as they were. Whatever goes wrong at its start leaves the field.
 */
import { Editor, Extension } from '@tiptap/core';
import { blocks } from './editor/blocks.ts';
import { showCounts } from './editor/counts.ts';
import { element } from './editor/element.ts';
import { startKeeping } from './editor/keeping.ts';
import { followLanguage } from './editor/language.ts';
import { choosePictures } from './editor/lead-picture.ts';
import { linkDialog } from './editor/link-dialog.ts';
import { markdownToggle } from './editor/markdown-view.ts';
import { marks } from './editor/marks.ts';
import { pasting } from './editor/pasting.ts';
import { startPolicies } from './editor/policies.ts';
import { startPresence } from './editor/presence.ts';
import { shortcutList } from './editor/shortcuts.ts';
import { textNodes } from './editor/text-nodes.ts';
import { documentOf, keepInStep, remember } from './editor/text-sync.ts';
import { toolbarOf } from './editor/toolbar.ts';
import { type Tool, toolGroups } from './editor/tools.ts';

const field = document.querySelector<HTMLTextAreaElement>('textarea[name="body"]');
// A form that cannot be changed shows the text as it stands.
if (field && !field.matches(':disabled')) {
  try {
    start(field);
  } finally {
    if (field.form) {
      choosePictures(field.form);
      startKeeping(field.form);
      startPresence(field.form);
    }
  }
}

function start(field: HTMLTextAreaElement): void {
  startPolicies();
  const label = field.labels[0] ?? null;
  const status = element('p', { class: 'editor-status', role: 'status' });
  const text = documentOf(field.value);
  const links = { ask: () => {} };
  const groups = toolGroups(() => links.ask());
  const editor = new Editor({
    element: null,
    injectCSS: false,
    extensions: [...textNodes, ...blocks, ...marks, keysOf(groups.flat())],
    content: text,
    enableContentCheck: true,
    editorProps: {
      ...pasting(
        () => editor,
        (message) => {
          status.textContent = message;
        },
      ),
      attributes: attributesOf(field, label),
      scrollMargin: 120,
      scrollThreshold: 120,
    },
  });
  remember(editor.state.doc, text);
  const place = element('div', { class: 'visual' });
  editor.mount(place);
  Object.assign(links, linkDialog(editor));
  const sync = keepInStep(editor, field);
  const toolbar = toolbarOf(editor, groups);
  const markdown = markdownToggle({ editor, field, label, sync, changed: toolbar.rest });
  const shortcuts = shortcutList([...groups.flat(), { name: 'Markdown', keys: 'Alt-Shift-m' }]);
  toolbar.add(markdown.button);
  toolbar.add(shortcuts.button);
  field.before(toolbar.dom, place);
  field.after(status);
  // What was said is said until somebody goes on.
  editor.on('update', () => status.replaceChildren());
  showCounts(editor, place.parentElement ?? place);
  followLanguage(editor);
  focusFromOutside(editor, field, label);
  field.form?.addEventListener('keydown', (event) => {
    if (event.altKey && event.shiftKey && event.code === 'KeyM') markdown.toggle();
    else if (event.altKey && event.key === 'F10') toolbar.focus();
    else return;
    event.preventDefault();
  });
}

/** What is said of the field is said of the editor. */
function attributesOf(field: HTMLTextAreaElement, label: HTMLLabelElement | null): Record<string, string> {
  if (label) label.id ||= `${field.id}-label`;
  const described = field.getAttribute('aria-describedby');
  return {
    ...{
      class: 'body',
      role: 'textbox',
      'aria-multiline': 'true',
      spellcheck: 'true',
      lang: field.lang,
      dir: field.dir,
    },
    ...(label ? { 'aria-labelledby': label.id } : { 'aria-label': 'Text' }),
    ...(described ? { 'aria-describedby': described } : {}),
    ...(field.getAttribute('aria-invalid') === 'true' ? { 'aria-invalid': 'true' } : {}),
  };
}

/** The keys of the buttons, where the editor has none of its own for them. */
function keysOf(tools: Tool[]): Extension {
  return Extension.create({
    name: 'toolKeys',
    addKeyboardShortcuts() {
      const added = tools.filter(({ keys, built }) => keys && !built);
      return Object.fromEntries(
        added.map(({ keys, press }) => [
          keys,
          () => {
            press(this.editor);
            return true;
          },
        ]),
      );
    },
  });
}

/** The label, and the list of what is wrong, lead into the text as they did into the field. */
function focusFromOutside(editor: Editor, field: HTMLTextAreaElement, label: HTMLLabelElement | null): void {
  const enter = (event: Event) => {
    if (!field.hidden) return;
    event.preventDefault();
    editor.view.focus();
  };
  label?.addEventListener('click', enter);
  for (const link of document.querySelectorAll(`a[href="#${CSS.escape(field.id)}"]`))
    link.addEventListener('click', enter);
}
