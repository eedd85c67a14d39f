/**
 * A text as the visual editor holds it: ProseMirror's JSON. Blocks are paragraph, heading (level), bulletList and orderedList (tight,
 * start) of listItem, blockquote, codeBlock (language), horizontalRule, table of tableRow of tableHeader and tableCell (align); of our own
 * figure, video, chart, document and related (the attributes of their directives), pullQuote (by), post (url, name, handle, time) and factBox (title), and source: Markdown that has no
 * other form, as it was typed. In the line: text with marks, hardBreak, and sourceInline. Source: prosemirror.net/docs/ref/#model.Node.toJSON.
 */
export interface RichNode {
  type: string;
  attrs?: Attributes;
  content?: RichNode[];
  marks?: RichMark[];
  text?: string;
}

export type Attributes = Record<string, string | number | boolean | null>;

/** bold, italic, strike, code, superscript, subscript, and link (href). */
export interface RichMark {
  type: string;
  attrs?: Attributes;
}
