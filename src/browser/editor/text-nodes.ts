import { type Extensions, textblockTypeInputRule } from '@tiptap/core';
import { Blockquote as TiptapBlockquote } from '@tiptap/extension-blockquote';
import { Heading as TiptapHeading } from '@tiptap/extension-heading';
import {
  BulletList as TiptapBulletList,
  ListItem as TiptapListItem,
  OrderedList as TiptapOrderedList,
} from '@tiptap/extension-list';
import {
  TableRow,
  Table as TiptapTable,
  TableCell as TiptapTableCell,
  TableHeader as TiptapTableHeader,
} from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { inside } from '../../text/rich-text/inside.ts';

/* The blocks that Markdown knows. Each holds what the conversion says that it may, and looks as it does to readers. */

/** A content expression: any number of what may stand in the block. */
export const contentOf = (name: string): string => `(${(inside[name] ?? []).join(' | ')})`;

/** As the reader's page shows them: the headline alone is a first heading. */
const shownLevels: Record<number, string> = { 1: 'h2', 2: 'h2', 3: 'h3' };

const Heading = TiptapHeading.extend({
  renderHTML: ({ node, HTMLAttributes }) => [
    shownLevels[Number(node.attrs.level)] ?? 'h4',
    { ...HTMLAttributes, dir: 'auto' },
    0,
  ],
  addInputRules() {
    return [
      textblockTypeInputRule({
        find: /^(#{2,4})\s$/,
        type: this.type,
        getAttributes: (match) => ({ level: match[1]?.length ?? 2 }),
      }),
    ];
  },
});

const Blockquote = TiptapBlockquote.extend({
  content: `${contentOf('blockquote')}+`,
  renderHTML: () => ['blockquote', 0],
});

/** Without blank lines between its items, as most lists are. */
const tight = {
  default: true,
  parseHTML: (list: HTMLElement) => !list.hasAttribute('data-loose'),
  renderHTML: (attributes: { tight?: boolean }) => (attributes.tight === false ? { 'data-loose': '' } : {}),
};

const BulletList = TiptapBulletList.extend({ addAttributes: () => ({ tight }) });
const OrderedList = TiptapOrderedList.extend({
  addAttributes() {
    return { start: { default: 1, parseHTML: startOf }, type: { default: null, rendered: false }, tight };
  },
});
const startOf = (list: HTMLElement): number => Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1;

const ListItem = TiptapListItem.extend({ content: `paragraph ${contentOf('listItem')}*` });

const align = {
  default: null,
  parseHTML: (cell: HTMLElement) => /^(?:left|right|center)$/.exec(cell.getAttribute('align') ?? '')?.[0] ?? null,
};
const cell = {
  content: 'paragraph',
  addAttributes: () => ({ colspan: one(), rowspan: one(), colwidth: none(), align }),
};
// Markdown's cells span nothing; the extension asks for the numbers all the same.
const one = () => ({ default: 1, rendered: false, parseHTML: () => 1 });
const none = () => ({ default: null, rendered: false, parseHTML: () => null });

const Table = TiptapTable.extend({
  renderHTML: () => ['div', { class: 'table' }, ['table', ['tbody', 0]]],
  addNodeView: () => null,
  // At the end of the table the Tab key leaves it, where the extension would add row after row.
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
  },
});
const TableCell = TiptapTableCell.extend({
  ...cell,
  renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
});
const TableHeader = TiptapTableHeader.extend({
  ...cell,
  renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
});

// A paragraph has the direction of its own words; lists, quotations and tables that of the story, since what is inside says nothing to them.
const directed = { HTMLAttributes: { dir: 'auto' } };

export const textNodes: Extensions = [
  StarterKit.configure({
    ...{
      bold: false,
      italic: false,
      strike: false,
      blockquote: false,
      bulletList: false,
      code: false,
      heading: false,
      link: false,
      listItem: false,
    },
    ...{ orderedList: false, underline: false },
    paragraph: directed,
    undoRedo: { depth: 1_000 },
  }),
  ...[Heading, Blockquote, BulletList, OrderedList, ListItem],
  ...[Table, TableRow, TableCell, TableHeader],
];
