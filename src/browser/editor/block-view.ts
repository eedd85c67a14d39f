import type { Editor, NodeViewRenderer } from '@tiptap/core';
import type { Node as RichNode } from '@tiptap/pm/model';
import { element } from './element.ts';
import { type Field, type Fields, fieldsFor, type Values } from './fields.ts';

/** How a block of our own is shown and edited in place. */
export interface Shape {
  /** "Picture": what its group and its fold are called. */
  label: string;
  fields: Field[];
  /** What readers see: the element, around the text if the block holds one, and how its values come into it. */
  shown(): { dom: HTMLElement; text?: HTMLElement; draw(values: Values): void };
  /** What stands above the fields: a chooser, a search. */
  tool?(set: (values: Values) => void, held: Held): HTMLElement;
  /** What its fold is called with these values, where that is not its label. */
  name?(values: Values): string;
  /** What is still missing; null where nothing is. */
  problem?(values: Values): string | null;
}

let opensNext = false;
/** The next block that is made shows its fields, and the cursor is in the first of them. */
export const openNext = (): void => {
  opensNext = true;
};

/** The view of a block: as the reader sees it, with its fields folded below, open while something is missing. */
export const blockView =
  (shape: Shape): NodeViewRenderer =>
  ({ node, getPos, editor }) => {
    const set = (values: Values) => {
      const position = getPos();
      if (position === undefined) return;
      const { tr } = editor.state;
      for (const [name, value] of Object.entries(values)) tr.setNodeAttribute(position, name, value);
      editor.view.dispatch(tr);
    };
    const leave = (isDone: boolean) => {
      const position = getPos();
      if (position === undefined) return;
      if (isDone) goBehind(editor, position);
      else editor.commands.setNodeSelection(position);
      editor.view.focus();
    };
    const fields = fieldsFor(shape.fields, { set, leave });
    const shown = shape.shown();
    let now: Values = node.attrs;
    const fold = foldOf(shape, fields, {
      set,
      values: () => now,
      write: (texts) => writeInto(editor, getPos(), texts),
    });
    const dom = element('div', { class: 'block', role: 'group', 'aria-label': shape.label }, shown.dom, fold.dom);
    const draw = ({ attrs }: RichNode) => {
      now = attrs;
      shown.draw(attrs);
      fields.show(attrs);
      fold.call(shape.name?.(attrs) ?? shape.label);
      fold.warn(shape.problem?.(attrs) ?? null);
    };
    // What is missing may turn out not to be, when the newsroom has answered.
    shown.dom.addEventListener('known', () => fold.warn(shape.problem?.(now) ?? null));
    draw(node);
    if (opensNext) openFields(fold.dom, { focused: !shown.text, isFilled: Object.values(node.attrs).some(Boolean) });
    opensNext = false;
    return {
      dom,
      contentDOM: shown.text ?? null,
      update(next) {
        if (next.type !== node.type) return false;
        draw(next);
        return true;
      },
      selectNode: () => dom.classList.add('selected'),
      deselectNode: () => dom.classList.remove('selected'),
      stopEvent: ({ target }) => target instanceof Node && fold.dom.contains(target),
      ignoreMutation: ({ target }) => !shown.text?.contains(target),
    };
  };

/** What somebody wrote there stays. */
function writeInto(editor: Editor, position: number | undefined, paragraphs: string[]): void {
  const node = position === undefined ? null : editor.state.doc.nodeAt(position);
  if (position === undefined || !node || node.textContent.trim() !== '') return;
  const { schema } = editor;
  const lines = (text: string) =>
    text
      .split('\n')
      .flatMap((line, index) => [
        ...(index > 0 ? [schema.nodes.hardBreak?.create()] : []),
        ...(line ? [schema.text(line)] : []),
      ]);
  const made = paragraphs.flatMap(
    (text) =>
      schema.nodes.paragraph?.create(
        null,
        lines(text).filter((each) => !!each),
      ) ?? [],
  );
  if (made.length > 0)
    editor.view.dispatch(editor.state.tr.replaceWith(position + 1, position + node.nodeSize - 1, made));
}

/** Into the paragraph behind the block; where there is none, one is made, so that what is typed next replaces no other block. */
function goBehind(editor: Editor, position: number): void {
  const { doc } = editor.state;
  const end = position + (doc.nodeAt(position)?.nodeSize ?? 0);
  if (!doc.nodeAt(end)?.isTextblock) editor.commands.insertContentAt(end, { type: 'paragraph' });
  editor.commands.setTextSelection(end + 1);
}

/** What a tool can ask of its block, and do with it. */
export interface Held {
  /** As they are now. */
  values(): Values;
  /** Paragraphs as its text, where it has none yet. */
  write(paragraphs: string[]): void;
}

function foldOf({ tool, ...shape }: Shape, fields: Fields, { set, ...held }: Held & { set(values: Values): void }) {
  const name = element('span');
  const problem = element('span', { class: 'block-problem' });
  const dom = element(
    'details',
    { class: 'block-fields', contenteditable: 'false', lang: 'en', dir: 'ltr' },
    element('summary', {}, name, ' ', problem),
    ...(tool ? [tool(set, held)] : []),
    fields.dom,
  );
  dom.hidden = shape.fields.length === 0;
  const call = (label: string) => {
    name.textContent = label;
  };
  const warn = (message: string | null) => {
    problem.textContent = message ?? '';
  };
  return { dom, call, warn };
}

/** The cursor comes into the first field that is empty, once the editor has put the block where it belongs. */
function openFields(fold: HTMLDetailsElement, { focused, isFilled }: { focused: boolean; isFilled: boolean }): void {
  fold.open = true;
  if (!focused) return;
  const inputs = [...fold.querySelectorAll<HTMLInputElement>('input:not([type=checkbox], [data-aside]), textarea')];
  const first = isFilled
    ? inputs.find(({ value, type }) => value === '' && !['file', 'search'].includes(type))
    : inputs[0];
  setTimeout(() => first?.focus());
}
