import type { Editor } from '@tiptap/core';
import type { Node as EditorNode } from '@tiptap/pm/model';
import { comfortableHeadline } from '../../articles/article/headline.ts';
import { countWords } from '../../text/markdown/plain-text.ts';
import { element } from './element.ts';

/** Milliseconds without a key after which words are counted. */
const pause = 300;

/** Below the headline how long it is, below the text how many words it has: both follow the typing, a moment behind. */
export function showCounts(editor: Editor, place: HTMLElement): void {
  const words = element('p', { class: 'text-count' });
  place.append(words);
  const count = () => {
    const total = editor.state.doc.children.reduce((sum, block) => sum + wordsIn(block), 0);
    words.textContent = total === 1 ? '1 word' : `${total.toLocaleString('en')} words`;
  };
  let waiting = 0;
  editor.on('update', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(count, pause);
  });
  count();
  const headline = document.querySelector<HTMLTextAreaElement>('textarea[name="headline"]');
  if (headline) showLength(headline);
}

const known = new WeakMap<EditorNode, number>();

/** As the story's page counts them: captions are no text, and no more is a source. */
function wordsIn(block: EditorNode): number {
  const before = known.get(block);
  if (before !== undefined) return before;
  const count = countWords(block.textBetween(0, block.content.size, ' ', ' '));
  known.set(block, count);
  return count;
}

function showLength(headline: HTMLTextAreaElement): void {
  const length = element('p', { class: 'text-count' });
  headline.after(length);
  const show = () => {
    const count = [...headline.value.trim()].length;
    length.textContent = `${count} ${count === 1 ? 'character' : 'characters'}${count > comfortableHeadline ? `: over ${comfortableHeadline}, and cut off in some places` : ''}`;
    length.hidden = count === 0;
  };
  headline.addEventListener('input', show);
  show();
}
