import { describeForReaders } from '../../src/articles/actions/reading-side.ts';
import { type Content, type Publication, type Revision, type State, textHash } from '../../src/articles/article.ts';
import { contentColumns } from '../../src/articles/queries/writing.ts';
import type { Database, Tx } from '../../src/db/database.ts';
import type { Document } from '../../src/search/document/document.ts';
import { plainText } from '../../src/text/markdown.ts';
import { type Archive, type Invented, inventArticle } from './invented.ts';
import { countOn, insertRows, nextOf, type Rows } from './rows.ts';
import { documentRows, type Numbered, wordsOf, workingRows } from './words.ts';

type Dialect = Database['dialect'];

const inChunk = 1_000;
export const withdrawal = 'It was about somebody else.';
export const correction = 'An earlier version gave the wrong number.';

/** Adds the stories of an archive as if they had been written and published one by one; `told` hears how many of them there are. */
export async function addArticles(database: Database, archive: Archive, told: (done: number) => void): Promise<void> {
  const ids = { revision: await nextOf(database, 'revisions'), publication: await nextOf(database, 'publications') };
  for (let from = 0; from < archive.stories; from += inChunk) {
    const until = Math.min(from + inChunk, archive.stories);
    await database.transaction(async (tx) => {
      const chunk = newChunk();
      for (let number = from; number < until; number += 1) {
        await describe(tx, { ids, archive, chunk }, inventArticle(archive, number));
      }
      await insertRows(tx, database.dialect, rowsOf(database.dialect, chunk));
    });
    told(until);
  }
  await database.transaction((tx) => countOn(tx, database.dialect, ['articles', 'revisions', 'publications']));
}

const tables = [
  ...(['articles', 'revisions', 'revision_topics', 'revision_authors', 'publications'] as const),
  ...(['published_articles', 'published_article_topics', 'published_article_authors'] as const),
  ...(['published_references', 'published_corrections', 'withdrawn_articles', 'events'] as const),
];

interface Chunk {
  rows: Record<(typeof tables)[number], Record<string, unknown>[]>;
  documents: Document[];
  working: Numbered[];
}

const newChunk = (): Chunk => ({
  rows: Object.fromEntries(tables.map((table) => [table, []])) as unknown as Chunk['rows'],
  documents: [],
  working: [],
});

const rowsOf = (dialect: Dialect, { rows, documents, working }: Chunk): Rows => ({
  ...rows,
  ...documentRows(dialect, documents),
  ...workingRows(dialect, working),
});

interface Describing {
  ids: { revision: number; publication: number };
  archive: Archive;
  chunk: Chunk;
}

async function describe(tx: Tx, describing: Describing, story: Invented): Promise<void> {
  const { archive, chunk } = describing;
  const { content, newest, fate, at, later, number } = story;
  const id = archive.firstId + number;
  // What waits for its time was written now.
  const written = fate === 'scheduled' ? archive.now : at;
  const first = addRevision(describing, { id, content, at: written });
  const last = newest === content ? first : addRevision(describing, { id, content: newest, at: later });
  const shown = fate === 'corrected' ? last : first;
  const ledger = addPublications(describing, { ...story, id, first, last });
  const isOut = ledger.length > 0;
  chunk.rows.articles.push({
    ...{ id, kind: 'story', state: stateOf[fate], note: fate === 'withdrawn' ? withdrawal : '' },
    ...{ created_at: written, created_by: first.createdBy, updated_by: first.createdBy },
    updated_at: ['corrected', 'changed', 'withdrawn'].includes(fate) ? later : written,
    ...{ revision_id: last.id, published_revision_id: isOut ? shown.id : null },
    published_at: isOut || fate === 'scheduled' ? at : null,
  });
  const { headline: title, standfirst, body: text } = newest;
  chunk.working.push({ id, words: wordsOf({ title, standfirst, text }) });
  const by = { personId: first.createdBy, id };
  if (fate === 'review') addEvent(chunk, { ...by, at, action: 'article.submitted', names: [] });
  if (fate === 'draft' || fate === 'review') return;
  const article = { id, kind: 'story' } as const;
  const side = await describeForReaders(tx, { article, revision: shown, ledger, publishedAt: at, now: archive.now });
  addReadingSide(chunk, fate === 'withdrawn' ? { ...side, withdrawnAt: later } : side);
  const names = namesOf(side);
  const action = fate === 'scheduled' ? 'article.scheduled' : 'article.published';
  addEvent(chunk, { ...by, at: written, action, names });
  if (fate === 'corrected') addEvent(chunk, { ...by, at: later, action: 'article.correction', names });
  if (fate === 'withdrawn') addEvent(chunk, { ...by, at: later, action: 'article.withdrawn', names });
}

const stateOf: Record<Invented['fate'], State> = {
  ...{ draft: 'draft', review: 'review', scheduled: 'scheduled', published: 'published' },
  ...{ corrected: 'published', changed: 'published', withdrawn: 'withdrawn' },
};

function addRevision(
  { ids, chunk }: Describing,
  { id: articleId, content, at }: { id: number; content: Content; at: string },
): Revision {
  const id = ids.revision++;
  const by = content.authorIds[0] ?? 0;
  const made = { id, article_id: articleId, kind: 'save', created_at: at, created_by: by };
  chunk.rows.revisions.push({ ...made, ...contentColumns(content) });
  for (const [position, topic_id] of content.topicIds.entries())
    chunk.rows.revision_topics.push({ revision_id: id, topic_id, position });
  for (const [position, person_id] of content.authorIds.entries())
    chunk.rows.revision_authors.push({ revision_id: id, person_id, position });
  addEvent(chunk, { at, personId: by, action: 'article.saved', id: articleId, names: [] });
  return { ...content, id, articleId, kind: 'save', createdAt: at, createdBy: by };
}

type Publishing = Invented & { id: number; first: Revision; last: Revision };

function addPublications({ ids, chunk }: Describing, { fate, id, at, later, first, last }: Publishing): Publication[] {
  if (fate === 'draft' || fate === 'review' || fate === 'scheduled') return [];
  const put = (revision: Revision, said: Pick<Publication, 'kind' | 'note' | 'at'>): Publication => {
    const number = ids.publication++;
    const row = { id: number, article_id: id, revision_id: revision.id, ...said };
    chunk.rows.publications.push({ ...row, person_id: revision.createdBy, text_hash: textHash(revision) });
    return { id: number, articleId: id, revisionId: revision.id, ...said };
  };
  const ledger = [put(first, { kind: 'first', note: '', at })];
  if (fate === 'corrected') ledger.push(put(last, { kind: 'correction', note: correction, at: later }));
  if (fate === 'withdrawn') ledger.push(put(first, { kind: 'withdrawal', note: withdrawal, at: later }));
  return ledger;
}

type Side = Awaited<ReturnType<typeof describeForReaders>> & { withdrawnAt?: string };

function addReadingSide({ rows, documents }: Chunk, side: Side): void {
  const { story, topicIds, authorIds, references, corrections, withdrawnAt } = side;
  const { article_id, published_at } = story;
  if (withdrawnAt !== undefined) {
    const { path, language } = story;
    rows.withdrawn_articles.push({ article_id, path, language, reason: withdrawal, at: withdrawnAt });
    return;
  }
  rows.published_articles.push(story);
  for (const [position, topic_id] of topicIds.entries())
    rows.published_article_topics.push({ article_id, topic_id, position, published_at });
  for (const [position, person_id] of authorIds.entries())
    rows.published_article_authors.push({ article_id, person_id, position, published_at });
  for (const { kind, targetId } of references)
    rows.published_references.push({ article_id, kind, target_id: targetId });
  for (const { publicationId, ...said } of corrections)
    rows.published_corrections.push({ publication_id: publicationId, article_id, ...said });
  documents.push({
    ...{ id: article_id, sectionId: story.section_id ?? 0, publishedAt: published_at },
    ...{ title: story.headline, standfirst: story.standfirst, text: plainText(JSON.parse(story.blocks as string)) },
  });
}

const namesOf = ({ story, topicIds, authorIds }: Side): string[] => [
  ...[`article:${story.article_id}`, `card:${story.article_id}`, `path:${story.path}`],
  ...[`section:${story.section_id}`, 'front'],
  ...topicIds.map((id) => `topic:${id}`),
  ...authorIds.map((id) => `person:${id}`),
];

function addEvent(
  { rows }: Chunk,
  { at, personId, action, id, names }: { at: string; personId: number; action: string; id: number; names: string[] },
): void {
  rows.events.push({ at, person_id: personId, action, subject: `article:${id}`, names: JSON.stringify(names) });
}
