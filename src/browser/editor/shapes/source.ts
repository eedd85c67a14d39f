import type { NodeViewRenderer } from '@tiptap/core';
import type { Node as RichNode } from '@tiptap/pm/model';
import type { Shape } from '../block-view.ts';
import { element } from '../element.ts';

/** Markdown that the editor has no form for. It stays as it was typed, and can be changed as such. */
export const source: Shape = {
  label: 'Markdown',
  fields: [{ name: 'markdown', label: 'As it was typed', look: 'code' }],
  shown: () => {
    const dom = element('pre', { class: 'block-source', contenteditable: 'false', dir: 'auto' });
    return {
      dom,
      draw: ({ markdown }) => {
        dom.textContent = String(markdown ?? '');
      },
    };
  },
};

/** The same in a line: a field as long as what is in it. */
export const inlineSource: NodeViewRenderer = ({ node, getPos, editor }) => {
  const input = element('input', { class: 'inline-source', 'aria-label': 'Markdown, as it was typed', dir: 'auto' });
  input.spellcheck = false;
  const draw = ({ attrs }: RichNode) => {
    const markdown = String(attrs.markdown);
    if (input.value !== markdown) input.value = markdown;
    input.size = Math.min(60, Math.max(2, markdown.length));
  };
  input.addEventListener('input', () => {
    const position = getPos();
    if (position === undefined) return;
    editor.view.dispatch(editor.state.tr.setNodeAttribute(position, 'markdown', input.value));
  });
  input.addEventListener('keydown', (event) => {
    if ((event.key !== 'Enter' && event.key !== 'Escape') || event.isComposing) return;
    event.preventDefault();
    const position = getPos();
    if (position !== undefined) editor.commands.setTextSelection(position + 1);
    editor.view.focus();
  });
  draw(node);
  return {
    dom: input,
    update(next) {
      if (next.type !== node.type) return false;
      draw(next);
      return true;
    },
    stopEvent: () => true,
    ignoreMutation: () => true,
  };
};
