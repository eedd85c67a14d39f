import type { Editor } from '@tiptap/core';
import { closeHistory } from '@tiptap/pm/history';
import type { Node as EditorNode } from '@tiptap/pm/model';
import { markdownOf, type RichNode, richTextOf } from '../../text/rich-text.ts';

/* Between the editor and the field that the form sends. */

// A block that did not change is the same object to the editor, and shall be to the writer of Markdown, which remembers what it wrote.
const known = new WeakMap<EditorNode, RichNode>();

function richNodeOf(block: EditorNode): RichNode {
  const before = known.get(block);
  if (before) return before;
  const made: RichNode = block.toJSON();
  known.set(block, made);
  return made;
}

/** As the editor takes it: there is a block in every text. */
export function documentOf(markdown: string): RichNode {
  const { content = [] } = richTextOf(markdown);
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

/** Remembers that the editor's blocks are those that were read, so that the first writing has nothing to do. */
export function remember(doc: EditorNode, { content = [] }: RichNode): void {
  for (const [index, block] of content.entries()) if (index < doc.childCount) known.set(doc.child(index), block);
}

export const markdownOfDocument = (doc: EditorNode): string =>
  markdownOf({ type: 'doc', content: doc.children.map(richNodeOf) });

/** Milliseconds without a key after which the text is written; and after which it is, however fast somebody types. */
const pause = 300;
const longest = 500;

export interface TextSync {
  /** Writes the field now, if the text is another than when it was written last. */
  flush(): void;
  /** The text as it stands in the field becomes the editor's, as one step that can be undone. */
  readField(): void;
}

/**
 * Keeps the field in step: at a pause, and before the form is sent. What nobody changed stays byte for byte as it was typed. Whoever
 * watches the field hears of it as of typing.
 */
export function keepInStep(editor: Editor, field: HTMLTextAreaElement): TextSync {
  let last = markdownOfDocument(editor.state.doc);
  let waiting = 0;
  let isDirty = false;
  let since = 0;
  const flush = () => {
    clearTimeout(waiting);
    if (!isDirty) return;
    isDirty = false;
    const markdown = markdownOfDocument(editor.state.doc);
    if (markdown === last) return;
    last = markdown;
    field.value = markdown;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  editor.on('update', () => {
    if (!isDirty) since = performance.now();
    isDirty = true;
    clearTimeout(waiting);
    waiting = window.setTimeout(() => whenIdle(flush), Math.min(pause, since + longest - performance.now()));
  });
  for (const end of ['submit', 'formdata']) field.form?.addEventListener(end, flush, { capture: true });
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  const readField = () => {
    if (field.value === last) return;
    const read = documentOf(field.value);
    const doc = editor.schema.nodeFromJSON(read);
    remember(doc, read);
    const { tr } = editor.state;
    editor.view.dispatch(closeHistory(tr.replaceWith(0, tr.doc.content.size, doc.content)));
    last = markdownOfDocument(editor.state.doc);
    isDirty = false;
  };
  return { flush, readField };
}

const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: 200 });
  else work();
};
