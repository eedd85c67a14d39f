import type { Editor, JSONContent } from '@tiptap/core';
import { openNext } from './block-view.ts';

const paragraph: JSONContent = { type: 'paragraph' };
const cells = (type: string) => ({
  type: 'tableRow',
  content: Array.from({ length: 3 }, () => ({ type, content: [paragraph] })),
});

/** Empty blocks, as they are put into a text. */
const fresh: Record<string, JSONContent> = {
  figure: { type: 'figure' },
  video: { type: 'video' },
  chart: { type: 'chart' },
  document: { type: 'document' },
  related: { type: 'related' },
  pullQuote: { type: 'pullQuote', content: [paragraph] },
  post: { type: 'post', content: [paragraph] },
  factBox: { type: 'factBox', content: [paragraph] },
  table: { type: 'table', content: [cells('tableHeader'), cells('tableCell'), cells('tableCell')] },
};

export type BlockName = keyof typeof fresh;

/** Puts an empty block behind the one in which the cursor is, or in its place if that is an empty paragraph, and opens its fields. */
export function insertNew(editor: Editor, name: BlockName): void {
  const block = fresh[name];
  if (!block) return;
  if (name !== 'table') openNext();
  insertBlock(editor, block);
}

/** Blocks of our own stand at the top of a text, whatever the cursor is in. */
export function insertBlock(editor: Editor, block: JSONContent): void {
  const { selection, doc } = editor.state;
  const { $from } = selection;
  const outer = $from.depth > 0 ? $from.node(1) : null;
  const isEmpty = outer?.type.name === 'paragraph' && outer.content.size === 0;
  const start = outer ? (isEmpty ? $from.before(1) : $from.after(1)) : selection.to;
  const range = isEmpty ? { from: start, to: $from.after(1) } : start;
  editor.commands.insertContentAt(Math.min(start, doc.content.size) === start ? range : doc.content.size, block);
  const made = editor.state.doc.nodeAt(start);
  // Into its text, where it has one: the cell at the beginning, the paragraph of a quotation.
  if (made && !made.isLeaf)
    editor
      .chain()
      .focus()
      .setTextSelection(start + textStart(block))
      .run();
  else editor.commands.setNodeSelection(start);
}

const textStart = ({ content }: JSONContent): number => (content?.[0] ? 1 + textStart(content[0]) : 1);
