import type { Database } from '../../src/db/database.ts';
import { type Document, keyOf } from '../../src/search/document/document.ts';
import { filedIn, indexedWords } from '../../src/search/queries/documents.ts';
import type { Words } from '../../src/search/queries/engine.ts';
import { marksOf } from '../../src/search/queries/postgres-marks.ts';
import { vectorOf } from '../../src/search/queries/postgres-words.ts';
import type { Rows } from './rows.ts';

type Dialect = Database['dialect'];

/** What the search of readers and those of the newsroom hold, many rows at once: as src/search/queries writes them one by one. */
export function documentRows(dialect: Dialect, documents: Document[]): Rows {
  const all = documents.map((document) => {
    const row = { key: keyOf(document.publishedAt), id: document.id, text: document.text };
    return { row, words: wordsOf(document), filed: filedIn(document.sectionId) };
  });
  if (dialect === 'postgres') {
    return {
      search_documents: all.map(({ row, words, filed }) => ({ ...row, words: vectorOf({ ...words, filed }) })),
    };
  }
  return {
    search_documents: all.map(({ row }) => row),
    search_index: all.map(({ row, words, filed }) => ({ rowid: row.key, ...joined(words), filed })),
  };
}

export const workingRows = (dialect: Dialect, texts: Numbered[]): Rows =>
  textRows(dialect, texts, { table: 'working_texts', id: 'article_id', index: 'working_index' });

export const commentRows = (dialect: Dialect, texts: Numbered[]): Rows =>
  textRows(dialect, texts, { table: 'comment_texts', id: 'comment_id', index: 'comment_index' });

export interface Numbered {
  id: number;
  words: Words;
}

function textRows(dialect: Dialect, texts: Numbered[], { table, id, index }: Record<'table' | 'id' | 'index', string>) {
  if (dialect === 'postgres') {
    return {
      [table]: texts.map((text) => ({ [id]: text.id, words: `${vectorOf(text.words)} ${marksOf(text.words)}` })),
    };
  }
  return {
    [table]: texts.map((text) => ({ [id]: text.id })),
    [index]: texts.map((text) => ({ rowid: text.id, ...joined(text.words) })),
  };
}

export const wordsOf = ({ title, standfirst, text }: Record<keyof Words, string>): Words => ({
  title: indexedWords(title),
  standfirst: indexedWords(standfirst),
  text: indexedWords(text),
});

const joined = ({ title, standfirst, text }: Words) => ({
  title: title.join(' '),
  standfirst: standfirst.join(' '),
  text: text.join(' '),
});
