import { namesOf } from '../../src/comments/comment.ts';
import type { Database } from '../../src/db/database.ts';
import { indexedWords } from '../../src/search/queries/documents.ts';
import { type Archive, inventArticle } from './invented.ts';
import { countOn, insertRows, nextOf, type Rows } from './rows.ts';
import { commentsOf, type Remark, remarksOf } from './talk.ts';
import { commentRows, type Numbered } from './words.ts';

const inChunk = 1_000;

/** Adds the comments of all stories, with threads, counts and what moderators search; `told` hears how many stories are through. */
export async function addComments(database: Database, archive: Archive, told: (done: number) => void): Promise<void> {
  let id = await nextOf(database, 'comments');
  for (let from = 0; from < archive.stories; from += inChunk) {
    const until = Math.min(from + inChunk, archive.stories);
    const chunk: Chunk = { comments: [], comment_threads: [], comment_counts: [], events: [], texts: [] };
    for (let number = from; number < until; number += 1) {
      const story = inventArticle(archive, number);
      if (commentsOf(archive, story) === 0) continue;
      const remarks = remarksOf(archive, story);
      addTalk(chunk, { articleId: archive.firstId + number, firstId: id, moderator: archive.people[0] ?? 0 }, remarks);
      id += remarks.length;
    }
    const { texts, ...rows } = chunk;
    const all: Rows = { ...rows, ...commentRows(database.dialect, texts) };
    await database.transaction((tx) => insertRows(tx, database.dialect, all));
    told(until);
  }
  await database.transaction((tx) => countOn(tx, database.dialect, ['comments']));
}

type Chunk = Record<'comments' | 'comment_threads' | 'comment_counts' | 'events', Record<string, unknown>[]> & {
  texts: Numbered[];
};

interface Place {
  articleId: number;
  firstId: number;
  moderator: number;
}

function addTalk(chunk: Chunk, { articleId, firstId, moderator }: Place, remarks: Remark[]): void {
  for (const [place, remark] of remarks.entries()) {
    const { state, at, said, name, email } = remark;
    const id = firstId + place;
    chunk.comments.push({
      ...{ id, article_id: articleId, parent_id: remark.answers === null ? null : firstId + remark.answers },
      ...{ thread_id: firstId + (remark.heads ?? place), thread_index: remark.index },
      ...{ name, email, browser_hash: remark.browserHash, network_hash: '', wide_network_hash: '', person_id: null },
      ...{ text: said.text, html: said.html, text_key: said.textKey, state, reason: reasons[state], created_at: at },
      ...(state === 'rejected'
        ? { rejection: 'abuse', decided_at: at, decided_by: moderator }
        : { rejection: null, decided_at: null, decided_by: null }),
    });
    chunk.texts.push({ id, words: { title: indexedWords(name), standfirst: [], text: said.words } });
    const names = JSON.stringify(namesOf(articleId, state === 'published'));
    chunk.events.push({ at, person_id: null, action: 'comment.posted', subject: `comment:${id}`, names });
  }
  const isOut = ({ state }: Remark) => state === 'published';
  for (const [place, { heads }] of remarks.entries()) {
    if (heads !== null) continue;
    const own = remarks.slice(place, place + 3).filter((remark, index) => index === 0 || remark.heads === place);
    const counted = { posted: own.length, published: own.filter(isOut).length };
    chunk.comment_threads.push({ id: firstId + place, article_id: articleId, ...counted });
  }
  const [published, held] = [remarks.filter(isOut), remarks.filter(({ state }) => state === 'held')];
  chunk.comment_counts.push({ article_id: articleId, published: published.length, held: held.length });
}

/** Why each is in its state, by the phases and the decision that put it there. */
export const reasons = { published: 'known', held: 'first-comment', rejected: 'moderator' } as const;
