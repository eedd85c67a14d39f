import type { Editor } from '@tiptap/core';
import { type BlockName, insertNew } from './insert.ts';

/** A button of the toolbar, and a line among the shortcuts. */
export interface Tool {
  /** As the button is called. */
  name: string;
  /** What stands on it, where that is shorter. */
  sign?: string;
  /** As Tiptap writes them: Mod is Control, or Command on a Mac. */
  keys?: string;
  /** Whether its keys are the editor's own already. */
  built?: boolean;
  press(editor: Editor): void;
  /** Whether the text at the cursor is so; a button without it is never pressed in. */
  isOn?(editor: Editor): boolean;
  isOff?(editor: Editor): boolean;
  /** There only while this is true. */
  isThere?(editor: Editor): boolean;
}

const heading = (name: string, level: 2 | 3): Tool => ({
  name,
  keys: `Mod-Alt-${level}`,
  built: true,
  press: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive('heading', { level }),
});

const insertion = (sign: string, key: string, block: BlockName): Tool => ({
  name: `Insert ${sign.toLowerCase()}`,
  sign,
  keys: `Alt-Shift-${key}`,
  press: (editor) => insertNew(editor, block),
});

const inTable = (name: string, press: (editor: Editor) => void): Tool => ({
  name,
  press,
  isThere: (editor) => editor.isActive('table'),
});

/** In the order of the toolbar, in groups. */
export const toolGroups = (askForLink: () => void): Tool[][] => [
  [
    heading('Heading', 2),
    heading('Subheading', 3),
    {
      ...{ name: 'Bold', sign: 'B', keys: 'Mod-b', built: true },
      press: (editor) => editor.chain().focus().toggleMark('bold').run(),
      isOn: (editor) => editor.isActive('bold'),
    },
    {
      ...{ name: 'Italic', sign: 'I', keys: 'Mod-i', built: true },
      press: (editor) => editor.chain().focus().toggleMark('italic').run(),
      isOn: (editor) => editor.isActive('italic'),
    },
    { name: 'Link', keys: 'Mod-k', press: askForLink, isOn: (editor) => editor.isActive('link') },
    {
      ...{ name: 'Bulleted list', sign: 'Bulleted', keys: 'Mod-Shift-8', built: true },
      press: (editor) => editor.chain().focus().toggleBulletList().run(),
      isOn: (editor) => editor.isActive('bulletList'),
    },
    {
      ...{ name: 'Numbered list', sign: 'Numbered', keys: 'Mod-Shift-7', built: true },
      press: (editor) => editor.chain().focus().toggleOrderedList().run(),
      isOn: (editor) => editor.isActive('orderedList'),
    },
    {
      ...{ name: 'Quote', keys: 'Mod-Shift-b', built: true },
      press: (editor) => editor.chain().focus().toggleBlockquote().run(),
      isOn: (editor) => editor.isActive('blockquote'),
    },
  ],
  [
    insertion('Table', 't', 'table'),
    insertion('Picture', 'p', 'figure'),
    insertion('Video', 'v', 'video'),
    insertion('Chart', 'c', 'chart'),
    insertion('Document', 'd', 'document'),
    insertion('Post', 'o', 'post'),
    insertion('Pull quote', 'q', 'pullQuote'),
    insertion('Fact box', 'f', 'factBox'),
    insertion('Related story', 'r', 'related'),
  ],
  [
    inTable('Add row', (editor) => editor.chain().focus().addRowAfter().run()),
    inTable('Add column', (editor) => editor.chain().focus().addColumnAfter().run()),
    inTable('Delete row', (editor) => editor.chain().focus().deleteRow().run()),
    inTable('Delete column', (editor) => editor.chain().focus().deleteColumn().run()),
    inTable('Delete table', (editor) => editor.chain().focus().deleteTable().run()),
  ],
  [
    {
      ...{ name: 'Undo', keys: 'Mod-z', built: true },
      press: (editor) => editor.chain().focus().undo().run(),
      isOff: (editor) => !editor.can().undo(),
    },
    {
      ...{ name: 'Redo', keys: 'Mod-Shift-z', built: true },
      press: (editor) => editor.chain().focus().redo().run(),
      isOff: (editor) => !editor.can().redo(),
    },
  ],
];
