const simple = ['paragraph', 'bulletList', 'orderedList', 'blockquote', 'codeBlock'];
const whole = [...simple, 'heading', 'horizontalRule', 'table'];

/** Which blocks may stand in a block: what newsrooms write, and what Markdown tells apart for certain. The editor's schema says the same. */
export const inside: Record<string, readonly string[]> = {
  listItem: simple,
  blockquote: [...simple, 'heading'],
  pullQuote: simple,
  post: simple,
  factBox: whole,
};
