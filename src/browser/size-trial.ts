import { Editor, Extension, Mark, Node } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { markdownOf, richTextOf } from '../text/rich-text.ts';

console.log(Editor, Extension, Mark, Node, StarterKit, Table, TableRow, TableCell, TableHeader, markdownOf, richTextOf);
