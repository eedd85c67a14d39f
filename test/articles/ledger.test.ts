import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { ledgerOf, type Newsroom, publishNew, revisionsOf, startNewsroom, write } from './newsroom.ts';

let newsroom: Newsroom;
let story: { id: number; path: string };
let revision: number;

let stories = 0;

beforeAll(async () => {
  newsroom = await startNewsroom({ shared: true });
});

beforeEach(async () => {
  stories += 1;
  story = await publishNew(newsroom, { Headline: `Story ${stories}` });
  revision = (await revisionsOf(newsroom.context, story.id))[0]?.id as number;
});

/** What somebody with a database shell could try. */
const attempt = (statement: string): Promise<unknown> =>
  newsroom.context.db.transaction((tx) => sql.raw(statement).execute(tx));

const message = (text: string) => expect.objectContaining({ message: expect.stringContaining(text) });

/** The newest row of a story's ledger. */
const lastOf = (articleId: number) => `(select max(id) from publications where article_id = ${articleId})`;

async function redact() {
  await attempt(
    `insert into publications (article_id, revision_id, kind, note, at, person_id, text_hash)
     select article_id, revision_id, 'redaction', 'By order of a court.', at, person_id, text_hash from publications
     where article_id = ${story.id}`,
  );
}

describe('The ledger', () => {
  test.each([
    "update publications set note = 'Another note'",
    "update publications set at = '2020-01-01T00:00:00.000Z'",
    'update publications set revision_id = revision_id',
    'delete from publications',
    ...(DATABASE === 'postgres' ? ['truncate publications cascade'] : []),
  ])('refuses: %s', async (statement) => {
    const before = await ledgerOf(newsroom.context, story.id);
    await expect(attempt(statement)).rejects.toEqual(message('the ledger is append-only'));
    expect(await ledgerOf(newsroom.context, story.id)).toEqual(before);
  });

  test('keeps its story: it cannot be deleted with it', async () => {
    await expect(attempt(`delete from articles where id = ${story.id}`)).rejects.toEqual(expect.anything());
    expect(await ledgerOf(newsroom.context, story.id)).toHaveLength(1);
  });

  test('holds a hash of what readers saw', async () => {
    const rows = newsroom.context.db.reader.selectFrom('publications').select('text_hash');
    expect(await rows.where('article_id', '=', story.id).execute()).toEqual([
      { text_hash: expect.stringMatching(/^[\da-f]{64}$/) },
    ]);
  });
});

describe('The revisions of a published story', () => {
  test.each([
    ...['headline', 'short_headline', 'standfirst', 'body', 'dateline', 'slug', 'search_title', 'search_description'],
    ...['lead_alt', 'lead_caption', 'lead_credit', 'lead_video', 'lead_video_title', 'label', 'language', 'comments'],
    ...['created_at', 'kind', 'lead_kind'],
  ])('do not change: %s', async (column) => {
    const before = await revisionsOf(newsroom.context, story.id);
    await expect(attempt(`update revisions set ${column} = 'Another'`)).rejects.toEqual(
      message('revisions do not change'),
    );
    expect(await revisionsOf(newsroom.context, story.id)).toEqual(before);
  });

  test('do not go, not even those that readers never saw', async () => {
    const statement = `delete from revisions where article_id = ${story.id}`;
    await expect(attempt(statement)).rejects.toEqual(message('revisions of a published story stay'));
    expect(await revisionsOf(newsroom.context, story.id)).toHaveLength(1);
  });

  test('are blanked by nothing but a redaction', async () => {
    const blank = `update revisions set body = null, headline = null, redacted_by = ${lastOf(story.id)} where id = ${revision}`;
    await expect(attempt(blank)).rejects.toEqual(message('revisions do not change'));
    await redact();
    await expect(attempt(`update revisions set body = null where id = ${revision}`)).rejects.toEqual(
      message('revisions do not change'),
    );
    await attempt(blank);
    expect(await revisionsOf(newsroom.context, story.id)).toEqual([
      expect.objectContaining({ body: null, headline: null, standfirst: '' }),
    ]);
  });

  test('are not rewritten by a redaction, nor are those that it does not name', async () => {
    await redact();
    await expect(attempt(`update revisions set body = 'Another' where id = ${revision}`)).rejects.toEqual(
      message('revisions do not change'),
    );
    const other = await publishNew(newsroom, { Headline: 'Other' });
    const foreign = `update revisions set body = null, redacted_by = ${lastOf(story.id)} where article_id = ${other.id}`;
    await expect(attempt(foreign)).rejects.toEqual(message('revisions do not change'));
    await expect(attempt(`update revisions set label = 'opinion' where id = ${revision}`)).rejects.toEqual(
      message('revisions do not change'),
    );
  });
});

test('The revisions of a story that readers never saw go with it, and do not change either', async () => {
  const id = await write(newsroom.desk, { Headline: 'A draft' });
  await expect(attempt(`update revisions set headline = 'Another' where article_id = ${id}`)).rejects.toEqual(
    message('revisions do not change'),
  );
  await attempt(`delete from revisions where article_id = ${id}`);
  expect(await revisionsOf(newsroom.context, id)).toEqual([]);
});
