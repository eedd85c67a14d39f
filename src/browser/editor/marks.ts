import { type Extensions, Mark, markInputRule, mergeAttributes } from '@tiptap/core';
import { Code as TiptapCode } from '@tiptap/extension-code';
import { safeAddress } from '../../text/link-address.ts';

/** A link: its address is one that a story may hold, wherever it comes from. */
const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (link) => {
        const href = safeAddress(link.getAttribute('href') ?? '');
        return href ? { href } : false;
      },
    },
  ],
  // In the editor it leads nowhere: pressing it puts the cursor there.
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes(HTMLAttributes, { rel: 'noopener' }), 0],
});

/** Code may be in a link, or bold. */
const Code = TiptapCode.extend({ excludes: '' });

interface Emphasis {
  name: string;
  tags: string[];
  keys: string;
  /** What is typed around words; they begin and end with no blank, so that sums stay sums. */
  typed: RegExp;
}

const emphasis = ({ name, tags, keys, typed }: Emphasis) =>
  Mark.create({
    name,
    parseHTML: () => tags.map((tag) => ({ tag })),
    renderHTML: () => [tags[0] ?? 'span', 0],
    addKeyboardShortcuts() {
      return { [keys]: () => this.editor.commands.toggleMark(name) };
    },
    addInputRules() {
      return [markInputRule({ find: typed, type: this.type })];
    },
  });

const Bold = emphasis({
  ...{ name: 'bold', tags: ['strong', 'b'], keys: 'Mod-b' },
  typed: /(?:^|\s)(\*\*(?![\s*])([^*]*[^\s*])\*\*)$/,
});
const Italic = emphasis({
  ...{ name: 'italic', tags: ['em', 'i'], keys: 'Mod-i' },
  typed: /(?:^|\s)(\*(?![\s*])([^*]*[^\s*])\*)$/,
});
const Strike = emphasis({
  ...{ name: 'strike', tags: ['del', 's', 'strike'], keys: 'Mod-Shift-s' },
  typed: /(?:^|\s)(~~(?![\s~])([^~]*[^\s~])~~)$/,
});

const script = (name: string, tag: string) =>
  Mark.create({
    name,
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, 0],
  });

export const marks: Extensions = [
  ...[Link, Bold, Italic, Strike, Code],
  ...[script('superscript', 'sup'), script('subscript', 'sub')],
];
